"""Open a zip container and the XML in it so that a hostile one cannot hurt, and write one anew."""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import etree

from redact.errors import FormatError

MAX_MEMBERS = 2_000
MAX_BYTES = 200_000_000
MAX_RATIO = 200
#: A container that unpacks to less than this is no bomb, however well it was packed.
_HARMLESS_BYTES = 10_000_000
#: What the XML parts of a file may hold: bytes, and elements and attributes together.
MAX_XML_BYTES = 40_000_000
MAX_XML_NODES = 1_000_000
#: Zip containers within zip containers are laid open so deep.
_MAX_NESTING = 4

_TOO_LARGE = "a part of the file is too large; split the letter"
_AGAIN = "open it in its program and save it again"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))


class Package:
    """The members of a zip container, by name; each is unpacked and checked when it is read."""

    __slots__ = ("_archive", "_nodes", "names")

    def __init__(self, archive: zipfile.ZipFile, names: tuple[str, ...]) -> None:
        self._archive = archive
        self._nodes = 0
        self.names = names

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            FormatError: there is no such member, or it is damaged.
        """
        try:
            with self._archive.open(name) as member:
                # Asked for all, the reader would unpack more than the directory says there is.
                return member.read(self.size(name))
        except KeyError:
            raise FormatError(f"damaged: a part of the file is missing; {_AGAIN}") from None
        except _ZIP_ERRORS:
            raise FormatError(f"damaged: a part of the file cannot be unpacked; {_AGAIN}") from None

    def parse(self, name: str, renamed: Iterable[tuple[bytes, bytes]] = ()) -> Any:
        """Return the root element of an XML member; all that are parsed share one limit.

        Args:
            name: The name of the member.
            renamed: Namespaces to read as others, each with the other.

        Raises:
            FormatError: there is no such member, or it is damaged or too large.
        """
        data = self.read(name)
        for old, new in renamed:
            data = data.replace(old, new)
        self._nodes += _nodes(data)
        if self._nodes > MAX_XML_NODES:
            raise FormatError(_TOO_LARGE)
        return parse_xml(data)

    def size(self, name: str) -> int:
        """Return how many bytes a member unpacks to, as the directory says."""
        return self._archive.getinfo(name).file_size


def open_package(data: bytes) -> Package:
    """Return the members of a zip container, none of them unpacked yet.

    Raises:
        FormatError: it is no zip container, damaged, locked, too large, or not to be trusted.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _ZIP_ERRORS:
        raise FormatError(f"damaged: its list of parts cannot be read; {_AGAIN}") from None
    if len(entries) > MAX_MEMBERS:
        raise FormatError(f"more than {MAX_MEMBERS} parts in the file; {_AGAIN}")
    for entry in entries:
        _require_sound(entry)
    _require_bounded(entries)
    _require_apart(entries)
    return Package(archive, tuple(each.filename for each in entries if not each.is_dir()))


def parse_xml(data: bytes) -> Any:
    """Return the root element of an XML part; comments and processing instructions are gone.

    Nothing is fetched, no entity is resolved, and elements nest less than 256 deep.

    Raises:
        FormatError: the part is no XML, has a document type, or is too large or too deep.
    """
    if len(data) > MAX_XML_BYTES or _nodes(data) > MAX_XML_NODES:
        raise FormatError(_TOO_LARGE)
    if any(mark in data for mark in _DOCTYPES):
        raise FormatError(f"a part of the file declares a document type; {_AGAIN}")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError):
        raise FormatError(
            f"damaged: a part of the file is not well-formed or nested too deeply; {_AGAIN}"
        ) from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise FormatError(f"a part of the file declares a document type; {_AGAIN}")
    return root


def serialize(root: Any) -> bytes:
    """Return an XML part in UTF-8 with its declaration."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def write_package(parts: Iterable[tuple[str, bytes]], stored: Collection[str] = ()) -> bytes:
    """Return a zip container of parts in the order given: same parts, same bytes.

    Args:
        parts: The name of each part and its bytes.
        stored: The names of parts that are not compressed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            entry.external_attr = 0
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def unpack(data: bytes, within: str = "", depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield each member of a container as its name and its bytes, and those of containers in it.

    Raises:
        FormatError: a container is damaged, too large, or nested too deeply.
    """
    if depth > _MAX_NESTING:
        raise FormatError(f"containers within containers, nested too deeply; {_AGAIN}")
    package = open_package(data)
    for name in package.names:
        content = package.read(name)
        yield within + name, content
        if content.startswith(b"PK\x03\x04"):
            yield from unpack(content, f"{within}{name}!", depth + 1)


def _nodes(data: bytes) -> int:
    """Return how many elements and attributes an XML part has at most."""
    return data.count(b"<") + data.count(b"=")


def _require_sound(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise FormatError("locked with a password; save it without one")
    if entry.compress_type not in _METHODS:
        raise FormatError(f"packed in a way that this version does not read; {_AGAIN}")
    name = entry.filename
    steps = name.split("/")
    if entry.orig_filename != name or not name or "\\" in name or ":" in name or ".." in steps:
        raise FormatError(f"a part of the file has a name that points elsewhere; {_AGAIN}")
    if not steps[0] or "\x00" in name:
        raise FormatError(f"a part of the file has a name that points elsewhere; {_AGAIN}")


def _require_bounded(entries: Collection[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > MAX_BYTES:
        raise FormatError(f"it unpacks to more than {MAX_BYTES // 1_000_000} MB; split the letter")
    if total > _HARMLESS_BYTES and total > MAX_RATIO * packed:
        raise FormatError(f"it unpacks to far more than its size; {_AGAIN}")
    counted = Counter(entry.filename.casefold() for entry in entries)
    if any(times > 1 for times in counted.values()):
        raise FormatError(f"two parts of the file have one name; {_AGAIN}")


def _require_apart(entries: Collection[zipfile.ZipInfo]) -> None:
    """Refuse members that share their bytes, as those of a bomb do."""
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise FormatError(f"damaged: its list of parts is wrong; {_AGAIN}")
        end = entry.header_offset + zipfile.sizeFileHeader + entry.compress_size  # type: ignore[attr-defined]
