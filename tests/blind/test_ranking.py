"""A ranking names every number of its packet once, with a rank, and nobody else."""

import pytest

from redact.blind.ranking import Ranked, loses, read, template
from redact.errors import RankingError

NUMBERS = ("1405", "4711", "9864")


def table(*rows: str, header: str = "number,rank,remarks") -> bytes:
    return "\r\n".join((header, *rows)).encode()


def test_the_best_comes_first_and_who_has_no_rank_last() -> None:
    found = read(table("1405,-,", "4711,2,", "9864,1,good"), NUMBERS)

    assert found == (Ranked("9864", 1), Ranked("4711", 2), Ranked("1405", None))


@pytest.mark.parametrize(
    "data",
    [
        table("1405;1;", "4711;2;", "9864;3;", header="number;rank;remarks"),
        table("1405\t1", "4711\t2", "9864\t3", header="Number\tRank"),
        table("x,1,1405", "y,2,4711", "z,3,9864", header="who,rank,number"),
        b"\xef\xbb\xbf" + table("01405,1,", "4711,1,", "", "9864,2,"),
        table("1405,1,", "4711,2,", "9864,3,").decode().encode("utf-16"),
    ],
)
def test_what_office_programs_make_of_the_table_is_read(data: bytes) -> None:
    assert [one.number for one in read(data, NUMBERS)] == list(NUMBERS)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (("1405,1,", "4711,2,"), "lacks a number of the packet: 9864"),
        (("1405,1,",), "lacks 2 numbers of the packet: 4711, 9864"),
        (("1405,1,", "4711,2,", "9864,3,", "1111,4,"), "has a number that the packet does not"),
        (("1405,1,", "4711,2,", "9864,3,", "4711,3,"), "a number twice: 4711"),
        (("1405,1,", "4711,2,", "9864,,"), "a number without a rank: 9864"),
        (("1405,1,", "4711,2,", "9864,best,"), "rank of 9864 is no whole number"),
        (("1405,1,", "4711,2,", "9864,0,"), "rank of 9864 is no whole number"),
        (("1405,1,", "4711,2,", "9864,\u0663,"), "rank of 9864 is no whole number"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(rows: tuple[str, ...], reason: str) -> None:
    with pytest.raises(RankingError, match=reason):
        read(table(*rows), NUMBERS)


@pytest.mark.parametrize("header", ["number,rank,rank", "number,rank,Number"])
def test_two_columns_of_one_name_are_one_too_many(header: str) -> None:
    with pytest.raises(RankingError, match="two columns of one name"):
        read(table("1405,1,1", "4711,2,2", "9864,3,3", header=header), NUMBERS)


def test_a_name_in_place_of_a_number_is_not_repeated() -> None:
    with pytest.raises(RankingError) as refused:
        read(table("Anna Kowalska,1,", "4711,2,", "9864,3,"), NUMBERS)

    assert "Anna" not in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"rank\n1\n", b"\xff\x00\x81", b'number,rank\n"1405,1\n'])
def test_what_is_no_ranking_is_refused(data: bytes) -> None:
    with pytest.raises(RankingError):
        read(data, NUMBERS)


def test_a_table_in_another_encoding_says_how_to_save_it() -> None:
    with pytest.raises(RankingError, match="save it as CSV UTF-8"):
        read(table("1405,1,café").decode().encode("cp1252"), NUMBERS)


def test_who_is_forgotten_may_be_left_out_or_stand_there() -> None:
    assert len(read(table("4711,1,", "9864,2,"), NUMBERS, ["1405"])) == 2
    assert len(read(table("1405,,", "4711,1,", "9864,2,"), NUMBERS, ["1405"])) == 3


def test_a_table_to_fill_in_keeps_what_it_has() -> None:
    before = table('4711,3,"strong, but late"', "1405,,")
    made = template(NUMBERS, before)

    assert made == table("1405,,", '4711,3,"strong, but late"', "9864,,", "")
    assert not loses(before, made)


def test_a_column_that_somebody_added_stays() -> None:
    before = table("Ann;4711;3;x", header="reader;number;rank;grade")
    made = template(NUMBERS, before)

    assert made == table(
        ",1405,,,", "Ann,4711,3,x,", ",9864,,,", "", header="reader,number,rank,grade,remarks"
    )
    assert not loses(before, made)


@pytest.mark.parametrize(
    ("before", "lost"),
    [
        (b"", False),
        (table(), False),
        (table("4711,2,", "1111,,"), False),
        (table("4711,2,", "1111,1,"), True),
        (table("4711,2,", "1111,,late"), True),
        (table("4711,2,", "4711,3,"), True),
        (table("4711,2,", "all strong,,yes"), True),
        (b"something else", True),
        (table("4711,2,caf\xe9").decode().encode("cp1252"), True),
    ],
)
def test_what_would_be_lost_is_seen(before: bytes, lost: bool) -> None:
    assert loses(before, template(NUMBERS, before)) is lost
