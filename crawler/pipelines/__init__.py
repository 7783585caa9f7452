"""What every document passes on its way into the database."""
