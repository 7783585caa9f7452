"""What search services answer, one file a service."""
