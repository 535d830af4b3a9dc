"""A sentence as extraction read it: its names, references and dates, and what became of each trigger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.extract import asserted, deeds, drafting, passing, syntax, wording
from kg.extract.filled import Filled
from kg.extract.frame import KINDS, Frame, Frames
from kg.extract.gazetteer import Gazetteer
from kg.extract.parse import Parser
from kg.extract.passing import Passed
from kg.extract.scene import Line, Scene
from kg.extract.sightings import is_verbal
from kg.model import Document, Draft


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with sentences about it, each list in the order of the text.

    `unknown` are names of which nobody can tell what they name; `triggers` what was found, and what was
    made of it or why nothing was.
    """

    start: int
    end: int
    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()


DOUBTS: Final = {
    "negated": "the text says that it did not happen",
    "hypothetical": "the text says that it may or might have happened, or under a condition",
    "intended": "the text says that it was planned, wanted or ordered",
    "reported": "the text says that somebody said or thought so",
    "asked": "the sentence is a question",
}
"""What `asserted.doubt` answers, as a reason."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A draft with all sentences of its document, and what each of its rules goes by."""

    draft: Draft
    sentences: tuple[Told, ...]
    rules: Mapping[str, str]


def explained(document: Document, *, gazetteer: Gazetteer, frames: Frames, parser: Parser) -> Explained:
    """What a document says, as ever, and how that was read."""
    with passing.listening() as heard:
        draft = drafting.draft(document, gazetteer=gazetteer, frames=frames, parser=parser)
    scene = drafting.understood(document, gazetteer=gazetteer, parser=parser)
    made = {
        passage.start
        for claim in draft.claims
        if claim.predicate == "cy:mentions" and getattr(claim.object, "kind", "") == "event"
        for passage in claim.passages
    }
    passed: dict[int, list[Passed]] = {}
    for each in heard:
        passed.setdefault(each.line, []).append(each)
    sentences = tuple(
        _Sentence(scene, line, frames, passed.get(line.number, ())).told(made) for line in scene.lines
    )
    named = {name: f"frame in {frame.where}" for name, frame in _by_name(frames).items()} | {
        each.name: f"wording in {each.where}"
        for found in (*wording.load().values(), *wording.of_nouns().values())
        for each in found
    }
    return Explained(draft, sentences, _RULES | named)


_RULES: Final = {
    "authority-name": "a name of the authority file",
    "known-name": "a name of the word lists",
    "name-grammar": "written as names are",
    "date-in-clause": "the date that stands by the trigger",
    "date-carried-on": "the date of what is told before",
    "breaks-bond": "the treaty that binds the betrayer to the betrayed",
    "does-what-treaty-forbids": "the text says of a deed like this that the treaty forbids it",
    "opinion": "somebody's judgement",
}


@dataclass(frozen=True, slots=True)
class _Sentence:
    scene: Scene
    line: Line
    frames: Frames
    passed: Sequence[Passed]

    def told(self, made: set[int]) -> Told:
        named = list(self._named())
        return Told(
            self.line.start,
            self.line.end,
            names=tuple(text for text, known in named if known),
            unknown=tuple(text for text, known in named if not known),
            references=tuple(self._references()),
            dates=tuple(
                f"“{self._words(date.start, date.end)}” is {date.when.edtf}"
                for date in map(self.line.reading.dates.__getitem__, self._dates())
            ),
            triggers=tuple(dict.fromkeys((*self._triggers(made), *self._fact_verbs()))),
        )

    def _dates(self) -> range:
        return self.line.reading.dates_in(self.line.sentence)

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.scene.document.text[start:end].split())

    def _named(self) -> Iterator[tuple[str, bool]]:
        for number, mention in self.line.mentions():
            group = self.scene.of_mention(self.line.reading.index, number)
            if group is not None:
                yield f"“{mention.name}” is the {group.kind} {group.name}", True
            elif mention.shape not in {"V", "event"}:
                yield f"“{mention.name}”", False

    def _references(self) -> Iterator[str]:
        tree = self.line.tree
        for place, unit in enumerate(tree.units):
            if place in self.line.referents:
                whom = " and ".join(each.name for each in self.line.referents[place])
                yield f"“{unit.text}” is {whom}"
            elif tree.tags[place] == "PRON" and unit.text.lower() in _PERSONAL and tree.deps[place] != "expl":
                yield f"“{unit.text}” was not resolved"

    def _triggers(self, made: set[int]) -> Iterator[str]:
        tree = self.line.tree
        refused = {
            place: list(found) for place, found in groupby(sorted(self.passed, key=_place), key=_place)
        }
        for place, lemma in enumerate(tree.lemmas):
            verb = is_verbal(tree, place)
            known = (self.frames.verbs if verb else self.frames.nouns).get(lemma, ())
            start = self.line.span(place, place)[0]
            word = f"“{tree.units[place].text}”"
            if start in made:
                yield f"{word} made an event"
            elif place in refused:
                yield from (f"{word} {self._why(place, each)}" for each in _telling(refused[place]))
            elif tree.tags[place] in {"AUX", "PROPN"} or tree.units[place].mention >= 0:
                continue
            elif known and tree.units[place].date < 0:
                yield f"{word} suits {known[0].name}, and tells of an event told elsewhere or was given up"
            elif self.frames.nouns.get(lemma) if verb else self.frames.verbs.get(lemma):
                other = "noun" if verb else "verb"
                yield f"{word} is known to frames as a {other}, and was read as a {tree.tags[place].lower()}"

    def _fact_verbs(self) -> Iterator[str]:
        """The verbs of facts that are not asserted, and all of them where no fact came of any."""
        tree, known = self.line.tree, deeds.verbs() | wording.load().keys()
        nothing = not any(deeds.facts(self.scene, self.line))
        for place, lemma in enumerate(tree.lemmas):
            if lemma not in known or tree.tags[place] != "VERB":
                continue
            word = f"“{tree.units[place].text}”"
            if doubt := asserted.doubt(tree, place):
                yield f"{word} might state a fact, but {DOUBTS[doubt]} ({doubt})"
            elif nothing:
                filled = Filled(self.scene, self.line, syntax.slots(tree, place))
                ends = (f"as {slot} {self._stands(filled, [slot])}" for slot in ("subject", "object"))
                yield f"{word} states no fact that is known: {', '.join(ends)}"

    def _why(self, place: int, passed: Passed) -> str:
        frame = _by_name(self.frames).get(passed.rule)
        by = f"{passed.rule} ({frame.where})" if frame else passed.rule
        if passed.why in DOUBTS:
            return f"would be told by {by}, but {DOUBTS[passed.why]} ({passed.why})"
        reason = passing.REASONS[passed.why]
        more = self._unmet(place, frame) if frame and passed.why == "needs" else ""
        return f"does not suit {by}: {reason}{more}"

    def _unmet(self, place: int, frame: Frame) -> str:
        tree = self.line.tree
        filled = Filled(self.scene, self.line, syntax.slots(tree, place))
        wanted = [
            f"{_either(kinds)} as {' or '.join(slots)}, where {self._stands(filled, slots)}"
            for slots, kinds in frame.needs
            if not any(filled(slot, kinds) for slot in slots)
        ]
        return f" — it wants {'; and '.join(wanted)}" if wanted else ""

    def _stands(self, filled: Filled, slots: Iterable[str]) -> str:
        found = [
            self._words(*self.line.span(min(below), max(below)))
            for slot in slots
            for each in filled.slots.get(slot, ())
            if (below := list(self.line.tree.subtree(each)))
        ]
        return " and ".join(f"“{each}” stands" for each in found) or "nothing stands"


_PERSONAL: Final = frozenset("he she they him her them his their".split())
_SLIGHT: Final = frozenset({"words", "verb", "company"})


def _telling(passed: Sequence[Passed]) -> Sequence[Passed]:
    """The refusals that tell most: where a rule nearly fits, those of the others are noise."""
    return [each for each in passed if each.why not in _SLIGHT] or passed


def _place(passed: Passed) -> int:
    return passed.place


def _by_name(frames: Frames) -> Mapping[str, Frame]:
    return {
        each.name: each
        for table in (frames.verbs, frames.nouns)
        for found in table.values()
        for each in found
    }


def _either(kinds: frozenset[str]) -> str:
    """The kinds in words.

    >>> _either(frozenset({"person", "polity", "people", "force"})), _either(frozenset({"place"}))
    ('an agent', 'a place')
    """
    if kinds >= KINDS["agent"]:
        kinds = kinds - KINDS["agent"] | {"agent"}
    return " or ".join(f"{'an' if each[0] in 'ae' else 'a'} {each}" for each in sorted(kinds))
