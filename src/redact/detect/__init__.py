"""Detect: find people, organisations, places and contact details in a document."""
