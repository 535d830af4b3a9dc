"""What a matched date means, by itself or counted from the date before it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg.extract import authority, date_words, when
from kg.extract.when import MONTHS, When


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last date that the narration stood at, and whether its years count down to Christ."""

    when: When | None = None
    before_christ: bool = False

    @property
    def year(self) -> int | None:
        """Its last year."""
        return self.when.years[1] if self.when else None


def _stated_year(match: re.Match[str], anchor: Anchor) -> int:
    groups = match.groupdict()
    year = int(groups["year"])
    return 1 - year if groups.get("bc") or _goes_on_before_christ(year, match, anchor) else year


_COUNTS_UP = 25
"""Years by which a narration that began before Christ may look back."""
_LONG_AGO = 500
"""The same where the text says that all its years are before Christ."""


def _goes_on_before_christ(year: int, match: re.Match[str], anchor: Anchor) -> bool:
    """Whether a bare year counts down as the one before did: "In 415 BCE … In 413 …"."""
    if re.match(r"A\.?D", match.group()):
        return False
    if anchor.year is None or anchor.year > 0:
        return anchor.before_christ and anchor.year is None
    return year <= 1 - anchor.year + (_LONG_AGO if anchor.before_christ else _COUNTS_UP)


def full_day(match: re.Match[str], anchor: Anchor) -> When:
    """A day with its month and year."""
    return when.of_day(
        _stated_year(match, anchor), MONTHS[match["month"].lower()], date_words.ordinal(match["day"])
    )


def full_month(match: re.Match[str], anchor: Anchor) -> When:
    """A month with its year."""
    return when.of_month(_stated_year(match, anchor), MONTHS[match["month"].lower()])


def full_season(match: re.Match[str], anchor: Anchor) -> When:
    """A season with its year."""
    return when.of_season(_stated_year(match, anchor), match["season"].lower())


def full_year(match: re.Match[str], anchor: Anchor) -> When:
    """A year."""
    return when.of_year(_stated_year(match, anchor))


def years(match: re.Match[str], anchor: Anchor) -> When | None:
    """A stretch of years; "1126–27" means "1126–1127"."""
    first, last = match["first"], match["last"]
    last = first[: max(0, len(first) - len(last))] + last
    bc = match.groupdict().get("bc") or (
        int(first) > int(last) and _goes_on_before_christ(int(first), match, anchor)
    )
    one, other = (1 - int(first), 1 - int(last)) if bc else (int(first), int(last))
    return when.span(when.of_year(one), when.of_year(other)) if one < other else None


def century(match: re.Match[str], _: Anchor) -> When:
    """A century or a third of one."""
    part = (match["part"] or "").strip(" -").lower()
    return when.of_century(date_words.ordinal(match["ordinal"]), part)


def decade(match: re.Match[str], _: Anchor) -> When:
    """The ten years of "the 1120s"."""
    first = int(match["decade"])
    return when.span(when.of_year(first), when.of_year(first + 9))


def day_of_anchor(match: re.Match[str], anchor: Anchor) -> When | None:
    """A day and month of the year in which the narration stands."""
    year = _year_for(match["month"], anchor)
    return (
        when.of_day(year, MONTHS[match["month"].lower()], date_words.ordinal(match["day"])) if year else None
    )


def day_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """A day of the month in which the narration stands: "on the 29th"."""
    if anchor.when is None or anchor.when.month is None:
        return None
    return when.of_day(anchor.when.years[1], anchor.when.month, date_words.ordinal(match["day"]))


def month_of_anchor(match: re.Match[str], anchor: Anchor) -> When | None:
    """A month of the year in which the narration stands."""
    year = _year_for(match["month"], anchor)
    return when.of_month(year, MONTHS[match["month"].lower()]) if year else None


def _year_for(month: str, anchor: Anchor) -> int | None:
    """The anchor's year, or the next one when the months have come round: December, then January."""
    if anchor.when is None or anchor.year is None:
        return None
    before, now = anchor.when.month, MONTHS[month.lower()]
    return anchor.year + (before is not None and (before - now >= _ROUND or (before >= 10 and now <= 3)))


_ROUND = 5
"""Months that no narration goes back by: February behind July is that of the next year."""


def season_of_anchor(match: re.Match[str], anchor: Anchor) -> When | None:
    """A season of that year, or of the next."""
    if anchor.year is None:
        return None
    later = bool(re.search(r"following|next|after", match.group(), re.IGNORECASE))
    wraps = later and (
        anchor.when is None or anchor.when.month is None or match["season"] in {"spring", "summer"}
    )
    return when.of_season(anchor.year + wraps, match["season"].lower())


def same_year(_: re.Match[str], anchor: Anchor) -> When | None:
    """The year in which the narration stands."""
    return when.of_year(anchor.year) if anchor.year is not None else None


def next_year(_: re.Match[str], anchor: Anchor) -> When | None:
    """The year after it."""
    return when.of_year(anchor.year + 1) if anchor.year is not None else None


def years_away(match: re.Match[str], anchor: Anchor) -> When | None:
    """A year counted from it: "two years later"."""
    count = date_words.number(match["count"])
    if count is None or anchor.year is None:
        return None
    back = match["way"].lower() in {"earlier", "before", "previously", "ago"}
    return when.of_year(anchor.year - count if back else anchor.year + count)


def years_until(match: re.Match[str], anchor: Anchor) -> When | None:
    """A year counted on from it, whatever the words behind: "another two years before"."""
    count = date_words.number(match["count"])
    return None if count is None or anchor.year is None else when.of_year(anchor.year + count)


def ages_away(match: re.Match[str], anchor: Anchor) -> When | None:
    """A year some decades or centuries from it: "half a century later"."""
    count = 0.5 if match["count"].lower() == "half a" else date_words.number(match["count"])
    if count is None or anchor.year is None:
        return None
    years_ = int(count * (10 if match["unit"].startswith("decade") else 100))
    back = match["way"].lower() in {"earlier", "before", "previously"}
    return when.of_year(anchor.year - years_ if back else anchor.year + years_)


def previous_year(_: re.Match[str], anchor: Anchor) -> When | None:
    """The year before it."""
    return when.of_year(anchor.year - 1) if anchor.year is not None else None


def same_month(_: re.Match[str], anchor: Anchor) -> When | None:
    """The month in which the narration stands, or else its year."""
    if anchor.when is None or anchor.year is None:
        return None
    month = anchor.when.month
    return when.of_month(anchor.year, month) if month else when.of_year(anchor.year)


def next_month(_: re.Match[str], anchor: Anchor) -> When | None:
    """The month after it."""
    if anchor.when is None or anchor.year is None or anchor.when.month is None:
        return None
    return when.of_month(anchor.year + anchor.when.month // 12, anchor.when.month % 12 + 1)


def days_away(match: re.Match[str], anchor: Anchor) -> When | None:
    """A day counted from the day at which the narration stands."""
    count = date_words.number(match["count"])
    if count is None or anchor.when is None or anchor.when.earliest != anchor.when.latest:
        return soon(match, anchor)
    return when.days_after(anchor.when, count)


def soon(match: re.Match[str], anchor: Anchor) -> When | None:
    """Days, weeks or months on: no more than the month, or the year, in which that surely falls."""
    if anchor.when is None or anchor.year is None:
        return None
    month = anchor.when.month
    if month is None:
        return when.of_year(anchor.year)
    if "month" in match.group():
        return _months_on(match, anchor.year, month)
    if anchor.when.earliest[-2:] < "22":
        return when.of_month(anchor.year, month)
    return when.of_year(anchor.year) if month < 10 else None


def _months_on(match: re.Match[str], year: int, month: int) -> When | None:
    count = date_words.number(match.groupdict().get("count") or "")
    if count is None:
        return when.of_year(year) if month < 10 else None
    months = month - 1 + count
    return when.of_month(year + months // 12, months % 12 + 1)


def next_day(_: re.Match[str], anchor: Anchor) -> When | None:
    """The day after the day at which the narration stands."""
    if anchor.when is None or anchor.when.earliest != anchor.when.latest:
        return None
    return when.days_after(anchor.when, 1)


def lunar_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """A month of the Chinese calendar: only its year is known."""
    era = match.groupdict().get("era")
    if era:
        return era_year(match, anchor)
    return same_year(match, anchor)


def hijri_year(match: re.Match[str], _: Anchor) -> When | None:
    """A year of the Islamic calendar, which lies in two of the Western one."""
    first = int(int(match["ah"]) * _LUNAR + _HIJRA)
    return when.span(when.of_year(first), when.of_year(first + 1))


_LUNAR = 0.970224
"""How long a lunar year is, in Western ones."""
_HIJRA = 621.57
"""The Western year before the first of the Islamic calendar."""


def era_year(match: re.Match[str], anchor: Anchor) -> When | None:
    """A year of a reign era, the era nearest to the narration where several share a name."""
    count = date_words.number(match["n"]) or date_words.ordinal(match["n"])
    fitting = [
        era.first + count - 1 for era in eras().get(match["era"], ()) if era.first + count - 1 <= era.last + 1
    ]
    if not fitting:
        return None
    return when.of_year(min(fitting, key=lambda year: abs(year - (anchor.year or fitting[0]))))


@cache
def eras() -> dict[str, tuple[authority.Era, ...]]:
    """The reign eras under each of their names."""
    found: dict[str, tuple[authority.Era, ...]] = {}
    for era in authority.load().eras:
        for name in era.names:
            found[name] = (*found.get(name, ()), era)
    return found


READERS: dict[str, Callable[[re.Match[str], Anchor], When | None]] = {
    reader.__name__: reader
    for reader in (
        full_day,
        full_month,
        full_season,
        full_year,
        years,
        century,
        decade,
        day_of_anchor,
        day_of_month,
        month_of_anchor,
        season_of_anchor,
        same_year,
        next_year,
        years_away,
        years_until,
        ages_away,
        previous_year,
        same_month,
        next_month,
        days_away,
        soon,
        next_day,
        lunar_month,
        hijri_year,
        era_year,
    )
}
"""The readers under the names that `words/dates.toml` uses."""
