"""The extraction that is shipped, as a value that can be sent to another process."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import kg
from kg import shards
from kg.model import Claim, Document
from kg.resources import folder

Reading = Callable[[Document], tuple[Claim, ...]]

_CODE = ("documents", "extract", "identify", "identify.py", "model.py", "rdf.py", "terms.py", "vocabulary.py")


class Extraction(Protocol):
    """What finds claims in documents: known by a fingerprint, loaded where it is needed."""

    def fingerprint(self) -> str:
        """A digest of code and knowledge: two extractions that share it find the same claims."""

    def load(self) -> Reading:
        """The function from a document to its claims; loading it may take a second."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """Extraction as `kg.extract` does it, with the parser shipped or the spaCy pipeline named."""

    nlp: str = ""

    def fingerprint(self) -> str:
        """A digest of the code, the frames, the parser and the authority file that names are sought in."""
        package, known = Path(kg.__file__).parent, folder("ontology") / "authority"
        code = shards.files_key(_files(package / name for name in _CODE), package)
        names = shards.files_key(_files([known]), known)
        return shards.key(code, names, version("onnxruntime"), self.nlp)

    def load(self) -> Reading:
        """Parser, gazetteer and frames in memory, ready for any number of documents."""
        # Here and not above: importing spaCy takes longer than a build in which nothing changed.
        from kg.extract import Extractor  # noqa: PLC0415
        from kg.identify import claims  # noqa: PLC0415

        extractor = Extractor.load(self.nlp)
        return lambda document: claims(extractor.draft(document))


@dataclass(frozen=True, slots=True)
class Seconded:
    """The shipped extraction, and beside it what a language model answered about the same documents.

    The answers lie in a folder, where `kg.pipeline.asking` puts them before any document is read.
    """

    first: Shipped
    model: str
    folder: Path

    def fingerprint(self) -> str:
        """That of the first reader, with the model and the way in which it is asked and understood."""
        package = Path(kg.__file__).parent
        code = shards.files_key(_files([package / "proposals"]), package)
        return shards.key(self.first.fingerprint(), code, self.model)

    def load(self) -> Reading:
        """Both readers; the model is not asked any more."""
        from kg.extract import Extractor  # noqa: PLC0415  # as above
        from kg.proposals.answers import Answers  # noqa: PLC0415  # as above
        from kg.proposals.second import Second  # noqa: PLC0415  # as above

        return Second(Extractor.load(self.first.nlp), Answers(self.folder, self.model))


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        found = place.rglob("*") if place.is_dir() else [place]
        yield from (each for each in found if each.is_file() and each.suffix != ".pyc")
