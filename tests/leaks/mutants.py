"""Files near to real ones: their structure changed at random, the same for the same seed."""

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from tests.leaks.corpus.archive import pack

_TOKEN = re.compile(rb"<[^>]*>|[^<]+")
_PDF_TOKEN = re.compile(rb"\d+ \d+ R|/\w+|\d+(?:\.\d+)?|<<|>>|\[|\]")


def mutated(data: bytes, suffix: str, seed: int) -> bytes:
    """Return a file with one to four changes of its structure."""
    chance = random.Random(f"{suffix} {seed}")
    change = _CHANGES[suffix]
    for _ in range(chance.randint(1, 4)):
        data = change(data, chance)
    return data


def _package(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {x.filename: archive.read(x) for x in archive.infolist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    likely = [name for name in names if "document" in name or "content" in name]
    if not likely:
        return data
    name = chance.choice(likely if chance.random() < 0.7 else names)
    part = parts[name]
    if isinstance(part, bytes):
        parts[name] = _tree(part, chance)
    if chance.random() < 0.1 and len(parts) > 4:
        del parts[chance.choice(list(parts))]
    return pack(parts, stored=("mimetype",))


def _tree(data: bytes, chance: random.Random) -> bytes:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    if len(elements) < 3:
        return data
    one, other = chance.sample(elements[1:], 2)
    step = chance.randrange(7)
    parent = one.getparent()
    if step == 0:
        parent.remove(one)
    elif step == 1:
        parent.append(copy.deepcopy(one))
    elif step == 2 and one not in (other, *other.iterancestors()):
        other.append(one)
    elif step == 3:
        one.tag = other.tag
    elif step == 4 and one.attrib:
        key = chance.choice(list(one.attrib))
        one.attrib[key] = chance.choice(["", "0", "-1", "99999999999", "a", "\u00df\u738b", "true"])
    elif step == 5:
        one.text, other.text = other.text, one.text
    else:
        one.attrib.update(other.attrib)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _markup(data: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(data)
    return b"".join(_shuffled(tokens, chance))


def _lines(data: bytes, chance: random.Random) -> bytes:
    return b"\n".join(_shuffled(data.split(b"\n"), chance))


def _shuffled(tokens: list[bytes], chance: random.Random) -> list[bytes]:
    if len(tokens) < 3:
        return tokens
    one, other = (chance.randrange(len(tokens)) for _ in range(2))
    step = chance.randrange(4)
    if step == 0:
        del tokens[one]
    elif step == 1:
        tokens.insert(other, tokens[one])
    elif step == 2:
        tokens[one], tokens[other] = tokens[other], tokens[one]
    else:
        tokens[one] = tokens[one][: len(tokens[one]) // 2]
    return tokens


def _pdf(data: bytes, chance: random.Random) -> bytes:
    found = list(_PDF_TOKEN.finditer(data))
    if len(found) < 3:
        return data
    one, other = chance.sample(found, 2)
    if chance.random() < 0.2:
        at = chance.randrange(len(data))
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    # Of the same length, so that the tables of the file stay true.
    value = other[0][: len(one[0])].ljust(len(one[0]))
    return data[: one.start()] + value + data[one.end() :]


_CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "docx": _package,
    "odt": _package,
    "html": _markup,
    "eml": _lines,
    "pdf": _pdf,
}
