"""Who sits at which table: compiled annealing for the value, CP-SAT for what must be kept and for proofs."""
