"""Other solvers on the same instances, each an adapter that reads the planner's own problem."""
