"""Score extraction on annotated documents.

Run `python benchmarks/extraction/score.py [--set unseen] [--gold FOLDER] [--nlp NAME] [--only h01,h02] [-v]`;
`--corpus corpus` builds that folder with its curators' decisions, and scores what of it is annotated.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.annotations import annotations
from kg.dataset import LocalDataset
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
SCORER = GOLD / "score.py"
"""The scorer of the development documents, for other documents too."""
HERE = Path(__file__).resolve().parent
SETS = {"development": GOLD, **{name: HERE / name for name in ("own", "unseen", "third", "fourth", "sealed")}}
"""Annotated documents by name: a folder with `docs/` and `gold/` each."""


def main() -> None:
    """Print precision, recall and F1 per document and in all, with the speed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--set", choices=SETS, default="development", help="the documents, by their name")
    options.add_argument("--gold", type=Path, help="a folder with other documents and their gold")
    options.add_argument("--nlp", default="")
    options.add_argument("--only", default="")
    options.add_argument("--corpus", type=Path, help="a folder to build in place of the documents")
    options.add_argument("-v", action="store_true", dest="verbose")
    chosen = options.parse_args()
    gold = chosen.gold or SETS[chosen.set]
    with tempfile.TemporaryDirectory() as folder:
        annotated = same(gold / "docs", chosen.corpus or gold / "docs")
        predict(chosen.corpus or gold / "docs", Path(folder), chosen.nlp, annotated)
        only = chosen.only or (",".join(annotated.values()) if chosen.corpus else "")
        score(gold, Path(folder), only=only, verbose=chosen.verbose)


def same(annotated: Path, documents: Path) -> dict[str, str]:
    """The documents that are annotated, each with the name under which it is."""
    texts = {path.read_bytes(): path.stem for path in sorted(annotated.glob("*.txt"))}
    return {
        path.stem: texts[text]
        for path in sorted(documents.glob("*.txt"))
        if (text := path.read_bytes()) in texts
    }


def predict(documents: Path, into: Path, nlp: str, annotated: dict[str, str]) -> None:
    """Build the documents and write what each published graph says as one annotation file."""
    settings = Settings(data=into / "data", nlp=nlp, jobs=1)
    begun = time.perf_counter()
    built = build(documents, settings)
    print(f"built in {time.perf_counter() - begun:.2f} s: {built}")
    for name, findings in built.held_back.items():
        print(
            f"  {name} held back:", *(f"\n    {each.message} {each.focus} {each.value}" for each in findings)
        )
    dataset = LocalDataset(Versions(settings.data), base=settings.base)
    for document, name in annotated.items():
        if document not in built.held_back:
            said = annotations(dataset, document, settings.base)
            (into / f"{name}.json").write_text(json.dumps({**said, "doc": name}))


_SHOWN = (
    "entities",
    "events",
    "events/Treaty",
    "events/Campaign",
    "events/Betrayal",
    "event_date",
    "event_date_year",
    "event_roles",
    "facts",
)


def score(gold: Path, predicted: Path, *, only: str, verbose: bool) -> None:
    """Run the scorer and print its table in one line per document."""
    command = [
        sys.executable,
        str(SCORER),
        "--gold",
        str(gold / "gold"),
        "--docs",
        str(gold / "docs"),
        "--pred",
        str(predicted),
        "--json",
    ]
    answer = json.loads(
        subprocess.run([*command, "--only", only], check=True, capture_output=True, text=True).stdout
    )
    for name, result in [*answer["docs"].items(), ("ALL", answer["micro"])]:
        print(
            f"{name:9s}",
            *(_cell(key, result["metrics"][key]) for key in _SHOWN),
            f"neg {result['negatives']['violated']}/{result['negatives']['total']}",
        )
        if verbose:
            print(*(f"    {line}" for line in result.get("log", ())), sep="\n")


def _cell(key: str, found: dict[str, float | None]) -> str:
    short = key.replace("events/", "").replace("event_", "")
    return f"{short} " + "/".join(
        "--" if found[each] is None else f"{found[each] * 100:.0f}" for each in ("p", "r", "f1")
    )


if __name__ == "__main__":
    main()
