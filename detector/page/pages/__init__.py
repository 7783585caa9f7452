"""What each page says: one file a page, from its query to its answer."""
