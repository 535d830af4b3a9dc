"""People without a name of whom a sentence speaks: "a captain", "the prisoner"; a pronoun may mean them."""

from kg.extract import lexicon
from kg.extract.scene import Line, Scene

_FOLK = frozenset(
    """
    man woman boy girl nobody somebody someone soldier priest monk friar fugitive guest host stranger
    """.split()
)
_BESIDE = frozenset({"appos", "compound", "flat", "amod", "ROOT", "conj", "nmod", "xcomp"})


def is_one(scene: Scene, line: Line, place: int) -> bool:
    """Whether a unit is a noun for somebody whom the text names neither there nor beside it."""
    tree, unit = line.tree, line.tree.units[place]
    if unit.mention >= 0 or unit.date >= 0 or tree.tags[place] not in {"NOUN", "PROPN", "PRON"}:
        return False
    nouns = lexicon.nouns()
    folk = nouns.kin | nouns.offices | nouns.servants | nouns.ranks | _FOLK
    if unit.text.lower() not in folk or tree.deps[place] in _BESIDE or any(tree.under(place, "cop")):
        return False
    behind = [each for each in (place + 1, place + 2) if each < len(tree.units)]
    if behind and (scene.bearer(line, behind[0]) or tree.units[behind[0]].text != ","):
        behind = behind[:1]
    first = min((*tree.children[place], place))
    described = [first - 2] if first > 1 and tree.units[first - 1].text == "," else []
    named = [*behind, *described, *tree.under(place, "appos", "flat", "compound")]
    return not any(scene.bearer(line, each) for each in named)


def is_title(line: Line, place: int) -> bool:
    """Whether it is somebody definite who acts: "the king", where nobody is known to be meant."""
    tree = line.tree
    definite = any(tree.units[each].text.lower() == "the" for each in tree.under(place, "det"))
    acts = tree.deps[place] in {"nsubj", "nsubj:pass"}
    return definite and acts and tree.lemmas[place] in lexicon.nouns().rulers
