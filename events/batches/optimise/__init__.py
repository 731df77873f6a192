"""What of a signing ceremony is solved: which batch a project signs in, which place at the table it takes."""
