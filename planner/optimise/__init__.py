"""The optimiser: the only folder that imports ortools."""
