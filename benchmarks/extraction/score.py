"""Score extraction on annotated documents: `python benchmarks/extraction/score.py [--gold FOLDER] [--nlp NAME] [-v]`."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.annotations import annotations, statements
from kg.extract import Extractor
from kg.identify import claims
from kg.model import Block, Document

GOLD = Path("/work/shared/gold")


def main() -> None:
    """Print precision, recall and F1 per document and in all, with the speed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--nlp", default="")
    options.add_argument("--only", default="")
    options.add_argument("-v", action="store_true", dest="verbose")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        predict(chosen.gold / "docs", Path(folder), chosen.nlp)
        score(chosen.gold, Path(folder), only=chosen.only, verbose=chosen.verbose)


def predict(documents: Path, into: Path, nlp: str) -> None:
    """Write one annotation file for each document."""
    begun = time.perf_counter()
    extractor = Extractor.load(nlp)
    loaded, words = time.perf_counter(), 0
    for path in sorted(documents.glob("*.txt")):
        found = claims(extractor.draft(document(path)))
        words += len(path.read_text(encoding="utf-8").split())
        (into / f"{path.stem}.json").write_text(json.dumps(annotations(path.stem, statements(found))))
    spent = time.perf_counter() - loaded
    print(f"loaded in {loaded - begun:.2f} s, {words} words in {spent:.2f} s = {words / spent:.0f} words/s")


def document(path: Path) -> Document:
    """A plain text with one block for each line."""
    text = path.read_text(encoding="utf-8")
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            heading = len(line) < 80 and line.rstrip()[-1:] not in ".:;!?"
            blocks.append(Block("heading" if heading else "paragraph", start, start + len(line)))
        start += len(line) + 1
    return Document(path.stem, text, tuple(blocks), path.stem, "")


_SHOWN = ("entities", "events", "events/Treaty", "events/Campaign", "events/Betrayal", "event_date", "event_date_year", "event_roles", "facts")


def score(gold: Path, predicted: Path, *, only: str, verbose: bool) -> None:
    """Run the scorer and print its table in one line per document."""
    command = [sys.executable, str(gold / "score.py"), "--gold", str(gold / "gold"), "--docs", str(gold / "docs"), "--pred", str(predicted), "--json"]
    answer = json.loads(subprocess.run([*command, "--only", only], check=True, capture_output=True, text=True).stdout)
    for name, result in [*answer["docs"].items(), ("ALL", answer["micro"])]:
        print(f"{name:9s}", *(_cell(key, result["metrics"][key]) for key in _SHOWN), f"neg {result['negatives']['violated']}/{result['negatives']['total']}")
        if verbose:
            print(*(f"    {line}" for line in result.get("log", ())), sep="\n")


def _cell(key: str, found: dict[str, float | None]) -> str:
    short = key.replace("events/", "").replace("event_", "")
    return f"{short} " + "/".join("--" if found[each] is None else f"{found[each] * 100:.0f}" for each in ("p", "r", "f1"))


if __name__ == "__main__":
    main()
