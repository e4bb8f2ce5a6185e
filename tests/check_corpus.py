"""A corpus of short posts with known faults, in Japanese and English, the same each time: half of them are clean.

Most are made of sentences out of word lists, so that no two have a passage in common unless that is the fault; the clean ones
hold what faults resemble (code that shows markers, quotations, leads to lists, signatures, ellipses). Some are written by hand, in
`cases/check/`, for what chance does not come upon: the clean ones look as if something were wrong, and the others nearly as if not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from checking import checked
from kawara.check.table import CHECKS
from sites import write

POSTS = 480

JA = {
    "when": [
        "春の朝、",
        "夏の終わりに、",
        "秋の夜、",
        "冬の午後、",
        "雨の日には、",
        "休みの日に、",
        "先週の土曜日、",
        "去年の今ごろ、",
        "仕事の帰りに、",
        "夜明け前、",
    ],
    "where": [
        "川沿いの道で",
        "古い図書館で",
        "駅前の喫茶店で",
        "海の見える丘で",
        "祖母の台所で",
        "小さな工房で",
        "山の上の神社で",
        "商店街の奥で",
        "静かな公園で",
        "港の市場で",
    ],
    "who": [
        "友人と",
        "妹と",
        "近所の人と",
        "先生と",
        "同僚と",
        "ひとりで",
        "子どもたちと",
        "旅の仲間と",
        "店の主人と",
        "編集者と",
    ],
    "what": [
        "新しい瓦の焼き方について",
        "忘れられた詩人の手紙を",
        "焼きたてのパンの値段を",
        "古い写真機の直し方を",
        "次に植える木のことを",
        "昔の地図の読み方を",
        "染物の色の重ね方を",
        "手紙の書き出しについて",
        "橋の名前の由来を",
        "豆の煮方のこつを",
    ],
    "did": [
        "長い時間をかけて話しました。",
        "一つずつ確かめてみました。",
        "帳面に書きとめておきました。",
        "初めて詳しく教わりました。",
        "何度も思い返していました。",
        "写真に撮って残しました。",
        "ゆっくりと調べ直しました。",
        "声に出して読みくらべました。",
        "紙に描いて説明しました。",
        "笑いながら語り合いました。",
    ],
}
EN = {
    "when": [
        "On a wet morning",
        "Late last summer",
        "After the first frost",
        "One quiet Sunday",
        "Before the shops opened",
        "Towards the end of March",
        "During the long strike",
        "When the river rose",
        "In the week of the fair",
        "At the turn of the year",
    ],
    "who": [
        "my neighbour",
        "the old printer",
        "a tired postman",
        "our youngest cousin",
        "the woman from the mill",
        "a visiting carpenter",
        "the village doctor",
        "my former teacher",
        "a boy with a kite",
        "the new librarian",
    ],
    "did": [
        "showed me",
        "described to everyone",
        "carefully repaired",
        "wrote a letter about",
        "asked three questions about",
        "took apart and cleaned",
        "drew a picture of",
        "explained at great length",
        "gave away",
        "carried home",
    ],
    "what": [
        "a clock without hands",
        "the map of the lower town",
        "a basket of winter pears",
        "the lamp above the gate",
        "a book of river songs",
        "the plan for a wooden bridge",
        "a jar of blue enamel",
        "the oldest tile on the roof",
        "a radio made in Osaka",
        "the recipe for black bread",
    ],
    "why": [
        "because nobody else had the patience for it.",
        "while the kettle was still singing.",
        "although the light was already going.",
        "and we laughed about it for days.",
        "so that the children could see it too.",
        "before anyone thought to stop it.",
        "as if it were the most common thing.",
        "and then walked back along the canal.",
        "since the train was late once more.",
        "without ever mentioning the price.",
    ],
}


@dataclass(slots=True)
class Labelled:
    """One post of the corpus."""

    name: str
    text: str
    faults: list[tuple[str, int]] = field(default_factory=list)
    """Code and line of everything that should be found."""


@dataclass(slots=True)
class Maker:
    """Posts in one language, out of one source of chance."""

    chance: Random
    lang: str

    def sentence(self) -> str:
        """A sentence of five parts: one of a hundred thousand."""
        pick = {part: self.chance.choice(words) for part, words in (JA if self.lang == "ja" else EN).items()}
        if self.lang == "ja":
            return "".join(pick[part] for part in ("when", "where", "who", "what", "did"))
        return f"{pick['when']} {pick['who']} {pick['did']} {pick['what']}, {pick['why']}"

    def paragraph(self, least: int = 2) -> str:
        """A few sentences."""
        return ("" if self.lang == "ja" else " ").join(self.sentence() for _ in range(self.chance.randint(least, 4)))

    def paragraphs(self) -> list[str]:
        """The text of a short post."""
        return [self.paragraph() for _ in range(self.chance.randint(4, 6))]

    def broken(self) -> tuple[str, str]:
        """A paragraph that breaks off in mid-sentence, and what would have followed."""
        first, last = self.paragraph(2), self.sentence()
        cut = self.chance.randint(len(last) // 3, len(last) * 3 // 4)
        if self.lang == "en":
            cut = last.index(" ", cut)
        return f"{first}{'' if self.lang == 'ja' else ' '}{last[:cut]}", last[cut:].strip()

    @property
    def title(self) -> str:
        """A title that is no sentence of a text."""
        words = JA if self.lang == "ja" else EN
        return f"{self.chance.choice(words['what'])} {self.chance.randint(1, 99999)}"


Spoil = Callable[[Maker, Labelled, list[str]], None]
"""A fault, put into the paragraphs of a post and noted in its labels, with the number of the paragraph for a line."""

MARKS = (
    "---END---", "--- END ---", "===END===", "***END***", "<|im_end|>", "<|endoftext|>", "[/INST]", "[END]",
    "---終わり---", "=== ここまで ===", "--- END OF ARTICLE ---", "ChatGPT said:", "<|im_start|>assistant", "</think>", "Regenerate response",
)  # fmt: skip
BEGINNINGS = {
    "ja": (
        "以下がブログ記事です。",
        "承知しました。ご要望の記事を作成しました。",
        "はい、以下に記事の下書きを示します。",
        "以下は、ご依頼いただいた文章のリライトです：",
    ),
    "en": (
        "Sure! Here is the blog post you asked for:",
        "Here's a revised version of your article:",
        "Certainly! Below is a draft for the essay.",
        "Of course! I'll write it in a friendly tone.",
    ),
}
ENDINGS = {
    "ja": ("修正や調整のご希望があれば、お知らせください。", "他にご要望がございましたら、お知らせください。"),
    "en": (
        "Let me know if you'd like me to adjust the tone!",
        "Would you like me to add more examples?",
        "Is there anything else you would like me to change?",
    ),
}
SAID = {
    "ja": (
        "AI言語モデルとして、私は個人的な意見を持ちません。",
        "大規模言語モデルとして、最新の情報にはお答えできません。",
    ),
    "en": (
        "As an AI language model, I do not have personal memories.",
        "As of my last knowledge update, the fair was still open.",
    ),
}
STUBS = ("【12†source】", ":contentReference[oaicite:0]{index=0}", "[cite: 3]", "citeturn0search2", "【4:2†notes.pdf】")
BLANKS = {
    "ja": ("[ここに店の名前を入れる]", "{{会社名}}", "[会社名]", "【ここに写真】", "[お名前を入力してください]"),
    "en": ("[Your Name]", "{{product}}", "[Insert date here]", "{{ author }}", "[Company Name Here]"),
}


def a_mark(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A line that a tool left."""
    at = make.chance.randint(1, len(parts))
    parts.insert(at, make.chance.choice(MARKS))
    post.faults.append(("leftover", at))


def a_chat(make: Maker, post: Labelled, parts: list[str]) -> None:
    """What a chat says before, after or of itself."""
    places = ((0, BEGINNINGS), (len(parts), ENDINGS), (make.chance.randint(0, len(parts)), SAID))
    at, said = make.chance.choice(places)
    words = said[make.lang]
    parts.insert(at, make.chance.choice(words))
    post.faults.append(("leftover", at))


def a_stub(make: Maker, post: Labelled, parts: list[str]) -> None:
    """The stub of a citation after a sentence."""
    at = make.chance.randrange(len(parts))
    parts[at] += make.chance.choice(STUBS)
    post.faults.append(("leftover", at))


def a_blank(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A blank in a sentence of its own."""
    at = make.chance.randrange(len(parts))
    blank = make.chance.choice(BLANKS[make.lang])
    parts[at] += f"連絡先は{blank}まで。" if make.lang == "ja" else f" It was made by {blank} in May."
    post.faults.append(("placeholder", at))


def a_conflict(make: Maker, post: Labelled, parts: list[str]) -> None:
    """Both sides of a merge."""
    at = make.chance.randrange(len(parts))
    parts[at] = f"<<<<<<< HEAD\n{parts[at]}\n=======\n{make.paragraph()}\n>>>>>>> spring"
    post.faults += [("conflict", at), ("conflict+2", at), ("conflict+4", at)]


def a_fence(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A fence around everything."""
    parts[:] = ["```markdown\n" + f"# {make.title}\n\n" + "\n\n".join(parts) + "\n```"]
    post.faults.append(("wrapped", 0))


def a_copy(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A paragraph twice."""
    of = make.chance.randrange(len(parts))
    at = make.chance.randint(of + 1, len(parts))
    parts.insert(at, parts[of])
    post.faults.append(("repeated", at))


def a_version(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A paragraph twice, the second time with another word in it."""
    of = make.chance.randrange(len(parts))
    parts[of] = make.paragraph(3)
    at = make.chance.randint(of + 1, len(parts))
    start = make.chance.randint(5, len(parts[of]) - 8)
    word = "まったく" if make.lang == "ja" else " quietly "
    parts.insert(at, parts[of][:start] + word + parts[of][start + 3 :])
    post.faults.append(("alike", at))


def a_break(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A text that stops at a marker, in mid-sentence, and one that goes on after it."""
    at = make.chance.randint(1, len(parts) - 1)
    before, after = make.broken()
    parts[at:at] = [before, "---END---", f"...{after}"]
    post.faults += [("cut-off", at), ("leftover", at + 1), ("resumed", at + 2)]


def a_stop(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A text that stops in mid-sentence."""
    parts.append(make.broken()[0])
    post.faults.append(("cut-off", len(parts) - 1))


def a_title(make: Maker, post: Labelled, parts: list[str]) -> None:
    """The title as the first paragraph."""
    title = post.text.split("\n")[1].removeprefix("title: ").strip('"')
    parts.insert(0, make.chance.choice((title, f"**{title}**", f"{title}。" if make.lang == "ja" else f"{title}.")))
    post.faults.append(("title-twice", 0))


def a_head(make: Maker, post: Labelled, parts: list[str]) -> None:
    """A second front matter."""
    parts.insert(
        0,
        make.chance.choice(("---\ntitle: {0}\ntags: [a, b]\n---", "```yaml\ntitle: {0}\ndraft: true\n```")).format(
            make.title
        ),
    )
    post.faults.append(("front-matter-twice", 0))


def a_time(make: Maker, post: Labelled, _parts: list[str]) -> None:
    """A reading time out of the air."""
    post.text = post.text.replace("\n---\n", f"\nreading_time: {make.chance.randint(9, 30)}\n---\n", 1)
    post.faults.append(("reading-time", -1))


FAULTS: tuple[Spoil, ...] = (
    a_mark, a_chat, a_stub, a_blank, a_conflict, a_fence, a_copy, a_version, a_break, a_stop, a_title, a_head, a_time,
)  # fmt: skip


def harmless(make: Maker) -> list[str]:
    """What faults resemble, and is meant."""
    lead = "次のように書きます。行の終わりに印を置き、その次の行から新しい段落を始めると、読みやすくなります：" if make.lang == "ja" else (
        "Put a line of this kind at the end of the file, and begin the next part after it, as it is done here:"
    )  # fmt: skip
    quoted = (
        "> As an AI language model, I have never seen rain."
        if make.lang == "en"
        else "> AI言語モデルとして、私は雨を見たことがありません。"
    )
    effect = "…というわけで、今日はここまで。" if make.lang == "ja" else "...and so to bed."
    signed = "文・写真　山の上の編集室" if make.lang == "ja" else "Words and pictures by the house on the hill"
    listed = "- 傘\n- 長靴\n- 帽子" if make.lang == "ja" else "- coats\n- hats\n- an umbrella"
    lyric = (
        "雨が降る\n雨が降る\nまた雨が降る" if make.lang == "ja" else "Rain on the roof,\nrain on the road,\nrain again"
    )
    return make.chance.sample(
        [
            f"{lead}\n\n```\n---END---\n```\n\n{make.paragraph()}\n\n{lead}\n\n```\n<|im_end|>\n```",
            f"{quoted}\n\n{make.paragraph()}",
            f"{make.paragraph()}\n\n{effect}",
            listed,
            "`{{title}}` / `[INST]` / `<|im_start|>` / [Your First Site](https://garden.test/)",
            f"{lyric}\n\n{make.paragraph()}\n\n{lyric}",
            f"## {make.title}\n\n{make.paragraph()}",
            f"{make.paragraph()}\n\n***\n\n{make.paragraph()}",
            f"{make.paragraph()}\n\n{signed}\n\n{make.paragraph()}",
        ],
        2,
    )


def corpus(posts: int = POSTS) -> Iterator[Labelled]:
    """The posts, clean and faulty in turn; every twelfth pair shares a passage."""
    chance = Random(20261124)  # noqa: S311  the same posts each time are what is wanted
    carried = ""
    for number in range(posts):
        make = Maker(chance, "ja" if number % 4 < 2 else "en")
        head = f'---\ntitle: "{make.title}"\ndate: 2026-01-01\nslug: p{number:03}\n---\n'
        post = Labelled(f"p{number:03}.md", head)
        parts = make.paragraphs()
        if number % 2 == 0:
            parts[1:1] = harmless(make)
            parts.append(make.paragraph())
        else:
            spoil = FAULTS[(number // 2) % len(FAULTS)]
            spoil(make, post, parts)
            if spoil not in (a_stop, a_fence) and carried and number % 24 > 3:
                parts.append(carried)
                post.faults.append(("copied", len(parts) - 1))
                carried = ""
            elif spoil not in (a_stop, a_fence) and number % 24 in (1, 3) and not carried:
                carried = make.paragraph(3)
                parts.append(carried)
        yield finished(post, parts)


def finished(post: Labelled, parts: list[str]) -> Labelled:
    """The post with its whole text, and the lines of its faults."""
    first = post.text.count("\n") + 2
    starts = [first]
    for part in parts:
        starts.append(starts[-1] + part.count("\n") + 2)
    lines = [(code.partition("+"), number) for code, number in post.faults]
    post.faults = [
        (
            code,
            next(n for n, line in enumerate(post.text.split("\n"), 1) if "reading_time" in line)
            if number < 0
            else starts[number] + int(more or 0),
        )
        for (code, _, more), number in lines
    ]
    post.text += "\n" + "\n\n".join(parts) + "\n"
    return post


WRITTEN = Path(__file__).parent / "cases" / "check"
_NAME = re.compile(r"^-- ([a-z-]+) --\n", re.MULTILINE)
_LABEL = re.compile(r"!([a-z-]+)! ")


def written() -> Iterator[Labelled]:
    """The posts that were written by hand. A line at fault begins with the code of its rule between `!` and `!`."""
    for file in sorted(WRITTEN.glob("*.txt")):
        _, *parts = _NAME.split(file.read_text(encoding="utf-8"))
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            yield labelled(f"{file.stem}-{name}", text)


def labelled(name: str, text: str) -> Labelled:
    """A post out of its text with labels; with a front matter that says nothing, if it has none."""
    whole = text if text.startswith("---\n") else f'---\ntitle: "{name}"\ndate: 2026-01-01\n---\n\n{text}'
    lines = whole.split("\n")
    faults = [(found[1], n) for n, line in enumerate(lines, 1) if (found := _LABEL.match(line))]
    return Labelled(f"{name}.md", "\n".join(_LABEL.sub("", line, count=1) for line in lines), faults)


@dataclass(slots=True)
class Score:
    """How one rule did."""

    right: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)

    @property
    def precision(self) -> float:
        """Of what was found, how much is there."""
        return len(self.right) / max(1, len(self.right) + len(self.wrong)) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was found."""
        return len(self.right) / max(1, len(self.right) + len(self.missed)) if self.right or self.missed else 1.0


def scores(folder: Path) -> dict[str, Score]:
    """The rules over the corpus, laid out in a folder."""
    labels: dict[str, set[str]] = defaultdict(set)
    for post in (*corpus(), *written()):
        write(folder, f"content/posts/{post.name}", post.text)
        for code, line in post.faults:
            labels[code].add(f"{post.name}:{line}")
    found: dict[str, set[str]] = defaultdict(set)
    for each in checked(folder):
        if each.problem.code in CHECKS:
            found[each.problem.code].add(f"{Path(each.problem.path).name}:{each.problem.line}")
    return {
        code: Score(labels[code] & found[code], labels[code] - found[code], found[code] - labels[code])
        for code in CHECKS
        if labels[code] or found[code]
    }
