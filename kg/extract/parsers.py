"""The parsers that there are: the transformer shipped, a spaCy pipeline by its name, rules by position."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.errors import UnknownParser
from kg.extract import guess
from kg.extract.parse import Parsed, Parser, Tree, Unit, grown, tree
from kg.extract.transformer import Transformer


class Spacy:
    """A spaCy pipeline that is given the units as its words."""

    def __init__(self, name: str) -> None:
        # One thread: documents are what runs in parallel. The libraries read this when they are imported.
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(variable, "1")
        try:
            import spacy  # noqa: PLC0415  # after the line above; and few have it
            from spacy.tokens import Doc  # noqa: PLC0415  # likewise

            self._nlp = spacy.load(name, exclude=["ner", "entity_ruler", "textcat"])
        except (ImportError, OSError) as error:
            raise UnknownParser(
                f"No spaCy pipeline named {name!r} can be loaded: {error}. Install it with "
                "'pip install chanyuan[spacy]' and the pipeline, leave KG_NLP empty for the parser shipped, "
                "or set it to 'none'."
            ) from error
        self._doc = Doc

    def trees(self, sentences: Iterable[Sequence[Unit]]) -> Iterator[Tree]:
        """One tree for each sentence."""
        kept = list(sentences)
        docs = [
            self._doc(
                self._nlp.vocab,
                words=[unit.word for unit in units],
                sent_starts=[place == 0 for place in range(len(units))],
            )
            for units in kept
        ]
        for units, doc in zip(kept, self._nlp.pipe(docs, batch_size=64), strict=True):
            yield grown(
                units,
                Parsed(
                    [word.head.i for word in doc],
                    [word.dep_ for word in doc],
                    [word.pos_ for word in doc],
                    [word.lemma_ for word in doc],
                ),
            )


class Guess:
    """No model at all: relations by position, from the nearest names."""

    def trees(self, sentences: Iterable[Sequence[Unit]]) -> Iterator[Tree]:
        """One tree for each sentence."""
        for units in sentences:
            yield tree(units, *guess.columns([(unit.word, unit.text, unit.kind) for unit in units]))


@cache
def load(name: str) -> Parser:
    """The parser of this name, loaded once per process: '' the one shipped, 'none' rules by position."""
    if name:
        return Guess() if name == "none" else Spacy(name)
    return Transformer()
