"""Reads outage reports and groups them; knows outages, knows nothing of pages."""
