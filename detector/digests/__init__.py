"""The digest of a day, of several, or of a period, in the formats that people and programs read."""
