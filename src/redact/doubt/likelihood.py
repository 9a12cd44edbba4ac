"""How likely a doubt is a leak, where the configuration does not say."""

from types import MappingProxyType

#: Measured on the letters of `tests/quality`; `doubts.likelihood` of the configuration precedes.
LIKELIHOOD = MappingProxyType(
    {
        "date of birth left": 0.7,
        "initials of somebody": 0.5,
        "initial and surname": 0.3,
        "piece of a hidden number": 0.6,
        "reference number": 0.4,
        "word that is hidden elsewhere": 0.45,
        "word and name": 0.3,
        "piece of a hidden name": 0.4,
        "organization of ordinary words": 0.4,
        "abbreviation of an organization": 0.25,
        "organization after a cue": 0.25,
    }
)
