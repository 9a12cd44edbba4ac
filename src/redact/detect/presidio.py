"""Presidio's own recognizers that letters need, chosen by hand; none of them asks the network."""

from presidio_analyzer import EntityRecognizer
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
)

from redact.config import Config

#: The region whose national numbers are tried; international numbers are found as well. Each region
#: costs a pass over the letter; other countries' forms are patterns of `recognizers.yaml`.
_PHONE_REGIONS = ("US",)


def build(config: Config) -> list[EntityRecognizer]:
    """Return the recognizers of telephone numbers, IP addresses, IBANs and credit cards.

    E-mail addresses and links are patterns of ours: Presidio's look a domain's suffix up, which
    reaches for the network, and lose addresses whose suffix is not in their list.
    """
    return [
        PhoneRecognizer(supported_regions=_PHONE_REGIONS),
        IpRecognizer(),
        IbanRecognizer(),
        CreditCardRecognizer(),
    ]
