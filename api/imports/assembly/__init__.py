"""From rows to the season's values: names become ids, cells become values, each fault keeps its place."""
