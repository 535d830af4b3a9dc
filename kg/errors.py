"""What can go wrong on purpose: each error names the value, the rule and the remedy."""


class ChanyuanError(Exception):
    """A deliberate refusal whose message is meant for the person who asked."""


class BadSetting(ChanyuanError):
    """A setting from the environment or the command line has a value it cannot have."""


class UnreadableDocument(ChanyuanError):
    """A file in the corpus cannot be read as the document it claims to be."""


class BadGraphFile(ChanyuanError):
    """A Turtle file of ours cannot be read, or names things in a way that changes from run to run."""


class UngroundedClaim(ChanyuanError):
    """A claim does not cite words that stand in its document, so its fact could not be checked."""


class BadLexicon(ChanyuanError):
    """A word list or name table that extraction reads has an entry it cannot use."""


class BadFrame(ChanyuanError):
    """A frame that tells how events are worded is not written as frames are."""


class UnknownParser(ChanyuanError):
    """No spaCy pipeline of this name is installed."""
