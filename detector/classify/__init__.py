"""Which documents report an outage."""
