"""Frames are data: what a faulty one says, and that the shipped ones are whole."""

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
        ('class = "Campaign"\nverbs = ["storm"]\n', "mine.toml, frame 1 has no 'name'. Add it."),
        (GOOD + 'colour = "red"\n', "mine.toml, frame 'storms' has 'colour', which is no key of frames."),
        (
            GOOD.replace('"Campaign"', '"War"'),
            "mine.toml, frame 'storms': class is 'War'. Choose one of Treaty,",
        ),
        (GOOD + 'outcome = "Draw"\n', "mine.toml, frame 'storms': outcome is 'Draw'. Choose one of Attacker"),
        (
            GOOD + 'roles = { winner = "subject" }\n',
            "mine.toml, frame 'storms': a Campaign has no role 'winner'.",
        ),
        (GOOD + 'needs = { object = ["city"] }\n', "mine.toml, frame 'storms': 'city' is no kind of thing."),
        (GOOD + "needs = { object = 3 }\n", "mine.toml, frame 'storms': needs is {'object': 3}. Give slots"),
        (GOOD + "confidence = 2.0\n", "mine.toml, frame 'storms': confidence is 2.0. Give a number above 0"),
        (GOOD.replace('["storm"]', '"storm"'), "mine.toml, frame 'storms': verbs is 'storm'. Give a list of"),
        ('name = "x"\nclass = "Treaty"\n', "mine.toml, frame 'x' has neither verbs nor nouns to find it by."),
        ("name = \n", "mine.toml is not TOML:"),
    ],
)
def test_a_faulty_frame_names_file_entry_and_remedy(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(BadFrame) as fault:
        load(tmp_path, entry)
    assert str(fault.value).startswith(message)


def test_every_key_of_a_frame_is_explained() -> None:
    explained = (frame.FOLDER / "README.md").read_text(encoding="utf-8")
    assert [key for key in sorted(frame.KEYS) if f"`{key}`" not in explained] == []


def test_no_two_frames_share_a_name() -> None:
    names = [each.name for path in sorted(frame.FOLDER.glob("*.toml")) for each in frame.read(path)]
    assert sorted(names) == sorted(set(names))
