"""Rule: a blank that was never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.text import brief
from kawara.check.row import Check
from kawara.check.text import Text, at, every_word, once, whole, words_with
from kawara.model import Block

CODE = "placeholder"

_BLANK = re.compile(
    r"[{\[［【L](?:"
    r"(?<=\{)(?<!\\.)\{\s*(?:[A-Za-z_]\w*|[ぁ-ヿ一-鿿][\wー・]*)\s*\}\}"
    r"|(?<=[\[［【])(?:ここ(?:に|へ|で)(?!注目|注意|至る|きて|来て|ある|あり|い[るた]|書い|まとめ[たて]|書き(?:まし|た)|来[たる]|い[たる])[^\]］】\n]{1,40}|[^\]］】\n]{1,20}(?:を入力|を記入|を挿入|を追記)(?:してください|する)?)[\]］】](?![(\[:])"
    r"|(?<=\[)(?:Your|Insert|Add|Enter|Company|Author|Product|Client|Customer|Recipient)(?: [A-Za-z'’]+){1,6}(?: here)?\](?![(\[:])"
    r"|(?<=\[)(?:会社名|製品名|商品名|氏名|名前|お名前|日付|著者名|サービス名|URL)\](?![(\[:])"
    r"|(?<=L)orem ipsum dolor sit amet\b"
    r")"
)
"""Begins with one set of characters, which is quickly found; what they begin is asked second."""

_SIGNS = ("{{", "［", "【", "Lorem ipsum")
_SQUARE = re.compile(r"\[[^\[\]\n]*[\]］】](?![(\[:])")
"""Brackets that are no link: found in no time, as they begin with one sign."""


def find(text: Text) -> Iterator[Finding]:
    """Blanks of forms and prompts in the words of a text. Where Liquid's `{%` stands, or code with `{{`, it belongs to templates."""
    said = once(text, every_word)
    is_likely = any(sign in said for sign in _SIGNS) or _SQUARE.search(said) is not None
    found = words_with(text, _BLANK) if is_likely else ()
    is_liquid = bool(found) and "{{" in once(text, whole) and any(map(_is_of_templates, text.blocks))
    for block, shown in found:
        if "blockquote" not in block.inside:
            for blank in _BLANK.finditer(shown):
                if not (is_liquid and blank[0].startswith("{{")):
                    yield at(text, CODE, f"'{brief(blank[0])}' was never filled in", block, blank.span())


def _is_of_templates(block: Block) -> bool:
    """Whether a block shows that the text is written in a language of templates, or is about one."""
    return "{%" in block.text or (block.kind == "code" and "{{" in block.text)


CHECK = Check(
    CODE,
    english=(
        "A form or a prompt leaves blanks to be filled in: `[Your Name]`, `[ここに…]`, `{{title}}`. kawara never runs what stands"
        " in a post, so a blank is published as it is. Links, references and code are not taken for blanks, nor is `{{ a.b }}`"
        " of another generator."
    ),
    japanese=(
        "ひな形やプロンプトには、`[ここに…]`、`[会社名]`、`{{title}}` のような、後で埋めるつもりの空欄が残ります。"
        "kawara は記事の中の式を実行しないので、空欄はそのまま公開されます。リンクやコードは空欄とは見なしません。"
    ),
    wrong="Thank you for your interest in {{product}}. Yours, [Your Name]\n",
    right="Thank you for your interest in our teapots. Yours, Mei\n",
    find=find,
)
