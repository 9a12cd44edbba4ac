"""Where the pipeline of a configuration lies, and what it is, without loading it."""

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from redact.config import Config, data_folder
from redact.errors import ModelError

_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Name and version of a pipeline as the records tell them, and the SHA-256 of its files."""

    version: str
    sha256: str = ""


def pipeline_path(config: Config) -> str:
    """Return the folder or package of the configured pipeline.

    Raises:
        ModelError: there is none of that name.
    """
    name = config.model.pipeline
    shipped = data_folder("models") / name
    if (shipped / "config.cfg").is_file():
        return str(shipped)
    if (Path(name) / "config.cfg").is_file():
        return str(Path(name).resolve())
    if name.isidentifier() and find_spec(name) is not None:
        return name
    raise ModelError(
        f"no spaCy pipeline {name!r} on this machine; install it, or set model.pipeline to "
        "redact_letters_en, which ships with the program"
    )


def model_identity(config: Config) -> ModelIdentity:
    """Return what the pipeline of a configuration is.

    Raises:
        ModelError: there is none, or it cannot be read.
    """
    folder = _folder(pipeline_path(config))
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        version = f"{meta.get('lang', '')}_{meta.get('name', '')}-{meta.get('version', '')}"
        return ModelIdentity(version, _digest(folder))
    except (OSError, ValueError, AttributeError):
        raise ModelError(
            f"the pipeline {folder} cannot be read; install it again or name another one under "
            "model.pipeline"
        ) from None


def _folder(path: str) -> Path:
    if Path(path).is_absolute():
        return Path(path)
    spec = find_spec(path)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0] if places else path)


def _digest(folder: Path) -> str:
    """Return the SHA-256 of the names and contents of the files in a folder."""
    content = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or "__pycache__" in path.parts:
            continue
        content.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            while part := stream.read(_PART):
                content.update(part)
    return content.hexdigest()
