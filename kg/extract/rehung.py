"""Words hung elsewhere than English allows: causatives read as perfects, lists of names, phrases with "of".

Each is told from forms and positions that leave no other reading.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kg.extract.columns import Columns

_HAVE: Final = frozenset({"had", "has", "have"})
_SUBJECTS: Final = ("nsubj", "nsubj:pass")
_OWNERS: Final = frozenset({"its", "his", "her", "their"})
_GIVE: Final = frozenset("give pay bear offer grant send promise lend hand deny".split())
_LED: Final = frozenset("led ruled dominated controlled backed held sponsored".split())
_THEN_COMES: Final = frozenset({"come", "follow"})
_OF_WHAT: Final = frozenset(
    "accuse deprive rob strip dispose rid hear die convict relieve cheat clear".split()
)
"""Verbs whose own complement stands behind "of"."""


def mend(columns: Columns) -> None:
    """Hang each such word where it belongs, and leave it where the sentence would be no tree any more."""
    heads, deps = list(columns.heads), list(columns.deps)
    for place in range(len(columns.units)):
        _mend(columns, place)
        if columns.heads != heads and not _is_tree(columns):
            columns.heads[:], columns.deps[:] = heads, deps
        elif columns.heads != heads or columns.deps != deps:
            heads, deps = list(columns.heads), list(columns.deps)


def _is_tree(columns: Columns) -> bool:
    above = columns.heads
    for _ in range(len(above).bit_length()):
        above = [above[head] for head in above]
    return len(set(above)) == 1


def _mend(columns: Columns, place: int) -> None:
    word, dep = columns.units[place].text.lower(), columns.deps[place]
    if word in {"each", "one"}:
        _each_other(columns, place)
    elif word in _LED and 1 < place < len(columns.units) - 1 and columns.units[place - 1].text == "-":
        _led_by(columns, place)
    if columns.tags[place] == "PROPN" and columns.units[place].text.islower():
        _verb(columns, place)
    if dep == "aux" and word in _HAVE:
        _cause(columns, place)
    elif dep == "orphan" and columns.units[place].date >= 0:
        columns.deps[place] = "nmod"
    elif dep in _MENDS:
        _MENDS[dep](columns, place)


def _verb(columns: Columns, place: int) -> None:
    """As in "Suleiman lay before Vienna": a small word with a subject is no name."""
    if columns.units[place].mention < 0 and columns.has(place, *_SUBJECTS) and not columns.has(place, "cop"):
        columns.tags[place] = "VERB"


def _cause(columns: Columns, have: int) -> None:
    """As in "Otto had Conrad murdered", "who had him killed", where "had" is the verb."""
    if (done := _done(columns, have)) < 0:
        return
    objects = [each for each in range(have + 1, done) if columns.deps[each] in {"nsubj", "nsubj:pass", "obj"}]
    objects = [each for each in objects if columns.heads[each] in {have, done}]
    ahead = [each for verb in (have, done) for each in columns.under(verb, *_SUBJECTS) if each < have]
    if not objects or not ahead:
        return
    if columns.heads[have] == done:
        columns.heads[have] = have if columns.heads[done] == done else columns.heads[done]
        columns.deps[have] = columns.deps[done]
    elif columns.units[ahead[0]].text.lower() == "who" and ahead[0] > 1:
        columns.heads[have], columns.deps[have] = ahead[0] - 2, "acl"
    else:
        return
    columns.tags[have] = "VERB"
    columns.heads[done], columns.deps[done] = have, "xcomp"
    for each in ahead:
        columns.heads[each], columns.deps[each] = have, "nsubj"
    columns.heads[objects[0]], columns.deps[objects[0]] = have, "obj"


def _done(columns: Columns, have: int) -> int:
    """The participle that may be what somebody has done, -1 for none."""
    verbs = [columns.heads[have], *columns.under(have, "xcomp")]
    fitting = (
        verb
        for verb in verbs
        if verb > have + 1 and columns.tags[verb] == "VERB" and not columns.has(verb, "aux:pass", "cop")
    )
    return next((verb for verb in fitting if not columns.units[verb].text.endswith("ing")), -1)


def _name_of_list(columns: Columns, place: int) -> None:
    """As in "his sons, Dara, Shuja and Murad", where all but the first hang on the sons."""
    noun = columns.heads[place]
    if columns.units[place].mention < 0:
        return
    if columns.units[noun].mention >= 0 or columns.tags[noun] != "NOUN":
        if columns.deps[noun] == "conj" and _is_list(columns, columns.heads[noun], place):
            columns.heads[place] = columns.heads[noun]
        return
    named = [each for each in columns.under(noun, "appos") if noun < each < place]
    if (
        named
        and columns.units[named[0]].kind == columns.units[place].kind
        and _is_list(columns, named[0], place)
    ):
        columns.heads[place] = named[0]


def _is_list(columns: Columns, first: int, last: int) -> bool:
    """Whether nothing but names, commas and "and" stands between two of them."""
    return all(
        columns.units[each].mention >= 0 or columns.units[each].text in {",", "and"}
        for each in range(first + 1, last)
    )


def _beside_name(columns: Columns, place: int) -> None:
    """As in "Wat Tyler", of which only the surname is known, and "elected Prince Ivaylo tsar"."""
    head = columns.heads[place]
    known, before = columns.units[place].mention >= 0, columns.units[head].mention >= 0
    if known and not before and head == place - 1 and columns.units[head].text.istitle():
        columns.heads[place] = place if columns.heads[head] == head else columns.heads[head]
        columns.deps[place], columns.heads[head], columns.deps[head] = columns.deps[head], place, "compound"
    elif before and columns.deps[head] == "obj" and columns.units[place].text.islower():
        columns.heads[place], columns.deps[place] = columns.heads[head], "xcomp"
        columns.tags[place] = "NOUN"


def _led_by(columns: Columns, led: int) -> None:
    """As in "the Khitan-led Liao fell", where "led" is no verb: what is led takes its place."""
    people, state = led - 2, led + 1
    if min(columns.units[people].mention, columns.units[state].mention) < 0 or columns.deps[led] == "amod":
        return
    at = people if columns.heads[people] not in {led, state, people} else led
    above, dep = columns.heads[at], columns.deps[at]
    main = next(
        (each for each in columns.under(led, "ccomp", "parataxis") if columns.tags[each] == "VERB"), -1
    )
    if columns.heads[led] == led and main >= 0:
        columns.heads[main], columns.deps[main] = main, "ROOT"
        for each in [each for each, head in enumerate(columns.heads) if head == led and each != state]:
            columns.heads[each] = main
    columns.heads[state], columns.deps[state] = (state, "ROOT") if above == at else (above, dep)
    for each in list(columns.under(people, "case", "det")):
        columns.heads[each] = state
    columns.heads[led], columns.deps[led] = state, "amod"
    columns.heads[people], columns.deps[people] = led, "compound"


def _behind_title(columns: Columns, place: int) -> None:
    """As in "the capture of Emperors Huizong and Qinzong", where the name stands for the title."""
    title, head = place - 1, columns.heads[place]
    if columns.units[place].mention < 0 or title < 1 or columns.units[title].mention >= 0:
        return
    between = columns.heads[title] == head and columns.has(title, "case") and not columns.has(place, "case")
    if between and columns.units[title].text.istitle():
        _stand_for(columns, place, title)


def _stand_for(columns: Columns, name: int, title: int) -> None:
    for each in list(columns.under(title, "case", "det")):
        columns.heads[each] = name
    columns.heads[name], columns.deps[name] = columns.heads[title], columns.deps[title]
    columns.heads[title], columns.deps[title] = name, "compound"


def _each_other(columns: Columns, place: int) -> None:
    """As in "confronted one another five times", where it is counted among the times."""
    behind = columns.units[place + 1].text if place + 1 < len(columns.units) else ""
    if behind in {"other", "another"} and place and columns.tags[place - 1] == "VERB":
        columns.heads[place], columns.deps[place] = place - 1, "obj"


def _subject(columns: Columns, place: int) -> None:
    verb = columns.heads[place]
    if columns.units[place].text.lower() == "there":
        _behind_there(columns, place)
    elif place == verb + 1 and columns.units[place].kind == "place" and columns.lemmas[verb] in _THEN_COMES:
        columns.deps[place] = "obj"  # "On 24 June came Carabobo", as what followed


def _who_acts(columns: Columns, place: int) -> None:
    """As in "the wings shot at each other", where a past form is taken for a participle."""
    verb = columns.heads[place]
    behind = columns.units[verb + 1].text if verb + 1 < len(columns.units) else ""
    if behind in {"at", "on", "upon"} and not columns.has(verb, "aux:pass"):
        columns.deps[place] = "nsubj"


def _one_of_list(columns: Columns, place: int) -> None:
    """As in "Harold, the Earl of Mercia, the king of Scots and Donald met", where nobody is described.

    In "the capture of Emperors Huizong and Qinzong" the title makes way for the first name.
    """
    title = columns.heads[place]
    plural = columns.units[title].text.istitle() and columns.units[title].text.endswith("s")
    if place == title + 1 and plural and columns.units[title].mention < 0 <= columns.units[place].mention:
        _stand_for(columns, place, title)
        return
    joined = list(columns.under(columns.heads[place], "conj"))
    if any(each < place for each in joined) and any(each > place for each in joined):
        columns.deps[place] = "conj"


def _behind_there(columns: Columns, place: int) -> None:
    """As in "There followed Adrianople", whose subject stands behind."""
    if any(each > place for each in columns.under(columns.heads[place], "obj")):
        columns.deps[place] = "expl"


def _of_noun(columns: Columns, place: int) -> None:
    """As in "by order of Charles", where what stands behind "of" hangs on the verb."""
    first = next((each for each in columns.under(place, "case")), -1)
    before = first - 1
    if before < 0 or columns.units[first].text != "of" or columns.tags[before] != "NOUN":
        return
    verb = columns.heads[place]
    if (
        columns.heads[before] == verb
        and columns.lemmas[verb] not in _OF_WHAT
        and columns.deps[before] == "obl"
    ):
        columns.heads[place], columns.deps[place] = before, "nmod"


def _object(columns: Columns, place: int) -> None:
    verb = columns.heads[place]
    if columns.units[place].text.lower() in _OWNERS and place + 1 < len(columns.units):
        _owned(columns, place, verb)
    elif columns.deps[place] == "iobj" and not columns.has(verb, "obj", "xcomp", "ccomp"):
        columns.deps[place] = "obj"
    elif place == verb + 2 and columns.units[verb + 1].text == ",":
        columns.deps[place] = "parataxis"  # "Athens blockaded, Agis by land"
    elif columns.deps[place] == "obj" and columns.lemmas[verb] in _GIVE:
        for given in _nouns_given(columns, verb):
            columns.deps[place], columns.deps[given] = "iobj", "obj"
        for whom in columns.under(place, "compound"):
            if columns.units[whom].mention >= 0 and whom == verb + 1:
                columns.heads[whom], columns.deps[whom] = verb, "iobj"


def _owned(columns: Columns, owner: int, verb: int) -> None:
    """As in "turned its back on France", where "its" is no object."""
    if columns.heads[owner + 1] == verb and columns.deps[owner + 1] in {"compound", "xcomp", "obj", "obl"}:
        columns.heads[owner], columns.deps[owner] = owner + 1, "nmod"
        columns.deps[owner + 1], columns.tags[owner + 1] = "obj", "NOUN"


def _nouns_given(columns: Columns, verb: int) -> Iterator[int]:
    """As in "bore the king a son", where the son is taken for what the king became."""
    return (
        each
        for each in columns.under(verb, "xcomp")
        if columns.tags[each] == "NOUN" and not columns.has(each, "mark")
    )


_MENDS: Final[Mapping[str, Callable[[Columns, int], None]]] = {
    "conj": _name_of_list,
    "obl": _of_noun,
    "obj": _object,
    "iobj": _object,
    "flat": _beside_name,
    "nmod": _behind_title,
    "nsubj": _subject,
    "nsubj:pass": _who_acts,
    "appos": _one_of_list,
}
"""What is looked at for each relation."""
