"""The file in which people write down what they decided: YAML that is checked key by key."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from redact.datamodel import LABELS, Verdict
from redact.errors import ConfigError

When = datetime.datetime | datetime.date | str

#: Besides its own name, a label is known by the words that placeholders show.
_LABEL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "NAME": "PERSON",
        "SURNAME": "PERSON",
        "COMPANY": "ORGANIZATION",
        "ORGANISATION": "ORGANIZATION",
        "PLACE": "LOCATION",
        "EMAIL": "EMAIL_ADDRESS",
        "E_MAIL": "EMAIL_ADDRESS",
        "PHONE": "PHONE_NUMBER",
        "LINK": "URL",
        "NUMBER": "ID_NUMBER",
        "ID": "ID_NUMBER",
        **{label: label for label in LABELS},
    }
)
#: What a person is told to write where a value is wrong; the value itself may be letter text.
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "letter": "copy the 16 characters from another entry, or leave it out for all letters",
        "source": "copy the 64 characters from another entry, or leave it out",
        "text": "write the words as the letter says them, in quotes",
        "kind": "leave it as it was drafted, or leave it out",
        "likelihood": "leave it as it was drafted, or leave it out",
        "label": f"write one of {', '.join(LABELS)}",
        "who": "write a name, in quotes",
        "when": "write a day such as 2025-03-14",
        "why": "write the reason, in quotes",
        "decisions": 'write a list, each decision on lines of its own that begin with "- "',
    }
)
_YAML_HINT = (
    'put text that holds a colon in quotes, leave a blank after "do:", use no tab; look at this'
    " line and the ones above"
)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Table):
    """One decision as it is written; `do` is empty as long as nobody has decided.

    `letter` and `source` bind it to a letter and to what that letter said; a text that is to be
    hidden in every letter has neither. `kind` and `likelihood` tell where a doubt came from.
    `label` is empty where nobody said what the text is.
    """

    letter: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""
    source: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$", repr=False)] = ""
    text: Annotated[str, Field(min_length=1, repr=False)]
    kind: str = ""
    likelihood: float = 0.0
    label: str = ""
    do: Verdict | None = None
    who: str | None = None
    when: When | None = None
    why: str | None = Field(default=None, repr=False)

    @field_validator("label", mode="before")
    @classmethod
    def _known(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None or not isinstance(value, str):
            return "" if value is None else value
        word = "_".join(value.strip(" []").upper().replace("-", " ").replace("_", " ").split())
        if word and word not in _LABEL_WORDS:
            raise ValueError(f"{_quoted(value, info)} is not known; {_ADVICE['label']}")
        return _LABEL_WORDS.get(word, "")

    @field_validator("do", mode="before")
    @classmethod
    def _a_verdict(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, bool):  # what YAML makes of these words
            value = "yes" if value else "no"
        verdict = value.strip().lower() if isinstance(value, str) else value
        if verdict in (None, "", *Verdict):
            return verdict or None
        raise ValueError(f"{_quoted(value, info)} is not known; write {_one_of(Verdict)}")

    @field_validator("letter", "source", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return "" if value is None else value


def _one_of(words: Sequence[str] | type[Verdict]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def _quoted(value: Any, info: ValidationInfo) -> str:
    """Return a value in quotes, unless it may be letter text that slipped into the wrong line."""
    word = value.strip() if isinstance(value, str) else ""
    text = str(info.data.get("text", "")).lower()
    plain = word.isascii() and word.isalpha() and len(word) <= 12
    return f'"{word}"' if plain and text and word.lower() not in text else "what stands there"


class DecisionsFile(_Table):
    """All decisions of a file; what stands at the top goes for each that does not say it."""

    who: str | None = None
    when: When | None = None
    why: str | None = Field(default=None, repr=False)
    decisions: tuple[Entry, ...] = ()

    @field_validator("decisions", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return () if value is None else value


class _Loader(yaml.SafeLoader):
    """The safe loader, but a key that stands twice is an error: one of the two would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem="a key stands twice", problem_mark=key.start_mark
                )
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def load(path: Path) -> str:
    """Return the text of a decisions file.

    Raises:
        ConfigError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise ConfigError(f"decisions file {path}: there is no such file; check the path") from None
    except OSError as error:
        raise ConfigError(f"decisions file {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"decisions file {path}: not text in UTF-8; save it anew") from None


def parse(text: str, path: Path) -> DecisionsFile:
    """Return the decisions that a text holds, also those that nobody has made yet.

    Raises:
        ConfigError: it is not YAML, or a decision in it is wrong; the message names the file, the
            line or the number of the decision, and the key.
    """
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", "")
        where = f", line {mark.line + 1}" if mark is not None else ""
        what = problem if problem == "a key stands twice" else f"not valid YAML; {_YAML_HINT}"
        raise ConfigError(f"decisions file {path}{where}: {what}") from None
    if content is not None and not isinstance(content, dict):
        raise ConfigError(f"decisions file {path}: expected keys and values at the top")
    try:
        return DecisionsFile.model_validate(_lists_frozen(content or {}))
    except ValidationError as error:
        place, message = _explain(error)
        raise wrong(path, text, place, message) from None


def wrong(path: Path, text: str, place: Sequence[str | int], message: str) -> ConfigError:
    """Return the error about a place in a decisions file: keys, and numbers of entries from 0."""
    number = f"decision {place[1] + 1}: " if len(place) > 1 and isinstance(place[1], int) else ""
    line = _line(text, place)
    return ConfigError(f"decisions file {path}, line {line}: {number}{message}")


def _line(text: str, place: Sequence[str | int]) -> int:
    """Return the line of a place in a text that is YAML; of what is missing, where it belongs."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 0
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == str(part)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = (node.value[part], node.value[part])
        else:
            found = None
        if found is None:
            break
        line, node = found[0].start_mark.line, found[1]
    return line + 1


def _lists_frozen(content: dict[Any, Any]) -> dict[Any, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in content.items()}


def _explain(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    """Return where the first mistake is, and what it is in words that quote no value."""
    found = error.errors(include_url=False, include_input=False)
    # A misspelt key is also a missing one: the misspelling tells more.
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    place = first["loc"][: 3 if first["loc"][:1] == ("decisions",) else 1]
    key = place[-1] if place else 0
    if first["type"] in ("extra_forbidden", "invalid_key"):
        fields = Entry.model_fields if len(place) == 3 else DecisionsFile.model_fields
        return place, f"unknown key: {key}; known are {', '.join(fields)}"
    if first["type"] == "missing":
        return place, f"{key} is missing; {_ADVICE[str(key)]}"
    if isinstance(key, int):
        return place, 'expected keys and values, as in "text: ..."'
    if first["type"] == "value_error":
        return place, f"{key}: {first['msg'].removeprefix('Value error, ')}"
    return place, f"{key}: {_ADVICE.get(str(key), 'not a value that is expected here')}"
