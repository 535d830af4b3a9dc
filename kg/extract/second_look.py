"""Sentences that the parser is shown once more, with other words where it can be seen to go wrong.

A name that opens a clause is taken for a form of address, and a past form for an adjective:
"Baybars, by then master of Syria, stormed it", "Alcibiades deserted Sparta and joined Persia".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.extract import guess, inflection
from kg.extract.parse import Parser, Tree, Unit

_PRONOUNS: Final = {"person": "He", "place": "It", "polity": "They", "people": "They", "force": "They"}


def trees(parser: Parser, sentences: Sequence[Sequence[Unit]]) -> Iterator[Tree]:
    """One tree for each sentence, the better of two where the first one is seen to be wrong."""
    first = list(parser.trees(sentences))
    wrong = {number: instead for number, tree in enumerate(first) if (instead := _instead(tree))}
    again = parser.trees([_shown(first[number], instead) for number, instead in wrong.items()])
    for (number, instead), tree in zip(wrong.items(), again, strict=True):
        if _is_better(tree, instead):
            first[number] = _restored(tree, first[number], instead)
    yield from first


def _instead(tree: Tree) -> dict[int, str]:
    """The words to show in place of those that were misread, by unit."""
    found = {}
    for place, unit in enumerate(tree.units):
        if _is_address(tree, place):
            found[place] = _PRONOUNS[unit.kind]
        elif _is_verb_as_adjective(tree, place):
            found[place] = "taken" if _is_perfect(tree, place) else "took"
    return found


def _shown(tree: Tree, instead: Mapping[int, str]) -> list[Unit]:
    return [unit._replace(word=instead.get(place, unit.word)) for place, unit in enumerate(tree.units)]


_PARTS_OF_NOUNS: Final = frozenset({"amod", "det", "compound", "nmod", "flat", "case", "obl"})


def _is_better(tree: Tree, instead: Mapping[int, str]) -> bool:
    """Whether each name that was misread now does something, and each verb is one."""
    return all(
        tree.deps[place].startswith("nsubj")
        if tree.units[place].mention >= 0
        else tree.tags[place] == "VERB" and tree.deps[place] not in _PARTS_OF_NOUNS
        for place in instead
    )


def _restored(tree: Tree, first: Tree, instead: Mapping[int, str]) -> Tree:
    """A tree with the words of the text again."""
    units, tags, lemmas = list(tree.units), list(tree.tags), list(tree.lemmas)
    for place in instead:
        units[place] = first.units[place]
        if units[place].mention >= 0:
            tags[place] = "PROPN"
        else:
            lemmas[place] = _verb(units[place].text)
    return replace(tree, units=tuple(units), tags=tuple(tags), lemmas=tuple(lemmas))


def _verb(form: str) -> str:
    word = form.lower()
    return word if word in _UNCHANGED else guess.known_lemma(word) or inflection.verb(word)


def _is_address(tree: Tree, place: int) -> bool:
    unit = tree.units[place]
    if unit.mention < 0 or unit.kind not in _PRONOUNS or place + 1 >= len(tree.units):
        return False
    if tree.units[place + 1].text != ",":
        return False
    return tree.deps[place] == "vocative" or (tree.deps[place] == "ROOT" and _goes_on(tree, place))


def _goes_on(tree: Tree, place: int) -> bool:
    """Whether a verb without a subject stands behind a comma: "Tabriz, unable to resist, surrendered"."""
    return any(
        tree.tags[verb] == "VERB"
        and tree.units[verb - 1].text == ","
        and tree.deps[verb] in _STRAY
        and not tree.has(verb, "nsubj", "nsubj:pass")
        for verb in range(place + 3, len(tree.units))
    )


_STRAY: Final = frozenset({"xcomp", "parataxis", "acl", "advcl", "conj", "appos", "ccomp"})
_JOINS: Final = frozenset({"and", "but", "then", "or", ","})
_SUBJECTS: Final = frozenset({"he", "she", "they", "who", "it", "both"})
_HAVE: Final = frozenset({"had", "has", "have"})
_UNCHANGED: Final = frozenset({"overrun", "beset", "put", "cut", "become", "overcome"})
"""Participles that look like the infinitive."""
_BETWEEN: Final = frozenset("then also again soon at last later once already never just finally".split())


def _is_verb_as_adjective(tree: Tree, place: int) -> bool:
    """As in "rebelled and invited Rama", "they at last made proposals", "had overrun western Europe"."""
    word = tree.units[place].text.lower()
    if tree.deps[place] not in {"amod", "det"} or tree.heads[place] < place or place < 2:
        return False
    before = _before(tree, place)
    perfect = word in _UNCHANGED and tree.units[before].text.lower() in _HAVE
    if tree.tags[place] not in {"VERB", "ADJ", "DET"} or not (perfect or _is_past(word)):
        return False
    if tree.units[before].text.lower() in _JOINS:
        return not _is_one_more_quality(tree, before - 1, tree.heads[place])
    if tree.units[before].text.lower() in _HAVE | _SUBJECTS:
        return True
    verbless = tree.tags[tree.deps.index("ROOT")] not in {"VERB", "AUX"} if "ROOT" in tree.deps else False
    return verbless and tree.units[before].kind in _PRONOUNS


def _is_past(word: str) -> bool:
    return _verb(word) not in {"", word} and not word.endswith("ing")


def _before(tree: Tree, place: int) -> int:
    """What stands before a verb, adverbs left aside."""
    before = place - 1
    while before > 0 and (
        tree.units[before].text.lower() in _BETWEEN or tree.units[before].text.endswith("ly")
    ):
        before -= 1
    return before


def _is_one_more_quality(tree: Tree, place: int, noun: int) -> bool:
    """As in "well-trained and armed troops"."""
    return tree.heads[place] == noun and tree.deps[place] in {"amod", "compound", "nummod"}


def _is_perfect(tree: Tree, place: int) -> bool:
    return tree.units[_before(tree, place)].text.lower() in _HAVE
