"""Presidio's recognizers find with a look at the marks of a number first what they find without."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from presidio_analyzer import AnalyzerEngine, RecognizerResult
from presidio_analyzer.predefined_recognizers import IpRecognizer, PhoneRecognizer

from redact.config import Config
from redact.detect import presidio
from redact.detect.rule import RuleRecognizer

PHONES = ["(212) 555-0134", "+49 30 1234567", "+43 1234", "001x212.555.0134", "212 555 0134 ext. 5"]
ADDRESSES = ["10.0.0.1", "::", "::1", "fe80::1", "2001:DB8:0:0:0:0:0:1", "::ffff:10.2.0.1/96"]
#: Texts of numbers, of what is no number but looks like one, and of what stands around them.
PARTS = [*PHONES, *ADDRESSES, *"0123456789 \n\n().-/+x:a€", "12:30", "2023", "2012-01-02 08", "ext"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


def found(results: list[RecognizerResult]) -> list[tuple[int, int, str, float]]:
    """Return what a result says."""
    return sorted((each.start, each.end, each.entity_type, each.score) for each in results)


@given(TEXTS)
@example("212 -- 555 -- 0134 and +43 - 1 - 2 - 3 - 4")
@example("(212) 555-\n0134, call 2012-01-02 08:00, 1234567890\n212 555 0134")
def test_a_telephone_number_is_found_line_by_line(text: str) -> None:
    ours = RuleRecognizer("PhoneRecognizer", ["PHONE_NUMBER"], presidio._phones)
    theirs = PhoneRecognizer(supported_regions=("US",))
    labels = ["PHONE_NUMBER"]
    assert found(ours.analyze(text, labels)) == found(theirs.analyze(text, labels))


@given(TEXTS)
@example("at ::/0 or a:b:c:d:e:f:1.2.3.4")
def test_an_address_is_found_where_its_marks_are(text: str) -> None:
    ours, theirs = presidio.IpWhereMarks(), IpRecognizer()
    assert found(ours.analyze(text, ["IP_ADDRESS"])) == found(theirs.analyze(text, ["IP_ADDRESS"]))


@pytest.mark.parametrize("text", ADDRESSES)
def test_no_form_of_an_address_is_passed_over(text: str) -> None:
    assert found(presidio.IpWhereMarks().analyze(f"It is {text} here.", ["IP_ADDRESS"]))


def test_no_country_has_a_shorter_telephone_number() -> None:
    shortest = {
        len(str(code)) + min(metadata.general_desc.possible_length)  # type: ignore[union-attr]  # each has one
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        for region in regions
        if (
            metadata := phonenumbers.PhoneMetadata.metadata_for_nongeo_region(code, None)
            or phonenumbers.PhoneMetadata.metadata_for_region(region, None)
        )
    }
    assert min(shortest) == 6


def test_the_recognizers_keep_the_names_that_records_know(config: Config) -> None:
    names = [each.name for each in presidio.build(config)]
    assert names == ["PhoneRecognizer", "IpRecognizer", "IbanRecognizer", "CreditCardRecognizer"]


def test_presidio_still_asks_for_context_where_we_leave_it_out() -> None:
    assert callable(AnalyzerEngine._enhance_using_context)
