"""Count how often the streams of a PDF are drawn, where forms call each other or a page repeats."""

import re
from typing import Any

from redact.formats.pdf.objects import objects

_USE = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_DEEPEST = 40
_REPEATED = 20


def expansions(data: bytes, limit: int) -> int:
    """Return how many forms the pages of a PDF draw in all; one more than `limit` if it is more.

    A file that cannot be read so far counts as one that draws too many.
    """
    try:
        reader = objects(data)
        known: dict[int, int] = {}
        total = 0
        for page in reader.pages:
            if _repeated(page.get("/Contents")):
                return limit + 1
            contents = page.get_contents()
            if contents is not None:
                total += _drawn(contents.get_data(), page.get("/Resources"), known, limit, 0)
            if total > limit:
                return limit + 1
    except Exception:  # noqa: BLE001 - whatever is wrong, the file is not read further
        return limit + 1
    return total


def _repeated(contents: Any) -> bool:
    """Return whether a page draws one stream again and again."""
    found = contents.get_object() if contents is not None else None
    if not isinstance(found, list):
        return False
    numbers = [getattr(item, "idnum", 0) for item in list.__iter__(found)]
    return len(numbers) - len(set(numbers)) > _REPEATED


def _drawn(content: bytes, resources: Any, known: dict[int, int], limit: int, depth: int) -> int:
    forms = resources.get_object().get("/XObject") if resources is not None else None
    if forms is None or depth > _DEEPEST:
        return 0
    forms = forms.get_object()
    total = 0
    for name in _USE.findall(content):
        reference = dict.get(forms, "/" + name.decode("latin-1"))
        if reference is None:
            continue
        form = reference.get_object()
        if form.get("/Subtype") != "/Form":
            continue
        key = id(form)
        if key not in known:
            known[key] = 0
            inner = _drawn(form.get_data(), form.get("/Resources"), known, limit, depth + 1)
            known[key] = min(1 + inner, limit + 1)
        total += known[key]
        if total > limit:
            break
    return total
