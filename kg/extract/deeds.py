"""Facts that verbs tell: who captured, killed, succeeded, served, ruled or wrote whom or what."""

import re
from collections.abc import Callable, Iterator

from kg.extract import (
    asserted,
    capacities,
    capitals,
    chains,
    commands,
    copulas,
    crowned,
    deaths,
    foundings,
    killings,
    kin_lists,
    kinship,
    missions,
    offices,
    origins,
    phrases,
    siblings,
    successions,
    thrones,
    titles_given,
    tributes,
    voice,
    worded,
    works,
)
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_CAPTURE = frozenset("capture seize arrest imprison take abduct kidnap".split())
_SERVE = frozenset("serve".split())
_RULE = frozenset("rule".split())
_SUCCEED = frozenset("succeed".split())
_CROWN = frozenset("proclaim declare crown enthrone acclaim install place elect".split())


Rule = Callable[[Clause], Iterator[Fact]]


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The facts that the verbs of one sentence tell."""
    yield from chains.kept(list(_told(scene, line)))


def _told(scene: Scene, line: Line) -> Iterator[Fact]:
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        rules = _RULES.get(lemma, ())
        if not rules or tree.tags[place] not in {"VERB", "ADJ", "AUX"}:
            continue
        if asserted.doubt(tree, place) and not _is_agreed_payment(tree, place):
            continue
        clause = Clause(scene, line, place)
        for rule in rules:
            yield from rule(clause)
    yield from capitals.called(scene, line)
    yield from capitals.copulas(scene, line)
    yield from copulas.facts(scene, line)
    yield from capacities.facts(scene, line)
    yield from capacities.in_service(scene, line)
    yield from worded.facts(scene, line)
    yield from foundings.facts(scene, line)
    yield from successions.facts(scene, line)
    yield from chains.facts(scene, line)
    yield from crowned.facts(scene, line)
    yield from commands.facts(scene, line)
    yield from titles_given.facts(scene, line)
    yield from offices.facts(scene, line)
    yield from works.facts(scene, line)
    kin = [*kinship.possessed_kin(scene, line), *kinship.had_kin(scene, line), *siblings.facts(scene, line)]
    yield from kin
    yield from kinship.one_more(scene, line, [*line.facts, *kin])
    yield from kin_lists.next_sentence(scene, line)
    yield from kin_lists.further(scene, line, [*line.facts, *kin])
    yield from origins.facts(scene, line)


def _is_agreed_payment(tree: Tree, place: int) -> bool:
    """As in "agreed to pay": a tribute is owed from then on."""
    above = tree.heads[place]
    agreed = tree.lemmas[place] == "pay" and tree.lemmas[above] in {
        "agree",
        "undertake",
        "consent",
        "promise",
    }
    return agreed and not asserted.doubt(tree, above)


def _captures(clause: Clause) -> Iterator[Fact]:
    if clause.tree.lemmas[clause.verb] == "take" and not _takes_captive(clause):
        return
    for taken in clause.all("object"):
        for taker in clause.all("subject", "agent"):
            if taker.group.number != taken.group.number and taken.is_mere:
                yield clause.fact(taken, "capturedBy", taker, "captures")


def _takes_captive(clause: Clause) -> bool:
    """As in "was taken by the enemy", "took the king prisoner"."""
    around = {clause.tree.lemmas[each] for each in clause.tree.subtree(clause.verb)}
    return voice.is_passive(clause.tree, clause.verb) or bool(around & {"prisoner", "captive", "hostage"})


def _serves(clause: Clause) -> Iterator[Fact]:
    for server in clause.all("subject"):
        for slot in ("object", "under", "for"):
            for state in [*clause.all(slot, "polity"), *_next_served(clause, slot)]:
                before = any(
                    clause.tree.units[each].text == "had" for each in clause.tree.under(clause.verb, "aux")
                )
                yield clause.fact(server, "served", state, "had-served" if before else "serves", 0.9)


def _next_served(clause: Clause, slot: str) -> Iterator[Filler]:
    """As in "served Spain, then France", where the parser takes the second for another name of the first."""
    for place in clause.slots.get(slot, ()):
        for child in clause.tree.under(place, "appos"):
            if clause.tree.units[child - 1].text in {"then", "later", "finally", "afterwards"}:
                found = phrases.fillers(clause.scene, clause.line, child)
                yield from (each for each in found if each.group.kind == "polity")


def _succeeds(clause: Clause) -> Iterator[Fact]:
    for heir in clause.all("subject"):
        for before in clause.all("object"):
            if heir.group.number != before.group.number:
                yield clause.fact(heir, "successorOf", before, "succeeds", 0.85)


def _abdicates(clause: Clause) -> Iterator[Fact]:
    for before in clause.all("subject"):
        for slot in clause.slots:
            if slot in {"in favour of", "in favor of", "to", "in"}:
                for heir in _in_favour(clause, slot):
                    yield clause.fact(heir, "successorOf", before, "abdicates", 0.85)


def _in_favour(clause: Clause, slot: str) -> Iterator[Filler]:
    for place in clause.slots[slot]:
        around = [place, *clause.tree.under(place, "nmod")]
        for each in around:
            yield from (
                filler
                for filler in phrases.fillers(clause.scene, clause.line, each)
                if filler.group.kind == "person"
            )


def _rules(clause: Clause) -> Iterator[Fact]:
    for ruler in clause.all("subject"):
        for state in clause.all("object", "polity"):
            yield clause.fact(ruler, "rulerOf", state, "rules", 0.8)


def _founds(clause: Clause) -> Iterator[Fact]:
    for state in [*clause.all("object", "polity"), *_established(clause)]:
        founders = clause.all("subject")
        for founder in founders:
            yield clause.fact(founder, "founderOf", state, "founds", 0.85)
        for people in clause.all("subject", "people") if not founders else ():
            yield clause.fact(people, "founderOf", state, "founds", 0.75)
            yield clause.fact(state, "ledByPeople", people, "founds", 0.75)


def _established(clause: Clause) -> Iterator[Filler]:
    """As in "declaring the establishment of the Jin Dynasty"."""
    for place in clause.slots.get("object", ()):
        if clause.tree.lemmas[place] in {"establishment", "foundation", "founding", "creation"}:
            for child in clause.tree.under(place, "nmod"):
                if clause.tree.case(child) == "of":
                    found = phrases.fillers(clause.scene, clause.line, child)
                    yield from (each for each in found if each.group.kind == "polity")


def _writes(clause: Clause) -> Iterator[Fact]:
    text = clause.scene.document.text[clause.line.start : clause.line.end]
    for writer in clause.all("subject"):
        for title in re.findall(r"[“\"‘«]([A-Z][^”\"’»]{2,60})[”\"’»]", text)[:1]:
            yield clause.fact(writer, "authorOf", title.rstrip(",."), "writes", 0.8)


_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_CAPTURE, (_captures,)),
    **dict.fromkeys(killings.KILL, (killings.kills,)),
    **dict.fromkeys(_SERVE, (_serves,)),
    **dict.fromkeys(_RULE, (_rules,)),
    **dict.fromkeys(_SUCCEED, (_succeeds, deaths.succeeds_kin)),
    **dict.fromkeys(_CROWN, (thrones.proclaims,)),
    "name": (thrones.proclaims,),
    "become": (thrones.becomes,),
    **dict.fromkeys(("appoint", "nominate", "select", "commission", "designate"), (thrones.becomes,)),
    "make": (capitals.moves, thrones.becomes, killings.drives_to_death),
    **dict.fromkeys(("move", "transfer", "shift", "remove"), (capitals.moves,)),
    "govern": (offices.governs, offices.received),
    **dict.fromkeys(("receive", "get", "obtain", "keep", "hold"), (offices.received, commands.gets)),
    "take": (_captures, commands.gets),
    "have": (capitals.moves, killings.has_killed),
    "order": (killings.has_killed, killings.orders_death, killings.drives_to_death),
    **dict.fromkeys(killings.FORCES - {"order", "make"}, (killings.drives_to_death,)),
    "cause": (killings.has_killed,),
    "abdicate": (_abdicates,),
    **dict.fromkeys(("command", "lead", "head", "direct"), (commands.led, commands.gets)),
    **dict.fromkeys(commands.MOVES, (commands.came_with,)),
    "write": (_writes,),
    "compose": (_writes,),
    "pay": (tributes.pays,),
    "send": (tributes.pays, missions.sent),
    **dict.fromkeys(("dispatch", "despatch", "recall"), (missions.sent,)),
    "found": (_founds,),
    "establish": (_founds, capitals.moves),
    "declare": (thrones.proclaims, _founds),
    "proclaim": (thrones.proclaims, _founds),
    "create": (_founds,),
}


def verbs() -> frozenset[str]:
    """The lemmas of the verbs that tell facts."""
    return frozenset(_RULES)
