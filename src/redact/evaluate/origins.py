"""Names of people by origin, and new identities drawn from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from random import Random
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

#: The forms that a man and a woman have of one name.
Pair = tuple[str, str]


def _names(text: object) -> object:
    return tuple(name.strip() for name in text.split(",")) if isinstance(text, str) else text


def _pairs(text: object) -> object:
    if not isinstance(text, str):
        return text
    split = (name.strip().split("/") for name in text.split(","))
    return tuple((forms[0], forms[-1]) for forms in split)


def _middles(text: object) -> object:
    return text if text == "given" else _pairs(text)


class Origin(BaseModel):
    """The names of one origin, and how a name is put together there; see `origins.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    women: Annotated[tuple[str, ...], BeforeValidator(_names)]
    men: Annotated[tuple[str, ...], BeforeValidator(_names)]
    families: Annotated[tuple[Pair, ...], BeforeValidator(_pairs)]
    middles: Annotated[Literal["given"] | tuple[Pair, ...], BeforeValidator(_middles)] = ()
    order: Literal["given-first", "family-first"] = "given-first"
    called_by: Literal["family", "given"] = "family"
    surnames: Literal[1, 2] = 1
    short: Literal["first", "last"] = "last"
    single: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's new name: its parts, which stands alone, and in which order they stand.

    `family` is empty for a person of one name, `middle` for one who has nothing there.
    """

    given: str
    middle: str
    family: str
    alone: str
    family_first: bool = False
    middle_before_given: bool = False


@dataclass(slots=True)
class Draw:
    """Draws the people of one letter: nobody is called like somebody else, but families are."""

    origin: Origin
    rng: Random = field(repr=False)
    _taken: set[str] = field(default_factory=set)
    _families: dict[str, tuple[Pair, ...]] = field(default_factory=dict)

    def identity(self, family: str, *, man: bool | None = None) -> Identity:
        """Return somebody new.

        Args:
            family: what the old family is called; whoever shared it shares the new one.
            man: None where the letter does not say.
        """
        origin, rng = self.origin, self.rng
        is_man = rng.random() < 0.5 if man is None else man
        names = origin.men if is_man else origin.women
        given = self._new(names)
        if rng.random() < origin.single:
            return Identity(given, "", "", given)
        surnames = [pair[not is_man] for pair in self._family(family)]
        short = surnames[0] if origin.short == "first" else surnames[-1]
        return Identity(
            given,
            self._middle(names, is_man=is_man),
            " ".join(surnames),
            given if origin.called_by == "given" else short,
            origin.order == "family-first",
            origin.order == "family-first" and origin.middles != "given",
        )

    def _middle(self, names: tuple[str, ...], *, is_man: bool) -> str:
        if self.origin.middles == "given":
            return self._new(names)
        if not self.origin.middles:
            return ""
        return self.rng.choice(self.origin.middles)[not is_man]

    def _family(self, key: str) -> tuple[Pair, ...]:
        known = self._families.get(key) if key else None
        if known:
            return known
        free = [pair for pair in self.origin.families if pair[0] not in self._taken]
        chosen = tuple(self.rng.sample(free or self.origin.families, self.origin.surnames))
        self._taken.update(pair[0] for pair in chosen)
        if key:
            self._families[key] = chosen
        return chosen

    def _new(self, names: tuple[str, ...]) -> str:
        free = [name for name in names if name not in self._taken]
        name = self.rng.choice(free or names)
        self._taken.add(name)
        return name


def origins() -> Mapping[str, Origin]:
    """Return the origins that ship with the program, by name."""
    text = files("redact.evaluate").joinpath("origins.yaml").read_text(encoding="utf-8")
    return {name: Origin.model_validate(entry) for name, entry in yaml.safe_load(text).items()}
