"""The last words of a name as a name of their own: what stands behind "of"."""

from kg.extract.gazetteer import Gazetteer, normal
from kg.extract.mentions import Mention, Reading


def tail(reading: Reading, mention: Mention, name: str, gazetteer: Gazetteer) -> Mention | None:
    """A mention of what a longer name ends in, with its entry; None where the text has other words."""
    first = mention.last - len(name.split())
    words = reading.tokens[first : mention.last]
    if first <= mention.first or " ".join(each.text for each in words) != name:
        return None
    found = gazetteer.longest(normal(words), 0)
    entry = found[1] if found and found[0] == len(words) else None
    start, end = words[0].start, words[-1].end
    text = mention.text[start - mention.start : end - mention.start]
    return mention._replace(first=first, start=start, end=end, text=text, entry=entry)
