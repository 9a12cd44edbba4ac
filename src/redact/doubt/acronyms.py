"""Whether a text spells an abbreviation out."""

import re


def spelled_out(text: str, letters: str) -> bool:
    """Return whether words with these first letters stand in a row somewhere in a text.

    >>> spelled_out("a convolutional neural network (CNN)", "CNN")
    True
    """
    initials = r"[\w’'-]* (?:of |and |for |the |in )?".join(map(re.escape, letters))
    return re.search(rf"(?i)\b{initials}[\w’'-]{{2,}}", text) is not None
