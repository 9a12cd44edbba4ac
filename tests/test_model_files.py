"""What a pipeline is, told without loading it."""

import json
from pathlib import Path

import pytest

from redact.config import data_folder, load_config
from redact.detect.detector import Detector
from redact.errors import ModelError
from redact.model_files import model_identity


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.cfg").write_text("")
    (tmp_path / "part").mkdir()
    (tmp_path / "part/weights").write_bytes(b"1234")
    meta = {"lang": "en", "name": "x", "version": "1.0"}
    (tmp_path / "meta.json").write_text(json.dumps(meta))
    return tmp_path


def identity_of(folder: Path) -> tuple[str, str]:
    found = model_identity(load_config(overrides={"model": {"pipeline": str(folder)}}))
    return found.version, found.sha256


def test_it_is_known_by_its_version_and_its_files(folder: Path) -> None:
    version, sha256 = identity_of(folder)
    assert version == "en_x-1.0"
    assert identity_of(folder) == (version, sha256)
    (folder / "part/weights").write_bytes(b"1235")
    assert identity_of(folder)[1] != sha256
    (folder / "part/weights").write_bytes(b"1234")
    assert identity_of(folder)[1] == sha256
    (folder / "part/weights").rename(folder / "weights")
    assert identity_of(folder)[1] != sha256


def test_one_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / "meta.json").write_text("[]")
    with pytest.raises(ModelError, match="cannot be read"):
        identity_of(folder)


@pytest.mark.skipif(
    not (data_folder("models") / load_config().model.pipeline).is_dir(), reason="no model here"
)
def test_the_records_tell_the_same_version_as_the_loaded_model() -> None:
    config = load_config()
    assert model_identity(config).version == Detector(config, ()).model_version
