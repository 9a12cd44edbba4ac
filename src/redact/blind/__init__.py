"""Blind review: the seal, the numbers, the ranking and the cover page; values and bytes alone."""
