"""The style `plain`: every entity of a label reads the same."""


def placeholder(word: str, number: int) -> str:
    """Return the placeholder of an entity; the number does not show.

    >>> placeholder("name", 2)
    '[name]'
    """
    return f"[{word}]"
