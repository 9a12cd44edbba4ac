"""The options that commands share, and the configuration that they add up to."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from redact.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redact.config import Config
    from redact.datamodel import KnownPerson

StyleName = Literal["plain", "numbered"]
ScopeName = Literal["letter", "dossier"]
OutputName = Literal["pdf", "docx", "txt"]


@dataclass(slots=True)
class Session:
    """What the command line learns before a command runs, and what `main` asks afterwards."""

    command: str = ""
    verbose: bool = False


def _note_verbose(context: typer.Context, verbose: bool) -> bool:
    if isinstance(context.obj, Session):
        context.obj.command = context.command_path.partition(" ")[2]
        context.obj.verbose = verbose
    return verbose


Letters = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Letters, or folders of letters.", show_default=False),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="A profile that ships with redact, like seed."),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="A YAML file that overrides the defaults."),
]
Style = Annotated[
    StyleName | None,
    typer.Option("--style", help="plain writes [name], numbered writes [name_1]."),
]
Scope = Annotated[
    ScopeName | None,
    typer.Option(
        "--scope", help="What is linked and released together; a sub-folder is a dossier."
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="TERM", help="A term that stays readable; may be repeated."),
]
Roster = Annotated[
    Path | None,
    typer.Option("--roster", metavar="FILE", help="A CSV file of people known beforehand."),
]
Records = Annotated[
    Path | None,
    typer.Option("--records", metavar="DIR", help="The records folder; by default OUT.records."),
]
KeepNames = Annotated[
    bool, typer.Option("--keep-names", help="Name the copies as their letters are named.")
]
HoldDoubts = Annotated[
    bool,
    typer.Option("--hold-doubts", help="Hold letters in doubt until a person has decided (9)."),
]
Uniform = Annotated[
    OutputName | None,
    typer.Option("--uniform", help="Set every copy anew in one plain style, as such a file."),
]
PdfOutput = Annotated[
    OutputName | None,
    typer.Option("--pdf-output", help="What becomes of a PDF, which is always set anew."),
]
KeepImages = Annotated[
    bool, typer.Option("--keep-images", help="Keep the pixels of pictures; else they are blanked.")
]
Decisions = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="FILE", help="A YAML file of what people decided."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace copies that exist.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but what went wrong.")]
Verbose = Annotated[
    bool,
    typer.Option(
        "-v",
        "--verbose",
        callback=_note_verbose,
        help="After an error show where in the program it arose.",
    ),
]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options of one command line ask for; None leaves it to the configuration."""

    profile: str | None = None
    config: Path | None = None
    style: StyleName | None = None
    scope: ScopeName | None = None
    keep: "Sequence[str]" = field(default=(), repr=False)
    roster: Path | None = None
    keep_names: bool = False
    hold_doubts: bool = False
    uniform: OutputName | None = None
    pdf_output: OutputName | None = None
    keep_images: bool = False

    def configuration(self) -> "Config":
        """Return the configuration with these choices on top.

        Raises:
            ConfigError: it is wrong; the message names the key.
            UsageError: a term to keep has no word in it.
        """
        from redact.config import load_config

        if any(not any(map(str.isalnum, term)) for term in self.keep):
            raise UsageError('--keep needs a word, for example --keep "SMILES"')
        config = load_config(self.profile, self.config, self.overrides())
        return config.model_copy(update={"keep": (*config.keep, *self.keep)})

    def overrides(self) -> dict[str, Any]:
        """Return the values of the configuration that these choices change, but for `keep`."""
        overrides: dict[str, Any] = {}
        if self.style is not None:
            overrides["style"] = self.style
        if self.scope is not None:
            overrides["scope"] = self.scope
        if self.keep_names:
            overrides["keep_names"] = True
        if self.hold_doubts:
            overrides["doubts"] = {"hold": True}
        documents = {"uniform": self.uniform, "pdf_output": self.pdf_output}
        overrides["documents"] = {name: told for name, told in documents.items() if told}
        if self.keep_images:
            overrides["documents"]["keep_images"] = True
        return overrides

    def people(self) -> "tuple[KnownPerson, ...]":
        """Return the people of the roster, none where none is given.

        Raises:
            ConfigError: the roster is wrong; the message names the place.
        """
        if self.roster is None:
            return ()
        from redact.pipeline.roster import read_roster

        return read_roster(self.roster)
