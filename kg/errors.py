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
