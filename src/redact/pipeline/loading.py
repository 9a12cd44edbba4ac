"""Load what redacts, and look for no garbage meanwhile."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redact.config import Config
    from redact.datamodel import KnownPerson
    from redact.pipeline.redactor import Redactor


def load_redactor(config: "Config", roster: "tuple[KnownPerson, ...]" = ()) -> "Redactor":
    """Return a redactor; what it is made of is imported first.

    That makes more than a hundred thousand objects, nearly all of which stay. Python would look for
    garbage among them two hundred times; here it looks at none of them, neither now nor later. (It
    is no use to turn the collector off: what reads spaCy's files turns it on again.)

    Raises:
        ModelError: the pipeline is missing or broken.
    """
    usual = gc.get_threshold()
    gc.set_threshold(0)
    try:
        from redact.pipeline.redactor import Redactor

        return Redactor(config, roster)
    finally:
        gc.freeze()
        gc.set_threshold(*usual)
