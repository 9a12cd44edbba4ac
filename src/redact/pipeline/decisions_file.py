"""The file in which people write down what they decided: YAML that is checked key by key."""

import datetime
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from redact.datamodel import LABELS, Verdict
from redact.errors import ConfigError

When = datetime.datetime | datetime.date | str


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Table):
    """One decision as it is written; `do` is empty as long as nobody has decided.

    `letter` and `source` bind it to a letter and to what that letter said; a text that is to be
    hidden in every letter has neither. `kind` and `likelihood` tell where a doubt came from.
    """

    letter: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""
    source: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$", repr=False)] = ""
    text: Annotated[str, Field(min_length=1, repr=False)]
    kind: str = ""
    likelihood: float = 0.0
    label: str = "PERSON"
    do: Verdict | None = None
    who: str | None = None
    when: When | None = None
    why: str | None = Field(default=None, repr=False)

    @field_validator("do", mode="before")
    @classmethod
    def _in_small_letters(cls, value: Any) -> Any:
        return (value.strip().lower() or None) if isinstance(value, str) else value

    @field_validator("label")
    @classmethod
    def _known(cls, label: str) -> str:
        if label not in LABELS:
            raise ValueError(f"unknown label; known are {', '.join(LABELS)}")
        return label

    @field_validator("letter", "source", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return "" if value is None else value


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
        place = f", line {mark.line + 1}" if mark is not None else ""
        what = problem if problem == "a key stands twice" else "not valid YAML"
        raise ConfigError(f"decisions file {path}{place}: {what}") from None
    if content is not None and not isinstance(content, dict):
        raise ConfigError(f"decisions file {path}: expected keys and values at the top")
    try:
        return DecisionsFile.model_validate(_lists_frozen(content or {}))
    except ValidationError as error:
        raise ConfigError(f"decisions file {path}: {_explain(error)}") from None


def _lists_frozen(content: dict[Any, Any]) -> dict[Any, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in content.items()}


def _explain(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)
    # A misspelt key is also a missing one: the misspelling tells more.
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    place = [str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"]]
    if place[:1] == ["decisions"] and len(place) > 1:
        where = " ".join(["decision", *place[1:3]])
    else:
        where = " ".join(place[:1])
    if first["type"] == "extra_forbidden":
        return f"unknown key: {where}"
    return f"{where}: {first['msg'].removeprefix('Value error, ')}"
