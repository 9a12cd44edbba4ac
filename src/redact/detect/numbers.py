"""Numbers that stand for somebody by their form alone: codes, file numbers, telephones."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.detect.rule import Found, RuleRecognizer

#: Groups of capitals and digits joined by single hyphens or slashes: YS-23-4471, BE/5571/A.
_CODE = re.compile(r"(?<![\w@./:#-])[A-Z0-9]{1,12}(?:[-/][A-Z0-9]{1,12}){1,5}(?![\w@/-]|\.\w)")
#: Capitals and digits that take turns within one word: C46DK1AT0, RSSMRA54P12F205X.
_MIXED = re.compile(r"(?<![\w@./:#-])(?=[A-Z]*\d+[A-Z]+\d)[A-Z0-9]{7,20}(?![\w@/-]|\.\w)")
#: Groups of digits: 6372 7066 7195, 811.587.628-91, 63/759/0097.
_GROUPS = re.compile(
    r"(?<![\w.,/:€$£=%+~≈×^#-])(?:(?:\d )?\(\d{1,5}\)[ -]?)?\d{1,9}(?:[ /.-]\d{1,9}){1,6}"
    r"(?![\w%°/:=-]|[.,]\d| ?[€$£%°×])"
)
_DIGIT = r"(?:(?:double|triple) )?(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
#: A number that is spelt out: "oh seven double two five ...".
_SPOKEN = re.compile(
    rf"(?<![\w-]){_DIGIT}(?:[ ,.-]{{1,3}}{_DIGIT}){{5,15}}(?![\w-])", re.IGNORECASE
)
#: Pairs of digits between capitals: QQ 48 30 17 C.
_PAIRS = re.compile(r"(?<![\w-])[A-Z]{2}(?: \d{2}){3} ?[A-Z](?![\w-])", re.IGNORECASE)
_STANDARDS = re.compile(
    r"(?:ISO|IEC|EN|DIN|IEEE|RFC|ASTM|BS|NF|ANSI|NIST|FIPS|CVE|RTX|GTX|GPT|MIL|SAE|API|UN|A|WS|SS|Q|H"
    r"|COVID|SARS|HIV|CIFAR|IMAGENET|LLAMA|B|AC|DC|RS|USB|STM|ESP|AT|MSP|PIC|HEK|MCF)[-/]?\d"
)
_FORMULA = re.compile(r"(?:(?:[CHONSPFKI]|CL|BR|NA|MG|CA|FE|CU|ZN|AL|SI)\d{0,3})+")
_YEAR = re.compile(r"19\d\d|20[0-3]\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:([ .])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(?<![\d.])\d\.\d")
_UNIT = re.compile(
    r"\s?(?:[kKMG]?(?:m|g|s|Hz|W|V|A|B|b|J|Pa|bit)\b|mm|cm|km|kg|mg|ml|µ|nm|eV|ms|EUR|USD|GBP|CHF|PLN|NOK|SEK"
    r"|DKK|euros?|dollars?|pounds?|people|words|pages|students|samples|items|hectares|inhabitants|years?|hours?"
    r"|million|billion|thousand|rows|images|tokens|sentences|patients|participants|per)\b"
)
#: A postcode of Brazil before its town; a rule for postcodes knows it.
_POSTCODE = re.compile(r"\d{5}-\d{3} [^\W\d_a-z]")
_FEWEST_DIGITS = 4
_TELEPHONE = range(8, 13)


def build(_config: Config) -> list[RuleRecognizer]:
    """Return the recognizer of numbers by form."""
    return [RuleRecognizer("number by form", ["ID_NUMBER", "PHONE_NUMBER"], _find)]


def _find(text: str) -> Iterator[Found]:
    for match in _CODE.finditer(text):
        if _is_code(match.group()):
            yield Found(*match.span(), "ID_NUMBER", 0.6)
    for match in _MIXED.finditer(text):
        if _digits(match.group()) >= _FEWEST_DIGITS and not _is_technical(match.group()):
            yield Found(*match.span(), "ID_NUMBER", 0.6)
    for match in _PAIRS.finditer(text):
        yield Found(*match.span(), "ID_NUMBER", 0.6)
    for match in _SPOKEN.finditer(text):
        yield Found(*match.span(), "PHONE_NUMBER", 0.7)
    for match in _GROUPS.finditer(text):
        known = _UNIT.match(text, match.end()) or _POSTCODE.match(text, match.start())
        if not known and _is_grouped(match.group()):
            yield Found(*match.span(), _label(match.group()), 0.6)


def _digits(token: str) -> int:
    return sum(map(str.isdigit, token))


def _is_technical(token: str) -> bool:
    return bool(_STANDARDS.match(token) or _FORMULA.fullmatch(token))


def _is_code(token: str) -> bool:
    """Whether groups of capitals and digits make a number that was given to somebody."""
    groups = re.split("[-/]", token)
    if _digits(token) < _FEWEST_DIGITS or not any(map(str.isalpha, token)):
        return False
    if _is_technical(token):
        return False
    numbers = [group for group in groups if _digits(group)]
    words = [group for group in groups if group.isalpha()]
    if any(len(word) > 6 for word in words):
        return False
    # ICML-2020, WS-2021/22 and the like name an event of a year.
    return not all(_YEAR.fullmatch(group) or len(group) <= 2 for group in numbers)


def _is_grouped(token: str) -> bool:
    """Whether groups of digits are a telephone or a file number rather than an amount or years."""
    groups = re.findall(r"\d+", token)
    digits = sum(map(len, groups))
    joints = set(re.findall(r"[ /.-]", token))
    if not 8 <= digits <= 18 or all(map(_YEAR.fullmatch, groups)):
        return False
    if _THOUSANDS.fullmatch(token) and (digits != 9 or token.endswith("00")):
        return False
    if all(len(group) <= 2 for group in groups) or _DECIMAL.search(token):
        return False
    if joints == {"."}:
        return len(groups) > 2 and all(len(group) > 1 for group in groups)
    if len(groups) == 2 and joints == {"-"} and len(groups[0]) == len(groups[1]):
        # Pages of an article run from the lower to the higher number.
        return not 0 < int(groups[1]) - int(groups[0]) < 300
    return True


def _label(token: str) -> str:
    spaced = not re.search(r"[./]", token)
    return "PHONE_NUMBER" if spaced and _digits(token) in _TELEPHONE else "ID_NUMBER"
