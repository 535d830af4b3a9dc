"""Facts that verbs tell: who captured, killed, succeeded, served, ruled or wrote whom or what."""

import re
from collections.abc import Callable, Iterator

from kg.extract import (
    asserted,
    capacities,
    capitals,
    commands,
    copulas,
    kinship,
    missions,
    offices,
    origins,
    phrases,
    siblings,
    successions,
    thrones,
    titles_given,
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
_KILL = frozenset("kill murder execute behead assassinate strangle poison stab slay hang burn drown".split())
_SERVE = frozenset("serve".split())
_RULE = frozenset("rule".split())
_SUCCEED = frozenset("succeed".split())
_CROWN = frozenset("proclaim declare crown enthrone acclaim install place elect".split())
_TRIBUTE = frozenset("tribute indemnity subsidy silver silk tael payment".split())


Rule = Callable[[Clause], Iterator[Fact]]


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The facts that the verbs of one sentence tell."""
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
    yield from successions.facts(scene, line)
    yield from commands.facts(scene, line)
    yield from titles_given.facts(scene, line)
    yield from offices.facts(scene, line)
    yield from works.facts(scene, line)
    yield from kinship.possessed_kin(scene, line)
    had = list(kinship.had_kin(scene, line))
    yield from had
    yield from kinship.one_more(scene, line, [*line.facts, *had])
    yield from siblings.facts(scene, line)
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


def _kills(clause: Clause) -> Iterator[Fact]:
    killers = clause.all("subject", "agent")
    for killed in clause.all("object"):
        for killer in killers if not _is_reflexive(clause, killed) else ():
            if killer.group.number != killed.group.number and killed.is_mere and killer.via != "owner":
                yield clause.fact(killed, "killedBy", killer, "kills", 0.8)


def _is_reflexive(clause: Clause, filler: Filler) -> bool:
    return clause.tree.units[filler.place].text.endswith("self")


_FORCES = frozenset("force compel order oblige drive make command bid".split())
_SUICIDES = {
    "take": "life",
    "commit": "suicide",
    "drink": "poison",
    "take ": "poison",
    "fall": "sword",
    "open": "vein",
}


def _drives_to_death(clause: Clause) -> Iterator[Fact]:
    """As in "forced him to take his own life", "was made to hang himself by the Jin"."""
    tree = clause.tree
    if not any(_is_suicide(tree, each) for each in tree.subtree(clause.verb) if each > clause.verb):
        return
    for killed in clause.all("object"):
        for killer in clause.all("subject", "agent"):
            if killed.is_mere and killer.group.number != killed.group.number:
                yield clause.fact(killed, "killedBy", killer, "drives-to-death", 0.7)


def _is_suicide(tree: Tree, place: int) -> bool:
    below = {tree.lemmas[each] for each in tree.subtree(place)}
    if tree.lemmas[place] in _KILL and any(
        tree.units[each].text.endswith("self") for each in tree.subtree(place)
    ):
        return True
    if tree.lemmas[place] == "suicide" and tree.case(place) == "to":
        return True
    return any(verb.strip() == tree.lemmas[place] and noun in below for verb, noun in _SUICIDES.items())


def _has_killed(clause: Clause) -> Iterator[Fact]:
    """As in "had his boldest officer, Guan Sheng, killed", "has him strangled"."""
    tree = clause.tree
    for verb in tree.under(clause.verb, "xcomp", "ccomp", "acl", "conj", "advcl"):
        dies = {"to", "death"} <= {tree.units[each].text for each in tree.subtree(verb)}
        if (tree.lemmas[verb] in _KILL or (tree.lemmas[verb] == "put" and dies)) and verb > clause.verb:
            objects = [*clause.slots.get("object", ()), *tree.under(verb, "nsubj", "nsubj:pass", "obj")]
            yield from _caused(clause, objects)
    for place in clause.slots.get("object", ()):
        if any(tree.lemmas[each] in _KILL for each in tree.under(place, "acl", "amod")):
            yield from _caused(clause, [place])


def _orders_death(clause: Clause) -> Iterator[Fact]:
    """As in "ordered the execution of General Ma"."""
    for place in clause.slots.get("object", ()):
        if clause.tree.lemmas[place] in {"execution", "murder", "killing", "assassination", "beheading"}:
            for child in clause.tree.under(place, "nmod"):
                for killed in phrases.fillers(clause.scene, clause.line, child):
                    for killer in clause.all("subject"):
                        if killed.group.kind == "person" and killer.group.number != killed.group.number:
                            yield clause.fact(killed, "killedBy", killer, "orders-death", 0.75)


def _caused(clause: Clause, objects: list[int]) -> Iterator[Fact]:
    for place in objects:
        for killed in phrases.fillers(clause.scene, clause.line, place):
            for killer in clause.all("subject", "agent"):
                mere = killed.is_mere and killed.group.kind == "person"
                if mere and killer.group.number != killed.group.number:
                    yield clause.fact(killed, "killedBy", killer, "has-killed", 0.8)


def _serves(clause: Clause) -> Iterator[Fact]:
    for server in clause.all("subject"):
        for slot in ("object", "under", "for"):
            for state in clause.all(slot, "polity"):
                before = any(
                    clause.tree.units[each].text == "had" for each in clause.tree.under(clause.verb, "aux")
                )
                yield clause.fact(server, "served", state, "had-served" if before else "serves", 0.9)


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
        for founder in clause.all("subject"):
            yield clause.fact(founder, "founderOf", state, "founds", 0.85)


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


def _pays(clause: Clause) -> Iterator[Fact]:
    if clause.heads("object") & _TRIBUTE:
        for payer in clause.all("subject", "polity"):
            for payee in (*clause.all("to", "polity"), *clause.all("object", "polity")):
                yield clause.fact(payer, "paidTributeTo", payee, "pays-tribute", 0.85)


_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_CAPTURE, (_captures,)),
    **dict.fromkeys(_KILL, (_kills,)),
    **dict.fromkeys(_SERVE, (_serves,)),
    **dict.fromkeys(_RULE, (_rules,)),
    **dict.fromkeys(_SUCCEED, (_succeeds,)),
    **dict.fromkeys(_CROWN, (thrones.proclaims,)),
    "name": (thrones.proclaims,),
    "become": (thrones.becomes,),
    **dict.fromkeys(("appoint", "nominate", "select", "commission", "designate"), (thrones.becomes,)),
    "make": (capitals.moves, thrones.becomes, _drives_to_death),
    "move": (capitals.moves,),
    "transfer": (capitals.moves,),
    "have": (capitals.moves, _has_killed),
    "order": (_has_killed, _orders_death, _drives_to_death),
    **dict.fromkeys(_FORCES - {"order", "make"}, (_drives_to_death,)),
    "cause": (_has_killed,),
    "abdicate": (_abdicates,),
    "command": (commands.led,),
    "lead": (commands.led,),
    "head": (commands.led,),
    "write": (_writes,),
    "compose": (_writes,),
    "pay": (_pays,),
    "send": (_pays, missions.sent),
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
