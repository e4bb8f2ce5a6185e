"""Unicode text: one spelling, scripts, graphemes and columns.

Pure functions over `str`. Nothing here asks the locale, and every pattern is compiled once: each of these runs on every
post. Graphemes follow UAX #29 as far as the general categories of the standard library tell them: the signs that some
scripts put before a number stand alone, and characters younger than Python's own Unicode tables do not combine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

CJK_LANGUAGES = ("ja", "zh", "ko")
CHARACTERS_A_MINUTE = 500
WORDS_A_MINUTE = 220
LETTERS_FOR_ONE = 3
"""So many letters of an alphabet weigh as much as one CJK character when the dominant script is sought."""

# --- spelling and places -----------------------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


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


LONGEST_QUOTE = 60


def brief(text: str) -> str:
    """A value as a message quotes it: a long one ends in `…`."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


# --- scripts -----------------------------------------------------------------------------------------------------------

_HAN_PAGES = bytes((0x2E, 0x2F, *range(0x34, 0xA0), 0xF9, 0xFA))
_HANGUL_PAGES = bytes((0x11, *range(0xAC, 0xD8)))
_ALPHABET_PAGES = bytes((*range(0x01, 0x11), *range(0x12, 0x20)))
_ALPHABETS = (
    (bytes((0x06, 0x07, 0x08)), ("ar", "fa", "ur", "ps", "ckb", "sd", "ug", "ku", "pa")),
    (bytes((0x05,)), ("he", "yi")),
    (bytes((0x04,)), ("ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tg", "uz", "az", "bs")),
    (bytes((0x03, 0x1F)), ("el",)),
    (bytes((0x0E,)), ("th",)),
    (bytes((0x09,)), ("hi", "mr", "ne", "sa")),
)
"""Alphabets other than Latin by their blocks, and the languages that are written in each, the likeliest first."""
_IN_TWO_ALPHABETS = frozenset(("sr", "kk", "uz", "az", "bs", "mn", "ku", "pa"))
"""Those of them that are written in Latin letters, too, or in an alphabet that is not in the table."""
_NEVER_LATIN = (
    frozenset((*CJK_LANGUAGES, *(one for _, languages in _ALPHABETS for one in languages))) - _IN_TWO_ALPHABETS
)
_WIDE_PAGES = _HAN_PAGES + _HANGUL_PAGES + bytes((0x30, 0x31, 0x32, 0x33, 0xFF))
_KANA_PAGE_SIGNS = "　、。〃々〆〇〈〉《》「」『』【】〔〕〜"
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_LETTER = re.compile("[A-Za-z]")
_WORD = re.compile("[0-9A-Za-z\xc0-\u10ff\u1200-\u1fff][0-9A-Za-z\xc0-\u10ff\u1200-\u1fff'’.-]*")


def is_wide_cjk(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text: wide, full- or half-width, or Hangul; no emoji."""
    if "\u2300" <= character <= "\u2bff" or "\U0001f000" <= character <= "\U0001faff":
        return False
    return unicodedata.east_asian_width(character) in "FHW" or is_hangul(character)


def is_hangul(character: str) -> bool:
    """Whether a character is a Hangul syllable or a part of one, also half-width."""
    return any(first <= character <= last for first, last in _HANGUL)


_HANGUL = (
    ("\uac00", "\ud7ff"),
    ("\u1100", "\u11ff"),
    ("\u302e", "\u302f"),
    ("\u3131", "\u318f"),
    ("\u3200", "\u321e"),
    ("\u3260", "\u327f"),
    ("\ua960", "\ua97f"),
    ("\uffa0", "\uffdc"),
)


def meet(before: str, after: str) -> bool:
    """Whether two lines that were only wrapped belong together without a space: both are Chinese or Japanese where they meet.

    The rules of CSS Text 3, § 4.1.3, for segment breaks. A sign that English has as well (`…`, `―`, `”`) is of the writing
    of the characters beside it on its own line, which tells more than the language of the whole text.
    """
    if not before or not after:
        return False
    ends = (_at_end(reversed(before)), _at_end(after))
    return any(ends) and all(not end or is_unspaced(end) for end in ends)


def _at_end(characters: Iterable[str]) -> str:
    """The first character that tells the writing of its line; empty where there are such signs alone."""
    return next((one for one in characters if is_unspaced(one) or not _is_of_both(one)), "")


def _is_of_both(character: str) -> bool:
    """Whether it is a sign of any writing: punctuation or a symbol whose East Asian width is ambiguous."""
    return unicodedata.east_asian_width(character) == "A" and unicodedata.category(character)[0] in "PS"


def is_unspaced(character: str) -> bool:
    """Whether it is of a script that puts no spaces between words."""
    return character != "" and is_wide_cjk(character) and not is_hangul(character)


def language_by_script(text: str, languages: Sequence[str], default: str) -> str:
    """The language of a text by its dominant script, told in the site's own tags where it has one that fits.

    Kana is Japanese, Hangul Korean; Han alone is the site's first CJK language, or Chinese when the site names none. For
    any other script it is the site's first language in that script. A text without letters is in the default language.
    """
    offered = (*languages, default)
    if text.isascii():
        return _in_alphabet(b"", 0, offered) if _LETTER.search(text) else default
    pages = _pages(text)
    han, kana, hangul, others = _letters(text, pages)
    cjk = han + kana + hangul
    if not cjk or cjk * LETTERS_FOR_ONE < others:
        return _in_alphabet(pages, others, offered) if others else default
    if hangul > han + kana:
        return _first_of(offered, ("ko",)) or "ko"
    # Chinese quotes a の now and then; Japanese prose is never without its share of kana.
    if kana * 10 >= han:
        return _first_of(offered, ("ja",)) or "ja"
    return _first_of(offered, CJK_LANGUAGES) or (default if languages else "zh")


def primary(tag: str) -> str:
    """The language itself, of a BCP 47 tag: `zh` for `zh-Hant-TW`."""
    return tag.partition("-")[0].casefold()


def _first_of(tags: Iterable[str], languages: Sequence[str]) -> str:
    return next((tag for tag in tags if primary(tag) in languages), "")


def _in_alphabet(pages: bytes, letters: int, offered: Sequence[str]) -> str:
    """The first language offered that is written as most of these letters are, else the likeliest of that alphabet.

    A text in an alphabet is not in Japanese, whatever the site's main language.
    """
    mine = next((languages for blocks, languages in _ALPHABETS if 2 * _count(pages, blocks) > letters), ())
    latin = (tag for tag in offered if tag and primary(tag) not in _NEVER_LATIN)
    return (_first_of(offered, mine) or mine[0]) if mine else next(latin, "en")


def _letters(text: str, pages: bytes) -> tuple[int, int, int, int]:
    """How many characters are Han, kana, Hangul, and letters of alphabets: as near as their blocks tell."""
    kana = pages.count(0x30) - sum(map(text.count, _KANA_PAGE_SIGNS))
    ascii_letters = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    return _count(pages, _HAN_PAGES), kana, _count(pages, _HANGUL_PAGES), ascii_letters + _count(pages, _ALPHABET_PAGES)


def _pages(text: str) -> bytes:
    """The high byte of each UTF-16 unit: blocks are counted in C, where a pattern would visit every character."""
    return text.encode("utf-16-be", "surrogatepass")[::2]


def _count(pages: bytes, wanted: bytes) -> int:
    return len(pages) - len(pages.translate(None, wanted))


def reading_minutes(text: str) -> int:
    """Minutes to read a plain text: its CJK characters and its other words, each at their pace; rounded up, at least 1."""
    return minutes_of(*counted(text))


def counted(text: str) -> tuple[int, int]:
    """The CJK characters of a text, and its other words."""
    characters = 0 if text.isascii() else _count(_pages(text), _WIDE_PAGES)
    return characters, len(_WORD.findall(text) if characters else text.split())


def counted_in(lines: Sequence[str]) -> tuple[int, int]:
    """The same of lines whose words are parted by single spaces: in a text of ASCII those need only be counted."""
    if all(map(str.isascii, lines)):
        return 0, sum(line.count(" ") + 1 for line in lines if line)
    return counted("\n".join(lines))


def minutes_of(characters: int, words: int) -> int:
    """Minutes to read so many CJK characters and other words; rounded up, at least 1."""
    work = characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE
    return max(1, -(-work // (CHARACTERS_A_MINUTE * WORDS_A_MINUTE)))


# --- graphemes and columns ---------------------------------------------------------------------------------------------

_ZWJ, _EMOJI_STYLE = "\u200d", "\ufe0f"
_EXTENDING = re.compile("[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_PICTURE = re.compile("[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_NO_ROOM = ("Mn", "Me", "Cf", "Cc", "Cs")


def graphemes(text: str) -> Iterator[str]:
    """What a reader calls the characters of a text: each with its marks, joined emoji, flags, Hangul syllables."""
    start = 0
    for here in range(1, len(text)):
        if not (_may_join(text[here]) or text[here - 1] == _ZWJ) or not _joined(text, start, here):
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


@lru_cache(maxsize=4096)
def _may_join(character: str) -> bool:
    """Whether a character is of a kind that can belong to the grapheme before it: few of those that texts are made of."""
    return (
        character == "\n"
        or unicodedata.category(character)[0] == "M"
        or _EXTENDING.match(character) is not None
        or _is_flag_letter(character)
        or is_hangul(character)
        or (unicodedata.category(character) == "Lo" and not is_wide_cjk(character))
    )


def _joined(text: str, start: int, here: int) -> bool:
    """Whether the character at `here` belongs to the grapheme that began at `start`."""
    before, character = text[here - 1], text[here]
    if before == _ZWJ and _PICTURE.match(character):
        return True
    if unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return before == "\r" and character == "\n"
    if unicodedata.category(character)[0] == "M" or _EXTENDING.match(character):
        return True
    if _is_flag_letter(character):
        return here - start == 1 and _is_flag_letter(before)
    return _same_syllable(before, character) or _after_virama(text, here)


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _same_syllable(before: str, character: str) -> bool:
    """Hangul written in parts (UAX #29, GB6 to GB8): what follows a leading consonant, and vowels and finals."""
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb":
        return is_hangul(before)
    leading = "\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c"
    return leading and is_hangul(character)


def _after_virama(text: str, here: int) -> bool:
    """Indic consonants joined by a virama (UAX #29, GB9c), with or without a joiner after it."""
    virama = text[here - 2 : here - 1] if text[here - 1] == _ZWJ else text[here - 1]
    return virama != "" and unicodedata.combining(virama) == 9 and unicodedata.category(text[here]) == "Lo"


@lru_cache(maxsize=4096)
def columns(grapheme: str) -> int:
    """Columns of one grapheme: two for a wide one or an emoji, none for one that cannot be seen, else one."""
    if any(unicodedata.east_asian_width(character) in "FW" for character in grapheme):
        return 2
    if _EMOJI_STYLE in grapheme or _is_flag_letter(grapheme[:1]):
        return 2
    return 0 if all(unicodedata.category(character) in _NO_ROOM for character in grapheme) else 1


def width_of(text: str) -> int:
    """Columns of a text."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(columns, graphemes(text)))
