"""How dates are read: words and the narration's year in, EDTF and bounds out."""

import pytest

from kg.extract import reckoning, when
from kg.extract.date_readers import Anchor
from kg.extract.dates import dates

STOOD_AT_1123 = Anchor(when.of_month(1123, 5))


def read(text: str, anchor: Anchor = STOOD_AT_1123) -> list[tuple[str, str]]:
    found, _ = dates(text, 0, anchor)
    return [(text[date.start : date.end], date.when.edtf) for date in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 755 the Tang ruled.", ("755", "0755")),
        ("On 27 May 1644 he rode out.", ("27 May 1644", "1644-05-27")),
        ("On October 14, 1066, they met.", ("October 14, 1066", "1066-10-14")),
        ("In the autumn of 1004 they came.", ("autumn of 1004", "1004-23")),
        ("The 1206-1208 campaign failed.", ("1206-1208", "1206/1208")),
        ("It lasted from 1126–27.", ("1126–27", "1126/1127")),
        ("Late 1003 brought peace.", ("Late 1003", "1003")),
        ("The conquests of the 13th century.", ("the 13th century", "1201/1300")),
        ("In the early 12th century.", ("the early 12th century", "1101/1133")),
        ("In 216 BC Hannibal won.", ("216 BC", "-0215")),
        ("He died in AD 9.", ("AD 9", "0009")),
        ("In the 1520s they rose.", ("the 1520s", "1520/1529")),
        ("That year he died.", ("That year", "1123")),
        ("Two years later he died.", ("Two years later", "1125")),
        ("A year later he died.", ("A year later", "1124")),
        ("The following year he died.", ("The following year", "1124")),
        ("It was another two years before he died.", ("another two years before", "1125")),
        ("After three years he died.", ("After three years", "1126")),
        ("A decade later he died.", ("A decade later", "1133")),
        ("Half a century later he died.", ("Half a century later", "1173")),
        ("Two summers later he died.", ("Two summers later", "1125")),
        ("The previous year he had died.", ("The previous year", "1122")),
        ("The year before, he had died.", ("The year before", "1122")),
        ("Next winter he died.", ("Next winter", "1123-24")),
        ("The summer after, he died.", ("The summer after", "1124-22")),
        ("The same month he died.", ("The same month", "1123-05")),
        ("The following month he died.", ("The following month", "1123-06")),
        ("Nine months later he died.", ("Nine months later", "1124-02")),
        ("Within the year he died.", ("Within the year", "1123")),
        ("On the 9th he died.", ("the 9th", "1123-05-09")),
        ("On 2 October he died.", ("2 October", "1123-10-02")),
        ("In Xuanhe 4 they went.", ("Xuanhe 4", "1122")),
        ("In the second year of Jingkang they went.", ("the second year of Jingkang", "1127")),
        ("On the ninth day of the ninth month of Jianyan 4 (12 October 1130) he rose.",
         ("the ninth day of the ninth month of Jianyan 4 (12 October 1130)", "1130-10-12")),
    ],
)  # fmt: skip
def test_a_date_is_understood_from_its_words_and_the_narration(text: str, expected: tuple[str, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Next day he died.", "1123-05-31"),
        ("The day after, he died.", "1123-05-31"),
        ("Three days later he died.", "1123-06-02"),
    ],
)
def test_days_are_counted_from_a_day(text: str, expected: str) -> None:
    assert [edtf for _, edtf in read(text, Anchor(when.of_day(1123, 5, 30)))] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "An army of 3,000 men and 1200 horsemen came.",
        "He paid 1500 ducats.",
        "Page 12 of 300.",
        "It cost 20,000.",
    ],
)
def test_a_count_is_no_year(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["Two years later he died.", "That winter he died.", "On 2 May he died."])
def test_a_date_that_needs_another_says_nothing_alone(text: str) -> None:
    assert read(text, Anchor()) == []


def test_the_narration_does_not_move_to_life_dates_in_brackets() -> None:
    _, anchor = dates("In 1038 Yuanhao (1003–1048) rose, on the throne since 1032.", 0, Anchor())
    assert anchor.year == 1038


def test_a_january_behind_a_december_lies_in_the_next_year() -> None:
    assert read("In January it fell.", Anchor(when.of_month(1126, 12))) == [("January", "1127-01")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All dates are BC. In 415 they sailed.", True),
        ("(All years BCE.) In 415 they sailed.", True),
        ("Dates below are given B.C. In 415 they sailed.", True),
        ("All the dates from 300 BC on are doubtful.", False),
        (
            "In 431 war began. In 421 they swore peace, in 415 they sailed, in 413 fell, in 404 yielded.",
            True,
        ),
        (
            "In 404 war began. In 413 they swore peace, in 415 they sailed, in 421 fell, in 431 yielded.",
            False,
        ),
        ("In 431 war began. In 421 they swore peace; AD 415, 413 and 404 are told below.", False),
        ("In 1431 war began, after that of 431, 421, 415, 413, 404 and 399.", False),
    ],
)
def test_a_text_says_or_shows_that_its_years_are_before_christ(text: str, *, expected: bool) -> None:
    assert reckoning.is_before_christ(text, [(0, len(text))]) is expected
