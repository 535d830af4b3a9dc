"""Facts that verbs tell: who captured, killed, succeeded, served, ruled or wrote whom or what."""

import re
from collections.abc import Callable, Iterator

from kg.extract import asserted, lexicon, phrases, titles
from kg.extract.bearers import Group
from kg.extract.fact import Fact
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_CAPTURE = frozenset("capture seize arrest imprison take abduct kidnap".split())
_KILL = frozenset("kill murder execute behead assassinate strangle poison stab slay hang burn drown".split())
_SERVE = frozenset("serve".split())
_RULE = frozenset("rule govern".split())
_SUCCEED = frozenset("succeed".split())
_CROWN = frozenset("proclaim declare crown enthrone acclaim install place elect".split())
_FOUND = frozenset("found establish".split())
_TRIBUTE = frozenset("tribute indemnity subsidy ransom".split())
_END = frozenset("abolish destroy end extinguish eliminate dissolve".split())


class Clause:
    """A verb with its slots, their fillers looked up when asked for."""

    def __init__(self, scene: Scene, line: Line, verb: int) -> None:
        self.scene, self.line, self.verb = scene, line, verb
        self.tree: Tree = line.tree
        self.slots = phrases.slots(self.tree, verb)

    def all(self, slot: str, kind: str = "person") -> list[Filler]:
        """The fillers of a slot that are of a kind and not merely led or owned."""
        wanted = {
            "agent": {"person", "polity", "people"},
            "thing": {"person", "polity", "people", "place"},
        }.get(kind, {kind})
        return [
            each
            for place in self.slots.get(slot, ())
            for each in phrases.fillers(self.scene, self.line, place)
            if each.group.kind in wanted
        ]

    def fact(
        self, subject: Filler, predicate: str, object_: Filler | str, rule: str, confidence: float = 0.75
    ) -> Fact:
        """A fact whose note tells how references in it were understood."""
        notes = [subject.note] + ([object_.note] if isinstance(object_, Filler) else [])
        value = object_.group if isinstance(object_, Filler) else object_
        return Fact(
            subject.group,
            predicate,
            value,
            self.line,
            rule,
            confidence,
            "; ".join(note for note in dict.fromkeys(notes) if note),
        )

    def heads(self, slot: str) -> set[str]:
        """The lemmas at the head of a slot."""
        return phrases.heads(self.slots.get(slot, ()), self.tree)


Rule = Callable[[Clause], Iterator[Fact]]


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The facts that the verbs of one sentence tell."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        rules = _RULES.get(lemma, ())
        if not rules or tree.tags[place] not in {"VERB", "ADJ", "AUX"} or asserted.doubt(tree, place):
            continue
        clause = Clause(scene, line, place)
        for rule in rules:
            yield from rule(clause)
    yield from _copulas(scene, line)
    yield from _possessed_kin(scene, line)


def _captures(clause: Clause) -> Iterator[Fact]:
    if clause.tree.lemmas[clause.verb] == "take" and not phrases.is_passive(clause.tree, clause.verb):
        return
    for taken in clause.all("object"):
        for taker in clause.all("subject", "agent"):
            if taker.group is not taken.group and taken.via in {"head", "reference"}:
                yield clause.fact(taken, "capturedBy", taker, "captures")


def _kills(clause: Clause) -> Iterator[Fact]:
    killers = clause.all("subject", "agent")
    for killed in clause.all("object"):
        for killer in killers:
            if (
                killer.group is not killed.group
                and killed.via in {"head", "reference"}
                and killer.via != "owner"
            ):
                yield clause.fact(killed, "killedBy", killer, "kills", 0.8)


def _has_killed(clause: Clause) -> Iterator[Fact]:
    """ "had his boldest officer, Guan Sheng, killed", "has him strangled"."""
    tree = clause.tree
    for verb in tree.under(clause.verb, "xcomp", "ccomp", "acl", "conj", "advcl"):
        if tree.lemmas[verb] in _KILL and verb > clause.verb:
            objects = [*clause.slots.get("object", ()), *tree.under(verb, "nsubj", "nsubj:pass", "obj")]
            yield from _caused(clause, objects)
    for place in clause.slots.get("object", ()):
        if any(tree.lemmas[each] in _KILL for each in tree.under(place, "acl", "amod")):
            yield from _caused(clause, [place])


def _caused(clause: Clause, objects: list[int]) -> Iterator[Fact]:
    for place in objects:
        for killed in phrases.fillers(clause.scene, clause.line, place):
            for killer in clause.all("subject", "agent"):
                if killed.group.kind == "person" and killer.group is not killed.group:
                    yield clause.fact(killed, "killedBy", killer, "has-killed", 0.8)


def _serves(clause: Clause) -> Iterator[Fact]:
    for server in clause.all("subject"):
        for slot in ("object", "under", "for"):
            for state in clause.all(slot, "polity"):
                yield clause.fact(server, "served", state, "serves", 0.9)
        for place in clause.slots.get("as", ()):
            if clause.tree.lemmas[place] in lexicon.nouns().offices:
                yield clause.fact(server, "heldOffice", _phrase(clause.line, place), "serves-as", 0.85)
                for owner in phrases.owners(clause.scene, clause.line, place):
                    if owner.group.kind == "polity":
                        yield clause.fact(server, "served", owner, "serves-as-officer-of", 0.85)


def _phrase(line: Line, place: int) -> str:
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


def _becomes(clause: Clause) -> Iterator[Fact]:
    offices = [place for slot in ("object", "xcomp") for place in clause.slots.get(slot, ())]
    offices += list(clause.tree.under(clause.verb, "xcomp", "obj", "obl"))
    for holder in clause.all("object" if phrases.is_passive(clause.tree, clause.verb) else "subject"):
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
            yield clause.fact(holder, "heldOffice", _phrase(clause.line, place), "becomes", 0.8)


def _proclaims(clause: Clause) -> Iterator[Fact]:
    """ "declared himself emperor of Great Xia", "was proclaimed emperor", "the Jin enthroned him as emperor of Qi"."""
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


def _succeeds(clause: Clause) -> Iterator[Fact]:
    for heir in clause.all("subject"):
        for before in clause.all("object"):
            if heir.group is not before.group:
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
    states = clause.all("object", "polity") + [
        each for place in clause.slots.get("object", ()) for child in clause.tree.under(place, "nmod") if clause.tree.case(child) == "of"
        for each in phrases.fillers(clause.scene, clause.line, child) if each.group.kind == "polity" and clause.tree.lemmas[place] in {"establishment", "foundation", "founding", "creation"}
    ]  # fmt: skip
    for state in states:
        for founder in clause.all("subject"):
            yield clause.fact(founder, "founderOf", state, "founds", 0.85)


def _commands(clause: Clause) -> Iterator[Fact]:
    for commander in clause.all("subject"):
        for place in clause.slots.get("object", ()):
            army = clause.tree.lemmas[place]
            if army in lexicon.nouns().army and army not in {"court", "state", "government", "man"}:
                for owner in phrases.owners(clause.scene, clause.line, place):
                    if owner.group.kind == "polity":
                        yield clause.fact(commander, "served", owner, "commands-army-of", 0.8)
                described = _army(clause.line, place)
                if any(word[0].isupper() for word in described.split()):
                    yield clause.fact(commander, "commanded", described, "commands", 0.75)


def _army(line: Line, place: int) -> str:
    tree = line.tree
    parts = [
        child
        for child in tree.under(place, "amod", "compound", "nmod")
        if child < place and not any(tree.under(child, "case")) and tree.tags[child] != "PRON"
    ]
    return " ".join(tree.units[each].text for each in [*parts, place])


def _writes(clause: Clause) -> Iterator[Fact]:
    text = clause.scene.document.text[clause.line.start : clause.line.end]
    for writer in clause.all("subject"):
        for title in re.findall(r"[“\"‘«]([A-Z][^”\"’»]{2,60})[”\"’»]", text)[:1]:
            yield clause.fact(writer, "authorOf", title.rstrip(",."), "writes", 0.8)


def _pays(clause: Clause) -> Iterator[Fact]:
    if clause.heads("object") & _TRIBUTE:
        for payer in clause.all("subject", "polity"):
            for payee in clause.all("to", "polity"):
                yield clause.fact(payer, "paidTributeTo", payee, "pays-tribute", 0.85)


def _moves_capital(clause: Clause) -> Iterator[Fact]:
    """ "moved his capital to Kaifeng", "made Milan its capital", "established the capital at Hangzhou"."""
    if "capital" not in clause.heads("object") | {
        clause.tree.lemmas[each] for each in clause.tree.under(clause.verb, "xcomp", "obl")
    }:
        return
    owners = [
        each
        for place in clause.slots.get("object", ())
        for each in phrases.owners(clause.scene, clause.line, place)
    ]
    states = [
        each for each in [*owners, *clause.all("subject", "agent")] if each.group.kind in {"polity", "person"}
    ]
    for slot in ("to", "at", "in", "object"):
        for place in clause.all(slot, "place"):
            for state in states[:1]:
                yield clause.fact(place, "capitalOf", state, "moves-capital", 0.8)


def _copulas(scene: Scene, line: Line) -> Iterator[Fact]:
    """ "The Song envoy was Cao Liyong", "Dorgon was regent", "Liu Bei, who was emperor of Shu"."""
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


def _possessed_kin(scene: Scene, line: Line) -> Iterator[Fact]:
    """ "his brother Wuqimai", "her son, Emperor Shengzong", "Shi Chaoyi, his own son"."""
    tree, nouns = line.tree, lexicon.nouns()
    for place, lemma in enumerate(tree.lemmas):
        if lemma not in nouns.kin or tree.units[place].mention >= 0:
            continue
        owners = [
            each
            for child in tree.under(place, "nmod")
            for each in phrases.fillers(scene, line, child)
            if each.group.kind == "person"
        ]
        named = [
            child
            for child in [*tree.under(place, "appos", "flat"), tree.heads[place]]
            if _names_kin(scene, line, child, place)
        ]
        for child in named[:1]:
            group = scene.bearer(line, child)
            for owner in owners[:1]:
                if group is not None and owner.place != child:
                    yield from titles.kin(group, lemma, owner.group, line, "possessed-kin", owner.note)


def _names_kin(scene: Scene, line: Line, child: int, place: int) -> bool:
    group: Group | None = scene.bearer(line, child)
    if group is None or group.kind != "person":
        return False
    return (
        line.tree.heads[child] == place
        or line.tree.deps[place] in {"appos", "compound", "nmod"}
        and child > place
        or line.tree.deps[place] == "appos"
    )


_RULES: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_CAPTURE, (_captures,)),
    **dict.fromkeys(_KILL, (_kills,)),
    **dict.fromkeys(_SERVE, (_serves,)),
    **dict.fromkeys(_RULE, (_rules,)),
    **dict.fromkeys(_SUCCEED, (_succeeds,)),
    **dict.fromkeys(_CROWN, (_proclaims,)),
    "name": (_proclaims,),
    "become": (_becomes,), "appoint": (_becomes,), "make": (_moves_capital,), "move": (_moves_capital,), "transfer": (_moves_capital,),
    "have": (_has_killed,), "abdicate": (_abdicates,), "command": (_commands,), "lead": (_commands,), "head": (_commands,),
    "write": (_writes,), "compose": (_writes,), "pay": (_pays,), "send": (_pays,),
    "found": (_founds,), "establish": (_founds, _moves_capital), "declare": (_proclaims, _founds), "proclaim": (_proclaims, _founds), "create": (_founds,),
}  # fmt: skip
