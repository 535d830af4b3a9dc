"""A name with the words around it."""

from typing import NamedTuple

from kg.extract.bearers import Group
from kg.extract.mentions import Mention, Reading
from kg.extract.scene import Line

FILLER = frozenset(
    """
    the a an former then later last first second third old young new great famous veteran chief
    military civil regional deputy aged elderly leading senior junior high supreme local brilliant
    able ambitious loyal commanding rebel prime grand future own eldest younger elder only infant
    half naval provincial imperial royal privy acting former one-time former-
""".split()
)


class Near(NamedTuple):
    """A name with the words around it."""

    line: Line
    number: int
    mention: Mention
    group: Group
    others: "tuple[Near, ...]" = ()


def words_from(reading: Reading, first: int, last: int) -> list[str]:
    """The words of tokens `[first, last)`."""
    return [each.text for each in reading.tokens[max(first, 0) : max(last, 0)]]


def gap_between(one: Near, other: Near) -> list[str]:
    """The words between two names, brackets left out."""
    words = words_from(one.line.reading, one.mention.last, other.mention.first)
    kept, depth = [], 0
    for word in words:
        depth += word in {"(", "["}
        if not depth:
            kept.append(word)
        depth -= word in {")", "]"}
    return kept


def behind_bracket(reading: Reading, at: int) -> int:
    """The place behind a bracket that opens at a place, else the place itself."""
    if reading.after(at) != "(":
        return at
    for end in range(at, min(at + 30, len(reading.tokens))):
        if reading.tokens[end].text == ")":
            return end + 1
    return at
