"""The one way in which the seal writes JSON: keys sorted, no blanks, ASCII."""

import json
from collections.abc import Mapping


def canonical(content: Mapping[str, object]) -> bytes:
    """Return a JSON object as bytes.

    >>> canonical({"b": [1, None], "a": "é"})
    b'{"a":"\\\\u00e9","b":[1,null]}'
    """
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
