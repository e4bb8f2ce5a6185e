"""How a paragraph ends: with its sentence, in the middle of it, or so that nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from kawara.check.flow import FOREIGN, Piece
from kawara.check.markers import TOKENS, may_hold_tokens

STOP = re.compile(r"[。．！？!?｡]|\.(?=[\s\"”’)\]]|$)")
_TAIL = re.compile(r"(?:\[\^[^\]]+\]|</?[A-Za-z][^<>]*>|\{[^{}\n]*\}|[\s\\])+$")
_TAILS = ("]", ">", "}", "\\")
"""What such a tail ends with: to look for it in every paragraph would take longer than all the rest."""
_ADDRESS = re.compile(r"(?:\w+://\S+|www\.\S+|[@#＠＃]\S+|\S+@\S+|\S+\.(?:com|org|net|jp|io|dev))$")
_COMPLETE = re.compile(
    r"(?:です|ます|した|でした|ません|ください|下さい|ましょう|だった|である|ない|たい|しい|だ|る|う|た|ね|よ|か|ぞ|わ|って|こと|もの|から|けど|w|笑|拝|以上|なさい|ませ|よろしく|お楽しみに|まで|続く|つづく|敬具|かしこ|また.{0,8})$"
)
_SURELY_COMPLETE = re.compile(
    r"(?:です|ます|した|でした|ません|ください|下さい|ましょう|だった|である|ない|たい|ね|よ|こと|から|けど|以上|笑)$"
)
_OPEN = re.compile(
    r"(?:を|への|での|との|からの|による|における|に対する|に関する|に基づく|および|または|ならびに|もしくは|かつ|[、，,])$"
)
_FAREWELL = re.compile(
    r"(?:See|Happy|Thanks|Thank you|Many thanks|Cheers|Enjoy|Stay|Good luck|Have (?:a|fun)|Until|Till|Your)\b(?!.*[,]$)"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*$")
_FUNCTION_WORDS = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "or",
        "with",
        "for",
        "from",
        "that",
        "which",
        "is",
        "are",
        "was",
        "were",
        "as",
        "but",
        "if",
        "because",
        "their",
        "its",
        "our",
        "your",
        "my",
        "his",
        "her",
        "into",
        "than",
        "be",
        "been",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
        "by",
        "at",
        "this",
        "these",
        "those",
    }
)
_NAMES = re.compile(r"(?:,|,? and|,? &) \S+$")
"""The last of a list, as of those who helped."""
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")

_CLOSING = ("。", "！", "？", ".", "!", "?")
"""Signs that no leftover ends with: what they close is closed."""

FAR = 120
"""Characters from the end among which an address is looked for, or what follows a sentence: from each of them it is looked for anew."""
CLOSED, LOOSE, OPEN = "closed", "loose", "open"
"""A sentence that has ended, one without a sign of its end, and one that surely goes on."""


def ending(text: str, *, at_break: bool = False) -> str:
    """How the last sentence of a text ends. `at_break`: a leftover follows, so that less is taken for an end."""
    if text.endswith(_CLOSING):
        return CLOSED
    bare = (TOKENS.sub("", text) if may_hold_tokens(text) else text).rstrip()
    if bare.endswith(_TAILS):
        bare = bare[:-FAR] + _TAIL.sub("", bare[-FAR:]).rstrip()
    last = bare[-1:]
    if not last or not (last.isalnum() or last in "、，,ー・") or _ADDRESS.search(bare[-FAR:]):
        return CLOSED
    fragment = last_fragment(bare)
    if _JAPANESE.search(fragment[-20:]) or _JAPANESE.search(bare[-20:]):
        complete = _SURELY_COMPLETE if at_break else _COMPLETE
        return OPEN if _OPEN.search(fragment) else CLOSED if complete.search(fragment) else LOOSE
    word = _WORD.search(fragment[-FAR:])
    if last == "," or (word and word[0] in _FUNCTION_WORDS):
        return OPEN
    if _FAREWELL.match(fragment):
        return CLOSED
    is_named = fragment.count(",") >= 3 and _NAMES.search(fragment) is not None
    return LOOSE if at_break or (len(fragment.split()) > 2 and not is_named) else CLOSED


def last_fragment(text: str) -> str:
    """What stands after the last sentence that has ended."""
    end = 0
    for stop in STOP.finditer(text):
        end = stop.end()
    return text[end:].strip()


def has_sentences(text: str) -> bool:
    """Whether a text has a sentence that has ended, so that its author is one who ends them."""
    return STOP.search(text) is not None


_STARTS = re.compile(r"^(?:[、。，．」』）】々ゃゅょャュョ]|,\s|\.\s)(?=\S)")
_GOES_ON = re.compile(r"^(?:(?:\.{2,}|…+|‥+)\s*(?=\w)|[a-z](?=[a-z' ’,]))")
_JOINT = re.compile(r"\w(?:\.{2,}|…+|‥+)\s*\w|[0-9][0-9]+[^\W_a-zA-Z]")
"""The last character of a paragraph and the first of the next, where the two seem to be one: dots, or a figure in two halves."""
_PARTICLE = re.compile(r"^(?:を|[がはにのとでも](?=[一-鿿ァ-ヶ、]))")


def begins_inside(text: str) -> bool:
    """Whether a text begins with what can only stand inside a sentence."""
    return _STARTS.match(text) is not None


def goes_on(text: str, before: Piece | None = None) -> bool:
    """Whether a text that stands after a break reads as if it went on: `before` is the paragraph that was broken off, if any."""
    if begins_inside(text) or _GOES_ON.match(text):
        return True
    if before is None:
        return False
    digits = before.text.rstrip()[-1:].isdigit() and text[:1].isdigit()
    return digits or _PARTICLE.match(text) is not None


def breaks(pieces: list[Piece]) -> list[bool]:
    """Of each piece, whether it ends in mid-sentence."""
    said = cache(partial(_discipline, pieces))
    return [broken_off(pieces, index, said) for index in range(len(pieces))]


def broken_off(pieces: list[Piece], index: int, said: Callable[[], Discipline]) -> bool:
    """Whether the paragraph at an index ends in mid-sentence: seen from how it ends and from what comes next."""
    piece = pieces[index]
    if piece.kind != "paragraph" or piece.text.endswith(_CLOSING) or not has_sentences(piece.text):
        return False
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    is_joint = (
        after is not None and after.kind == "paragraph" and _JOINT.match(piece.text[-1:] + after.text[:8]) is not None
    )
    how = ending(piece.text, at_break=is_joint or (after is not None and after.kind == "marker"))
    if how == CLOSED:
        return False
    if after is None:
        is_long = len(last_fragment(piece.text)) >= 8 or how == OPEN
        return is_long and not piece.text.endswith("を") and said().others_end(index)
    if after.kind == "marker":
        return True
    if after.text.startswith(FOREIGN):  # a formula goes on with the sentence
        return False
    if after.kind == "paragraph" and (begins_inside(after.text) or (how == OPEN and goes_on(after.text, piece))):
        return True
    if is_joint and said().others_end(index):
        return True
    if after.kind in ("paragraph", "rule") and piece.text.endswith(("、", "，", ",")):
        return False  # some break their lines like that
    return how == OPEN and after.kind in ("paragraph", "heading", "rule") and said().others_end(index)


@dataclass(frozen=True, slots=True)
class Discipline:
    """How the paragraphs of a text end that have sentences."""

    ends: Mapping[int, bool]
    """Number of a piece → whether it ends as a sentence does."""
    closed: int
    """How many do."""

    def others_end(self, index: int) -> bool:
        """Whether the others than this one end as sentences do, nine of ten and at least two."""
        others = len(self.ends) - (index in self.ends)
        closed = self.closed - self.ends.get(index, False)
        return others >= 2 and closed * 10 >= others * 9


def _discipline(pieces: list[Piece]) -> Discipline:
    said = ((n, piece.text) for n, piece in enumerate(pieces) if piece.kind == "paragraph")
    ends = {number: ending(text) == CLOSED for number, text in said if has_sentences(text)}
    return Discipline(ends, sum(ends.values()))
