"""Lint: what a person who redacted a letter by hand has overlooked."""
