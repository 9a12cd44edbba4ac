"""The style `numbered`: entities are told apart by number."""


def placeholder(word: str, number: int) -> str:
    """Return the placeholder of an entity with its number.

    >>> placeholder("name", 2)
    '[name_2]'
    """
    return f"[{word}_{number}]"
