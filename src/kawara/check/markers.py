"""What tools and chats leave behind: lines that are nothing else, and words that give it away where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKER_LINES = (
    r"[-=*_—]{2,} ?(?:END|START|BEGIN|STOP|EOF)(?: ?(?:OF )?(?:THE )?(?:ARTICLE|POST|TEXT|DOCUMENT|FILE|OUTPUT|DRAFT|RESPONSE|CONTENT))? ?[-=*_—]{2,}",
    r"(?!\*+[^*]+\*+$)[-=*_]{2,} ?(?:終わり|おわり|終了|ここまで|ここから|記事(?:開始|終了|ここまで|ここから)|本文(?:開始|終了|ここまで|ここから)|以上) ?[-=*_]{2,}",
    r"\[(?:END|EOF|/?INST|END OF (?:TEXT|DOCUMENT|ARTICLE|POST|OUTPUT))\]",
    r"<</?SYS>>",
    r"</?s>",
    r"</?(?:think|thinking|answer|output|article_draft|response)>",
    r"(?:<\|[A-Za-z][\w ]*\|>\s*(?:system|user|assistant)?\s*)+",
    r"(?:ChatGPT|Claude|Gemini|Copilot|Assistant) said[:：]",
    r"(?:Regenerate(?: response)?|Copy code|コードをコピーする|再生成)",
)
_MARKER = re.compile(rf"\s*(?:{'|'.join(_MARKER_LINES)})\s*$")
_FIRST_SIGNS = frozenset("-=*_—[<CGARコ再")
"""What a marker begins with."""


LONGEST = 60
"""Signs of a line that is nothing but a marker."""


def is_marker(line: str) -> bool:
    """Whether a line is nothing but something that a tool left there."""
    stripped = line.strip()
    return stripped[:1] in _FIRST_SIGNS and len(stripped) < LONGEST and _MARKER.match(stripped) is not None


TOKENS = re.compile(
    r"<\|(?:im_start|im_end|im_sep|endoftext|end|start|user|assistant|system|eot_id|start_header_id|end_header_id|begin_of_text"
    r"|end_of_text|endofprompt|fim_\w+|channel|message|return)\|>"
    r"|【\d+(?::\d+)?†[^】\n]*】"
    r"|:contentReference\[oaicite:\d+\](?:\{index=\d+\})?"
    r"|\[oaicite:\d+\]"
    r"|\[oai_citation:[^\]\n]*\](?:\([^)\n]*\))?"
    r"|\ue200?(?:cite|filecite|navlist)(?:\ue202)?(?:turn\d+\w+\d+)+\ue201?"
    r"|\bciteturn\d+(?:search|view|news|fetch)\d+\b"
    r"|\[cite_start\]|\[cite: ?[\d, ]+\]|\[/?INST\]"
)
"""Words that have no other use, wherever they stand outside code."""

_WORK = r"(?:blog post|post|article|draft|essay|version|text|outline|summary)"
_I = r"(?=[^.\n]{0,40}\b(?:I|my)\b)"
"""Of a model, others may write as well; of itself only one does."""
_FIRST = (
    (
        r"(?:はい、|もちろんです[。！!]|承知(?:いた)?しました[。！!]|了解(?:いた)?しました[。！!]|かしこまりました[。！!]|わかりました[。！!])?\s*"
        r"以下(?:が|は|に)(?![^。\n]*(?:書いた|載せた|掲載|公開|寄稿|投稿|発表|参考|翻訳|関連|人気|引用))[^。\n]{0,40}(?:記事|原稿|文章|本文|ブログ|草稿|下書き|リライト)[^。\n]{0,16}(?:です|になります|となります|を作成しました|を書きました|を示します|をご用意しました)[。：:！!]?$"
    ),
    r"(?:承知(?:いた)?しました|かしこまりました|了解(?:いた)?しました)[。！!][^\n]{0,80}(?:作成|執筆|書き|リライト|まとめ|ご用意)[^\n]{0,30}$",
    (
        r"(?:Sure|Certainly|Of course|Absolutely|Great|Okay|OK)[!,.:]? (?:Here(?:'s|’s| is| are)|Below is) "
        r"(?:the|your|a|an|my)[^.:\n]{0,60}\b(?:post|article|draft|blog|essay|version|rewrite|text|outline|summary)\b[^.\n]{0,60}[:.!]?$"
    ),
    (
        r"(?:Here(?:'s|’s| is)|Below is) (?:"
        rf"(?:the|a|an|your) (?:revised|rewritten|polished|improved|updated|edited|requested|expanded|shortened) {_WORK}(?: of your {_WORK})?"
        rf"|(?:the|a|an|your)[^.:\n]{{0,40}}{_WORK}[^.:\n]{{0,40}} (?:you (?:asked for|requested|wanted)|for you|as requested)"
        rf"|(?:the|your)(?: complete| full| final)? (?:blog post|article|draft|essay)"
        r")[:.!]?$"
    ),
    r"(?:Sure|Certainly|Of course|Absolutely)[!,.] (?:Here|I(?:'|’)?(?:d|ll| will| can| have)|Let me)\b[^\n]{0,120}$",
)
_LAST = (
    (
        r"(?:Please )?(?:[Ll]et me know|Feel free to (?:ask|let me know)) if (?:you(?:'d|’d| would)? (?:like|want|need)|there(?:'s|’s| is) anything|I can)"
        r"(?![^\n]*\b(?:comments?|e-?mail|mail|Twitter|Mastodon|Bluesky|issue|below|contact)\b)"
        r"[^\n]{0,60}\b(?:me to|adjust|revis|chang|expand|tweak|modif|edit|rewrite|another|shorten|version|anything else)\w*"
    ),
    (
        r"Would you like me to (?:add|adjust|expand|revise|rewrite|write|shorten|make it|turn (?:this|it)|generate|create|include|draft"
        r"|continue|provide|tailor|format|translate|elaborate)\b"
    ),
    r"(?:I hope this (?:article meets|post meets|draft)|Is there anything else (?:I can|you(?:'d|’d| would)? (?:like|want|need)))",
    (
        r"[^\n]{0,40}(?:修正|調整|変更|追記|加筆|書き直し)[^。\n]{0,24}(?:ご希望|ご要望|ご指示|必要で|必要が|必要に)[^。\n]{0,16}"
        r"(?:お知らせください|お申し付けください|ご指示ください|お気軽に(?:どうぞ|お申し付け)|可能です)[^\n]{0,8}$"
    ),
    r"(?:他に|ほかに)(?:も)?(?:ご要望|ご希望|修正)(?![^\n]*(?:コメント|メール|フォーム))[^\n]{0,20}(?:お知らせ|お申し付け|おっしゃ)",
)
_ANYWHERE = (
    rf"As an? (?:AI|artificial intelligence)(?: language)? (?:model|assistant){_I}",
    rf"As a (?:large )?language model{_I}",
    r"I(?:'|’)m sorry, (?:but )?(?:as an AI\b|I (?:can(?:'|’)?t|cannot|am unable to|(?:'|’)m unable to) (?:assist|help) (?:you )?with|I (?:can(?:'|’)?t|cannot) (?:fulfill|comply))",
    r"(?:As of|Up to) my (?:last|latest) (?:knowledge (?:update|cutoff)|training|cutoff)\b",
    r"My (?:knowledge|training)(?: data)? (?:cutoff|cut-off|only goes)\b",
    r"(?:私は)?(?:AI|人工知能|大規模)(?:の)?(?:言語モデル|アシスタント)(?:として|ですので|なので|であり)、(?=[^。\n]{0,80}(?:私|ません|お答え|お応え|お手伝い))",
    r"申し訳(?:ありません|ございません)が、(?:その|この|ご)?(?:リクエスト|要望|ご要望|依頼|ご依頼|質問)[^。\n]{0,20}(?:お応え|対応|お手伝い)[^。\n]{0,8}(?:できません|できかねます)",
    r"私の(?:知識|学習データ)は\d{4}年",
)
SELF = re.compile(
    r"(?<![\"'“‘「『*_(])\b[Aa]s an? (?:AI|artificial intelligence)(?: language)? model,? (?:I(?:'|’)?m?|my)\b"
)
"""The same in mid-paragraph, where nothing quotes it."""
FIRST, LAST, ANYWHERE = (re.compile("|".join(f"(?:{one})" for one in rows)) for rows in (_FIRST, _LAST, _ANYWHERE))
"""How a chat begins its answer, how it ends it, and what it says of itself: each only at the start of a paragraph."""


def may_hold_tokens(text: str) -> bool:
    """Whether it is worth looking for tokens."""
    return "cit" in text or "【" in text or "<|" in text or "INST]" in text


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens in a text."""
    return TOKENS.finditer(text)
