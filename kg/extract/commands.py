"""Which army somebody led: "the imperial army of Jaswant Singh", "took command of the Venetian fleet"."""

from collections.abc import Iterator

from kg.extract import asserted, lexicon, phrases, syntax
from kg.extract.clause import Clause
from kg.extract.fact import Fact
from kg.extract.parse import Tree
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_COURTS = frozenset(
    """
    court state government man men side empire kingdom regime dynasty throne administration command camp clan
    party banner banners authority ruler rulers king emperor ally allies supporter supporters tribe tribes
    tribesman tribesmen envoys officials officers commanders leadership generals followers partisans
    """.split()
)
_GETS = frozenset("take assume hold receive have get resign exercise accept retain share obtain keep".split())
_GIVES = frozenset("give entrust hand assign offer confer".split())
_PUTS = frozenset("put place set install leave appoint".split())
_SIZES = frozenset(
    "large small great huge big vast mighty strong new own other second whole main same last".split()
)
_WINGS = frozenset("wing vanguard rearguard centre center cavalry infantry artillery fleet van rear".split())


def led(clause: Clause) -> Iterator[Fact]:
    """As in "Colleoni, who commanded the Venetian troops", "The Romans were commanded by Varro"."""
    commands = clause.tree.lemmas[clause.verb] in {"command", "lead"}
    for place in clause.slots.get("object", ()):
        for leader in clause.all("subject") if _are_men(clause.line, place) else ():
            for state in clause.all("object", "polity"):
                if state.place == place and leader.is_mere and not _is_of_another(clause, leader.place):
                    yield clause.fact(leader, "served", state, "commands-men-of", 0.75)
        for leader in [each for each in clause.all("subject") if not _is_of_another(clause, each.place)]:
            yield from _leads(clause.scene, clause.line, leader, place)
            wing = clause.tree.lemmas[place]
            if commands and wing in _WINGS and not _described(clause.line, place):
                yield clause.fact(leader, "commanded", wing, "commands", 0.75)


def _is_of_another(clause: Clause, leader: int) -> bool:
    """As in "The right was commanded by Cromwell, the left by Ireton": who led the other wing."""
    between = clause.tree.units[clause.verb : leader]
    return clause.verb < leader and any(each.text in {",", ";"} for each in between)


def _are_men(line: Line, place: int) -> bool:
    """Whether a state is named by its men, as "the Romans" are or "them", and not by its own name."""
    if line.tree.units[place].text in {"them", "They"}:
        return True
    mention = line.mention(place)
    some = any(line.tree.case(each) == "of" for each in line.tree.under(place, "nmod"))
    return mention is not None and mention.entry is not None and mention.entry.form != "name" and not some


def came_with(clause: Clause) -> Iterator[Fact]:
    """As in "arrived at Syracuse with an Athenian fleet", "crossed the Rhine with the army of the Main"."""
    line, tree = clause.line, clause.tree
    brought = [
        place
        for above in (clause.verb, *clause.slots.get("object", ()))
        for place in tree.under(above, "obl", "nmod")
        if tree.case(place) == "with" and tree.units[place].text in _BROUGHT and place > clause.verb
    ]
    for leader in [each for each in clause.all("subject") if each.is_mere][:1]:
        for place in brought:
            for fact in _leads(clause.scene, line, leader, place):
                if fact.predicate == "commanded" or _is_the(tree, place):
                    yield fact


MOVES = frozenset(
    """
    arrive come cross march advance land sail return appear set enter invade descend reach retire attack
    follow hurry hasten leave ride stand
    """.split()
)
"""Verbs of those who bring an army along."""
_BROUGHT = frozenset({"army", "fleet", "squadron", "corps", "division", "cavalry", "legion", "legions"})


def _is_the(tree: Tree, place: int) -> bool:
    return any(tree.units[each].text.lower() == "the" for each in tree.under(place, "det"))


def gets(clause: Clause) -> Iterator[Fact]:
    """As in "Gordon got the Ever-Victorious Army in 1863": a corps with a name of its own."""
    for force in clause.all("object", "force"):
        for leader in clause.all("subject")[:1]:
            if leader.is_mere and force.via == "head":
                yield clause.fact(leader, "commanded", force, "gets-force", 0.75)


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """Whose armies the nouns of one sentence name, and who has the command of which."""
    tree = line.tree
    for place in range(len(tree.units)):
        if tree.lemmas[place] in {"command", "head"} and tree.tags[place] == "NOUN":
            if not asserted.doubt(tree, place):
                yield from _has_command(scene, line, place)
        elif _is_army(line, place):
            for leader in (*_leaders(scene, line, place), *_own(line, place)):
                yield from _leads(scene, line, leader, place)
        elif line.mention(place):
            yield from _ranked(scene, line, place)


_RANKS = frozenset("General Marshal Admiral Field-Marshal Commander Vice-Admiral Lieutenant-General".split())


def _ranked(scene: Scene, line: Line, place: int) -> Iterator[Fact]:
    """As in "Admiral Yi Sun-sin of Joseon"."""
    mention, holder = line.mention(place), scene.bearer(line, place)
    if mention is None or holder is None or holder.kind != "person":
        return
    behind = line.tree.units[place + 1 : place + 2]
    if mention.name.split()[0] in _RANKS and [each.text for each in behind] == ["of"]:
        for child in line.tree.under(place, "nmod"):
            state = scene.bearer(line, child)
            if state and state.kind == "polity" and line.tree.case(child) == "of":
                yield Fact(holder, "served", state, line, "rank-in-title", 0.8)


def _is_army(line: Line, place: int) -> bool:
    tree = line.tree
    return tree.units[place].mention < 0 and is_army(tree.units[place].text, tree.lemmas[place])


def is_army(*forms: str) -> bool:
    """Whether a noun, in any of these forms of it, means soldiers: neither a court nor a tribe nor an office.

    >>> is_army("cavalry"), is_army("tribes", "tribe"), is_army("general")
    (True, False, False)
    """
    nouns = lexicon.nouns()
    soldiers = any(each in nouns.army or each in _WINGS for each in forms)
    return soldiers and forms[0] not in nouns.offices and not any(each in _COURTS for each in forms)


def _leaders(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """Under whom an army is, or whose it is."""
    above = line.tree.heads[place]
    led_by_another = line.tree.deps[place] == "obj" and line.tree.lemmas[above] in {"command", "lead", "head"}
    for each in phrases.fillers(scene, line, place) if not led_by_another else ():
        if each.via == "leader":
            yield each
    for each in phrases.owners(scene, line, place):
        owned = line.tree.case(each.place) or line.tree.is_genitive(each.place)
        if each.group.kind == "person" and each.via == "head" and owned:
            yield each


def _own(line: Line, place: int) -> Iterator[Filler]:
    """As in "surrendered his British army"."""
    states = any(
        line.tree.units[each].kind == "polity" for each in line.tree.under(place, "amod", "compound")
    )
    for child in line.tree.under(place, "nmod") if states else ():
        if line.tree.tags[child] == "PRON" and line.tree.units[place].text in {"army", "fleet"}:
            for each in line.referents.get(child, ()):
                if each.kind == "person":
                    yield Filler(each, child, "reference", f"“{line.tree.units[child].text}” is {each.name}")


def _has_command(scene: Scene, line: Line, noun: int) -> Iterator[Fact]:
    """As in "took command of the fleet", "at the head of the army"."""
    tree = line.tree
    armies = [each for each in tree.under(noun, "nmod") if tree.case(each) == "of" and _is_army(line, each)]
    within = [each for each in tree.under(noun, "nmod") if tree.case(each) == "in" and _is_army(line, each)]
    states = [
        *_commanded(scene, line, noun),
        *(
            each
            for army in within
            for each in phrases.owners(scene, line, army)
            if each.group.kind == "polity"
        ),
    ]
    above = tree.heads[noun]
    if not (armies or states) or tree.tags[above] != "VERB":
        return
    for leader in _holders(scene, line, noun, above):
        for place in armies:
            yield from _leads(scene, line, leader, place)
        for state in states:
            yield Fact(leader.group, "served", state.group, line, "has-command-of", 0.75, leader.note)


def _commanded(scene: Scene, line: Line, noun: int) -> Iterator[Filler]:
    """As in "took over the Swedish command", "at the head of the Swedes"."""
    for each in phrases.owners(scene, line, noun):
        at_head = line.tree.lemmas[noun] == "command" or line.tree.deps[each.place] == "nmod"
        if at_head and each.group.kind == "polity" and each.via == "head" and _are_men(line, each.place):
            yield each


def _holders(scene: Scene, line: Line, noun: int, verb: int) -> list[Filler]:
    """Who has a command by what its verb says."""
    tree, slots = line.tree, syntax.slots(line.tree, verb)
    lemma = tree.lemmas[verb]
    if tree.lemmas[noun] == "head" and lemma in _PUTS:
        places = slots.get("object", []) if tree.case(noun) == "at" else []
    elif tree.lemmas[noun] == "head" or tree.case(noun) == "in":
        places = slots.get("subject", []) if tree.case(noun) in {"at", "in"} else []
    elif lemma in _GETS or (lemma == "take" and tree.case(noun) == "over"):
        places = slots.get("subject", [])
    else:
        places = [*slots.get("object", ()), *slots.get("object2", ()), *slots.get("to", ())]
        places = places if lemma in _GIVES else []
    found = [each for place in places if place != noun for each in phrases.fillers(scene, line, place)]
    return [each for each in found if each.group.kind == "person" and each.is_mere][:1]


def _leads(scene: Scene, line: Line, leader: Filler, army: int) -> Iterator[Fact]:
    """That somebody led an army, and served the state whose it was."""
    if not _is_army(line, army):
        return
    for owner in phrases.owners(scene, line, army):
        if owner.group.kind == "polity":
            yield Fact(leader.group, "served", owner.group, line, "commands-army-of", 0.8, leader.note)
    if described := _described(line, army):
        yield Fact(leader.group, "commanded", described, line, "commands", 0.75, leader.note)


def _described(line: Line, place: int) -> str:
    """The words that tell an army from others, empty where there are none."""
    tree = line.tree
    parts = [
        child
        for child in tree.under(place, "amod", "compound", "nmod")
        if child < place and not tree.has(child, "case") and tree.tags[child] not in {"PRON", "NUM"}
    ]
    words = [tree.units[each].text for each in [*parts, place]]
    telling = [word for word in words[:-1] if word.lower() not in _SIZES and not lexicon.is_roman(word)]
    return " ".join(words) if telling else ""
