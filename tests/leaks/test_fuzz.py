"""Readers and writers hold on files near to real ones: they refuse, or nothing hidden is left."""

import dataclasses
import re
import time
from functools import cache

import pytest

from redact import formats
from redact.datamodel import Document
from redact.errors import FormatError, WriteError
from tests.leaks.corpus import PLANTED
from tests.leaks.corpus.letter import Identity
from tests.leaks.mutants import mutated
from tests.leaks.unpack import search

#: Words of the benign letter; one of them is taken for a secret.
_WORDS = ("seedling", "patience", "notebook", "greenhouse", "measured", "lichen", "longest")
_BLANKS = re.compile(r"\s+")
_SEEDS = 60
#: What a search did find, kept as cases: format and seed.
FOUND: tuple[tuple[str, int], ...] = ()
CASES = (
    *((suffix, seed) for suffix in ("docx", "odt", "html", "eml", "pdf") for seed in range(_SEEDS)),
    *FOUND,
)


@cache
def sources(suffix: str) -> tuple[bytes, ...]:
    """Return the real files of a format whose text is not coded.

    Coded text whose header is lost, or that is cut in the middle of a sign, is no text any more:
    the corpus has cases of its own for that.
    """
    chosen = [x for x in PLANTED if x.case.suffix == suffix and x.case.codes != (5,)]
    made = [x.source() for x in chosen if not re.search("UTF-16|base64", x.case.place)]
    coded = re.compile(rb"Transfer-Encoding: (?:base64|quoted)")
    return tuple(data for data in made if not coded.search(data))


def check(suffix: str, seed: int) -> str:
    """Redact one word of a mutant by hand, and return what came of it.

    Raises:
        AssertionError: the copy is not what was written, or it holds the word.
    """
    chosen = sources(suffix)
    data = mutated(chosen[seed % len(chosen)], suffix, seed)
    secret = _WORDS[seed % len(_WORDS)]
    started = time.perf_counter()
    try:
        document = formats.read_bytes(data, "letter")
        copy = _without(document, secret)
        written = formats.write(copy)
        reopened = formats.reopen(written, copy)
    except FormatError:
        return "refused"
    except WriteError:
        return "not written"
    finally:
        assert time.perf_counter() - started < 10
    assert _BLANKS.sub("", reopened.text) == _BLANKS.sub("", copy.text)
    if secret in copy.text:
        return "split over segments"
    who = Identity(secret, secret, secret, secret, ())
    assert search(written, who) == []
    return "redacted"


def _without(document: Document, secret: str) -> Document:
    segments = tuple(
        dataclasses.replace(each, text=re.sub(secret, "[name]", each.text, flags=re.IGNORECASE))
        for each in document.segments
    )
    return dataclasses.replace(document, segments=segments)


@pytest.mark.parametrize(("suffix", "seed"), CASES)
def test_a_mutant_is_refused_or_leaves_nothing_hidden(suffix: str, seed: int) -> None:
    check(suffix, seed)
