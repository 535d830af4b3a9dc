"""The shipped parser: a small transformer in eight bits, one sentence at a time.

`benchmarks/parser` tells how it was trained, and how well it parses.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.extract import lemmas
from kg.extract.parse import Parsed, Tree, Unit, grown
from kg.extract.wordpieces import Vocabulary

_FOLDER: Final = Path(__file__).parent / "english"
_CANDIDATES: Final = 4
"""Heads that are weighed for a word where the best ones of all words make no tree."""


class Transformer:
    """A network that scores the heads of words, and names relations and parts of speech."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        import onnxruntime  # noqa: PLC0415  # other parsers need none of it

        options = onnxruntime.SessionOptions()
        # One thread: documents are what runs in parallel.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "parser.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = Vocabulary(folder / "vocabulary.txt")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._deps, self._tags = labels["deps"], labels["tags"]
        self._root = self._deps.index("ROOT")

    def trees(self, sentences: Iterable[Sequence[Unit]]) -> Iterator[Tree]:
        """One tree for each sentence."""
        for units in sentences:
            yield grown(units, self._parsed([unit.word for unit in units]))

    def _parsed(self, words: Sequence[str]) -> Parsed:
        if not words:
            return Parsed((), (), (), ())
        pieces = self._vocabulary.pieces(words)
        arcs, tags, related, relating = self._session.run(
            None,
            {
                "pieces": np.array(pieces.numbers),
                "piece_writings": np.array(pieces.writings),
                "first": np.array(pieces.first),
                "last": np.array(pieces.last),
                "writings": np.array(pieces.word_writings),
            },
        )
        above = heads(arcs)
        scores = np.einsum("wlc,wc->wl", related[1:, :, :-1], relating[above[1:]]) + related[1:, :, -1]
        scores[:, self._root] = -np.inf
        deps = scores.argmax(1)
        told = [self._tags[tag] for tag in tags[1:]]
        return Parsed(
            heads=[int(head) - 1 if head else place for place, head in enumerate(above[1:])],
            deps=[self._deps[dep] if head else "ROOT" for dep, head in zip(deps, above[1:], strict=True)],
            tags=told,
            lemmas=[lemmas.of(word, tag) for word, tag in zip(words, told, strict=True)],
        )


Scores = NDArray[np.float32]
Heads = NDArray[np.intp]


def heads(scores: Scores) -> Heads:
    """The heads of the best tree with one word below the root; `scores[word, head]`, the root first.

    >>> heads(np.array([[0, 0, 0], [5, 0, 1], [1, 3, 0]], dtype=np.float32))
    array([0, 0, 1])
    """
    np.fill_diagonal(scores, -np.inf)
    found: Heads = scores.argmax(1)
    found[0] = 0
    if (found[1:] == 0).sum() == 1 and _is_tree(found):
        return found
    top = 1 + int(scores[1:, 0].argmax())
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(_likely(scores, top))
    for head, word in nx.maximum_spanning_arborescence(graph).edges:
        found[word] = head
    return found


def _likely(scores: Scores, top: int) -> Iterator[tuple[int, int, float]]:
    """The arcs that are weighed: the likeliest heads of each word, and the word below the root for all."""
    yield 0, top, 0.0
    for word in range(1, len(scores)):
        if word == top:
            continue
        yield top, word, float(scores[word, top])
        for head in np.argsort(scores[word])[-_CANDIDATES:].tolist():
            if head not in {0, word, top}:
                yield head, word, float(scores[word, head])


def _is_tree(above: Heads) -> bool:
    """Whether every word comes to the root, by steps that double."""
    for _ in range(len(above).bit_length()):
        above = above[above]
    return not bool(above.any())
