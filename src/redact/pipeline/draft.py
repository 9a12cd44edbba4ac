"""Doubts written down for a person to decide: added to a decisions file that stays as it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import yaml

from redact.datamodel import LABELS, Verdict
from redact.errors import ConfigError
from redact.pipeline.decisions_file import DecisionsFile, Entry, parse

_HEADER = f"""\
# What the second opinion doubts, for a person to decide. This file holds letter text:
# keep it private.
# After each "do:" write one of
{{verdicts}}
# Leave it empty as long as you do not know. Say once, below, who decided, when and why; a decision
# may say it for itself. Then run again: each decision holds until its letter changes.
# "hide" goes for whole words in any case: to hide "May" hides the verb too ("it may be").
# "label" is what a hidden text is: {", ".join(LABELS[:6])},
#   {", ".join(LABELS[6:])}; or in the words of the
#   placeholders: name, organization, location, email, phone, url, id, handle, date of birth.
# To hide or to show a text that is not listed, add an entry of its own: "- text: ...", with "do"
# and, to hide it, a label. With the "letter" of another entry, or of the review page, it goes for
# that letter; without, for every letter. Put it at the end: the numbers of the review page count
# the entries from the top. A text that holds a colon needs quotes.

who:
when:
why:

decisions:
"""
_MEANINGS = {
    Verdict.HIDE: "hide    it tells who somebody is: hide it wherever it stands in that letter",
    Verdict.KEEP: "keep    it is nobody's secret: show it, also where it was hidden",
    Verdict.ACCEPT: "accept  it may stay as it is: do not ask again",
}
#: What a doubt is hidden as, unless the person says something else; the rest are people.
_LABELS = {
    "ORGANIZATION": ("organization form", "acronym", "award"),
    "LOCATION": (
        *("address form", "place after a preposition", "known place", "beside a hidden place"),
    ),
    "ID_NUMBER": ("long number", "identifier", "title of a work", "published work"),
}
_LABEL_OF = {kind: label for label, kinds in _LABELS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Open:
    """A doubt that nobody has decided: its letter, what that said, and a name for the reader."""

    letter_id: str
    source_sha256: str = field(repr=False)
    text: str = field(repr=False)
    kind: str
    likelihood: float
    name: str = field(repr=False)


def drafted(existing: str, doubts: Sequence[Open], path: Path) -> str:
    """Return a decisions file with entries for these doubts at the end of its list.

    What it holds already, remarks included, stays as it is, character for character. An empty text
    becomes a new file.

    Raises:
        ConfigError: the file is wrong, or written so that nothing can be added to its list.
    """
    text = existing if existing.strip() else _header()
    before = parse(text, path)
    if not doubts:
        return text
    wanted = before.model_copy(
        update={"decisions": (*before.decisions, *(_plain(doubt) for doubt in doubts))}
    )
    for written in _candidates(text, len(before.decisions) + 1, doubts):
        if _read_back(written, path) == wanted:
            return written
    raise ConfigError(
        f"decisions file {path}: nothing can be added to its list; write each decision on lines of"
        " its own that begin with '- ', or move the file away and give it with --decisions"
    )


def written(table: DecisionsFile) -> str:
    """Return a decisions file with just these decisions, and none of the remarks it had before."""
    content = table.model_dump(mode="json", exclude_defaults=True)
    for entry, told in zip(table.decisions, content["decisions"], strict=True):
        told["do"] = entry.do and entry.do.value
    top = _header().partition("\nwho:")[0]
    return f"{top}\n{yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False)}"


class _Dumper(yaml.SafeDumper):
    """Leaves the place empty where nobody has decided yet."""

    yaml_representers: ClassVar = {
        **yaml.SafeDumper.yaml_representers,
        type(None): lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""),
    }


def _header() -> str:
    verdicts = "\n".join(f"#   {_MEANINGS[verdict]}" for verdict in Verdict)
    return _HEADER.format(verdicts=verdicts)


def _candidates(text: str, first: int, doubts: Sequence[Open]) -> Iterator[str]:
    """Yield the text with the entries where the list may end; the neatest place first."""
    newline = "\r\n" if "\r\n" in text else "\n"
    for place, head, indent in _ends_of_list(text):
        entries = head + "".join(
            _entry(number, doubt, indent) for number, doubt in enumerate(doubts, first)
        )
        lead = "" if text[:place].endswith("\n") or not place else newline
        yield text[:place] + lead + entries.replace("\n", newline) + text[place:]


def _ends_of_list(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where entries may be added, with the words before them and how far to the right."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    values = {key.value: (key, value) for key, value in root.value} if root else {}
    if "decisions" not in values:
        yield len(text), "decisions:\n", ""
        return
    key, value = values["decisions"]
    if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
        indent = " " * value.start_mark.column
        yield _line_after(text, value.value[-1]), "", indent
        yield text.rfind("\n", 0, value.end_mark.index) + 1, "", indent
        yield len(text), "", indent
    elif isinstance(value, yaml.ScalarNode):
        end = text.find("\n", key.end_mark.index)
        yield (len(text) if end < 0 else end + 1), "", ""


def _line_after(text: str, node: Any) -> int:
    """Return where the line after the last words of a node begins, or the end of the text."""
    words = text[: node.end_mark.index].rstrip()
    while (line := words.rpartition("\n")[2].strip()).startswith("#"):
        words = words[: -len(line)].rstrip()
    end = text.find("\n", len(words))
    return len(text) if end < 0 else end + 1


def _entry(number: int, doubt: Open, indent: str) -> str:
    plain = _plain(doubt)
    values = {
        "letter": plain.letter,
        "source": plain.source,
        "text": plain.text,
        "kind": plain.kind,
        "likelihood": plain.likelihood,
        "label": plain.label,
    }
    lines = [f"{indent}# {number}: {doubt.name}"]
    for name, value in values.items():
        mark = "- " if name == "letter" else "  "
        lines.append(f"{indent}{mark}{name}: {_scalar(value)}")
    lines.append(f"{indent}  do:")
    return "\n".join(("", *lines, ""))


def _scalar(value: object) -> str:
    """Return a value on one line of YAML, whatever it holds."""
    # What does not print is written as an escape: it would turn the line around, or hide in it.
    line = yaml.safe_dump(value, allow_unicode=str(value).isprintable(), width=10**9)
    return re.sub(r"\n(\.\.\.\n)?\Z", "", line)


def _plain(doubt: Open) -> Entry:
    return Entry(
        letter=doubt.letter_id,
        source=doubt.source_sha256,
        text=doubt.text,
        kind=doubt.kind,
        likelihood=doubt.likelihood,
        label=_LABEL_OF.get(doubt.kind, "PERSON"),
    )


def _read_back(text: str, path: Path) -> DecisionsFile | None:
    try:
        return parse(text, path)
    except ConfigError:
        return None
