"""From the paths on the command line to the files that are read, and the scopes they form."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from redact.errors import InputError
from redact.formats import unreadable

#: Hidden files, and those by which office programs mark a document as open.
_NO_LETTERS = (".", "~$", ".~lock.")
#: A folder that holds all of these is the records of an earlier run, not letters.
_RECORDS = ("audit.jsonl", "private")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its absolute path, and its name below the folder it was found in.

    `dossier` is the direct sub-folder of the input folder in which it lies, if any. A `problem`
    stands for what cannot be read at all; it is reported in place of a letter.
    """

    path: Path = field(repr=False)
    relative: PurePath = field(repr=False)
    dossier: Path | None = field(default=None, repr=False)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SourceScope:
    """The files that are linked, numbered and released together."""

    files: tuple[SourceFile, ...]
    dossier: Path | None = field(default=None, repr=False)


def shown(path: PurePath) -> str:
    """Return a path on one line, whatever it holds, for the terminal only.

    >>> shown(PurePath("a\\nb.txt"))
    'a\\\\nb.txt'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in str(path)
    )


class RealPaths:
    """Follows the links of many paths, those of each folder once."""

    __slots__ = ("_folders",)

    def __init__(self) -> None:
        """Know no folder yet."""
        self._folders: dict[str, str] = {}

    def __call__(self, path: Path) -> str:
        """Return a path with every link followed."""
        folder, name = os.path.split(path)
        if name in ("", ".", ".."):
            return os.path.realpath(path)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.realpath(folder)
        whole = os.path.join(real, name)  # noqa: PTH118 - for each letter
        return os.path.realpath(whole) if os.path.islink(whole) else whole  # noqa: PTH114


def collect(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """Return every file that the paths name, each once, folders sorted and read to the bottom.

    Of a file and links to it in its folder, or of a folder and links to it, it is the one itself.
    What cannot be read (a missing path, a loop of links, a folder without letters) is a source
    with a `problem`, so that the letters beside it go on. Hidden files in folders are skipped, and
    the lock files of office programs.

    Raises:
        InputError: there is nothing but problems.
    """
    found: dict[tuple[str, str], SourceFile] = {}
    linked: set[tuple[str, str]] = set()
    given: set[str] = set()
    anywhere: set[str] = set()
    real_of = RealPaths()
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolves no link
        is_folder = _is_folder(absolute)
        root = real_of(absolute if is_folder else absolute.parent)
        for source in _walk(absolute) if is_folder else (_single(absolute),):
            real = real_of(source.path)
            place = (real_of(source.path.parent), real)
            is_link = real != os.path.join(root, source.relative)  # noqa: PTH118 - for each letter
            if place in linked and not is_link:
                linked.remove(place)
                del found[place]
            elif place in found or real in (given if is_folder else anywhere):
                continue
            elif is_link:
                linked.add(place)
            anywhere.add(real)
            if not is_folder:
                given.add(real)
            found[place] = source
    broken = [source for source in found.values() if source.problem]
    if broken and len(broken) == len(found):
        raise InputError(f"{shown(broken[0].path)}: {broken[0].problem}")
    return tuple(found.values())


def scopes(
    files: Sequence[SourceFile], mode: Literal["letter", "dossier"]
) -> tuple[SourceScope, ...]:
    """Return the files in their scopes, in the order of the files: one each, or one a dossier."""
    grouped: dict[Path | int, list[SourceFile]] = {}
    for index, source in enumerate(files):
        alone = mode == "letter" or source.dossier is None
        grouped.setdefault(index if alone else source.dossier or index, []).append(source)
    return tuple(
        SourceScope(tuple(members), key if isinstance(key, Path) else None)
        for key, members in grouped.items()
    )


def is_no_letter(name: str) -> bool:
    """Return whether a file or folder of this name is passed over in folders.

    >>> is_no_letter("~$letter.docx")
    True
    """
    return name.startswith(_NO_LETTERS)


def _single(path: Path) -> SourceFile:
    return SourceFile(path, PurePath(path.name), problem=_problem(path))


def _walk(root: Path) -> Iterator[SourceFile]:
    sources = list(_below(root))
    if sources:
        yield from sources
    else:
        yield SourceFile(root, PurePath(root.name), problem="no letters in this folder")


def _below(root: Path) -> Iterator[SourceFile]:
    """Yield what lies in a folder, in order; folders may lie deeper than functions can be called.

    What waits is a path, and the real paths above it: one of them again is a loop.
    """
    waiting: list[tuple[Path, tuple[str, ...]]] = [(root, ())]
    while waiting:
        path, above = waiting.pop()
        if not _is_folder(path):
            yield _source(path, root, _problem(path))
            continue
        linked = not above or os.path.islink(path)  # noqa: PTH114 - raises nothing
        real = os.path.realpath(path) if linked else os.path.join(above[-1], path.name)  # noqa: PTH118
        if real in above:
            yield _source(path, root, "a loop of symbolic links; remove the link")
            continue
        try:
            names = os.listdir(path)  # noqa: PTH208 - names in the raw, also non-UTF-8
        except OSError as error:
            yield _source(path, root, unreadable(error))
            continue
        if all(name in names for name in _RECORDS):
            continue
        above += (real,)
        names.sort(reverse=True)
        waiting += [(path / name, above) for name in names if not is_no_letter(name)]


def _source(path: Path, root: Path, problem: str) -> SourceFile:
    relative = path.relative_to(root)
    inside = len(relative.parts) > 1 or _is_folder(path)
    dossier = root / relative.parts[0] if inside and relative.parts else None
    return SourceFile(path, relative, dossier, problem)


def _problem(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if isinstance(error, FileNotFoundError) and path.is_symlink():
            return "a symbolic link that leads nowhere; remove the link"
        return unreadable(error)
    if not stat.S_ISREG(mode):
        return "a pipe, a socket or a device, not a file; copy the letter to a file"
    return ""


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
