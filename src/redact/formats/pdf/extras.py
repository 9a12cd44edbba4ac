"""What a PDF says beside its pages: the values of a form, annotations, and what is attached."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.datamodel import Segment
from redact.formats.pdf.engine import string
from redact.formats.pdf.objects import objects

_TEXT, _LINK, _FREE, _POPUP, _WIDGET = 1, 2, 3, 16, 20
#: Highlight, underline, squiggly line, strike-out.
_MARKS = (9, 10, 11, 12)
_HIDDEN = 0b100010
_PASSWORD = 1 << 13
_MOST = 5000


@dataclass(slots=True)
class Extras:
    """Text that is shown beside the pages, text that is not, and how much of what is dropped."""

    shown: list[Segment] = field(default_factory=list, repr=False)
    unseen: list[Segment] = field(default_factory=list, repr=False)
    stamps: int = 0
    attachments: int = 0
    form_only: bool = False

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        return (
            ("stamps and drawings dropped", self.stamps),
            ("attached files dropped", self.attachments),
        )


def read_extras(data: bytes, document: Any) -> Extras:
    """Return what a document says beside its pages and their annotations."""
    import pypdfium2.raw as raw

    extras = Extras()
    kind = raw.FPDF_GetFormType(document.raw)
    if kind != raw.FORMTYPE_NONE:
        _form(data, extras)
    if kind == raw.FORMTYPE_XFA_FULL and not extras.shown and len(document) <= 1:
        extras.form_only = True
    extras.attachments = max(0, raw.FPDFDoc_GetAttachmentCount(document.raw))
    return extras


def read_annotations(page: Any, raw: Any, extras: Extras, number: int) -> None:
    """Add what the annotations of a page say."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            _annotation(raw, annotation, extras, number)
            raw.FPDFPage_CloseAnnot(annotation)


def _annotation(raw: Any, annotation: Any, extras: Extras, page: int) -> None:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind in {_LINK, _POPUP, _WIDGET}:
        return
    contents = string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents").strip()
    if contents:
        hidden = raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN
        target = extras.unseen if hidden else extras.shown
        target.append(Segment(_plain(contents), f"page {page}, annotation"))
    elif kind not in {_TEXT, _FREE, *_MARKS}:
        extras.stamps += 1


def _form(data: bytes, extras: Extras) -> None:
    try:
        reader = objects(data)
        form = reader.trailer["/Root"]["/AcroForm"].get_object()
        for value, hidden in _values(form.get("/Fields", []), _State()):
            target = extras.unseen if hidden else extras.shown
            target.append(Segment(_plain(value), "form"))
    except Exception:  # noqa: BLE001 - a form that cannot be read has no values
        return


@dataclass(slots=True)
class _State:
    seen: set[int] = field(default_factory=set)


def _values(
    fields: Any, state: _State, kind: str = "", depth: int = 0
) -> Iterator[tuple[str, bool]]:
    """Yield the values of text and choice fields, and whether each is hidden."""
    for item in fields.get_object() if hasattr(fields, "get_object") else fields:
        node = item.get_object()
        if id(node) in state.seen or depth > 32 or len(state.seen) > _MOST:
            continue
        state.seen.add(id(node))
        own = str(node.get("/FT", kind))
        value = node.get("/V")
        value = value.get_object() if value is not None else None
        flags = int(node.get("/Ff", 0) or 0)
        hidden = bool(int(node.get("/F", 0) or 0) & _HIDDEN) or bool(flags & _PASSWORD)
        if own in {"/Tx", "/Ch"} and value is not None:
            for one in value if isinstance(value, list) else [value]:
                text = one.get_data().decode("latin-1") if hasattr(one, "get_data") else str(one)
                if text.strip():
                    yield text, hidden
        yield from _values(node.get("/Kids", []), state, own, depth + 1)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
