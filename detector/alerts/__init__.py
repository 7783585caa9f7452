"""Alerts: which incident is told to whom, held, sent, and sent again until somebody took it."""
