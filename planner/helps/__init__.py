"""What would help most: a season in which a wish is granted, and what its plan would be worth then."""
