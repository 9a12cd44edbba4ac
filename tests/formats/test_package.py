"""A hostile container or XML part ends in FormatError at once; a written one is always the same."""

import io
import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable

import pytest

from redact.errors import FormatError
from redact.formats.package import (
    MAX_BYTES,
    MAX_MEMBERS,
    open_package,
    parse_xml,
    serialize,
    unpack,
    write_package,
)


def zip_of(
    *members: tuple[str, bytes],
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, data in members:
                archive.writestr(name, data)
    return buffer.getvalue()


def directory_at(data: bytes) -> int:
    return data.index(b"PK\x01\x02")


def patched(data: bytes, offset: int, new: bytes) -> bytes:
    return data[:offset] + new + data[offset + len(new) :]


GOOD = zip_of(("word/document.xml", b"<a/>" * 50), ("word/media/image1.png", b"\x89PNG"))


def too_many() -> bytes:
    return zip_of(*((f"p{number}.xml", b"") for number in range(MAX_MEMBERS + 1)))


def too_large() -> bytes:
    """The directory of a small container that claims to unpack to 300 MB, hardly packed."""
    at = directory_at(GOOD)
    size = struct.pack("<II", MAX_BYTES // 2, MAX_BYTES + 1)
    return patched(GOOD, at + 20, size)


def bomb() -> bytes:
    return zip_of(("word/document.xml", b" " * 30_000_000))


def overlapping() -> bytes:
    """Two entries of the directory that point at the same bytes."""
    data = zip_of(("a", b"x" * 500), ("b", b"x" * 500))
    second = data.index(b"PK\x01\x02", directory_at(data) + 4)
    return patched(data, second + 42, struct.pack("<I", 0))


def locked() -> bytes:
    at = directory_at(GOOD)
    return patched(GOOD, at + 8, b"\x01\x00")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "no zip at all": lambda: b"Dear Anna,",
    "nothing": lambda: b"",
    "truncated": lambda: GOOD[: len(GOOD) // 2],
    "without its end": lambda: GOOD[:-10],
    "more members than allowed": too_many,
    "larger than allowed": too_large,
    "a bomb": bomb,
    "members that overlap": overlapping,
    "locked": locked,
    "one name twice": lambda: zip_of(("a.xml", b"1"), ("A.xml", b"2")),
    "a name above the folder": lambda: zip_of(("../a.xml", b"1")),
    "a name above the folder, later": lambda: zip_of(("word/../../a.xml", b"1")),
    "an absolute name": lambda: zip_of(("/etc/a.xml", b"1")),
    "a drive": lambda: zip_of(("C:/a.xml", b"1")),
    "a backslash": lambda: zip_of(("word\\a.xml", b"1")),
    "an odd method": lambda: zip_of(("a.xml", b"1"), method=zipfile.ZIP_LZMA),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_container_is_refused_at_once(name: str) -> None:
    data = HOSTILE[name]()
    begun = time.monotonic()
    with pytest.raises(FormatError):
        open_package(data)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("damage", ["content", "name", "offset"])
def test_a_damaged_member_is_refused_when_it_is_read(damage: str) -> None:
    if damage == "content":
        data = patched(GOOD, 50, b"\xff\xff\xff")
    elif damage == "name":
        data = patched(GOOD, 30, b"W")
    else:
        data = patched(GOOD, directory_at(GOOD) + 42, b"\x07\x00\x00\x00")
    with pytest.raises(FormatError):
        open_package(data).read("word/document.xml")


def test_a_member_that_is_larger_than_it_says_is_not_unpacked() -> None:
    data = zip_of(("word/document.xml", b" " * 30_000_000))
    lie = struct.pack("<I", 1_000)
    data = patched(patched(data, 22, lie), directory_at(data) + 24, lie)
    tracemalloc.start()
    try:
        with pytest.raises(FormatError):
            open_package(data).read("word/document.xml")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_missing_member_is_refused() -> None:
    with pytest.raises(FormatError, match="missing"):
        open_package(GOOD).read("word/styles.xml")


def test_a_sound_container_is_read() -> None:
    package = open_package(GOOD)
    assert package.names == ("word/document.xml", "word/media/image1.png")
    assert package.read("word/media/image1.png") == b"\x89PNG"
    assert package.size("word/document.xml") == 200
    assert "word/document.xml" in package
    assert "word/styles.xml" not in package


def test_folders_are_no_members() -> None:
    assert open_package(zip_of(("word/", b""), ("word/a.xml", b"1"))).names == ("word/a.xml",)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><l>&m;</l>"
)
FETCHES = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<a>", id="not closed"),
        pytest.param(b"<a></b>", id="not matched"),
        pytest.param(b"<a>\x01</a>", id="a control character"),
        pytest.param(b"<a>" * 10_000 + b"</a>" * 10_000, id="ten thousand levels"),
        pytest.param(b"<a>" * 300 + b"</a>" * 300, id="three hundred levels"),
        pytest.param(LAUGHS, id="an entity bomb"),
        pytest.param(FETCHES, id="an entity from a file"),
        pytest.param(FETCHES.decode().encode("utf-16"), id="the same in UTF-16"),
        pytest.param(b"<a>" + b"<b/>" * 2_100_000 + b"</a>", id="two million elements"),
        pytest.param(b"<a " + b'b=""' * 2_100_000 + b"/>", id="two million attributes"),
        pytest.param(b"<?xml version='1.0' encoding='klingon'?><a/>", id="an unknown encoding"),
        pytest.param(b"<a>&nbsp;</a>", id="an unknown entity"),
        pytest.param(b"plain text", id="no XML"),
    ],
)
def test_a_hostile_part_is_refused_at_once(data: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(FormatError) as refused:
        parse_xml(data)
    assert time.monotonic() - begun < 2
    assert refused.value.__cause__ is None


def test_all_parts_together_have_one_limit() -> None:
    part = b"<a>" + b"<b/>" * 600_000 + b"</a>"
    package = open_package(zip_of(("a.xml", part), ("b.xml", part)))
    assert len(package.parse("a.xml")) == 600_000
    with pytest.raises(FormatError, match="too large"):
        package.parse("b.xml")


def test_comments_and_instructions_are_gone_and_text_is_joined() -> None:
    root = parse_xml(
        b"<?x Zephyrine?><a>Do<!-- Zephyrine -->ra<?y Zephyrine?>&#33;<![CDATA[ <]]></a>"
    )
    assert serialize(root).endswith(b"<a>Dora! &lt;</a>")


def test_two_hundred_levels_are_read() -> None:
    assert parse_xml(b"<a>" * 200 + b"</a>" * 200).tag == "a"


def test_the_same_parts_give_the_same_bytes_without_a_date() -> None:
    parts = [("mimetype", b"application/x"), ("content.xml", b"<a/>" * 100)]
    first = write_package(parts, stored={"mimetype"})
    assert first == write_package(parts, stored={"mimetype"})
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [entry.compress_type for entry in entries] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
    assert not any(entry.extra or entry.comment for entry in entries)


def test_containers_in_containers_are_laid_open() -> None:
    inner = zip_of(("secret.xml", b"Zephyrine"))
    outer = zip_of(("a.xml", b"1"), ("embeddings/book.xlsx", inner))
    found = dict(unpack(outer))
    assert found["embeddings/book.xlsx!secret.xml"] == b"Zephyrine"


def test_containers_nested_without_end_are_refused() -> None:
    data = b"x"
    for _ in range(8):
        data = zip_of(("inner.zip", data))
    with pytest.raises(FormatError):
        list(unpack(data))
