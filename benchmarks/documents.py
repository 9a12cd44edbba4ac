"""Measure what handling documents costs, detection apart: read, write, reopen.

Run it with ``python -m benchmarks.documents``. Each format gets the same letters; two processes
share them, as two workers of a batch do. A second table tells the memory of a 200-page file.
"""

import io
import subprocess
import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from email.message import EmailMessage
from html import escape
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.timing import timed
from redact import formats
from redact.datamodel import Document, Segment, Style

ROOT = Path(__file__).parents[1]
LETTERS = ROOT / "examples" / "letters"
DOCUMENTS = ROOT / "examples" / "documents"
KINDS = ("docx", "pdf", "odt", "html", "eml", "txt")
ROUNDS, PROCESSES, TIMES = 5, 2, 12
#: Words to a page of a letter, and the pages of the long file.
PAGE_WORDS, PAGES = 400, 200
_KILOBYTES = 1024


def main() -> None:
    """Print letters a second by format, and the memory that a long file takes."""
    texts = [path.read_text("utf-8") for path in sorted(LETTERS.iterdir())]
    print(f"{'format':8} {'letters/s, 1 process':>22} {f'{PROCESSES} processes':>14}")
    for kind in KINDS:
        files = [_made(kind, text) for text in texts] * TIMES
        files += [path.read_bytes() for path in DOCUMENTS.glob(f"*.{kind}")] * TIMES
        alone, both = _rates(files)
        print(f"{kind:8} {alone:22.1f} {both:14.1f}")
    print(f"\n{'format':8} {f'MB, {PAGES} pages':>22} {'MB before':>14}")
    for kind in KINDS:
        command = [sys.executable, "-m", "benchmarks.documents", kind]
        told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
        before, after = told.stdout.split()
        print(f"{kind:8} {after:>22} {before:>14}")


def _rates(files: list[bytes]) -> tuple[float, float]:
    """Return letters a second in one process, and in several that share the letters."""
    shares = [files[number::PROCESSES] for number in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(handle, [files[:2]] * PROCESSES))  # so that loading is not counted
        handle(files[:2])
        alone = median(timed(lambda: handle(files)) for _ in range(ROUNDS))
        both = median(timed(lambda: list(pool.map(handle, shares))) for _ in range(ROUNDS))
    return len(files) / alone, len(files) / both


def handle(files: list[bytes]) -> int:
    """Read, rewrite and reopen each file; return how many characters the copies show."""
    shown = 0
    for data in files:
        document = formats.read_bytes(data, "letter")
        segments = tuple(
            replace(one, text=one.text.replace("the", "[name]")) for one in document.segments
        )
        copy = replace(document, segments=segments)
        reopened = formats.reopen(formats.write(copy), copy)
        shown += len(reopened.text) + sum(len(part.text) for part in reopened.parts)
    return shown


def memory(kind: str) -> None:
    """Print the peak memory of this process, in megabytes, before and after a long file."""
    words = " ".join(path.read_text("utf-8") for path in sorted(LETTERS.iterdir())).split()
    pages = [" ".join(words[i % 1000 : i % 1000 + PAGE_WORDS]) for i in range(PAGES)]
    handle([_made(kind, pages[0])])
    data = _made(kind, "\n\n".join(pages))
    before = _peak()
    handle([data])
    print(before, _peak())


def _peak() -> int:
    """Return the peak memory of this process in megabytes; not that of who started it."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // _KILOBYTES
    raise OSError("this system does not tell the memory of a process")


def _made(kind: str, text: str) -> bytes:
    """Return a letter in a format; its first line is a heading."""
    lines = text.splitlines() or [""]
    if kind == "html":
        body = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
        page = f"<!DOCTYPE html><html><body><h1>{escape(lines[0])}</h1>{body}</body></html>"
        return page.encode()
    if kind == "eml":
        message = EmailMessage()
        message["From"], message["To"] = "Ann <ann@example.org>", "Ben <ben@example.org>"
        message["Subject"], message["Message-ID"] = lines[0] or "A letter", "<1@example.org>"
        message.set_content(text)
        return message.as_bytes()
    if kind == "odt":
        return _odt(lines)
    if kind == "txt":
        return text.encode()
    segments = [Segment(lines[0], "0", Style(heading=1)), Segment("\n", "")]
    for number, line in enumerate(lines[1:], 1):
        segments += [Segment(line, str(number)), Segment("\n", "")]
    return formats.write(Document("letter", tuple(segments), format=kind))


def _odt(lines: list[str]) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines[1:])
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body>'
        f'<office:text><text:h text:outline-level="1">{escape(lines[0])}</text:h>{body}'
        "</office:text></office:body></office:document-content>"
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{names}"/>'
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return whole.getvalue()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        memory(sys.argv[1])
    else:
        main()
