"""Tell what a reader of a page can see: a letter is seen where the page looks otherwise without it.

That holds whatever hides it: its color, a box or a picture before it, a layer that is switched
off, the edge of the page.
"""

from collections.abc import Sequence
from typing import Any

from redact.formats.pdf.letters import Fragment, Ink

_SCALE = 1.5
#: The least change of a pixel, of 255, that an eye may notice.
_NOTICED = 14
_LARGEST_IMAGE = 30_000_000
_SMALLEST = 2.6


def unseen(
    page: Any, raw: Any, fragments: Sequence[Fragment], inks: Sequence[Ink]
) -> set[tuple[int, int]]:
    """Return the letters that cannot be seen, each as its fragment's and its own index."""
    visible = [ink for ink in inks if not ink.hidden]
    doubtful = [ink for ink in visible if ink.doubtful]
    page.set_rotation(0)
    whole = _picture(page)
    bare = _without(page, raw, visible)
    changed = _difference(whole, bare)
    lone = _difference(whole, _without(page, raw, doubtful)) if doubtful else changed
    left, bottom, right, top = page.get_cropbox()
    found: set[tuple[int, int]] = set()
    for number, fragment in enumerate(fragments):
        for start, end in _words(fragment):
            ink = fragment.letters[start][1]
            if ink.hidden or fragment.size < _SMALLEST:
                seen = False
            elif not any(letter[0].isalnum() for letter in fragment.letters[start:end]):
                seen = (number, start - 2) not in found and (number, start - 1) not in found
            else:
                pixels = lone if ink.doubtful else changed
                seen = _touched(pixels, fragment, start, end, (left, bottom, right, top))
            if not seen:
                found.update((number, index) for index in range(start, end))
    return found


def _words(fragment: Fragment) -> list[tuple[int, int]]:
    """Return the stretches of letters of one text object between spaces."""
    found, start = [], 0
    letters = fragment.letters
    for index in range(1, len(letters) + 1):
        if (
            index == len(letters)
            or letters[index][0] == " "
            or letters[index - 1][0] == " "
            or letters[index][1] is not letters[start][1]
        ):
            found.append((start, index))
            start = index
    return found


def _touched(
    pixels: Any,
    fragment: Fragment,
    start: int,
    end: int,
    crop: tuple[float, float, float, float],
) -> bool:
    import math

    x0 = min(letter[2] for letter in fragment.letters[start:end])
    x1 = max(letter[3] for letter in fragment.letters[start:end])
    y0, y1 = fragment.y - 0.05 * fragment.size, fragment.y + 0.55 * fragment.size
    corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    if fragment.angle:
        cosine, sine = (
            math.cos(math.radians(fragment.angle)),
            math.sin(math.radians(fragment.angle)),
        )
        corners = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in corners]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, _, _, top = crop
    columns = slice(
        max(0, int((min(xs) - left) * _SCALE)), max(0, int((max(xs) - left) * _SCALE) + 1)
    )
    rows = slice(max(0, int((top - max(ys)) * _SCALE)), max(0, int((top - min(ys)) * _SCALE) + 1))
    patch = pixels[rows, columns]
    return bool(patch.size) and int(patch.max()) > _NOTICED


def _picture(page: Any) -> Any:
    return page.render(
        scale=_SCALE, grayscale=True, may_draw_forms=False, draw_annots=False
    ).to_numpy()


def _without(page: Any, raw: Any, inks: Sequence[Ink]) -> Any:
    for ink in inks:
        raw.FPDFPageObj_SetIsActive(ink.raw, False)
    picture = _picture(page)
    for ink in inks:
        raw.FPDFPageObj_SetIsActive(ink.raw, True)
    return picture


def _difference(one: Any, other: Any) -> Any:
    import numpy as np

    if one.ndim > 2:
        one, other = one[:, :, 0], other[:, :, 0]
    return np.maximum(one, other) - np.minimum(one, other)
