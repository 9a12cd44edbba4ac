"""Blind review: from dossiers to a packet and its seal, and from a ranking back to people."""
