"""Who came after whom: "on Leo's death Basil came to the throne", "Basil deposed Leo and became king"."""

from collections.abc import Iterator

from kg.extract import asserted, deaths, lexicon, name_keys, phrases, voice
from kg.extract.bearers import Group
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_THRONES = frozenset("throne crown kingship succession power purple kingdom empire sceptre".split())
_TAKES = frozenset("take ascend mount seize assume inherit usurp receive obtain gain claim".split())
_COMES = frozenset("come accede rise succeed return".split())
_PASSES = frozenset("pass go fall come descend devolve".split())
_MAKES = frozenset(
    "proclaim crown declare elect acclaim enthrone raise put place install choose make hail set".split()
)
_RAISES = frozenset("raise elect choose enthrone crown proclaim install acclaim".split())
_ENDS = frozenset(
    """
    death murder assassination abdication deposition execution overthrow killing demise resignation removal
    dethronement passing poisoning suicide fall
    """.split()
)
_DIES = frozenset("die abdicate perish resign fall".split())
_IS_ENDED = frozenset(
    "kill murder depose assassinate overthrow execute slay poison dethrone strangle behead".split()
)
_AFTER = frozenset("on upon at after following with".split())
_OUSTS = frozenset("depose dethrone overthrow oust topple unseat".split())
_CONSORTS = frozenset({"queen", "empress", "princess", "sultana"})
"""Titles that a ruler's wife or daughter has too."""
_NO_RULERS = frozenset("wife mother daughter sister widow queen consort aunt niece".split())


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Who followed whom on a throne in one sentence."""
    tree = line.tree
    for verb in asserted.verbs(tree, _ACCEDING):
        clause = Clause(scene, line, verb)
        heirs = _heirs(clause)
        before = _predecessors(clause) or [each for heir in heirs[:1] for each in _kin(clause, heir)]
        if heirs and before and before[0].group is not heirs[0].group:
            yield clause.fact(heirs[0], "successorOf", before[0], "accedes-after", 0.75)


def _kin(clause: Clause, heir: Filler) -> Iterator[Filler]:
    """As in "The king's brother Ahmad inherits the throne": whose kin the heir is said to be, if he ruled."""
    passes = clause.tree.lemmas[clause.verb] in _PASSES - {"come"}
    if not passes and clause.tree.lemmas[clause.verb] not in _TAKES | _COMES - {"return"} | {"reign"}:
        return
    for other, note in [*_told_kin(clause, heir), *_named_kin(clause, heir)]:
        numbered = bool(note) and _is_numbered(other)  # "His brother John", of Richard I
        if passes or numbered or _has_ruled(clause, other) or _has_died(clause, heir, other):
            yield Filler(other, heir.place, "head", note)


def _told_kin(clause: Clause, heir: Filler) -> Iterator[tuple[Group, str]]:
    for fact in clause.line.facts:
        other = fact.object.final() if isinstance(fact.object, Group) else None
        kin = fact.predicate in {"childOf", "siblingOf"} and fact.subject.final() is heir.group
        if kin and other is not None:
            yield other, fact.note


def _named_kin(clause: Clause, heir: Filler) -> Iterator[tuple[Group, str]]:
    """As in "The throne fell to his nephew Alp Arslan"."""
    tree, known = clause.tree, lexicon.nouns()
    near = [tree.heads[heir.place], *tree.under(heir.place, "appos")]
    for noun in near:
        if tree.lemmas[noun] in known.kin - known.feminine and tree.units[noun].mention < 0:
            for owner in phrases.owners(clause.scene, clause.line, noun):
                if owner.group.kind == "person" and owner.group is not heir.group:
                    yield owner.group, owner.note


def _has_ruled(clause: Clause, group: Group) -> bool:
    """Whether the text has called somebody a ruler so far, and he is no king still reigning elsewhere."""
    lines = clause.scene.back(clause.line, _REACH)
    told = any(
        fact.predicate in {"rulerOf", "successorOf"} and fact.subject.final() is group
        for line in lines
        for fact in line.facts
    )
    titles = lexicon.nouns().rulers - _CONSORTS
    return told or any(name.split()[0].lower() in titles for name in group.names)


def _has_died(clause: Clause, heir: Filler, other: Group) -> bool:
    """Whether the death of the kin has just been told: "Olaf fell in 1030. His brother took the throne"."""
    here = deaths.told(clause.scene, clause.line)
    return other in here or deaths.before(clause.scene, clause.line, heir.group) is other


def _is_numbered(group: Group) -> bool:
    return any(name_keys.numbers(name) for name in group.names)


_REACH = 60
"""Sentences through which somebody is remembered as a ruler."""


_ACCEDING = _TAKES | _COMES | _PASSES | _MAKES | {"become", "follow", "reign"}


def _heirs(clause: Clause) -> list[Filler]:
    """Who comes to rule in a clause, nobody where it tells of something else."""
    lemma, heads = clause.tree.lemmas[clause.verb], clause.heads
    comes = {
        "subject": (
            lemma in {"succeed", "follow"} and not clause.slots.get("object") and not _elsewhere(clause)
        )
        or (lemma in _TAKES and heads("object") & _THRONES)
        or (lemma in _COMES and heads("to") & _THRONES)
        or (lemma == "become" and _is_crowned(clause))
        or lemma == "reign",
        "to": lemma in _PASSES and heads("subject") & _THRONES,
        "object": lemma in _MAKES
        and (_is_crowned(clause) or (lemma in _RAISES and bool(list(_ousted(clause))))),
    }
    return next((_named(clause, slot) for slot, holds in comes.items() if holds), [])


def _elsewhere(clause: Clause) -> bool:
    """As in "succeeded to the command", which is no throne."""
    return bool(clause.slots.get("to")) and not clause.heads("to") & _THRONES


def _named(clause: Clause, slot: str) -> list[Filler]:
    return [each for each in clause.all(slot) if each.is_mere]


def _is_crowned(clause: Clause) -> bool:
    tree = clause.tree
    around = [*tree.under(clause.verb, "xcomp", "obj", "obl"), *clause.slots.get("as", ())]
    around += [child for place in list(around) for child in tree.under(place, "flat", "appos", "compound")]
    return any(tree.lemmas[each] in lexicon.nouns().rulers | _THRONES - {"power"} for each in around)


def _predecessors(clause: Clause) -> list[Filler]:
    """Whose rule has just ended by what is told around a clause."""
    found = [*_of_end(clause), *_of_clause(clause), *_ousted(clause)]
    return [each for each in found if each.group.kind == "person" and each.is_mere][:1]


def _of_end(clause: Clause) -> Iterator[Filler]:
    """As in "on the death of Leo", "after his father's abdication"."""
    tree = clause.tree
    for place in tree.under(clause.verb, "obl", "advcl", "nmod"):
        after = tree.lemmas[place] in _ENDS and set(tree.case(place).split()) & _AFTER
        if after and not _concerns_woman(tree, place):
            yield from phrases.owners(clause.scene, clause.line, place)


def _concerns_woman(tree: Tree, place: int) -> bool:
    return any(tree.lemmas[each] in _NO_RULERS for each in tree.subtree(place))


def _of_clause(clause: Clause) -> Iterator[Filler]:
    """As in "when Leo died", "after Leo had been murdered"."""
    tree = clause.tree
    for verb in tree.under(clause.verb, "advcl"):
        passive = voice.is_passive(tree, verb)
        if tree.lemmas[verb] in (_IS_ENDED if passive else _DIES) and not _concerns_woman(tree, verb):
            for subject in tree.under(verb, "nsubj", "nsubj:pass"):
                yield from phrases.fillers(clause.scene, clause.line, subject)


def _ousted(clause: Clause) -> Iterator[Filler]:
    """As in "deposed Leo and made himself king"."""
    tree, verb = clause.tree, clause.verb
    above = tree.heads[verb]
    before = [above] if tree.deps[verb] in {"conj", "advcl"} else []
    for other in (*before, *tree.under(verb, "advcl", "conj")):
        if tree.lemmas[other] in _OUSTS and not voice.is_passive(tree, other):
            for place in tree.under(other, "obj"):
                yield from phrases.fillers(clause.scene, clause.line, place)
