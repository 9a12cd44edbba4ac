"""Review numbers: drawn at random, so that they tell neither order nor name nor date."""

import random
from collections.abc import Iterable

#: At least so many numbers are there for each one that is drawn.
_ROOM = 3
_FEWEST_DIGITS = 4


def draw(count: int, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return so many new review numbers, in the order in which they were drawn.

    None begins with a zero, which spreadsheets drop.

    >>> numbers = draw(30, ["1234"])
    >>> len(set(numbers)), {len(number) for number in numbers}, "1234" in numbers
    (30, {4}, False)
    """
    used = {int(number) for number in taken}
    digits = max([_FEWEST_DIGITS, *(len(str(number)) for number in used)])
    while 9 * 10 ** (digits - 1) < _ROOM * (count + len(used)):
        digits += 1
    free = [n for n in range(10 ** (digits - 1), 10**digits) if n not in used]
    return tuple(str(number) for number in random.SystemRandom().sample(free, count))


def shuffled(highest: int, count: int) -> list[int]:
    """Return the next `count` numbers after `highest`, in an order drawn at random."""
    numbers = list(range(highest + 1, highest + 1 + count))
    random.SystemRandom().shuffle(numbers)
    return numbers
