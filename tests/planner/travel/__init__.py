"""Travel: places, roads, trains, flights, and the network they make."""
