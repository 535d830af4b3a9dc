"""Train the network on the treebanks.

Run `python -m benchmarks.parser.training TREEBANKS NETWORK.pt [--epochs 7]`.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from benchmarks.parser.network import Batch, Labels, Network
from benchmarks.parser.treebanks import Parsed, Treebanks

_WORDS: Final = 1600
"""Words of a batch, padding included."""
_LONGEST: Final = 110
_IGNORED: Final = -100


def main() -> None:
    """Train, and print accuracy after each pass."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("treebanks", type=Path)
    options.add_argument("network", type=Path)
    options.add_argument("--epochs", type=int, default=7)
    chosen = options.parse_args()
    torch.manual_seed(1)
    banks = Treebanks(chosen.treebanks)
    learnt = [each for each in banks.learnt if len(each.words) <= _LONGEST]
    network = Network(labels(learnt))
    for epoch in train(network, learnt, chosen.epochs):
        print(f"pass {epoch + 1}: watched {accuracy(network, banks.watched)}", flush=True)
        torch.save({"labels": asdict(network.labels), "weights": network.state_dict()}, chosen.network)
    for name, test in banks.tests.items():
        print(f"{name}: {accuracy(network, test)}")


def load(path: Path) -> Network:
    """The network that was saved."""
    saved = torch.load(path, weights_only=True)
    network = Network(Labels(**{name: tuple(values) for name, values in saved["labels"].items()}))
    network.load_state_dict(saved["weights"])
    return network


def labels(learnt: Iterable[Parsed]) -> Labels:
    """What occurs, the frequent before the rare."""
    deps, tags = Counter[str](), Counter[str]()
    for each in learnt:
        deps.update(each.deps)
        tags.update(each.tags)
    return Labels(tuple(dict(deps.most_common())), tuple(dict(tags.most_common())))


def train(network: Network, learnt: Sequence[Parsed], epochs: int) -> Iterator[int]:
    """Each pass when it is over; the rate of learning falls to nothing at the last."""
    encoder = list(network.encoder.parameters())
    own = [weight for name, weight in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": 1.5e-4}, {"params": own, "lr": 1.5e-3}], betas=(0.9, 0.98)
    )
    plan = [list(batches(learnt, seed)) for seed in range(epochs)]
    steps = sum(map(len, plan))
    warm = max(1, steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / warm) * max(0.02, 1 - step / steps)
    )
    begun, done = time.monotonic(), 0
    for epoch, batched in enumerate(plan):
        network.train()
        for batch in batched:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = lost(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"{done}/{steps} loss {loss.item():.3f}, {time.monotonic() - begun:.0f} s", flush=True)
        yield epoch


def batches(learnt: Sequence[Parsed], seed: int) -> Iterator[list[Parsed]]:
    """Sentences of about the same length together, the batches in any order."""
    chance = random.Random(seed)
    ordered = sorted(chance.sample(learnt, len(learnt)), key=lambda each: len(each.words) // 4)
    found: list[list[Parsed]] = [[]]
    for each in ordered:
        if found[-1] and len(each.words) * (len(found[-1]) + 1) > _WORDS:
            found.append([])
        found[-1].append(each)
    chance.shuffle(found)
    yield from found


def lost(network: Network, sentences: Sequence[Parsed]) -> Tensor:
    """How far the network is from these trees."""
    batch = Batch.of([each.words for each in sentences])
    words = network.words(batch)
    deps, tags = (
        {label: number for number, label in enumerate(known)}
        for known in (network.labels.deps, network.labels.tags)
    )
    heads = _wanted(sentences, batch, _heads)
    labels_wanted = _wanted(sentences, batch, lambda each: [deps[label] for label in each.deps])
    tags_wanted = _wanted(sentences, batch, lambda each: [tags[label] for label in each.tags])
    relations = network.relation_scores(words, heads.clamp(min=0))
    return (
        _distance(network.arc_scores(words, batch), heads)
        + _distance(relations, labels_wanted)
        + 0.5 * _distance(network.tags(network.word(words)), tags_wanted)
    )


def _heads(sentence: Parsed) -> list[int]:
    """The heads by word, counted from 1; 0 is the root's."""
    return [0 if head == place else head + 1 for place, head in enumerate(sentence.heads)]


def _wanted(sentences: Sequence[Parsed], batch: Batch, numbers: Callable[[Parsed], list[int]]) -> Tensor:
    wanted = torch.full(batch.first.shape, _IGNORED)
    for row, each in enumerate(sentences):
        wanted[row, 1 : len(each.words) + 1] = torch.tensor(numbers(each))
    return wanted


def _distance(scores: Tensor, wanted: Tensor) -> Tensor:
    return cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=_IGNORED)


def accuracy(network: Network, wanted: Sequence[Parsed]) -> str:
    """Shares of words that have the right head, that have its relation too, and the right part of speech."""
    right = Counter[str]()
    for each in wanted:
        found = network.parse([each.words])[0][0]
        for place, tag in enumerate(each.tags):
            right["words"] += 1
            right["POS"] += tag == found.tags[place]
            if tag != "PUNCT":
                headed = each.heads[place] == found.heads[place]
                right["heads"] += 1
                right["UAS"] += headed
                right["LAS"] += headed and each.deps[place] == found.deps[place]
    of = {"UAS": "heads", "LAS": "heads", "POS": "words"}
    return ", ".join(f"{name} {right[name] / right[whole]:.1%}" for name, whole in of.items())


if __name__ == "__main__":
    main()
