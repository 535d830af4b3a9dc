"""Our throughput by each peer's, as a picture in SVG: a panel for a peer, a dot for a cell."""

from collections.abc import Iterator
from html import escape
from math import log10
from typing import Final

from benchmarks.serve.peers import OURS
from benchmarks.serve.results import Cell, Results, ratio

_ROW: Final = 16
_LEFT, _RIGHT, _TOP, _BOTTOM = 170, 44, 46, 26
_WIDE: Final = 300
_COLOURS: Final = {"distinct": "#2a5d8f", "repeated": "#b5562b"}


def svg(results: Results) -> str:
    """The picture."""
    peers = [name for name in results.servers if name != OURS]
    rows = list(dict.fromkeys((cell.triples, cell.question, cell.connections) for cell in results.cells))
    width = _LEFT + len(peers) * (_WIDE + _RIGHT)
    height = _TOP + len(rows) * _ROW + _BOTTOM
    parts = [*_frame(width, height), *_names(rows)]
    for number, peer in enumerate(peers):
        found = ratio(results.of(OURS).values(), results.of(peer))
        if found:
            parts += _panel(_LEFT + number * (_WIDE + _RIGHT), peer, found, rows)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _frame(width: int, height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11" fill="#222">'
    )
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    for number, (mode, colour) in enumerate(_COLOURS.items()):
        yield f'<circle cx="10" cy="{14 + 16 * number}" r="4" fill="{colour}"/>'
        yield f'<text x="20" y="{18 + 16 * number}">{mode}</text>'


def _names(rows: list[tuple[int, str, int]]) -> Iterator[str]:
    for number, (triples, question, connections) in enumerate(rows):
        words = escape(f"{triples / 1e6:g} M, {question}, {connections}")
        yield f'<text x="{_LEFT - 12}" y="{_TOP + number * _ROW + 12}" text-anchor="end">{words}</text>'


def _panel(left: int, peer: str, found: dict[Cell, float], rows: list[tuple[int, str, int]]) -> Iterator[str]:
    low = int(min(-1, *(log10(each) // 1 for each in found.values())))
    high = int(max(1, *(-(-log10(each) // 1) for each in found.values())))

    def across(times: float) -> float:
        return round(left + (log10(times) - low) / (high - low) * _WIDE, 1)

    yield f'<text x="{left}" y="18" font-weight="bold">our throughput by that of {escape(peer)}</text>'
    bottom = _TOP + len(rows) * _ROW
    for power in range(low, high + 1):
        x, strong = across(10.0**power), "#222" if power == 0 else "#ccc"
        yield f'<line x1="{x}" y1="{_TOP - 6}" x2="{x}" y2="{bottom}" stroke="{strong}"/>'
        yield f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{10.0**power:g}×</text>'
    for cell, times in found.items():
        y = _TOP + rows.index((cell.triples, cell.question, cell.connections)) * _ROW + 8
        colour = _COLOURS[cell.mode]
        dot = f'cx="{across(times)}" cy="{y}" r="4" fill="{colour}"'
        yield f"<circle {dot}><title>{times:.2f}</title></circle>"
