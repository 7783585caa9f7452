"""Fetches feeds, pages, boards and notices; knows pages, knows nothing of outages."""
