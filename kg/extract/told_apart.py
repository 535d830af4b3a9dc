"""What tells the bearers of one name apart where they are named."""

from kg.extract import lexicon
from kg.extract.mentions import Mention, Reading


def told_apart(reading: Reading, mention: Mention) -> tuple[str, str]:
    """The characters behind a name and the office before it."""
    gloss = reading.after(mention.last, 1) if reading.after(mention.last) == "(" else ""
    was = reading.before(mention.first) == "was"  # "the governor was Cai Jing"
    office = reading.before(mention.first, 2 if was else 1)
    return gloss if gloss[:1] >= "\u2e80" else "", office if office in lexicon.nouns().offices else ""
