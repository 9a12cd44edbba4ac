"""What the tests share: the configuration that ships, and one loaded model for all of them."""

from collections.abc import Callable

import pytest

from redact.config import Config, load_config
from redact.datamodel import Document, Segment
from redact.link.cluster import Lore
from redact.pipeline.redactor import Redactor


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="session")
def lore(config: Config) -> Lore:
    return Lore(config)


@pytest.fixture(scope="session")
def redactor(config: Config) -> Redactor:
    return Redactor(config)


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    return lambda text: Document("letter", (Segment(text),))
