"""Text: one spelling, scripts, graphemes, columns and cutting, as readers of Japanese and of anything else see them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kawara.base.cutting import cut, summarise
from kawara.base.text import (
    clean,
    columns,
    controls,
    counted,
    counted_in,
    fold,
    graphemes,
    is_wide_cjk,
    language_by_script,
    nfc,
    place_of,
    reading_minutes,
    width_of,
)

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
BLOG_TEXT = st.text(
    alphabet="あカ漢ーがabcX 、。，.!?「」（）()“”… \n\u3099\u0301\u200d\ufe0f👩👧🇯🇵각가\u1100\u1161\u11a8क्षि",
    max_size=60,
)


@pytest.mark.parametrize("spelling", ["AI", "ai", "ＡＩ", " aI ", "Ａi\u3000"])
def test_spellings_of_one_term_fold_to_one_key(spelling: str) -> None:
    """Case, width and outer white space do not make a second term."""
    assert fold(spelling) == "ai"


def test_what_differs_in_more_than_spelling_stays_apart() -> None:
    """`C`, `C++` and `C#` are three keys; white space inside counts once."""
    assert {fold("C"), fold("C++"), fold("C#"), fold("static \t site")} == {"c", "c++", "c#", "static site"}


def test_composed_and_decomposed_are_one() -> None:
    """NFD, as macOS writes names, folds and composes to the same text as NFC."""
    assert nfc("か\u3099") == "が"
    assert fold("か\u3099") == fold("が")


@given(TEXT)
@example("\u0345\u0301")
@example("\u1e9e ﬀ ǰ")
def test_folding_twice_changes_nothing(text: str) -> None:
    """A key is its own key."""
    assert fold(fold(text)) == fold(text)


def test_controls_are_found_with_their_place_and_left_out() -> None:
    """Tab and newline stay; NUL, escape, DEL, C1 and lone surrogates go."""
    text = "a\x00b\tc\nd\x1be\x7f\x85\ud800あ"
    assert [offset for offset, _ in controls(text)] == [1, 7, 9, 10, 11]
    assert clean(text) == "ab\tc\ndeあ"


@given(TEXT)
def test_cleaning_leaves_no_control(text: str) -> None:
    """What is cleaned has nothing more to report."""
    assert list(controls(clean(text))) == []


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        (0, (1, 1, "ab")),
        (2, (1, 3, "ab")),
        (3, (2, 1, "日本")),
        (4, (2, 2, "日本")),
        (6, (3, 1, "")),
        (7, (4, 1, "z")),
        (8, (4, 2, "z")),
    ],
)
def test_place_of_an_offset(offset: int, place: tuple[int, int, str]) -> None:
    """Line and column count from 1, in characters; a line's end belongs to the line."""
    assert place_of("ab\n日本\n\nz", offset) == place


@pytest.mark.parametrize("character", [*"漢かカーｶ、。「Ａ！한", "\u1100", "\U00020bb7", "\u3000"])
def test_wide_characters_of_cjk_text(character: str) -> None:
    """Letters and signs of the three languages, full-width forms and Hangul."""
    assert is_wide_cjk(character)


@pytest.mark.parametrize("character", [*"aé.…×Яก", "⌚", "⭐", "😀", "🇯"])
def test_other_characters_are_no_cjk(character: str) -> None:
    """Emoji are wide, but no letters of any language."""
    assert not is_wide_cjk(character)


JAPANESE, CHINESE, KOREAN = "静的サイトの話をします。", "静态网站生成器比较，功能与速度。", "정적 사이트 생성기 이야기"


@pytest.mark.parametrize(
    ("text", "languages", "default", "language"),
    [
        (JAPANESE, (), "en", "ja"),
        (JAPANESE, ("en", "ja-JP"), "en", "ja-JP"),
        (KOREAN, (), "en", "ko"),
        ("정적 사이트 생성기 靜的", ("en", "ko-KR"), "en", "ko-KR"),
        (CHINESE, (), "en", "zh"),
        (CHINESE, ("en", "ja", "zh"), "en", "ja"),
        (CHINESE, ("en", "zh-Hans"), "en", "zh-Hans"),
        ("東京特許許可局", (), "ja", "ja"),
        (CHINESE, ("en", "fr"), "fr", "fr"),
        (CHINESE + "の" + CHINESE, (), "en", "zh"),
        ("A plain text", ("ja", "en"), "ja", "en"),
        ("A plain text", (), "ja", "en"),
        ("Un texte", (), "fr", "fr"),
        ("Простой текст", ("ja", "ru"), "ja", "ru"),
        ("Простой текст", ("ja", "en"), "ja", "ru"),
        ("Прост текст", ("en", "sr"), "en", "sr"),
        ("نص بسيط", ("en", "ar"), "ar", "ar"),
        ("نص بسيط", (), "ja", "ar"),
        ("متن ساده", ("en", "fa"), "en", "fa"),
        ("טקסט פשוט", ("en", "he"), "en", "he"),
        ("Απλό κείμενο", ("en", "el"), "en", "el"),
        ("A plain text", ("ar", "en"), "ar", "en"),
        ("A plain text", ("ar",), "ar", "en"),
        ("Prost tekst sa ščž", ("sr",), "sr", "sr"),
        ("The word 言葉 means a word, and nothing else", ("ja", "en"), "ja", "en"),
        ("HTTP/2 と gRPC の違いを比べる", (), "en", "ja"),
        ("12:30 — 😀", ("en", "ja"), "ja", "ja"),
        ("", ("en",), "ja", "ja"),
    ],
)
def test_language_by_script(text: str, languages: tuple[str, ...], default: str, language: str) -> None:
    """The dominant script decides, told in the site's own tags."""
    assert language_by_script(text, languages, default) == language


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("日" * 500, 1),
        ("日" * 501, 2),
        ("word " * 220, 1),
        ("word " * 221, 2),
        ("日" * 250 + " word" * 110, 1),
        ("日" * 250 + " word" * 111, 2),
        ("日" + " word" * 10_000, 46),
        ("한" * 1000, 2),
        ("日本Hugo語" * 200, 3),
    ],
)
def test_reading_minutes(text: str, minutes: int) -> None:
    """500 CJK characters or 220 other words a minute, each run at its own pace, rounded up."""
    assert reading_minutes(text) == minutes


@pytest.mark.parametrize(
    "grapheme",
    [
        "a",
        "é",
        "が",
        "ｶﾞ",
        FAMILY,
        "👍🏽",
        "❤️",
        "1️⃣",
        "🇯🇵",
        "각",
        "각",
        "각",
        "葛󠄀",
        "क्ष",
        "கா",
        "กำ",
        "\r\n",
        "🏴\U000e0067\U000e0062\U000e007f",
    ],
)
def test_a_grapheme_stays_whole(grapheme: str) -> None:
    """Marks, joined emoji, flags, syllables and variation selectors belong to what they follow, once each."""
    assert list(graphemes(f"x{grapheme}{grapheme}y")) == ["x", grapheme, grapheme, "y"]


@given(TEXT | BLOG_TEXT)
def test_graphemes_lose_nothing(text: str) -> None:
    """Joined again they are the text."""
    assert "".join(graphemes(text)) == text
    assert all(graphemes(text))


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("abc", 3),
        ("漢字", 4),
        ("か\u3099", 2),
        (FAMILY, 2),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("🇯🇵", 2),
        ("e\u0301", 1),
        ("\u200b\ufeff", 0),
    ],
)
def test_columns(text: str, wide: int) -> None:
    """A wide character takes two columns, a joined emoji too, what cannot be seen none."""
    assert width_of(text) == wide


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("短い文。", 8, "短い文。", id="fits"),
        pytest.param(
            "はい。それは長い話です。さらに続く", 26, "はい。それは長い話です。", id="last sentence that fits"
        ),
        pytest.param("彼は「はい。」そして帰った。", 16, "彼は「はい。」", id="with what it closes"),
        pytest.param(
            "「はい。」と彼は答えた。それから", 16, "「はい。」と彼…", id="a quotation that goes on is no end"
        ),
        pytest.param("本当？！そうらしいという話", 12, "本当？！", id="a run of stops is one end"),
        pytest.param("It works. Then it does not", 16, "It works.", id="English sentence"),
        pytest.param('He said "no." Then he left', 18, 'He said "no."', id="English quotation"),
        pytest.param("Dr. Smith went to the market", 20, "Dr. Smith went to…", id="an abbreviation is no end"),
        pytest.param("Use e.g. Python 3.11 for it", 22, "Use e.g. Python 3.11…", id="numbers and e.g."),
        pytest.param("静的サイト、速くて正しい生成器の話", 20, "静的サイト…", id="comma"),
        pytest.param("はい、静的サイトの生成器を比べる", 24, "はい、静的サイトの生成…", id="a comma too early is none"),
        pytest.param("日本語でHugoを使う", 10, "日本語で…", id="a Latin word stays whole"),
        pytest.param("the quick brown fox", 12, "the quick…", id="word border"),
        pytest.param("長いコンピューターの話", 12, "長い…", id="a katakana word stays whole"),
        pytest.param("Supercalifragilistic", 8, "Superca…", id="a word longer than the room"),
        pytest.param(
            "彼は本を読む（長い注釈。まだ続く注釈）人",
            26,
            "彼は本を読む…",
            id="brackets stay out when they cannot be closed",
        ),
        pytest.param("（長い注釈。まだ続く注釈である）人", 20, "（長い注釈。", id="brackets from the start on"),
        pytest.param(
            "顔(笑顔:( と書く人がいる。多い", 24, "顔(笑顔:( と書く人がい…", id="a bracket never closed does not count"
        ),
        pytest.param(FAMILY * 3, 5, FAMILY * 2 + "…", id="emoji"),
        pytest.param("漢字", 1, "…", id="room for the ellipsis alone"),
        pytest.param("漢字", 0, "", id="no room"),
    ],
)
def test_cut(text: str, width: int, expected: str) -> None:
    """A sentence's end, else a comma, else a word border, else a grapheme; `…` unless a sentence is whole."""
    assert cut(text, width) == expected


@given(TEXT | BLOG_TEXT, st.integers(-1, 40))
def test_a_cut_fits_and_splits_no_grapheme(text: str, width: int) -> None:
    """Never wider than asked, never through what a reader takes for one character, and always a beginning of the text."""
    short = cut(text, width)
    assert width_of(short) <= max(width, 0)
    if short != text:
        kept = short.removesuffix("…") if not text.startswith(short) else short
        assert text.startswith(kept)
        whole = list(graphemes(text))
        assert any("".join(whole[:count]) == kept for count in range(len(whole) + 1))


@given(TEXT, st.integers(0, 40))
def test_a_text_that_fits_is_left_alone(text: str, room: int) -> None:
    """Nothing is cut that has room."""
    assert cut(text, width_of(text) + room) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("静的\nサイト", "静的サイト"),
        ("static\nsite", "static site"),
        ("静的\nsite", "静的 site"),
        ("한국\n말", "한국 말"),
        ("そうか……\n――と彼は\n“A”\nB", "そうか……――と彼は “A” B"),
        ("a \t b\n\n c ", "a b c"),
    ],
)
def test_a_summary_is_one_line(text: str, expected: str) -> None:
    """Lines wrapped in the editor are joined as a browser should: without a space where the script has none."""
    assert summarise(text, 80) == expected


def test_a_summary_is_cut() -> None:
    """It is cut as any text."""
    assert summarise("静的サイト\nの話。長い長い話", 20) == "静的サイトの話。"


def test_columns_of_one_grapheme() -> None:
    """Two columns at most, however many characters a grapheme has."""
    assert [columns(grapheme) for grapheme in ("a", "漢", FAMILY, "\u200b")] == [1, 2, 2, 0]


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_told_from_other_scripts_without_counting(text: str) -> None:
    """A text in ASCII is in the site's language with an alphabet as soon as it has a letter, and else in the main one."""
    has_letters = any(character.isalpha() for character in text)
    assert language_by_script(text, ("ja", "de"), "ja") == ("de" if has_letters else "ja")


@given(st.lists(st.text(alphabet="ab. \n\t語あé\x1f").map(lambda text: " ".join(text.split()))))
def test_lines_are_counted_as_their_text_is(lines: list[str]) -> None:
    """The words between single spaces need only be counted where there is nothing but ASCII."""
    assert counted_in(lines) == counted("\n".join(lines))
