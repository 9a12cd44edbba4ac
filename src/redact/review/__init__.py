"""The page on which a person reads each letter before and after, doubts first; values to HTML."""
