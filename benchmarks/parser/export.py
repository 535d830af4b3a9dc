"""Write what was trained as the folder of the parser, in eight bits.

Run `python -m benchmarks.parser.export NETWORK.pt FOLDER`.
"""

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from benchmarks.parser import training
from benchmarks.parser.network import VOCABULARY, Batch, Network

_INPUTS = ("pieces", "piece_writings", "first", "last", "writings")
_OUTPUTS = ("arcs", "tags", "related", "relating")


class Sentence(nn.Module):
    """The network for one sentence at a time: what stands beside a sentence never changes how it is read."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, piece_writings: Tensor, first: Tensor, last: Tensor, writings: Tensor
    ) -> tuple[Tensor, ...]:
        """Scores of heads, best parts of speech, and what the scores of relations are made of."""
        rows = [each[None, :] for each in (pieces, piece_writings, first, last, writings)]
        batch = Batch(rows[0], rows[1], torch.ones_like(rows[0]), rows[2], rows[3], rows[2] >= 0, rows[4])
        words = self.network.words(batch)
        return (
            self.network.arc_scores(words, batch)[0],
            self.network.tags(self.network.word(words)).argmax(-1)[0],
            self.network.relations.halves(self.network.related(words))[0],
            self.network.relating(words)[0],
        )


def main() -> None:
    """Write `parser.onnx`, `labels.json` and `vocabulary.txt`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("network", type=Path)
    options.add_argument("folder", type=Path)
    chosen = options.parse_args()
    network = training.load(chosen.network).eval()
    network.encoder.set_attn_implementation("eager")
    sizes = {name: {0: "piece" if "piece" in name else "word"} for name in _INPUTS}
    sizes |= {name: {0: "word", 1: "head"} if name == "arcs" else {0: "word"} for name in _OUTPUTS}
    batch = Batch.of([("The", "king", "besieged", "Rome", ".")])
    example = (batch.pieces, batch.piece_writings, batch.first, batch.last, batch.writings)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            Sentence(network),
            tuple(each[0] for each in example),
            exact,
            input_names=_INPUTS,
            output_names=_OUTPUTS,
            dynamic_axes=sizes,
            dynamo=False,
        )
        # Seven bits of eight, since processors without VNNI add pairs of products in sixteen.
        quantize_dynamic(
            exact,
            chosen.folder / "parser.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    (chosen.folder / "labels.json").write_text(
        json.dumps(asdict(network.labels), ensure_ascii=False, indent=1)
    )
    (chosen.folder / "vocabulary.txt").write_bytes(VOCABULARY.read_bytes())


if __name__ == "__main__":
    main()
