"""Who became, was made or was ruler or officer of what."""

from collections.abc import Iterator

from kg.extract import asserted, lexicon, phrases, syntax
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene


def phrase(line: Line, place: int) -> str:
    """An office with the words that belong to it: "military commissioner", "prefect of Jinan"."""
    tree = line.tree
    parts = [
        child
        for child in tree.under(place, "amod", "compound")
        if child < place and tree.units[child].mention < 0
    ]
    words = [tree.units[each].text for each in [*parts, place]]
    for child in tree.under(place, "nmod"):
        if tree.case(child) == "of" and tree.units[child].mention >= 0:
            words += ["of", tree.units[child].text]
    return " ".join(word for word in words if word.lower() not in {"former", "new", "own"})


_GIVES = frozenset({"appoint", "make", "name", "elect"})


def becomes(clause: Clause) -> Iterator[Fact]:
    """As in "Liu Yu became prefect of Jinan"."""
    offices = [place for slot in ("object", "xcomp") for place in clause.slots.get(slot, ())]
    offices += list(clause.tree.under(clause.verb, "xcomp", "obj", "obl"))
    given = syntax.is_passive(clause.tree, clause.verb) or clause.tree.lemmas[clause.verb] in _GIVES
    for holder in clause.all("object" if given else "subject")[:1]:
        yield from _office_or_throne(clause, holder, offices, founding=False)


def _office_or_throne(
    clause: Clause, holder: Filler, offices: list[int], *, founding: bool
) -> Iterator[Fact]:
    tree, nouns = clause.tree, lexicon.nouns()
    for place in dict.fromkeys(offices):
        lemma = tree.lemmas[place]
        if lemma not in nouns.offices:
            continue
        states = [
            each
            for child in tree.under(place, "nmod")
            if tree.case(child) == "of"
            for each in phrases.fillers(clause.scene, clause.line, child)
            if each.group.kind == "polity"
        ]
        if lemma in nouns.rulers:
            for state in states:
                yield clause.fact(holder, "rulerOf", state, "becomes-ruler", 0.85)
                if founding:
                    yield clause.fact(holder, "founderOf", state, "proclaims-state", 0.8)
        elif lemma not in nouns.kin:
            yield clause.fact(holder, "heldOffice", phrase(clause.line, place), "becomes", 0.8)


def proclaims(clause: Clause) -> Iterator[Fact]:
    """As in "declared himself emperor of Great Xia", "the Jin enthroned him as emperor of Qi"."""
    tree = clause.tree
    offices = [*tree.under(clause.verb, "xcomp", "obj", "obl", "advcl"), *clause.slots.get("as", ())]
    offices += [
        child for place in list(offices) for child in tree.under(place, "nmod", "appos", "conj", "compound")
    ]
    reflexive = any(
        tree.units[place].text.lower() in {"himself", "herself"} for place in clause.slots.get("object", ())
    )
    holders = clause.all("subject") if reflexive else clause.all("object")
    for holder in holders[:1]:
        yield from _office_or_throne(clause, holder, offices, founding=reflexive)


def copulas(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "The Song envoy was Cao Liyong", "Dorgon was regent", "Liu Bei, who was emperor of Shu"."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in lexicon.nouns().offices or not any(
            tree.lemmas[each] == "be" for each in tree.under(place, "cop")
        ):
            continue
        if asserted.doubt(tree, place):
            continue
        clause = Clause(scene, line, place)
        holders = [
            each
            for child in tree.under(place, "nsubj")
            for each in phrases.fillers(scene, line, child)
            if each.group.kind == "person" and each.via != "owner"
        ]
        for holder in holders:
            yield from _office_or_throne(clause, holder, [place], founding=False)
            for owner in phrases.owners(scene, line, place):
                if owner.group.kind == "polity" and lemma not in lexicon.nouns().rulers | lexicon.nouns().kin:
                    yield clause.fact(holder, "served", owner, "office-of-state-copula", 0.8)
