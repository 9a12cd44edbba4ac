"""Who speaks in a chat or a transcript."""

import pytest

from redact.config import Config
from redact.detect import speakers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[09:04] mai see: which one?\n[09:05] pang: that one", ["mai see", "pang"]),
        ("12/03/2024, 19:08 - Pape Omar: and you?", ["Pape Omar"]),
        ("10:15 Agent: hello\n10:16 zoe: hi", ["zoe"]),
        ("Subject: eggs\nNote: buy eggs\nNote: cook them", []),
        ("[09:00] call\nzoe: a\nzoe: b\nzoe: c\n[09:01] tam: d", ["zoe", "zoe", "zoe", "tam"]),
    ],
)
def test_speakers_are_found_by_their_turns(text: str, names: list[str], config: Config) -> None:
    (recognizer,) = speakers.build(config)
    results = recognizer.analyze(text, ["PERSON"])
    assert [text[result.start : result.end] for result in results] == names
