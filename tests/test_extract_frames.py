"""Frames are data: what a faulty one says, and that the shipped ones are whole."""

import re
from pathlib import Path

import pytest

from kg.errors import BadFrame
from kg.extract import frame

GOOD = 'name = "storms"\nclass = "Campaign"\nverbs = ["storm"]\n'


def load(folder: Path, entry: str) -> frame.Frames:
    (folder / "mine.toml").write_text(f"[[frame]]\n{entry}", encoding="utf-8")
    return frame.load(folder)


def test_a_curator_adds_a_frame_without_code(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD + 'roles = { attacker = "subject", target = "object:place" }\n')
    assert [each.name for each in found.verbs["storm"]] == ["storms"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('class = "Campaign"\nverbs = ["storm"]\n', ", line 1, frame 1 has no 'name'. Add it."),
        (GOOD + 'colour = "red"\n', ", line 1, frame 'storms' has 'colour', which is no key of frames."),
        (
            GOOD.replace('"Campaign"', '"War"'),
            ", line 1, frame 'storms': class is 'War'. Choose one of Treaty,",
        ),
        (GOOD + 'outcome = "Draw"\n', ", line 1, frame 'storms': outcome is 'Draw'. Choose one of Attacker"),
        (
            GOOD + 'roles = { winner = "subject" }\n',
            ", line 1, frame 'storms': a Campaign has no role 'winner'.",
        ),
        (GOOD + 'needs = { object = ["city"] }\n', ", line 1, frame 'storms': 'city' is no kind of thing."),
        (GOOD + "needs = { object = 3 }\n", ", line 1, frame 'storms': needs is {'object': 3}. Give slots"),
        (GOOD + "confidence = 2.0\n", ", line 1, frame 'storms': confidence is 2.0. Give a number above 0"),
        (GOOD.replace('["storm"]', '"storm"'), ", line 1, frame 'storms': verbs is 'storm'. Give a list of"),
        ('name = "x"\nclass = "Treaty"\n', ", line 1, frame 'x' has neither verbs nor nouns to find it by."),
        ("name = \n", " is not TOML: Invalid value (at line 2, column 8). Correct that line."),
        (f'{GOOD}\n[[frame]]\nname = "y"\n', ", line 6, frame 'y' has no 'class'. Add it."),
        (f'{GOOD}\n[frames]\nname = "y"\n', " has 'frames' outside of any frame. Begin each with"),
    ],
)
def test_a_faulty_frame_names_file_entry_and_remedy(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(BadFrame) as fault:
        load(tmp_path, entry)
    assert str(fault.value).startswith(f"mine.toml{message}")


def test_a_file_of_frames_that_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(BadFrame, match=r"^mine\.toml is not UTF-8 at byte 8\. Save it as UTF-8\.$"):
        frame.load(tmp_path)


def test_a_frame_knows_where_it_is_written() -> None:
    places = [each.where for path in sorted(frame.FOLDER.glob("*.toml")) for each in frame.read(path)]
    assert [each for each in places if not re.fullmatch(r"[a-z]+\.toml, line \d+", each)] == []


def test_every_key_of_a_frame_is_explained() -> None:
    explained = (frame.FOLDER / "README.md").read_text(encoding="utf-8")
    assert [key for key in sorted(frame.KEYS) if f"`{key}`" not in explained] == []


def test_no_two_frames_share_a_name() -> None:
    names = [each.name for path in sorted(frame.FOLDER.glob("*.toml")) for each in frame.read(path)]
    assert sorted(names) == sorted(set(names))
