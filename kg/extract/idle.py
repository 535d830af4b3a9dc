"""Sentences that have nothing to do with what is told around them: behind them a reader goes on as before."""

from functools import cache

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.scene import Line, Scene

AGENTS = frozenset({"person", "polity", "people", "force"})
_PERSONAL = frozenset("he him his she her hers they them their who whom whose".split())


def is_idle(line: Line) -> bool:
    """Whether a sentence names, means and dates nothing, or stands apart in another age.

    "It rained." is idle, "The siege failed." is not, and no title is.
    """
    if dates := [line.reading.dates[number] for number in line.reading.dates_in(line.sentence)]:
        return all(each.apart for each in dates)
    named = bool(line.reading.mentions_in(line.sentence)) or bool(line.referents) or bool(line.facts)
    return not named and not _may_tell(line)


def is_scenery(scene: Scene, line: Line) -> bool:
    """Whether a sentence speaks of places only: "The mills of Ghent are famous."."""
    dated = bool(line.reading.dates_in(line.sentence)) or bool(line.facts)
    meant = (group for found in line.referents.values() for group in found)
    acting = any(group.kind in AGENTS for group in (*meant, *named(scene, line).values()))
    return not dated and not acting and not _may_tell(line)


def named(scene: Scene, line: Line) -> dict[int, Group]:
    """Everybody and everything that a sentence names."""
    found = (scene.of_mention(line.reading.index, number) for number, _ in line.mentions())
    return {group.number: group for group in found if group is not None}


def _may_tell(line: Line) -> bool:
    """Whether a sentence speaks of somebody without a name, or is a title."""
    tree = line.tree
    words = {unit.text.lower() for unit in tree.units}
    return _is_title(line) or not words.isdisjoint(_PERSONAL) or not _telling().isdisjoint(tree.lemmas)


def _is_title(line: Line) -> bool:
    """As in "Origins.", which opens its block without a verb; with it something else begins."""
    reading = line.reading
    opens = reading.block.kind == "heading" or line.sentence == reading.sentences[0]
    return opens and (reading.block.kind == "heading" or {"VERB", "AUX"}.isdisjoint(line.tree.tags))


@cache
def _telling() -> frozenset[str]:
    """Nouns of those who act, and of what they do, that go on with a story without a name."""
    nouns = lexicon.nouns()
    return nouns.army | nouns.offices | nouns.rulers | nouns.kin | nouns.events | nouns.settlements | _MORE


_MORE = frozenset(
    """
    enemy rebel survivor prisoner victor loser people man woman boy both other one two three attempt crusade
    story history peace letter year month week day
    """.split()
)
