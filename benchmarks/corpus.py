"""A made-up blog of any size: half English, half Japanese, the same bytes for the same number and seed.

Every random choice comes from a generator seeded with the post's own number, so a post does not depend on how many
others were made before it. Code blocks carry names and numbers of their own: no two posts share one, and a cache of
highlighted code gains nothing.

    python benchmarks/corpus.py FOLDER --posts 1000 --seed 1 --layout flat
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

ZONE = timezone(timedelta(hours=9))
FIRST_DAY = datetime(2013, 4, 1, 8, 30, tzinfo=ZONE)
YEARS = 12
"""The posts are spread evenly over so many years."""

NOUNS = """kiln orchard lantern ferry workshop notebook signal valley carpenter kettle timetable railway island
garment telescope quarry museum thermometer staircase courtyard dialect recipe seedling barometer printer dockyard
chapel reservoir village translator almanac tunnel bakery violin footpath warehouse glossary harvest""".split()
QUALITIES = """patient northern worn hidden regular wooden slow generous crowded early silent damp curious
narrow seasonal reliable temporary borrowed bright stubborn""".split()
DEEDS = """repairs measures outlives describes shelters surprises feeds mirrors postpones rewrites surrounds
teaches weighs crosses answers collects""".split()
LINKS = "whereas", "because", "and", "although", "until"

THINGS = """窯元の記録 山あいの駅 古い灯台 町の図書室 季節の野菜 職人の道具 川沿いの倉庫 子どもの質問 朝の渡し船 手書きの帳面
望遠鏡の部品 週末の市場 海辺の工房 翻訳者の覚え書き 学校の畑""".split()
TOPICS = """湿度の記録 運賃の計算 部品の寿命 言葉の選び方 収穫の時期 修理の手順 観測の誤差 在庫の数え方 燃料の配分 写真の整理
道順の説明 価格の見直し 読み方の違い""".split()
CLAIMS = """教えてくれます 丁寧に書き残しています 長く支えてきました 少しずつ変えていきます まだ説明できていません
あらためて確かめました 思ったより難しくします 来年まで続けるつもりです 静かに物語っています""".split()
OPENERS = "ところで、", "とはいえ、", "たとえば、", "その一方で、", "振り返ると、", "意外なことに、", "結局、"

CATEGORIES = "道具と手仕事", "旅の記録", "Workshop", "Observations", "Long Reads", "台所"
TAGS = """木工 観測 鉄道 Python Rust SQL 発酵 地図 typography radio 翻訳 sailing 植物 repair 天文 archives""".split()
AUTHORS = "編集室", "Mina Hayase", "T. Albrecht", "Ines Duarte"

CODE = {
    "python": '''def {a}_{b}({c}, limit={n}):
    """Yield every {c} above the limit."""
    for index, value in enumerate({c}):
        if value > limit and value != {m}:
            yield f"{a}-{{index}}", value


print(dict({a}_{b}([{m}, {n}, 3])))
''',
    "javascript": """export const {a}{n} = async ({b}, {c} = {m}) => {{
  const answer = await fetch(`/{a}/${{{b}}}?size=${{{c}}}`);
  if (!answer.ok) throw new Error("no {a}");
  return (await answer.json()).filter((one) => one.{c} > {n});
}};
""",
    "bash": """set -eu
# keep the {n} newest of {a}
for {b} in "$HOME/{a}"/*.{c}; do
  test -s "${b}" || continue
  gzip --keep "${b}" && echo "{a} {m}"
done | tail -n {n}
""",
    "sql": """SELECT {a}.id, avg({b}.{c}) AS mean_{c}
FROM {a}
JOIN {b} ON {b}.{a}_id = {a}.id
WHERE {b}.{c} BETWEEN {n} AND {m}
GROUP BY {a}.id
ORDER BY mean_{c} DESC;
""",
}


@dataclass(frozen=True, slots=True)
class Post:
    """One post, before it is written in some tool's dialect."""

    slug: str
    title: str
    date: datetime
    lang: str
    category: str
    tags: tuple[str, ...]
    author: str
    excerpt: str
    body: str


def post(number: int, total: int, seed: int) -> Post:
    """Post `number` of a blog of `total`."""
    rng = Random(f"{seed}/{number}")
    lang = rng.choice(("en", "ja"))
    sentence = SENTENCES[lang]
    return Post(
        slug=f"entry-{number:06d}",
        title=title(rng, lang, number),
        date=FIRST_DAY + timedelta(seconds=YEARS * 365 * 86_400 * number // total),
        lang=lang,
        category=rng.choice(CATEGORIES),
        tags=tuple(rng.sample(TAGS, rng.randint(1, 5))),
        author=rng.choice(AUTHORS),
        excerpt=sentence(rng),
        body=body(rng, lang),
    )


def title(rng: Random, lang: str, number: int) -> str:
    """A title that no other post has."""
    if lang == "ja":
        return f"{rng.choice(THINGS)}から学ぶ{rng.choice(TOPICS)}（その{number}）"
    return f"What the {rng.choice(QUALITIES)} {rng.choice(NOUNS)} says about a {rng.choice(NOUNS)}, no. {number}"


def body(rng: Random, lang: str) -> str:
    """Markdown of an opening paragraph and two to twelve sections."""
    parts = [paragraph(rng, lang, 3, 6)]
    for section in range(rng.choice((2, 3, 3, 4, 4, 5, 12))):
        parts.append(f"{'###' if section % 3 == 2 else '##'} {heading(rng, lang)}")
        parts += [paragraph(rng, lang, 3, 7) for _ in range(rng.randint(1, 3))]
        extra = rng.choices(*zip(*EXTRAS, strict=True))[0]
        parts += filter(None, [extra(rng, lang)])
    return "\n\n".join(parts) + "\n"


def heading(rng: Random, lang: str) -> str:
    """A few words."""
    return rng.choice(TOPICS) if lang == "ja" else f"A {rng.choice(QUALITIES)} {rng.choice(NOUNS)}"


def paragraph(rng: Random, lang: str, least: int, most: int) -> str:
    """Some sentences on one line, as both languages are typed in most editors."""
    sentences = [adorned(rng, lang, SENTENCES[lang](rng)) for _ in range(rng.randint(least, most))]
    return ("" if lang == "ja" else " ").join(sentences)


def adorned(rng: Random, lang: str, sentence: str) -> str:
    """The sentence, one time in eight with strong text, a link or code at its end."""
    chance = rng.random()
    text, stop = sentence[:-1], sentence[-1]
    word = rng.choice(TOPICS if lang == "ja" else NOUNS)
    gap = "" if lang == "ja" else " "
    if chance < 0.06:
        return f"{text}{'（' if lang == 'ja' else ' ('}**{word}**{'）' if lang == 'ja' else ')'}{stop}"
    if chance < 0.10:
        return f"{text}{gap}[{word}](https://example.org/{rng.choice(NOUNS)}/{rng.randint(1, 999)}){stop}"
    if chance < 0.13:
        return f"{text}{gap}`{rng.choice(NOUNS)}.{rng.choice(DEEDS)}`{stop}"
    return sentence


def english(rng: Random) -> str:
    """One to three clauses."""
    clauses = [f"The {rng.choice(QUALITIES)} {rng.choice(NOUNS)} {rng.choice(DEEDS)} its {rng.choice(NOUNS)}"]
    for _ in range(rng.randint(0, 2)):
        who = f"one {rng.choice(QUALITIES)} {rng.choice(NOUNS)}"
        clauses.append(f"{rng.choice(LINKS)} {who} {rng.choice(DEEDS)} another {rng.choice(NOUNS)}")
    return " ".join(clauses) + "."


def japanese(rng: Random) -> str:
    """One sentence, sometimes with an opener or a second subject."""
    opener = rng.choice(OPENERS) if rng.random() < 0.3 else ""
    place = f"{rng.choice(THINGS)}では、" if rng.random() < 0.4 else ""
    return f"{opener}{place}{rng.choice(THINGS)}が{rng.choice(TOPICS)}を{rng.choice(CLAIMS)}。"


SENTENCES: dict[str, Callable[[Random], str]] = {"en": english, "ja": japanese}


def bullets(rng: Random, lang: str) -> str:
    """A list of three to six sentences."""
    return "\n".join(f"- {paragraph(rng, lang, 1, 1)}" for _ in range(rng.randint(3, 6)))


def code(rng: Random, _lang: str) -> str:
    """A fenced block whose names and numbers are this post's own."""
    language = rng.choice(sorted(CODE))
    first, second, third = (f"{word}{rng.randint(10, 9999)}" for word in rng.sample(NOUNS, 3))
    text = CODE[language].format(a=first, b=second, c=third, n=rng.randint(2, 99), m=rng.randint(100, 9999))
    return f"```{language}\n{text}```"


def table(rng: Random, _lang: str) -> str:
    """Three columns, three to seven rows."""
    rows = (
        f"| {rng.choice(NOUNS)} | {rng.randint(1, 9999)} | {rng.choice(TOPICS)} |" for _ in range(rng.randint(3, 7))
    )
    return "\n".join(("| item | count | remark |", "| :--- | ---: | --- |", *rows))


def quotation(rng: Random, lang: str) -> str:
    """Two sentences of somebody else."""
    return f"> {paragraph(rng, lang, 2, 2)}"


def nothing(_rng: Random, _lang: str) -> str:
    """Many sections are paragraphs alone."""
    return ""


EXTRAS: tuple[tuple[Callable[[Random, str], str], int], ...] = (
    (bullets, 30),
    (code, 20),
    (table, 10),
    (quotation, 10),
    (nothing, 30),
)
"""What may close a section, and how often in a hundred."""


def quoted(items: tuple[str, ...]) -> str:
    """A YAML list on one line."""
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"


def yaml_text(one: Post) -> str:
    """Front matter as Jekyll writes it, which kawara reads as it is."""
    fields = (
        "layout: post",
        f'title: "{one.title}"',
        f"date: {one.date:%Y-%m-%d %H:%M:%S %z}",
        f"categories: {quoted((one.category,))}",
        f"tags: {quoted(one.tags)}",
        f'author: "{one.author}"',
        f"lang: {one.lang}",
        f'excerpt: "{one.excerpt}"',
    )
    return "---\n" + "\n".join(fields) + f"\n---\n\n{one.body}"


def iso_text(one: Post) -> str:
    """The same for Hugo and Eleventy, which read ISO dates only; the year is a field, for archives by year.

    The language goes by another name, since Hugo gives `lang` a meaning of its own.
    """
    text = yaml_text(one).replace(f"{one.date:%Y-%m-%d %H:%M:%S %z}", one.date.isoformat(), 1)
    return text.replace(f"\nlang: {one.lang}\n", f'\nlanguage: {one.lang}\nyears: ["{one.date:%Y}"]\n', 1)


def pelican_text(one: Post) -> str:
    """The metadata of Python-Markdown. Pelican's `lang` would make translations of every second post: left out."""
    fields = (
        f"Title: {one.title}",
        f"Date: {one.date:%Y-%m-%d %H:%M:%S%z}",
        f"Category: {one.category}",
        f"Tags: {', '.join(one.tags)}",
        f"Author: {one.author}",
        f"Slug: {one.slug}",
        f"Summary: {one.excerpt}",
    )
    return "\n".join(fields) + f"\n\n{one.body}"


def plain_name(one: Post) -> str:
    """The slug alone."""
    return f"{one.slug}.md"


def dated_name(one: Post) -> str:
    """Jekyll wants the date in the file name."""
    return f"{one.date:%Y-%m-%d}-{one.slug}.md"


LAYOUTS: dict[str, tuple[Callable[[Post], str], Callable[[Post], str]]] = {
    "flat": (plain_name, yaml_text),
    "jekyll": (dated_name, yaml_text),
    "iso": (plain_name, iso_text),
    "pelican": (plain_name, pelican_text),
}
"""Layout → how a file is named, and how it is written."""


def write(folder: Path, total: int, seed: int = 1, layout: str = "flat") -> None:
    """Write the whole blog into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(total):
        write_post(folder, post(number, total, seed), layout)


def write_post(folder: Path, one: Post, layout: str) -> Path:
    """Write one post and return its path."""
    name, text = LAYOUTS[layout]
    path = folder / name(one)
    path.write_text(text(one), encoding="utf-8", newline="\n")
    return path


def main() -> None:
    """Write a blog from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=sorted(LAYOUTS), default="flat")
    given = parser.parse_args()
    write(given.folder, given.posts, given.seed, given.layout)


if __name__ == "__main__":
    main()
