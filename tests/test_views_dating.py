"""When something was, from what sources state: compared with a library that knows all of EDTF."""

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from server.views.dating import Stretch, moment, stated, united
from tests.views import UNHURRIED

DAY = 1 / 372


@pytest.mark.parametrize(
    ("edtf", "meant"),
    [
        ("1127", Stretch(1127, 1128)),
        ("1127-03", Stretch(moment(1127, 3), moment(1127, 4))),
        ("1127-03-20", Stretch(moment(1127, 3, 20), moment(1127, 3, 21))),
        ("1127?", Stretch(1127, 1128, qualified=True)),
        ("1127-03~", Stretch(moment(1127, 3), moment(1127, 4), qualified=True)),
        ("112X", Stretch(1120, 1130)),
        ("11XX", Stretch(1100, 1200)),
        ("1127-XX-XX", Stretch(1127, 1128)),
        ("1127-21", Stretch(moment(1127, 3), moment(1127, 6))),
        ("1127-24", Stretch(1127, 1128)),
        ("-0043-03-15", Stretch(moment(-43, 3, 15), moment(-43, 3, 16))),
        ("0000", Stretch(0, 1)),
        ("1126/1127", Stretch(1126, 1128, (1127, 1127))),
        ("1125/1234-02", Stretch(1125, moment(1234, 3), (1126, moment(1234, 2)))),
        ("1126/1126-03", Stretch(1126, moment(1126, 4))),
        ("1125~/1127", Stretch(1125, 1128, (1126, 1127), qualified=True)),
    ],
)
def test_what_a_date_says(edtf: str, meant: Stretch) -> None:
    found = stated(edtf)
    assert found is not None
    assert (found.first, found.last) == pytest.approx((meant.first, meant.last))
    assert (found.core or ()) == pytest.approx(meant.core or ())
    assert found.qualified == meant.qualified


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "about 1127",
        "1127-13",
        "1127-00",
        "1127-01-32",
        "1X27",
        "XXXX",
        "11270",
        "1130/1120",
        "1127/",
        "/",
        "1127/..",
    ],
)
def test_what_is_no_date_is_not_guessed_at(edtf: str) -> None:
    assert stated(edtf) is None


def test_several_sources_allow_what_any_allows_and_are_as_sure_as_the_closest() -> None:
    found = united(["1005", "1005-01-19/1005-01-24"])
    assert found is not None
    assert (found.first, found.last) == (1005, 1006)
    assert found.core == pytest.approx((moment(1005, 1, 20), moment(1005, 1, 24)))


def test_without_a_date_that_is_understood_the_bounds_count() -> None:
    assert united(["the spring"], ["1127-01-01", ""], ["1127-12-31", ""]) == Stretch(1127, 1128)
    assert united(["1128", "the spring"], ["1127-01-01"], ["1127-12-31"]) == Stretch(1128, 1129)
    assert united([], ["-0043-01-01", "-0100-01-01"], ["-0100-12-31", "-0043-12-31"]) == Stretch(-100, -42)
    assert united([], [""], [""]) is None
    assert united([], ["1128-01-01"], ["1127-01-01"]) is None


def test_a_day_is_a_day_and_a_month_is_not() -> None:
    assert [each.is_day for text in ("1127-03-20", "1127-03") if (each := stated(text))] == [True, False]


PARTS = st.builds(
    lambda year, month, day, precision: "-".join([f"{year:04d}", f"{month:02d}", f"{day:02d}"][:precision]),
    st.integers(1, 9999),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(1, 3),
)


@given(PARTS, st.sampled_from(["", "?", "~"]))
@UNHURRIED
def test_bounds_of_a_date_are_those_of_the_library(part: str, qualifier: str) -> None:
    found, known = stated(part + qualifier), parse_edtf(part)
    first, last = known.lower_strict(), known.upper_strict()
    assert found is not None
    assert found.first == pytest.approx(moment(first.tm_year, first.tm_mon, first.tm_mday))
    last_day = moment(last.tm_year, last.tm_mon, last.tm_mday)
    # A month ends on its last day, which is the 31st in a drawing.
    assert last_day <= found.last <= last_day + 4.5 * DAY


@given(PARTS, PARTS)
@UNHURRIED
def test_an_interval_begins_with_its_first_date_and_ends_with_its_last(first: str, last: str) -> None:
    begin, end, both = stated(first), stated(last), stated(f"{first}/{last}")
    assert begin is not None
    assert end is not None
    if end.last < begin.first:
        assert both is None
    else:
        assert both is not None
        assert (both.first, both.last) == (begin.first, end.last)
        assert both.core is None or both.first <= both.core[0] <= both.core[1] <= both.last


@pytest.mark.parametrize(
    ("years", "within"),
    [
        ((None, None), True),
        ((1127, 1127), True),
        ((1128, None), False),
        ((None, 1126), False),
        ((None, 1127), True),
        ((1000, 1200), True),
    ],
)
def test_a_year_lies_within_years_that_have_it(years: tuple[int | None, int | None], within: bool) -> None:  # noqa: FBT001  # a table
    assert Stretch(1127, 1128).within(*years) is within
