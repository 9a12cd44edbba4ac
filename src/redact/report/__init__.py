"""The report of a run: a page that anyone can read, of numbers and letter ids; values to HTML."""
