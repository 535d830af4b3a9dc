"""Particles of verbs, which parsers and prepositions do not tell apart: "bought off the Danes"."""

from typing import Final

from kg.extract.parse import Tree
from kg.extract.prepositions import Slots, complements


def read(tree: Tree, verb: int, found: Slots) -> None:
    """The object behind a preposition that the parser took for a particle: "turned on their allies"."""
    for child in tree.under(verb, "compound", "advmod"):
        word = tree.units[child].text.lower()
        if child > verb and word in {"on", "over", "against", "back", "up", "in", "off", "out", *_AWAY}:
            found.setdefault(f"+{word}", []).append(child)
            if word in {"on", "against"} and "object" in found and child == verb + 1:
                found.setdefault(word, []).extend(found["object"])
            _behind_particle(tree, child, word, found)
    if verb + 1 < len(tree.units) and (behind := tree.units[verb + 1].text) in {"off", "away", "aside"}:
        found.setdefault(f"+{behind}", []).append(verb + 1)
    for child in tree.under(verb, "obl"):
        case = tree.case(child)
        thrown = tree.lemmas[verb] in {"throw", "cast", "push"} and case in {"over", "out", "aside", "away"}
        taken = tree.lemmas[verb] in _TAKING and case == "in" and tree.units[child].kind != "place"
        if (taken or thrown or case in {"off", "up", "down"}) and tree.units[verb + 1].text.lower() == case:
            found.setdefault(f"+{case}", []).append(verb + 1)
            found.setdefault("object", []).append(child)


def _behind_particle(tree: Tree, particle: int, word: str, found: Slots) -> None:
    """What hangs on a particle, or stands behind one that is its preposition: "won back Nice for him"."""
    bare = [
        each
        for each in tree.under(tree.heads[particle], "obl")
        if each > particle and tree.units[each].date < 0 and not tree.case(each)
    ]
    if objects := [*tree.under(particle, "obj"), *bare]:
        found.setdefault("object", []).extend(objects)
        found.setdefault(word, []).extend(objects)
    complements(tree, particle, found)


_TAKING: Final = frozenset({"take", "call", "throw", "cast"})
_AWAY: Final = frozenset({"away", "aside", "down", "through", "across", "round"})
