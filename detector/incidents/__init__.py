"""Groups reports into incidents, and says what each incident is."""
