"""What a build costs: cold, per document, per word, in memory, and until the service answers.

    python -m benchmarks.build [--documents 100,1000,10000] [--words 300]

Every row is the median of whole-process runs on this machine; compare ratios, not seconds.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks import articles, processes

ROOT = Path(__file__).resolve().parent.parent
KG = Path(sys.executable).with_name("kg")
PORT = "8099"
_GLANCE = 0.2
"""Seconds between two looks at what a command takes."""


@dataclass(frozen=True)
class Run:
    """What a command takes: seconds, seconds on processors, peak megabytes of its process and of others.

    The command's own process merges; the others, where there are any, read.
    """

    seconds: float
    processor: float
    own: float
    others: float


def run(*command: str, data: Path) -> Run:
    """The cost of one `kg` command, with all the processes that it starts."""
    start, processor, peaks = time.perf_counter(), 0.0, Counter[int]()
    with subprocess.Popen(
        [KG, *command],
        env=os.environ | {"KG_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while _goes_on(process):
            processor = max(processor, processes.processor(process.pid))
            peaks |= Counter(processes.peaks(process.pid))
    if process.returncode not in (0, 1):
        raise SystemExit(f"kg {' '.join(command)} failed")
    own = peaks.pop(process.pid, 0)
    return Run(time.perf_counter() - start, processor, own, max(peaks.values(), default=0))


def _goes_on(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(_GLANCE)
    except subprocess.TimeoutExpired:
        return True
    return False


def two_articles(repeats: int) -> None:
    """Cold build of the corpus that is in the repository, less the time that imports take."""
    with tempfile.TemporaryDirectory() as folder:
        builds = [
            run("build", str(ROOT / "corpus"), data=Path(folder) / str(n)).seconds for n in range(repeats)
        ]
        again = [run("build", str(ROOT / "corpus"), data=Path(folder) / "0").seconds for _ in range(repeats)]
    imports = statistics.median(_imports() for _ in range(repeats))
    cold, warm = statistics.median(builds), statistics.median(again)
    print(f"two articles, cold           {cold:6.2f} s, of which imports {imports:.2f} s")
    print(f"two articles, nothing new    {warm:6.2f} s")


def _imports() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import kg.cli, kg.pipeline, lemminflect, onnxruntime"], check=True)
    return time.perf_counter() - start


def extraction(count: int, words: int) -> None:
    """Words that one core reads in a second, from text to claims."""
    script = (
        "import sys, time, kg.documents as d, kg.identify as i\nfrom pathlib import Path\n"
        "from kg.extract import Extractor\n"
        "docs = [d.read(s) for s in d.corpus(Path(sys.argv[1]))]\nreader = Extractor.load()\n"
        "i.claims(reader.draft(docs[0]))\nstart = time.perf_counter()\n"
        "for doc in docs: i.claims(reader.draft(doc))\n"
        "print(sum(len(doc.text.split()) for doc in docs) / (time.perf_counter() - start))"
    )
    with tempfile.TemporaryDirectory() as folder:
        articles.write(Path(folder), count, words=words)
        rate = float(
            subprocess.run([sys.executable, "-c", script, folder], check=True, capture_output=True).stdout
        )
    print(f"extraction, one core         {rate:6.0f} words/s on {count} generated articles")


def growth(sizes: list[int], words: int) -> None:
    """Cost per document, memory and disk as the corpus grows, then of one more document."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            corpus, data = Path(folder) / "corpus", Path(folder) / "data"
            total = articles.write(corpus, size, words=words)
            whole = run("build", str(corpus), data=data)
            (corpus / "one-more.txt").write_text(articles.article(size + 1), encoding="utf-8")
            more = run("build", str(corpus), data=data)
            taken, start = _megabytes(data), _first_answer(data)
        print(
            f"{size:6} documents             {whole.seconds:6.1f} s, "
            f"{1000 * whole.seconds / size:6.1f} ms each "
            f"({1000 * whole.processor / size:.1f} ms of processor), "
            f"{total / whole.seconds:6.0f} words/s, peak {whole.own:5.0f} MB merging, "
            f"{whole.others:.0f} MB reading; "
            f"one more {more.seconds:.2f} s ({more.processor:.2f} s of processor); "
            f"{taken:.0f} MB on disk, served after {start:.2f} s",
            flush=True,
        )


def _megabytes(folder: Path) -> float:
    """What a folder takes on the disk, files with several names counted once."""
    found = {(each.st_dev, each.st_ino): each.st_blocks for each in map(Path.lstat, folder.rglob("*"))}
    return sum(found.values()) * 512 / 1e6


def service(repeats: int) -> None:
    """Seconds from the command to the first answer."""
    with tempfile.TemporaryDirectory() as folder:
        run("build", str(ROOT / "corpus"), data=Path(folder))
        starts = [_first_answer(Path(folder)) for _ in range(repeats)]
    print(f"kg serve, first answer       {statistics.median(starts):6.2f} s")


def _first_answer(data: Path) -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        [KG, "serve", "--port", PORT], env=os.environ | {"KG_DATA": str(data)}, stderr=subprocess.DEVNULL
    ) as process:
        while not _answers():
            time.sleep(0.005)
        elapsed = time.perf_counter() - start
        process.terminate()
    return elapsed


def _answers() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/health", timeout=1):
            return True
    except (URLError, ConnectionError):
        return False


def main() -> None:
    """Print the whole table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", default="100,1000")
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.documents.split(",")]
    two_articles(asked.repeats)
    extraction(min(sizes), asked.words)
    service(asked.repeats)
    growth(sizes, asked.words)


if __name__ == "__main__":
    main()
