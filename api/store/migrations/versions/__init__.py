"""One file a step, in order; none imports the program, which goes on changing."""
