"""Reading a template: its header, and its body as text, slots, marks and choices."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from training.slots import FORMS, LABEL_PREFIXES, Form, parse_form

SLOT = re.compile(r"\{([a-z])(\d*)(?:\.([a-z_]+))?\}")
MARK = re.compile(r"⟦([A-Z]+)(?:#([a-z]\d*))?\|([^⟦⟧]*)⟧")
ORIGIN = re.compile(r"([a-z]\d+)=(\*|[A-Z]{2}|[a-z]\d+)")
OPTIONAL = "?? "


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill: ``{p1.last}``."""

    letter: str
    number: str
    form: Form

    @property
    def key(self) -> str:
        """The key as written, such as ``p1``."""
        return self.letter + self.number


@dataclass(frozen=True, slots=True)
class Mark:
    """A fixed name that is gold, or one where either outcome is fine (label ``KEEP``)."""

    label: str
    entity: str
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """Ways of saying one thing, of which a fill takes one."""

    options: "tuple[tuple[Node, ...], ...]"


Node = str | Slot | Mark | Choice


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a body: always there, or there in half of the fills."""

    nodes: tuple[Node, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Template:
    """One letter with slots."""

    name: str
    genre: str
    country: str
    origins: Mapping[str, str]
    blocks: tuple[Block, ...]


class TemplateError(ValueError):
    """What is wrong with a template, and in which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Reader:
    """A cursor over some lines of a body that collects every error it meets."""

    text: str
    line: int
    errors: list[TemplateError] = field(default_factory=list)
    at: int = 0

    def error(self, message: str, at: int | None = None) -> None:
        """Note an error at the cursor, or at the place given."""
        line = self.line + self.text.count("\n", 0, self.at if at is None else at)
        self.errors.append(TemplateError(line, message))

    def nodes(self, inside: bool) -> Iterator[Node]:
        """Yield nodes up to the end, or up to ``|`` or ``}}`` inside a choice."""
        while self.at < len(self.text):
            if inside and (self.text[self.at] == "|" or self.text.startswith("}}", self.at)):
                return
            yield self.node(inside)

    def node(self, inside: bool) -> Node:
        """Return the node at the cursor and move behind it."""
        start = self.text[self.at]
        if self.text.startswith("{{", self.at):
            return self.choice()
        if start == "{":
            return self.slot()
        if start == "⟦":
            return self.mark()
        if start in "}⟧" or (start == "|" and inside):
            self.error(f"stray {start}")
            self.at += 1
            return start
        end = self.at
        while end < len(self.text) and self.text[end] not in ("{}⟦⟧|" if inside else "{}⟦⟧"):
            end += 1
        text, self.at = self.text[self.at : end], end
        return text

    def slot(self) -> Node:
        """Return the slot at the cursor; an unknown one is noted and read as text."""
        match = SLOT.match(self.text, self.at)
        if match is None:
            shown = self.text[self.at : self.at + 24].split("\n")[0]
            self.error(f"not a slot: {shown!r} (write {{KEY}} or {{KEY.form}})")
            self.at += 1
            return "{"
        letter, number, form = match[1], match[2], match[3] or ""
        at, self.at = self.at, match.end()
        if letter not in FORMS:
            self.error(
                f"unknown key in {match[0]}: keys begin with {', '.join(FORMS)}",
                at,
            )
            return match[0]
        if not number and letter != "x":
            self.error(f"{match[0]}: the key needs a number, such as {letter}1", at)
            return match[0]
        parsed = parse_form(letter, form)
        if parsed is None:
            self.error(f"{match[0]}: no form {form!r}; {letter} has {', '.join(FORMS[letter])}", at)
            return match[0]
        if letter == "x" and not form:
            self.error(f"{match[0]}: say which, such as {{x.date}}", at)
        return Slot(letter, number, parsed)

    def mark(self) -> Node:
        """Return the fixed mark at the cursor."""
        match = MARK.match(self.text, self.at)
        if match is None:
            self.error(
                "mark not understood: write ⟦ORG#o9|Rotary Club⟧ or ⟦KEEP|LinkedIn⟧ in one piece"
            )
            self.at += 1
            return "⟦"
        label, entity, surface = match[1], match[2] or "", match[3]
        at, self.at = self.at, match.end()
        if label != "KEEP" and label not in LABEL_PREFIXES:
            self.error(f"unknown label {label} in a mark: {', '.join(LABEL_PREFIXES)} or KEEP", at)
        elif label != "KEEP" and not entity:
            self.error(f"a mark needs an id, such as ⟦{label}#{LABEL_PREFIXES[label]}9|…⟧", at)
        if not surface or surface != surface.strip():
            self.error("a mark must be neither empty nor begin or end with a space", at)
        inner = Reader(surface, self.line + self.text.count("\n", 0, at))
        nodes = tuple(inner.nodes(inside=False))
        self.errors += inner.errors
        return Mark(label, entity, nodes)

    def choice(self) -> Node:
        """Return the choice at the cursor."""
        at = self.at
        self.at += 2
        options = [tuple(self.nodes(inside=True))]
        while self.text.startswith("|", self.at):
            self.at += 1
            options.append(tuple(self.nodes(inside=True)))
        if not self.text.startswith("}}", self.at):
            self.error("choice {{… is never closed with }} (a choice cannot hold a '?? ' line)", at)
        elif len(options) < 2:
            self.error("a choice needs at least two ways: {{one|another}}", at)
        self.at += 2
        return Choice(tuple(options))


def read_header(
    lines: list[str], errors: list[TemplateError]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fields and the origins that stand in a header."""
    fields: dict[str, str] = {}
    origins: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        key, colon, value = line.partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not colon:
            errors.append(TemplateError(number, f"header line without a colon: {line!r}"))
            continue
        fields[key.strip()] = value.strip()
        if key.strip() not in ("genre", "country", "people", "places", "organisations"):
            errors.append(TemplateError(number, f"unknown header field {key.strip()!r}"))
        elif key.strip() not in ("genre", "country"):
            for word in value.replace(",", " ").split():
                match = ORIGIN.fullmatch(word)
                if match is None:
                    errors.append(
                        TemplateError(number, f"{word!r}: write p1=IN, or p1=* for any country")
                    )
                else:
                    origins[match[1]] = match[2]
    for name in ("genre", "country"):
        if not fields.get(name):
            errors.append(TemplateError(1, f"header lacks '{name}:'"))
    if fields.get("country") and not re.fullmatch(r"[A-Z]{2}|\*", fields["country"]):
        errors.append(TemplateError(1, f"country {fields['country']!r} is not a code such as IN"))
    return fields, origins


def read_blocks(lines: list[str], first: int, errors: list[TemplateError]) -> Iterator[Block]:
    """Yield the blocks of a body whose first line has this number."""
    at = 0
    while at < len(lines):
        optional = lines[at].startswith(OPTIONAL) or lines[at] == OPTIONAL.rstrip()
        end = at + 1
        while not optional and end < len(lines) and not lines[end].startswith("??"):
            end += 1
        text = "".join(line + "\n" for line in lines[at:end])
        reader = Reader(text.removeprefix(OPTIONAL) if optional else text, first + at)
        yield Block(tuple(reader.nodes(inside=False)), optional)
        errors += reader.errors
        at = end


def parse_template(name: str, text: str) -> tuple[Template, tuple[TemplateError, ...]]:
    """Return the template of this text, with everything that is wrong with it."""
    errors: list[TemplateError] = []
    lines = text.rstrip().split("\n")
    ruler = next((i for i, line in enumerate(lines) if line.rstrip() == "---"), None)
    if ruler is None:
        errors.append(TemplateError(1, "no line '---' after the header"))
        ruler = 0
    fields, origins = read_header(lines[:ruler], errors)
    blocks = tuple(read_blocks(lines[ruler + 1 :], ruler + 2, errors))
    if len(lines) < ruler + 2:
        errors.append(TemplateError(ruler + 1, "the letter is empty"))
    template = Template(name, fields.get("genre", ""), fields.get("country", "*"), origins, blocks)
    return template, tuple(errors)


def template_files(folder: Path) -> list[Path]:
    """Return the templates of a folder, in order."""
    return sorted(folder.glob("*.txt"))


def check_folder(folder: Path) -> list[str]:
    """Return one line for each error in the templates of a folder and of its folder ``test``."""
    found: list[str] = []
    for path in template_files(folder) + template_files(folder / "test"):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            found.append(f"{path}:1: not UTF-8")
            continue
        _, errors = parse_template(path.stem, text)
        found += [f"{path}:{error.line}: {error}" for error in errors]
    return found


def read_templates(folder: Path) -> tuple[Template, ...]:
    """Return the templates of a folder.

    Raises:
        TemplateError: where one of them is not well formed; ``check_folder`` names every place.
    """
    templates: list[Template] = []
    for path in template_files(folder):
        template, errors = parse_template(path.stem, path.read_text(encoding="utf-8"))
        if errors:
            raise TemplateError(errors[0].line, f"{path}:{errors[0].line}: {errors[0]}")
        templates.append(template)
    return tuple(templates)
