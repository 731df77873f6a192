"""集中签约 in batches: which projects are ready, who signs with whom in which order, who stands behind."""
