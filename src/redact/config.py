"""The configuration: YAML files read once into one frozen object that is checked key by key."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails

from redact.datamodel import LABELS
from redact.errors import ConfigError

#: The safe loader, in C where PyYAML was built with it: five times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Score = Annotated[float, Field(ge=0.0, le=1.0)]
PlaceholderWord = Annotated[str, Field(pattern=r"^[a-z]+( [a-z]+)*$", max_length=30)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ModelConfig(_Table):
    """Which spaCy pipeline finds names, and what its labels are called here."""

    pipeline: str
    threads: Annotated[int, Field(ge=0, le=64)]
    beside_placeholders: Score
    labels: dict[str, str]

    @field_validator("labels")
    @classmethod
    def _known(cls, labels: dict[str, str]) -> dict[str, str]:
        _require_labels(labels.values())
        return labels


class LabelConfig(_Table):
    """How one label is spelt in a copy, and the score from which on it is hidden.

    ``ordinary_threshold``, where there is one, holds for what the model found and the dictionary
    knows, word for word.
    """

    placeholder: PlaceholderWord
    threshold: Score
    ordinary_threshold: Score | None = None


class PatternConfig(_Table):
    """One regular expression of `recognizers.yaml`; its group ``value``, if any, is the span.

    To save time, ``needs`` may be a shorter expression that is found in each text with a match, and
    ``starts`` one that is found wherever a match begins.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    label: str
    regex: str
    score: Score = 0.85
    ignore_case: bool = False
    needs: str | None = None
    starts: str | None = None

    @field_validator("label")
    @classmethod
    def _known(cls, label: str) -> str:
        _require_labels([label])
        return label

    @property
    def flags(self) -> re.RegexFlag:
        """The flags that its expressions are compiled with."""
        return re.MULTILINE | (re.IGNORECASE if self.ignore_case else re.NOFLAG)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, compiled once, when the configuration is read."""
        return re.compile(self.regex, self.flags)

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        at = "regex"
        try:
            _ = self.expression
            for at in ("needs", "starts"):
                re.compile(getattr(self, at) or "", self.flags)
        except re.error as error:
            reason = {"error": ValueError(f"not a regular expression: {error.msg}")}
            told = InitErrorDetails(
                type="value_error", loc=(at,), input=getattr(self, at), ctx=reason
            )
            raise ValidationError.from_exception_data("pattern", [told]) from None
        return self


class DoubtConfig(_Table):
    """What the second opinion does with a letter in doubt, and how likely each kind is a leak."""

    hold: bool
    hold_from: Score
    likelihood: dict[str, Score]


class Documents(_Table):
    """How letters that are no plain text are copied.

    `uniform` sets every letter anew in one plain style, as a file of that kind; None keeps the
    format that it came in. A PDF is always set anew, as `pdf_output`.
    """

    uniform: Literal["pdf", "docx", "txt"] | None
    pdf_output: Literal["pdf", "docx", "txt"]
    keep_images: bool


class Limits(_Table):
    """What is refused for its size, or in a batch for the time and the memory that it takes.

    `max_memory_megabytes` is what a letter may add to the memory of the worker that redacts it.
    """

    max_megabytes: Annotated[int, Field(ge=1, le=1024)]
    max_seconds: Annotated[int, Field(ge=1)] | None = None
    max_memory_megabytes: Annotated[int, Field(ge=64)] | None = None


class Config(_Table):
    """Everything a run depends on; equal configurations give equal copies."""

    model: ModelConfig
    labels: dict[str, LabelConfig]
    surname_placeholder: PlaceholderWord | None
    style: Literal["plain", "numbered"]
    scope: Literal["letter", "dossier"]
    keep: tuple[str, ...]
    drop_titles: bool
    keep_names: bool
    signing_key: str | None
    doubts: DoubtConfig
    documents: Documents
    limits: Limits
    patterns: tuple[PatternConfig, ...]
    words: dict[str, tuple[str, ...]]

    @field_validator("labels")
    @classmethod
    def _complete(cls, labels: dict[str, LabelConfig]) -> dict[str, LabelConfig]:
        _require_labels(labels)
        missing = [label for label in LABELS if label not in labels]
        if missing:
            raise ValueError(f"no entry for {missing[0]}")
        return labels

    def word_set(self, name: str) -> frozenset[str]:
        """Return the words of one list of `recognizers.yaml`, case-folded.

        Raises:
            ConfigError: there is no list of that name.
        """
        if name not in self.words:
            raise ConfigError(f"configuration: words.{name} is missing")
        return frozenset(word.casefold() for word in self.words[name])

    def with_threads(self, threads: int) -> "Config":
        """Return the same configuration with a letter read on so many threads."""
        model = self.model.model_copy(update={"threads": threads})
        return self.model_copy(update={"model": model})

    def holding_doubts(self) -> "Config":
        """Return the same configuration with letters in doubt held."""
        doubts = self.doubts.model_copy(update={"hold": True})
        return self.model_copy(update={"doubts": doubts})

    def fingerprint(self) -> str:
        """Return the SHA-256 of the whole configuration, in hexadecimal."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def copy_fingerprint(self) -> str:
        """Return the SHA-256 of what changes the contents of copies or what is doubted in them."""
        apart = {"model": {"threads"}, "signing_key": True, "keep_names": True, "limits": True}
        shown = self.model_dump_json(exclude=apart)  # type: ignore[arg-type]
        return hashlib.sha256(shown.encode()).hexdigest()


def _require_labels(labels: Iterable[str]) -> None:
    for label in labels:
        if label not in LABELS:
            raise ValueError(f"unknown label {label}; known are {', '.join(LABELS)}")


def data_folder(name: str) -> Path:
    """Return the folder ``config`` or ``models`` that ships with the program.

    In an installed wheel it lies inside the package; in a checkout at the top.
    """
    packaged = Path(__file__).parent / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / name


def profiles() -> tuple[str, ...]:
    """Return the names of the profiles that ship with the program, sorted."""
    return tuple(sorted(path.stem for path in (data_folder("config") / "profiles").glob("*.yaml")))


def load_config(
    profile: str | None = None,
    path: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Config:
    """Return the configuration: defaults, then the profile, the file and the overrides on top.

    Raises:
        ConfigError: a file is missing or not YAML, a key is unknown, or a value has the wrong type.
    """
    base = data_folder("config")
    merged = _read_yaml(base / "default.yaml")
    merged = _merge(merged, _read_yaml(base / "recognizers.yaml"))
    if profile is not None:
        if profile not in profiles():
            raise ConfigError(f"no profile {profile!r}; there are {', '.join(profiles())}")
        merged = _merge(merged, _read_yaml(base / "profiles" / f"{profile}.yaml"))
    if path is not None:
        merged = _merge(merged, _read_yaml(path))
    merged = _merge(merged, dict(overrides or {}))
    try:
        return Config.model_validate(_frozen_lists(merged))
    except ValidationError as error:
        raise ConfigError(_explain(error)) from None


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except OSError as error:
        raise ConfigError(f"configuration file {path}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigError(f"configuration file {path}: not valid YAML in UTF-8") from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ConfigError(f"configuration file {path}: expected keys and values at the top")
    return content


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        elif key == "patterns" and isinstance(old, list) and isinstance(value, list):
            merged[key] = old + value
        else:
            merged[key] = value
    return merged


def _frozen_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen_lists(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_frozen_lists(inner) for inner in value)
    return value


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"configuration: unknown key {key}; check its spelling against config/default.yaml"
    return f"configuration: {key}: {first['msg']}"
