"""Rule: a reading time far from what the text takes."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.text import reading_minutes
from kawara.check.row import Check
from kawara.check.text import Text, here

CODE = "reading-time"


def find(text: Text) -> Iterator[Finding]:
    """A time given by the author that is less than half, or more than twice, of what the text takes, by three minutes or more."""
    if text.post is None or "reading_time" not in text.places:
        return
    given, counted = text.post.reading_time, reading_minutes(text.prose)
    is_near = counted < given * 2 and given < counted * 2
    if given <= 0 or abs(given - counted) < 3 or is_near:
        return
    line, column, source = text.places["reading_time"]
    message = f"the text takes about {counted} minutes to read, not {given}"
    yield here(text, CODE, message, (line, column), (line, len(source) + 1), marked=source[column - 1 :])


CHECK = Check(
    CODE,
    english=(
        "A reading time written by hand, or by a model, is shown as it is. It is told when it is less than half or more than twice of"
        " what the text takes at 500 Japanese characters or 220 words a minute, and off by three minutes or more."
    ),
    japanese=(
        "手で、あるいはモデルが書いた読了時間は、そのまま表示されます。毎分五百字（英文は二百二十語）で数えた時間の半分より短いか"
        "二倍より長く、三分以上ずれているときに知らせます。"
    ),
    wrong="---\ntitle: Plums\nreading_time: 12\n---\n\nThe plum is in flower.\n",
    right="---\ntitle: Plums\n---\n\nThe plum is in flower.\n",
    find=find,
)
