"""Pure functions: the text of a page, list or feed → records. One file a site or shape."""
