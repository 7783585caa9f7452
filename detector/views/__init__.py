"""The record as it is shown, in one shape for the command line and the page."""
