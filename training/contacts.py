"""Inventing e-mail addresses, telephone numbers, links, handles, numbers and dates of birth."""

# ruff: noqa: E501  # word lists are read and edited in long rows

# word lists are read and edited in long rows

import re
from random import Random

from training.gazetteers import without_marks
from training.names import Person

FREE_MAIL = [
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "yahoo.com",
    "outlook.com",
    "hotmail.com",
    "mail.example",
    "post.example",
    "inbox.example",
    "letters.example",
    "icloud.com",
    "protonmail.com",
    "proton.me",
    "gmx.de",
    "web.de",
    "mail.ru",
    "yandex.ru",
    "qq.com",
    "163.com",
    "naver.com",
    "libero.it",
    "orange.fr",
    "wanadoo.fr",
    "seznam.cz",
    "wp.pl",
    "uol.com.br",
    "rediffmail.com",
    "ymail.com",
    "live.co.uk",
    "btinternet.com",
    "fastmail.com",
    "ukr.net",
    "abv.bg",
    "bluewin.ch",
    "example.com",
    "example.org",
    "example.net",
]
# fmt: off
ACADEMIC = {"GB": "ac.uk", "IN": "ac.in", "US": "edu", "AU": "edu.au", "NZ": "ac.nz", "JP": "ac.jp", "CN": "edu.cn", "BR": "edu.br",
    "ZA": "ac.za", "KR": "ac.kr", "IL": "ac.il", "TR": "edu.tr", "PK": "edu.pk", "NG": "edu.ng", "KE": "ac.ke", "MX": "mx", "AT": "ac.at",
    "TW": "edu.tw", "SG": "edu.sg", "CO": "edu.co", "PL": "edu.pl", "IR": "ac.ir", "TH": "ac.th", "LK": "ac.lk", "BD": "ac.bd", "PH": "edu.ph"}
WORDS = ["info", "office", "contact", "admissions", "hello", "team", "support", "secretary", "hr", "jobs", "apply", "summerschool", "dean", "noreply", "service", "booking", "grants", "registrar", "library", "events", "press", "kanzlei", "sekretariat", "bewerbung", "contacto", "ufficio"]
PARTS = ["sunny", "blue", "pixel", "night", "coffee", "tiger", "luna", "code", "happy", "wild", "river", "gamer", "math", "silent", "turbo", "kiwi", "moon", "ghost", "retro", "lazy"]
PHONES: dict[str, str] = {
    "*": "+99 999 999 999|+999 99 999 9999|(999) 999-9999|99999999|0999 999 999|+99 (0)99 9999999|00999 9 999 9999|999 999 99 99",
    "US": "(999) 999-9999|999-999-9999|+1 999 999 9999|+1 (999) 999-9999|999.999.9999|1-999-999-9999|999 999 9999|(999) 999-9999 ext. 99|+1-999-999-9999",
    "CA": "+1 (999) 999-9999|999-999-9999|1 999 999-9999", "GB": "07999 999999|+44 7999 999999|020 7999 9999|+44 (0)20 7999 9999|0131 999 9999|01999 999999|+44 1999 999 999|07999999999",
    "IE": "087 999 9999|+353 87 999 9999|+353 (0)1 999 9999", "DE": "+49 179 9999999|0179/9999999|030 99999999|+49 (0)30 9999-99|0179 99 99 99 9|+49-89-9999999|(0221) 99 99 99", "AT": "+43 699 99999999|01 / 999 99 99", "CH": "+41 79 999 99 99|079 999 99 99|+41 (0)44 999 99 99",
    "FR": "06 99 99 99 99|+33 6 99 99 99 99|01.99.99.99.99|+33 (0)1 99 99 99 99|0699999999", "NL": "06-99999999|+31 6 99999999|+31 (0)24 999 9999|020-9999999|06 99 99 99 99", "BE": "+32 4799 99 99|0479/99.99.99|02 999 99 99", "IT": "+39 399 9999999|399 999 9999|06 9999 9999|+39 02 99999999",
    "ES": "+34 699 999 999|699 99 99 99|91 999 99 99|699999999", "PT": "+351 919 999 999|919999999|21 999 9999", "BR": "+55 11 99999-9999|(21) 99999-9999|(11) 9999-9999|+55 (31) 9 9999-9999", "MX": "+52 55 9999 9999|(55) 9999-9999|33 9999 9999", "AR": "+54 9 11 9999-9999|(011) 9999-9999|11-9999-9999", "CO": "+57 399 999 9999|399 9999999",
    "CL": "+56 9 9999 9999|9 9999 9999", "PE": "+51 999 999 999|999999999", "PL": "+48 699 999 999|699-999-999|22 999 99 99|699 999 999", "CZ": "+420 799 999 999|799 999 999", "HU": "+36 30 999 9999|06 20 999 9999|06-1-999-9999", "RO": "+40 799 999 999|0799 999 999|0799.999.999", "GR": "+30 699 999 9999|210 9999999", "TR": "+90 599 999 99 99|0599 999 99 99|0 (212) 999 99 99",
    "RU": "+7 999 999-99-99|8 (999) 999-99-99|+7 (999) 999 99 99|89999999999|8-999-999-99-99", "UA": "+380 99 999 99 99|099 999 99 99|+38 (099) 999-99-99", "KZ": "+7 799 999 99 99|8 799 9999999", "SE": "+46 79 999 99 99|079-999 99 99|08-999 999 99", "NO": "+47 999 99 999|99 99 99 99", "DK": "+45 99 99 99 99|99 99 99 99", "FI": "+358 49 999 9999|049 999 9999|09 999 9999",
    "IN": "+91 99999 99999|+91-9999999999|99999 99999|9999999999|0999-9999999|(+91) 9999 999 999", "PK": "+92 399 9999999|0399-9999999", "BD": "+880 1799-999999|01799 999999", "LK": "+94 77 999 9999|077-9999999", "CN": "+86 139 9999 9999|13999999999|010-99999999|139-9999-9999", "TW": "0999-999-999|+886 999 999 999|02-9999-9999", "HK": "+852 9999 9999|9999 9999",
    "JP": "090-9999-9999|+81 90 9999 9999|03-9999-9999|+81-3-9999-9999", "KR": "010-9999-9999|+82 10 9999 9999|02-999-9999", "VN": "+84 99 999 9999|0999 999 999|099.999.9999", "TH": "089-999-9999|+66 89 999 9999|02 999 9999", "ID": "+62 899-9999-9999|0899 9999 9999|(021) 999 9999", "MY": "+60 19-999 9999|019-999 9999|03-9999 9999", "SG": "+65 9999 9999|9999 9999", "PH": "+63 999 999 9999|0999 999 9999|(02) 9999-9999|0999-999-9999",
    "NG": "+234 809 999 9999|08099999999|0809 999 9999|+234-809-999-9999", "KE": "+254 799 999 999|0799 999999|0799999999", "GH": "+233 29 999 9999|029 999 9999", "ZA": "+27 89 999 9999|089 999 9999|(011) 999-9999", "ET": "+251 99 999 9999|0999 99 99 99", "EG": "+20 109 999 9999|0109 9999999|01099999999", "MA": "+212 6 99 99 99 99|0699999999", "SA": "+966 59 999 9999|059 999 9999",
    "AE": "+971 59 999 9999|059 9999999", "IL": "+972 59-999-9999|059-9999999|03-9999999", "IR": "+98 919 999 9999|0919 999 9999|021-99999999", "AU": "0499 999 999|+61 499 999 999|(02) 9999 9999|+61 2 9999 9999", "NZ": "029 999 9999|+64 29 999 9999|(09) 999 9999",
}
ID_SHAPES = ["99999999", "9999999", "A9999999", "AA999999", "s9999999", "99/999/9999", "AA-9999-99999", "999-99-9999", "9999 9999 9999", "AA9999999", "99AA99A9999", "#99999", "AA/99/9999", "2099-9999", "99-999999-9", "C99AA9AA9", "AAA-99999", "9999/AA/999", "999.999.999-99", "99999A", "AA 99 99 99 A", "m9999999", "B99AA999", "AA99 9999 9999 9999 9999 99", "9A99999", "9999-99-AA"]
# fmt: on
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def shaped(rng: Random, shape: str) -> str:
    """Return the shape with a digit for each 9 and a letter for each A."""
    return "".join(
        str(rng.randint(0, 9)) if c == "9" else rng.choice(LETTERS) if c == "A" else c
        for c in shape
    )


def make_phone(rng: Random, country: str) -> str:
    """Return a telephone number as it is written in a country."""
    shapes = PHONES.get(country, PHONES["*"]) if rng.random() < 0.85 else PHONES["*"]
    shape = rng.choice(shapes.split("|"))
    return re.sub(r"(?<!\d)9{2,}|9(?=9)|(?<=9)9", lambda m: shaped(rng, m[0]), shape).replace(
        "+0", "+2"
    )


def make_id(rng: Random) -> str:
    """Return a student, passport, account or case number."""
    return shaped(rng, rng.choice(ID_SHAPES))


def make_orcid(rng: Random) -> str:
    """Return an ORCID whose last character is its checksum."""
    digits = "0000000" + "".join(str(rng.randint(0, 9)) for _ in range(8))
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    text = digits + ("X" if check == 10 else str(check))
    orcid = "-".join(text[at : at + 4] for at in range(0, 16, 4))
    return "https://orcid.org/" + orcid if rng.random() < 0.08 else orcid


def make_birth_date(rng: Random) -> str:
    """Return a date of birth in some notation."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1935, 2010)
    name = MONTHS[month - 1]
    return rng.choice(
        [
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
            f"{day:02}.{month:02}.{year}",
            f"{day:02}/{month:02}/{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day} {name[:3]} {year}",
            f"{day}.{month}.{year}",
            f"{day:02}-{month:02}-{year}",
            f"{month:02}/{day:02}/{year}",
            f"{day}/{month}/{year % 100:02}",
            f"{year}. {month}. {day}.",
        ]
    )


def plain(text: str) -> str:
    """Return the letters of a name as they may stand in an address."""
    return re.sub(r"[^a-z0-9]", "", without_marks(text).lower())


def user_names(rng: Random, person: Person, site: bool) -> str:
    """Return an account name made from a person's name."""
    first, last, nick = (
        plain(person.first.split(" ")[0]) or "me",
        plain(person.last.split(" ")[-1]) or "x",
        plain(person.nick) or "me",
    )
    year = str(rng.randint(60, 99)) if rng.random() < 0.5 else str(rng.randint(1, 2009))
    shapes = [
        f"{first}.{last}",
        f"{first[0]}.{last}",
        f"{first}{last}",
        f"{last}.{first}",
        f"{first}_{last}",
        f"{first[0]}{last}",
        f"{last}",
        f"{first}",
        f"{last}{first[0]}",
        f"{first}-{last}",
    ]
    if not site:
        shapes += [
            f"{first}{last}{year}",
            f"{nick}{year}",
            f"{nick}.{last}",
            f"{rng.choice(PARTS)}{nick}",
            f"{first}.{last}{year}",
            f"{nick}_{rng.choice(PARTS)}",
            f"{last}{year}",
            f"{first[:3]}{last[:3]}{year}",
        ]
    return rng.choice(shapes)


def make_domain(rng: Random, site: str, country: str, academic: bool) -> str:
    """Return the domain of an organisation."""
    ending = (
        ACADEMIC.get(country, country.lower())
        if academic
        else rng.choice(["com", "org", country.lower(), "net", "example", "co", "eu"])
    )
    sub = (
        rng.choice(["", "", "", "", "cs.", "math.", "physik.", "stud.", "student.", "mail."])
        if academic
        else ""
    )
    return f"{sub}{site}.example" if rng.random() < 0.35 else f"{sub}{site}.{ending}"


def make_email(rng: Random, person: Person | None, domain: str) -> str:
    """Return an e-mail address, made from a person's name or from none."""
    if person is None:
        user = rng.choice(
            [
                rng.choice(WORDS),
                rng.choice(WORDS),
                rng.choice(PARTS) + rng.choice(PARTS),
                rng.choice(PARTS) + str(rng.randint(1, 999)),
                shaped(rng, "AA99999").lower(),
            ]
        )
    else:
        user = user_names(rng, person, site=bool(domain))
    address = f"{user}@{domain or rng.choice(FREE_MAIL)}"
    roll = rng.random()
    if roll < 0.04:
        return address.upper() if roll < 0.02 else address.capitalize()
    return address


def make_handle(rng: Random, person: Person | None) -> str:
    """Return a user name of a network."""
    user = (
        user_names(rng, person, site=False)
        if person
        else rng.choice(PARTS)
        + rng.choice(["_", "", "-", "."])
        + rng.choice(PARTS)
        + rng.choice(["", str(rng.randint(1, 99))])
    )
    return ("@" if rng.random() < 0.65 else "") + user


def make_url(rng: Random, person: Person | None, domain: str) -> str:
    """Return a link: a profile, a page of one's own, or one of an organisation."""
    head = rng.choice(["https://", "https://", "http://", "https://www.", "www.", "", ""])
    user = (
        user_names(rng, person, site=False)
        if person
        else rng.choice(PARTS) + "-" + rng.choice(PARTS)
    )
    if domain and person is None:
        return (
            head
            + domain
            + rng.choice(
                ["", "", "/", "/apply", "/people", "/en/jobs/" + str(rng.randint(10, 999))]
            )
        )
    shapes = [
        f"linkedin.com/in/{user}",
        f"linkedin.com/in/{user}-{shaped(rng, '9a9b99c')}",
        f"github.com/{user}",
        f"{user}.github.io",
        f"{plain(user)}.example",
        f"{plain(user)}.com",
        f"scholar.example/citations?user={user}",
        f"{domain or 'uni.example'}/~{user}",
        f"{user.replace('_', '-')}.example/cv",
        f"behance.net/{user}",
        f"researchgate.net/profile/{user}",
        f"medium.com/@{user}",
        f"t.me/{user}",
        f"gitlab.com/{user}/thesis",
        f"youtube.com/@{user}",
        f"instagram.com/{user}",
        f"facebook.com/{user}",
    ]
    return head + rng.choice(shapes)
