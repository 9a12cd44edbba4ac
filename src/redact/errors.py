"""Every deliberate error of the program, each with the exit code that it ends in.

The messages never hold letter text. In a batch, the first code of `PRIORITY` that applies to any
letter is the exit code of the whole run.
"""

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    CONFIGURATION = 3
    UNREADABLE = 4
    FORMAT = 5
    MODEL = 6
    SURVIVOR = 7
    LOCKED = 8
    HELD = 9
    AUDIT = 10
    WRONG_KEY = 11
    SEAL = 12
    RANKING = 13
    OTHER_PACKET = 14
    GONE = 15
    INTERRUPTED = 130


PRIORITY = (
    ExitCode.INTERRUPTED,
    ExitCode.UNEXPECTED,
    ExitCode.LOCKED,
    ExitCode.CONFIGURATION,
    ExitCode.MODEL,
    ExitCode.AUDIT,
    ExitCode.SURVIVOR,
    ExitCode.SEAL,
    ExitCode.OTHER_PACKET,
    ExitCode.WRONG_KEY,
    ExitCode.GONE,
    ExitCode.RANKING,
    ExitCode.HELD,
    ExitCode.FORMAT,
    ExitCode.UNREADABLE,
    ExitCode.USAGE,
    ExitCode.DONE,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the code that speaks for a whole run: the first of `PRIORITY` that occurs.

    >>> worst([ExitCode.DONE, ExitCode.UNREADABLE, ExitCode.SURVIVOR])
    <ExitCode.SURVIVOR: 7>
    """
    return min(codes, key=PRIORITY.index, default=ExitCode.DONE)


class RedactError(Exception):
    """An error that the program means to raise; its message is fit for the user."""

    exit_code = ExitCode.UNEXPECTED


class UsageError(RedactError):
    """The command line asks for something that cannot be done."""

    exit_code = ExitCode.USAGE


class ConfigError(RedactError):
    """The configuration is wrong; the message names the key."""

    exit_code = ExitCode.CONFIGURATION


class InputError(RedactError):
    """A letter cannot be read, or a copy cannot be checked."""

    exit_code = ExitCode.UNREADABLE


class FormatError(RedactError):
    """A letter is in a form that cannot be redacted safely."""

    exit_code = ExitCode.FORMAT


class ModelError(RedactError):
    """The named-entity model is missing or broken."""

    exit_code = ExitCode.MODEL


class SurvivorError(RedactError):
    """A hidden term still stands in a copy, which is withheld."""

    exit_code = ExitCode.SURVIVOR


class HeldError(RedactError):
    """A letter waits for a person to review it."""

    exit_code = ExitCode.HELD


class LockedError(RedactError):
    """Another run holds the folder."""

    exit_code = ExitCode.LOCKED


class AuditError(RedactError):
    """The audit log is broken."""

    exit_code = ExitCode.AUDIT


class WriteError(RedactError):
    """A copy or a record could not be written; nothing half-written is left."""

    exit_code = ExitCode.UNEXPECTED


class WrongKeyError(RedactError):
    """A passphrase or a key does not open the seal."""

    exit_code = ExitCode.WRONG_KEY


class SealError(RedactError):
    """The seal, or what it vouches for, is not as it was written."""

    exit_code = ExitCode.SEAL


class RankingError(RedactError):
    """A ranking does not fit the packet, or is not the one that was recorded."""

    exit_code = ExitCode.RANKING


class OtherPacketError(RedactError):
    """A seal or a key belongs to another packet."""

    exit_code = ExitCode.OTHER_PACKET


class GoneError(RedactError):
    """What is asked for was destroyed on purpose, or its time is over."""

    exit_code = ExitCode.GONE
