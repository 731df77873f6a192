"""A fictional district to try the program on: about 150 companies, 46 people, one season."""
