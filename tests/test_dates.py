"""Dates are said as a reader of each language says them."""

import pytest
from flask import Flask

from server.dates import dated, lasted


def said(language: str, *stated: str) -> list[str]:
    """Dates in the words of a language."""
    with Flask("test").test_request_context(headers={"Accept-Language": language}):
        return [dated(each) for each in stated]


@pytest.mark.parametrize(
    ("edtf", "english", "chinese"),
    [
        ("1141", "1141", "1141年"),
        ("0960", "960", "960年"),
        ("1123-05", "May 1123", "1123年5月"),
        ("1142-01-27", "27 January 1142", "1142年1月27日"),
        ("-0208", "209 BCE", "西元前209年"),
        ("0000", "1 BCE", "西元前1年"),
        ("1141~", "c. 1141", "約1141年"),
        ("1123-05?", "May 1123 (?)", "1123年5月 (?)"),
        ("1141%", "c. 1141 (?)", "約1141年 (?)"),
        ("114X", "1140s", "1140年代"),
        ("11XX", "1100s", "1100年代"),
        ("1126/1127", "1126–1127", "1126–1127年"),
        ("1123-05/1123-12", "May – December 1123", "1123年5月–12月"),
        ("1129-03-26/1129-04-20", "26 March – 20 April 1129", "1129年3月26日–4月20日"),
        ("1126-12-10/1127-01-09", "10 December 1126 – 9 January 1127", "1126年12月10日–1127年1月9日"),
        ("1118/1123-05", "1118 – May 1123", "1118年–1123年5月"),
        ("1115/..", "from 1115", "1115年起"),
        ("../1115", "until 1115", "至1115年"),
        ("1123-02-30", "1123-02-30", "1123-02-30"),
        ("1123-13", "1123-13", "1123-13"),
        ("in the spring", "in the spring", "in the spring"),
        ("", "", ""),
        ("10000-01", "10000-01", "10000-01"),
        ("/", "/", "/"),
    ],
)
def test_a_date_in_words(edtf: str, english: str, chinese: str) -> None:
    assert (said("en", edtf), said("zh-TW", edtf)) == ([english], [chinese])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("1107", "1187", "1107–1187"),
        ("1107-06-12", "1187-11-09", "1107–1187"),
        ("0960", "", "960–?"),
        ("1234-02", "1234-02-09", "1234"),
        ("", "1279", "?–1279"),
        ("", "", ""),
        ("-0206", "0009", "207 BCE–9"),
        ("unknown", "1123", "?–1123"),
    ],
)
def test_how_long_something_lasted(first: str, last: str, expected: str) -> None:
    assert lasted(first, last) == expected
