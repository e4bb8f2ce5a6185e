"""Unicode text: one spelling, scripts, columns, graphemes, sentence ends and cutting.

Pure functions over `str`. Nothing here asks the locale, and every pattern is compiled once: each of these runs on every
post. Graphemes follow UAX #29, told from the general categories of the standard library; where its table is finer, a
cluster here is rather too long than too short, so that a cut never falls inside one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

HAN = "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
KANA = "\u3041-\u3096\u309d-\u309f\U0001aff0-\U0001b16f" + KATAKANA
HANGUL = "\u1100-\u11ff\u302e\u302f\u3131-\u318f\ua960-\ua97f\uac00-\ud7fb\uffa1-\uffdc"
WIDE_SIGNS = "\u3000-\u3004\u3008-\u3020\u302a-\u302d\u3030-\u3037\u303c-\u3040\u3099-\u309c\u30a0\u30fb\uff01-\uff65"

CJK_LANGUAGES = ("ja", "zh", "ko")
CHARACTERS_A_MINUTE = 500
WORDS_A_MINUTE = 220
LETTERS_FOR_ONE = 3
"""So many letters of an alphabet weigh as much as one CJK character when the dominant script is sought."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CJK_RUN = re.compile(f"[{HAN}{BOPOMOFO}{KANA}{HANGUL}{WIDE_SIGNS}]+")
_HAN_RUN = re.compile(f"[{HAN}{BOPOMOFO}]+")
_KANA_RUN = re.compile(f"[{KANA}]+")
_HANGUL_RUN = re.compile(f"[{HANGUL}]+")
_KATAKANA_CHARACTER = re.compile(f"[{KATAKANA}]")
_UNSPACED = re.compile(f"[{HAN}{BOPOMOFO}{KANA}{WIDE_SIGNS}]")
_WORD = re.compile(r"\w\S*")
_WRAP = re.compile(f"(?<=[{HAN}{BOPOMOFO}{KANA}{WIDE_SIGNS}])[ \t]*\n[ \t]*(?=[{HAN}{BOPOMOFO}{KANA}{WIDE_SIGNS}])")


def nfc(text: str) -> str:
    """The one spelling of composed characters in which every key, name and path is held."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The key under which spellings are one: `AI`, ` ai ` and `ＡＩ` are `ai`. NFKC, case folded, white space squeezed."""
    if not text.isascii():
        # Folding can undo a normal form and a normal form can undo folding; the second round settles both.
        once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
        text = unicodedata.normalize("NFKC", once.casefold())
    return " ".join(text.casefold().split())


def clean(text: str) -> str:
    r"""The text without control characters other than `\t` and `\n`: HTML and XML forbid them."""
    return _CONTROL.sub("", text)


def controls(text: str) -> Iterator[tuple[int, str]]:
    """Offset and character of all that :func:`clean` leaves out."""
    return ((found.start(), found[0]) for found in _CONTROL.finditer(text))


def place_of(text: str, offset: int) -> tuple[int, int, str]:
    """Line and column, both 1-based and in characters, and the line itself, of an offset in a text."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text.count("\n", 0, start) + 1, offset - start + 1, text[start : len(text) if end < 0 else end]


# --- scripts -----------------------------------------------------------------------------------------------------------


def is_wide_cjk(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text: wide, full- or half-width, or Hangul; no emoji."""
    if "\u2300" <= character <= "\u2bff" or "\U0001f000" <= character <= "\U0001faff":
        return False
    return unicodedata.east_asian_width(character) in "FHW" or _HANGUL_RUN.match(character) is not None


def language_by_script(text: str, languages: Sequence[str], default: str) -> str:
    """The language of a text by its dominant script, told in the site's own tags where it has one that fits.

    Kana is Japanese, Hangul Korean; Han alone is the site's first CJK language, or Chinese when the site names none. For
    any other script it is the site's first language that is not CJK. A text without letters is in the default language.
    """
    han, kana, hangul, others = _letters(text)
    offered = (*languages, default)
    if (han + kana + hangul) * LETTERS_FOR_ONE < others or not han + kana + hangul:
        foreign = "en" if others and primary(default) in CJK_LANGUAGES else default
        return next((tag for tag in languages if others and primary(tag) not in CJK_LANGUAGES), foreign)
    if hangul > han + kana:
        return _offered(offered, "ko") or "ko"
    # Chinese quotes a の now and then; Japanese prose is never without its share of kana.
    if kana * 10 >= han:
        return _offered(offered, "ja") or "ja"
    return _offered(offered, *CJK_LANGUAGES) or (default if languages else "zh")


def primary(tag: str) -> str:
    """The language itself, of a BCP 47 tag: `zh` for `zh-Hant-TW`."""
    return tag.partition("-")[0].casefold()


def _offered(tags: Iterable[str], *languages: str) -> str:
    return next((tag for tag in tags if primary(tag) in languages), "")


def _letters(text: str) -> tuple[int, int, int, int]:
    """How many characters are Han, kana, Hangul, and letters of any other script."""
    if text.isascii():
        return 0, 0, 0, len(_ascii_letters(text))
    runs = "".join(_CJK_RUN.findall(text))
    han, kana, hangul = (sum(map(len, run.findall(runs))) for run in (_HAN_RUN, _KANA_RUN, _HANGUL_RUN))
    rest = _CJK_RUN.sub("", text)
    return han, kana, hangul, sum(map(str.isalpha, rest))


def _ascii_letters(text: str) -> bytes:
    return text.encode("ascii").translate(None, _NO_LETTERS)


_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def reading_minutes(text: str) -> int:
    """Minutes to read a plain text: its CJK characters and its other words each at their own pace; rounded up, at least 1."""
    rest = _CJK_RUN.sub(" ", text)
    runs = 0 if text.isascii() else len(_CJK_RUN.findall(text))
    characters = len(text) - len(rest) + runs
    words = len(_WORD.findall(rest))
    return max(
        1, -(-(characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE) // (CHARACTERS_A_MINUTE * WORDS_A_MINUTE))
    )


# --- graphemes and columns ---------------------------------------------------------------------------------------------

_ZWJ, _ZWNJ, _TEXT_EMOJI = "\u200d", "\u200c", "\ufe0f"
_EXTENDING = re.compile("[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_PICTURE = re.compile("[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_HANGUL_PAIR = re.compile(
    "[\u1100-\u115f\ua960-\ua97c][\u1100-\u11a7\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6]"
    "|[\u1160-\u11a7\ud7b0-\ud7c6\uac00-\ud7a3][\u1160-\u11ff\ud7b0-\ud7fb]|[\u11a8-\u11ff\ud7cb-\ud7fb][\u11a8-\u11ff\ud7cb-\ud7fb]"
)


def graphemes(text: str) -> Iterator[str]:
    """What a reader calls the characters of a text: each with its marks, joined emoji, flags, Hangul syllables."""
    start = 0
    for here in range(1, len(text) + 1):
        if here == len(text) or not _joined(text, start, here):
            yield text[start:here]
            start = here


def _joined(text: str, start: int, here: int) -> bool:
    """Whether the character at `here` belongs to the grapheme that began at `start`."""
    before, character = text[here - 1], text[here]
    if character < "\u0300":
        return (before == "\r" and character == "\n") or (before == _ZWJ and _PICTURE.match(character) is not None)
    if unicodedata.category(character)[0] == "M" or _EXTENDING.match(character):
        return unicodedata.category(before) not in ("Cc", "Zl", "Zp")
    if before < "\u0300":
        return False
    if before == _ZWJ:
        return _PICTURE.match(character) is not None or _after_virama(text, here - 1, character)
    if _FLAG.match(character):
        return here - start == 1 and _FLAG.match(before) is not None
    return _HANGUL_PAIR.match(before + character) is not None or _after_virama(text, here, character)


def _after_virama(text: str, here: int, character: str) -> bool:
    """Indic consonants joined by a virama (UAX #29, GB9c)."""
    return unicodedata.combining(text[here - 1]) == 9 and unicodedata.category(character) == "Lo"


def columns(grapheme: str) -> int:
    """Columns of one grapheme: two for a wide one or an emoji, none for one that cannot be seen, else one."""
    if len(grapheme) == 1 and grapheme.isprintable():
        return (
            2
            if unicodedata.east_asian_width(grapheme) in "FW"
            else 0
            if unicodedata.category(grapheme) in _NO_ROOM
            else 1
        )
    if (
        _TEXT_EMOJI in grapheme
        or any(unicodedata.east_asian_width(c) in "FW" for c in grapheme)
        or _FLAG.match(grapheme)
    ):
        return 2
    return 0 if all(unicodedata.category(c) in _NO_ROOM for c in grapheme) else 1


_NO_ROOM = ("Mn", "Me", "Cf", "Cc", "Cs")


def width_of(text: str) -> int:
    """Columns of a text."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(columns, graphemes(text)))


# --- cutting -----------------------------------------------------------------------------------------------------------

ELLIPSIS = "…"
_CLOSERS = re.escape("」』）)】〕］]｝}〉》”’\"'")
_STOP = re.compile(f"([。！？｡．.!?]+)([{_CLOSERS}]*)")
_COMMA = re.compile(r"[、，､]|,(?=\s)")
_ABBREVIATION = re.compile(r"(?:^\d+|\b[A-Za-z]|\b(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|vs|No|Fig|etc|cf))$")
_PAIRS = dict(zip("「『（(【〔［[｛{〈《“", "」』）)】〕］]｝}〉》”", strict=True))
_BRACKET = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}]")
_LOOSE_ENDS = " \t\n\u3000、，､,・:：;；.–—-"

Spans = Sequence[tuple[int, int]]


def summarise(text: str, width: int) -> str:
    """A text on one line, cut as by :func:`cut`. Lines that were only wrapped are joined: without a space inside CJK text."""
    return cut(" ".join(_WRAP.sub("", text).split()), width)


def cut(text: str, width: int) -> str:
    """The beginning of a text within so many columns; all of it when it fits.

    Cut after the last sentence that fits, else at a comma, else between words, else between graphemes, and never inside
    brackets as long as there is a choice. `…`, counted as one column, marks every cut but that at a sentence's end.
    """
    borders, room = _borders(text, width)
    if room == len(text):
        return text
    third = borders[-1] // 3  # what is shorter than that throws too much away for the sake of a comma or a bracket
    sentences = [end for end in _sentence_ends(text, room) if end == room or end in borders]
    commas = [found.start() for found in _COMMA.finditer(text, third, borders[-1]) if found.start() in borders]
    for spans, least in ((_brackets(text, room), third), ((), 1)):
        if end := _last_outside(spans, reversed(sentences)):
            return text[:end]
        words = (end for end in reversed(borders) if end >= least and not _inside_word(text, end))
        if end := _last_outside(spans, reversed(commas)) or _last_outside(spans, words):
            return text[:end].rstrip(_LOOSE_ENDS) + ELLIPSIS
    return text[: borders[-1]] + ELLIPSIS if width > 0 else ""


def _borders(text: str, width: int) -> tuple[list[int], int]:
    """The borders between graphemes that leave a column for the ellipsis, and the last border that fits without one."""
    borders, room, used = [0], 0, 0
    for grapheme in graphemes(text):
        used += columns(grapheme)
        if used > width:
            break
        room += len(grapheme)
        if used < width:
            borders.append(room)
    return borders, room


def _last_outside(spans: Spans, ends: Iterable[int]) -> int:
    """The first of the given ends that lies in no span; 0 when there is none."""
    return next((end for end in ends if not any(start < end < stop for start, stop in spans)), 0)


def _sentence_ends(text: str, room: int) -> Iterator[int]:
    """Where sentences end in the first `room` characters: after the stop and what it closes."""
    return (found.end() for found in _STOP.finditer(text, 0, room) if _ends_sentence(text, found))


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    signs, closers = stop.groups()
    after = text[stop.end() : stop.end() + 2]
    if after and after[0] in "。！？｡．.!?」』）)】”’":
        return False
    if signs[-1] in "。！？｡":
        return not (closers and after.startswith(("と", "って")))  # 「はい。」と is still on its way
    if signs[-1] in "．!?":
        return not after or after[0].isspace() or (signs[-1] != "." and _UNSPACED.match(after) is not None)
    spaced = not after or after[0].isspace()
    return spaced and len(signs) == 1 and not _ABBREVIATION.search(text[max(0, stop.start() - 6) : stop.start()])


def _brackets(text: str, room: int) -> Spans:
    """From each bracket opened in the first `room` characters to its closer; one that is never closed opens nothing."""
    spans: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text, 0, room):
        if found[0] in _PAIRS:
            waiting.append((_PAIRS[found[0]], found.start()))
        elif waiting and waiting[-1][0] == found[0]:
            spans.append((waiting.pop()[1], found.end()))
    return spans + [(start, len(text)) for closer, start in waiting if text.find(closer, room) >= 0]


def _inside_word(text: str, end: int) -> bool:
    kind = _word_kind(text[end])
    return kind != "" and kind == _word_kind(text[end - 1 : end])


def _word_kind(character: str) -> str:
    """`k` for katakana, `w` for what makes words in scripts that put spaces between them, else nothing."""
    if _KATAKANA_CHARACTER.match(character):
        return "k"
    if _UNSPACED.match(character):
        return ""
    return (
        "w"
        if character.isalnum()
        or (character and character in "'’_.-")
        or unicodedata.category(character or " ")[0] == "M"
        else ""
    )
