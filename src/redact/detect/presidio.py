"""Presidio's own recognizers that letters need, chosen by hand; none of them asks the network."""

import re
from collections.abc import Iterator

from phonenumbers import PhoneNumberMatcher
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers.generic import (
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
)

from redact.config import Config
from redact.detect.rule import Found, RuleRecognizer

#: The region whose national numbers are tried; international numbers are found as well. Each region
#: costs a pass over the letter; other countries' forms are patterns of `recognizers.yaml`.
_PHONE_REGION = "US"
#: As Presidio has it: numbers that are valid.
_LENIENCY = 1
#: Six digits with at most four characters between two of them: no valid telephone number has less.
_MAY_BE_PHONE = re.compile(r"\d(?:\D{0,4}\d){5}")
#: Part of every address that Presidio finds: the colons of version 6, the dots of version 4.
_MAY_BE_IP = re.compile(r"::|:[0-9a-f]{1,4}:|\.\d{1,3}\.\d", re.IGNORECASE)


def _phones(text: str) -> Iterator[Found]:
    """Yield what Presidio's recognizer finds, without a second look at each for its region.

    The matcher takes every number for the beginning of a telephone number, also years and pages. A
    number never goes on in the next line, so lines without a number long enough are spared.
    """
    start = 0
    for line in text.split("\n"):
        if _MAY_BE_PHONE.search(line):
            for match in PhoneNumberMatcher(line, _PHONE_REGION, leniency=_LENIENCY):
                yield Found(
                    match.start + start, match.end + start, "PHONE_NUMBER", PhoneRecognizer.SCORE
                )
        start += len(line) + 1


class IpWhereMarks(IpRecognizer):
    """Presidio's recognizer, spared the texts without the marks that every address has."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        """Return what Presidio's recognizer finds in a text."""
        if not _MAY_BE_IP.search(text):
            return []
        found: list[RecognizerResult] = super().analyze(text, entities, nlp_artifacts, regex_flags)
        return found


def build(config: Config) -> list[EntityRecognizer]:
    """Return the recognizers of telephone numbers, IP addresses, IBANs and credit cards.

    E-mail addresses and links are patterns of ours: Presidio's look a domain's suffix up, which
    reaches for the network, and lose addresses whose suffix is not in their list.
    """
    return [
        RuleRecognizer("PhoneRecognizer", ["PHONE_NUMBER"], _phones),
        IpWhereMarks(name="IpRecognizer"),
        IbanRecognizer(),
        CreditCardRecognizer(),
    ]
