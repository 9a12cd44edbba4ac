"""Scores what was hidden against letters marked by hand: read gold, measure, report."""
