"""The choice of guests as a model in CP-SAT."""
