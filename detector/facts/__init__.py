"""What a document states: who, since when, how long and why, each with its quote."""
