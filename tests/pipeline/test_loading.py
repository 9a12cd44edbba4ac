"""What redacts is loaded without looking for garbage; afterwards that is as it was."""

import gc
import sys
from types import SimpleNamespace

import pytest

from redact.config import load_config
from redact.errors import ModelError
from redact.pipeline.loading import load_redactor


@pytest.mark.parametrize("fails", [False, True])
def test_the_collector_rests_while_it_loads_and_then_works_as_before(
    monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    before, meanwhile = gc.get_threshold(), []

    def make(_config: object, roster: object) -> object:
        meanwhile.append(gc.get_threshold()[0])
        if fails:
            raise ModelError("no model")
        return roster

    monkeypatch.setitem(sys.modules, "redact.pipeline.redactor", SimpleNamespace(Redactor=make))
    if fails:
        with pytest.raises(ModelError, match="no model"):
            load_redactor(load_config())
    else:
        assert load_redactor(load_config()) == ()

    assert meanwhile == [0]
    assert gc.get_threshold() == before
    gc.unfreeze()
