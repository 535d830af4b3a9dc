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


class MissingPackage(ChanyuanError):
    """A package that only some installations need is not installed."""


class ModelUnreachable(ChanyuanError):
    """A language model that should read did not answer, or its address refused."""


class ClusterUnfit(ChanyuanError):
    """A cluster that should read cannot: unreachable, without workers, or other than this installation."""


class LostAnswer(ChanyuanError):
    """An answer of a language model that should be kept is no longer there."""


class UnknownWords(ChanyuanError):
    """Somebody asks about words that do not stand in the document."""


class UnknownParser(ChanyuanError):
    """No spaCy pipeline of this name can be loaded."""


class QueryRefused(ChanyuanError):
    """A query cannot be read or run; `line` and `column` say where, 0 when the whole is meant."""

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class FederationRefused(ChanyuanError):
    """A query wants to ask an endpoint that is not on the list of those it may ask."""


class FormatRefused(ChanyuanError):
    """A query's answer is of a kind that the wanted formats cannot hold."""


class QueryTimeout(ChanyuanError):
    """A query ran longer than it may; `limit` and `elapsed` in seconds."""

    def __init__(self, message: str, *, limit: float, elapsed: float) -> None:
        super().__init__(message)
        self.limit = limit
        self.elapsed = elapsed


class QueryMemory(ChanyuanError):
    """A query took more memory than it may; `limit` in megabytes, `elapsed` in seconds."""

    def __init__(self, message: str, *, limit: int, elapsed: float) -> None:
        super().__init__(message)
        self.limit = limit
        self.elapsed = elapsed


class QueryCrashed(ChanyuanError):
    """A query brought down the process that ran it."""


class QueryAbandoned(ChanyuanError):
    """The client left, or stopped taking the answer, before the query was done."""


class QueueFull(ChanyuanError):
    """More queries are waiting than may; `retry_after` says in how many seconds to come again."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class StoreUnavailable(ChanyuanError):
    """The graph cannot be read: nothing is published yet, or what is published is damaged."""


class MirrorOccupied(ChanyuanError):
    """The engine to which a version is to be brought holds something that is not ours."""


class MirrorKept(ChanyuanError):
    """A write is to go to versions on this disk while an engine elsewhere is asked."""


class UnknownQuery(ChanyuanError):
    """No saved query has this name; `near` are names that look like it."""

    def __init__(self, message: str, *, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class BadQueryFile(ChanyuanError):
    """A file of the query folder is not a question with front matter."""


class BadParameter(ChanyuanError):
    """A saved query is given a value not of the type of its parameter, or for a parameter it has not."""

    def __init__(self, message: str, *, parameter: str = "") -> None:
        super().__init__(message)
        self.parameter = parameter


class UnsupportedShape(ChanyuanError):
    """A shape uses a part of SHACL that the fast engine does not compile."""


class RefusedShapes(ChanyuanError):
    """The full validator cannot work with these shapes."""


class UnreadableGraph(ChanyuanError):
    """A file given for validation is not RDF of its format, or may not be read."""


class ValidationTimeout(ChanyuanError):
    """A validation took longer, or more memory, than it may."""


class NothingPublished(ChanyuanError):
    """The data folder holds no version yet."""


class UnknownVersion(ChanyuanError):
    """No published version has that number."""


class DamagedVersion(ChanyuanError):
    """The files of a published version do not say what a manifest must say."""


class WriterBusy(ChanyuanError):
    """Another process is writing to the data folder and did not finish in time."""


class FolderUnwritable(ChanyuanError):
    """The data folder cannot be written: full, read-only, or somebody else's."""


class UnsoundAuthority(ChanyuanError):
    """The authority file or the ontology breaks the shapes, so no document can be judged against it."""


class BadDecision(ChanyuanError):
    """A curator's decision spells its claim in a way that names none."""


class EmptyCorpus(ChanyuanError):
    """The folder to build from holds no document."""


class ReaderDied(ChanyuanError):
    """A process that read documents ended without a word, as when memory runs out."""


class LostShard(ChanyuanError):
    """What was read from a document vanished from the data folder while it was needed."""


class UnknownDocument(ChanyuanError):
    """No document of this name is published."""


class AlreadyPublished(ChanyuanError):
    """The data folder has versions already, and an empty one would hide them."""


class UnknownGraph(ChanyuanError):
    """A version has no graph of this name."""


class DefaultGraphKept(ChanyuanError):
    """A write wants to replace or empty the default graph, which is nothing but the merge of the others."""


class ScopeTooNarrow(ChanyuanError):
    """Whoever asks may not do this much."""


class VersionConflict(ChanyuanError):
    """Another version is served than the one that a writer had seen."""


class UnreadablePayload(ChanyuanError):
    """What was sent to be written is not RDF of its format, or holds what is not taken."""


class UnsupportedPayload(ChanyuanError):
    """What was sent to be written is in a format that is not read here."""


class GraphExists(ChanyuanError):
    """A graph that was to be new is there already."""


class LoadFailed(ChanyuanError):
    """A document of the web that was to be loaded did not come."""


class TokenExists(ChanyuanError):
    """A token of this name was issued already."""


class UnknownToken(ChanyuanError):
    """No token of this name, or none with this secret, was issued or is still valid."""


class DamagedTokens(ChanyuanError):
    """The file of the tokens does not say what it must say."""
