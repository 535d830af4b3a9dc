"""Main verbs behind relative clauses, mended where the parser takes the verb of such a clause for one."""

from typing import Final

from kg.extract.columns import NOMINAL, Columns

_RELATIVE: Final = frozenset({"who", "whom", "whose", "which"})
_LIGHT: Final = frozenset({"ADV", "AUX"})


def mend(columns: Columns) -> None:
    """As in "Odo, who should have fought Hugh, rebelled"; "he fled to Otto, and Otto, his host, slew him"."""
    relative = _relative(columns)
    noun = _described(columns, relative)
    verb = _behind(columns, relative) if noun >= 0 else -1
    if verb > 0 and not any(each > relative for each in columns.under(verb, "nsubj", "nsubj:pass")):
        _hang(columns, relative, noun, verb)
    for verb, dep in enumerate(columns.deps):
        if dep == "conj" and columns.tags[verb] == "VERB" and (above := _finite_above(columns, verb)) >= 0:
            columns.heads[verb] = above
        if dep == "conj" and columns.tags[verb] == "VERB" and (noun := _of_new_clause(columns, verb)) > 0:
            _begin(columns, verb, noun)


def _relative(columns: Columns) -> int:
    """The verb that heads the sentence, or that stands below a noun that does, -1 for none."""
    root = next((place for place, dep in enumerate(columns.deps) if dep == "ROOT"), -1)
    if root < 0 or columns.tags[root] not in NOMINAL or columns.has(root, "cop"):
        return root
    return next((each for each in columns.under(root, "acl") if each > root), -1)


def _described(columns: Columns, relative: int) -> int:
    """The noun before the relative clause in which a verb stands, -1 where it stands in none."""
    if relative < 0 or columns.tags[relative] != "VERB":
        return -1
    for place in range(relative - 1, 1, -1):
        if columns.units[place].text == ",":
            return -1
        if columns.units[place].text in _RELATIVE and columns.units[place - 1].text == ",":
            noun = _head(columns, place - 2)
            return noun if columns.tags[noun] in NOMINAL and _is_bare(columns, noun) else -1
    return -1


def _head(columns: Columns, noun: int) -> int:
    """As in "Odo of Blois, who …": the first name."""
    while columns.heads[noun] < noun and columns.deps[noun] in {"nmod", "flat", "appos", "compound"}:
        noun = columns.heads[noun]
    return noun


def _is_bare(columns: Columns, noun: int) -> bool:
    """Whether no preposition stands before a noun: "at Ghent, which …" is no subject."""
    start = noun
    while start > 0 and columns.heads[start - 1] == noun and columns.tags[start - 1] != "ADP":
        start -= 1
    return start == 0 or columns.tags[start - 1] != "ADP"


def _behind(columns: Columns, root: int) -> int:
    """The verb right behind the comma that closes the clause of another, -1 for none."""
    for comma in range(root + 1, len(columns.units) - 1):
        if columns.units[comma].text != ",":
            continue
        place = comma + 1
        while place < len(columns.units) - 1 and columns.tags[place] in _LIGHT:
            place += 1
        word = columns.units[place].text
        finite = columns.tags[place] == "VERB" and not word.endswith("ing") and word != columns.lemmas[place]
        if finite and not (word.endswith("ed") and columns.units[place + 1].text == "by"):
            return place
        return -1
    return -1


def _hang(columns: Columns, relative: int, noun: int, verb: int) -> None:
    for child, head in enumerate(columns.heads):
        ahead = child < noun and columns.deps[child] in {"obl", "advmod", "advcl", "cc", "punct"}
        if head == relative and child not in {relative, noun} and (child > verb or ahead):
            columns.heads[child] = verb
    columns.heads[verb], columns.deps[verb] = verb, "ROOT"
    columns.heads[relative], columns.deps[relative] = noun, "acl"
    columns.give_subject(verb, noun)


def _of_new_clause(columns: Columns, verb: int) -> int:
    """Who begins a clause behind a comma and "and", where he was joined to a name before it; 0 for none."""
    if columns.tags[columns.heads[verb]] != "VERB" or columns.has(verb, "nsubj", "nsubj:pass", "cc", "mark"):
        return 0
    for place in range(verb - 2, columns.heads[verb] + 1, -1):
        joins = columns.units[place - 1].text == "," and columns.units[place].text in {"and", "but"}
        noun = place + 1
        if joins and columns.units[noun].mention >= 0 and columns.deps[noun] == "conj":
            asides = columns.units[verb - 1].text == columns.units[noun + 1].text == ","
            return noun if asides and columns.heads[noun] < noun else 0
    return 0


def _begin(columns: Columns, verb: int, noun: int) -> None:
    columns.heads[noun - 1] = verb
    columns.give_subject(verb, noun)


_MODALS: Final = frozenset("would should might could will shall may must can to".split())


def _finite_above(columns: Columns, verb: int) -> int:
    """As in "agreed that it would stay, and attacked": the verb with which a past form can go on, else -1.

    What stands behind "would" or "to" goes on in the infinitive.
    """
    above = columns.heads[verb]
    if _is_base(columns, verb) or not _is_base(columns, above) or columns.units[verb].text.endswith("ing"):
        return -1
    words = {columns.units[each].text.lower() for each in columns.under(above, "aux", "mark")}
    if not words & _MODALS or columns.has(verb, "aux", "aux:pass", "nsubj", "mark", "obl:agent"):
        return -1
    seen = set[int]()
    while columns.heads[above] != above and above not in seen:
        seen.add(above)
        above = columns.heads[above]
        told = columns.tags[above] == "VERB" and columns.deps[above] != "acl"
        if told and not _is_base(columns, above):
            return above if above < verb else -1
    return -1


def _is_base(columns: Columns, verb: int) -> bool:
    return columns.units[verb].text.lower() == columns.lemmas[verb]
