"""Builds the classifier from the corpus in this folder, and measures it."""
