"""Official status pages: one small file for each platform, and the registry of them."""
