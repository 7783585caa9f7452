"""One spider for each way a source is read."""
