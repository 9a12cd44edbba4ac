"""Files within files: what is attached to a mail or to a PDF, for the search in it."""

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.parser import BytesParser
from io import BytesIO

from redact.errors import FormatError


def attached(data: bytes, kind: str) -> Iterator[bytes]:
    """Yield the files that are attached to a file of a format; none where it holds none.

    Containers in Word and OpenDocument files are not told here: their own readers open them.

    Raises:
        FormatError: they cannot be taken out.
    """
    if kind == "eml":
        yield from _of_mail(data)
    elif kind == "pdf":
        yield from _of_pdf(data)


def _of_mail(data: bytes) -> Iterator[bytes]:
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        for part in message.walk():
            content = part.get_payload(decode=True)
            if message.is_multipart() and isinstance(content, bytes) and content.strip():
                yield content
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        raise FormatError("a part of it cannot be taken out") from None


def _of_pdf(data: bytes) -> Iterator[bytes]:
    from pypdf import PdfReader

    try:
        for versions in PdfReader(BytesIO(data)).attachments.values():
            yield from versions
    except Exception:  # noqa: BLE001 - a library may raise anything on a strange file
        raise FormatError("an attached file cannot be taken out") from None
