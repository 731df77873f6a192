"""How one gets from place to place: cities, roads, trains, flights, and what a leg costs."""
