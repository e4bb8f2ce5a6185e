"""`kawara check`: the rules over texts, and what the command makes of them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from checking import checked, found, laid
from conftest import REPOSITORY, shared
from kawara.base.checks import CHECKS as ROWS_OF_THE_TABLE
from kawara.base.findings import Edit, edited
from kawara.base.problems import KawaraError, problem
from kawara.base.reports import REPORTS, as_plain
from kawara.build import glance, reaching
from kawara.build.checking import check
from kawara.build.options import Options
from kawara.check import full_width, half_kana, invisible, replacement
from kawara.check.pages import contents, page
from kawara.check.rare import RARE
from kawara.check.row import Check
from kawara.check.sentences import CLOSED, LOOSE, OPEN, ending
from kawara.check.table import CHECKS, ROWS
from kawara.cli import main
from kawara.external.verdict import BROKEN, GOOD, MOVED, PRIVATE, UNKNOWN, Verdict
from sites import NOW, lay, made, told, write

HEAD = "---\ntitle: A\ndate: 2026-01-01\n---\n"
HOME = "kawara.yml"


def of_rules(lines: list[str]) -> list[str]:
    """The findings of the rules, less those of builds (a post of a test has no date)."""
    return [line for line in lines if line.split()[1] in CHECKS]


ASKING = Options(now=NOW, jobs=1, external=True)
ANSWERS = {
    "gone": Verdict(BROKEN, "answers 404"),
    "moved": Verdict(MOVED, "has moved for good", "https://garden.test/"),
    "slow": Verdict(UNKNOWN, "did not answer in time"),
    "garden": Verdict(PRIVATE, "leads to a machine that only you can reach"),
}


def answering(addresses: Sequence[str], *_how: object) -> Iterator[dict[str, Verdict]]:
    """A web in which addresses answer by their last word."""
    yield {one: ANSWERS.get(one.rpartition("/")[2], Verdict(GOOD)) for one in addresses}


# --- the rules ---------------------------------------------------------------------------------------------------------


def test_the_table_is_whole() -> None:
    """Each rule has a row in the table of codes, and each row its rule."""
    assert list(CHECKS) == list(ROWS_OF_THE_TABLE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_each_rule_finds_its_wrong_example_and_nothing_in_the_right_one(
    row: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a rule shows of itself is true; one that has to be asked for is."""
    if row.asked:
        for folder in ("wrong", "right"):
            write(tmp_path, f"{folder}/{HOME}", f"check:\n  severity:\n    {row.code}: warning\n")
        write(tmp_path, "unasked/content/posts/a.md", row.wrong)
        assert row.code not in {f.problem.code for f in checked(tmp_path / "unasked")}
    if row.external:
        assert found(tmp_path / "wrong", row.wrong, about=row.code) == []
        monkeypatch.setattr(reaching, "ask_all", answering)
        every = check(laid(tmp_path / "wrong", row.wrong), ASKING)
        assert [f.problem.line for f in every if f.problem.code == row.code] == [1]
        assert [f for f in check(laid(tmp_path / "right", row.right), ASKING) if f.problem.code in CHECKS] == []
        return
    if row.built:
        assert found(tmp_path / "wrong", row.wrong, about=row.code) == []
        made(laid(tmp_path / "wrong", row.wrong))
        made(laid(tmp_path / "right", row.right))
    assert found(tmp_path / "wrong", row.wrong, about=row.code) != []
    assert of_rules(found(tmp_path / "right", row.right)) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_each_rule_explains_itself_in_two_languages(row: Check) -> None:
    """English is in ASCII but for quoted signs, Japanese is Japanese."""
    assert len(row.english.split()) > 20
    assert sum("ぁ" <= character <= "ヿ" for character in row.japanese) > 20


def test_the_seed_post_has_exactly_its_faults(tmp_path: Path) -> None:
    """Six markers, thirty extra copies of nineteen passages, three broken sentences, three that resume, title and reading time."""
    seed = next(shared("seed").glob("*.md"))
    write(tmp_path, f"content/posts/{seed.name}", seed.read_bytes())
    every = checked(tmp_path)
    lines = {code: [f.problem.line for f in every if f.problem.code == code] for code in CHECKS}
    assert lines["leftover"] == [60, 94, 112, 148, 158, 174]
    assert lines["cut-off"] == [92, 146, 156]
    assert lines["resumed"] == [96, 150, 160]
    assert lines["title-twice"] == [12]
    assert lines["reading-time"] == [9]
    copies = [f for f in every if f.problem.code == "repeated"]
    assert [f.problem.line for f in copies] == [34, *range(64, 85, 2), *range(114, 143, 2), 152, 154, 162]
    assert len({f.related[0].line for f in copies}) == 19
    texts = seed.read_text(encoding="utf-8").split("\n")
    assert all(texts[f.problem.line - 1] == texts[f.related[0].line - 1] for f in copies)
    grave = {f.problem.code for f in every if f.problem.severity == "error"}
    assert grave == {"leftover", "cut-off", "resumed", "repeated"}
    assert (tmp_path / "content/posts" / seed.name).read_bytes() == seed.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "`---END---` ends a text.\n",
        "```\n---END---\n```\n",
        "モデルは `<|im_end|>` で発話を閉じます。\n",
        "A stream ends with <|endoftext|",
        "> As an AI language model, I cannot say.\n\nSo it answered.\n",
        "Models like to say “As an AI language model”.\n",
        "---\n\nText.\n",
        "-----BEGIN CERTIFICATE-----\n",
        "The END of the story.\n",
        "記事は以下の三つです。\n",
        "以下がその手順です。\n",
        "雨が降った。\n\n**おわり**\n",
        "Rain fell.\n\nI hope this helps bring to light how much it rains.\n",
        "Here is a tip for you: **always** name the version of your umbrella.\n",
    ],
)
def test_what_only_looks_like_a_leftover_is_none(text: str, tmp_path: Path) -> None:
    """Code, quotations, and words about the matter are the author's."""
    assert found(tmp_path, HEAD + text, about="leftover") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Text.\n\n---END---\n", "7:1"),
        ("Text.\n---END---\n", "6:1"),
        ("- item\n\n  <|im_end|>\n", "7:3"),
        ("Rain fell【12†source】 all day.\n", "5:10"),
        ("Rain fell. :contentReference[oaicite:0]{index=0}\n", "5:12"),
        ("[INST] Write. [/INST]\n", "5:1"),
        ("Sure! Here is the blog post about rain:\n\nRain fell.\n", "5:1"),
        ("承知しました。雨についての記事を作成します。\n\n雨が降った。\n", "5:1"),
        ("Rain fell.\n\nLet me know if you'd like me to adjust the tone!\n", "7:1"),
        ("As an AI language model, I have never seen rain.\n", "5:1"),
        ("<think>\nRain?\n</think>\n\nRain fell.\n", "5:1"),
    ],
)
def test_leftovers_stand_at_their_place(text: str, place: str, tmp_path: Path) -> None:
    """Lines, tokens and a chat's own words are told where they stand."""
    assert f"{place} leftover" in found(tmp_path, HEAD + text)


@pytest.mark.parametrize(
    "text",
    [
        "See [Your First Site](first.md) and [Your name][1].\n\n[1]: https://example.org/\n",
        "`{{title}}` and {{ site.title }} are of Jekyll.\n",
        "[Add a comment]: # (hidden)\n",
        "[here](https://example.org/)\n",
    ],
)
def test_links_and_templates_are_no_blanks(text: str, tmp_path: Path) -> None:
    """Only what waits to be filled in is told."""
    assert found(tmp_path, HEAD + text, about="placeholder") == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("雨が降りました。", CLOSED),
        ("雨が降りました。そして、その", LOOSE),
        ("雨が降りました。その上での", OPEN),
        ("雨が降りました。それは、", OPEN),
        ("雨が降りました。とてもよかったです", CLOSED),
        ("雨が降りました（笑）", CLOSED),
        ("雨が降りました。詳しくは[こちら](a.md)", CLOSED),
        ("It rained. Then the", OPEN),
        ("It rained. Then came snow", LOOSE),
        ("It rained. Thanks, Mei", CLOSED),
        ("It rained. See https://example.org/rain", CLOSED),
        ("It rained.[^1]", CLOSED),
        ("It rained in `main`", CLOSED),
    ],
)
def test_how_a_sentence_ends(text: str, how: str) -> None:
    """An end, no sign of one, and a sure sign that it goes on."""
    assert ending(text) == how


@pytest.mark.parametrize("rule", [invisible, replacement, half_kana, full_width], ids=lambda rule: rule.CODE)
def test_what_is_looked_for_once_is_all_that_is_looked_for(rule: ModuleType) -> None:
    """Whatever such a rule would tell has a character for which the whole text is searched."""
    told = [chr(code) for code in range(0x110000) if rule._FAULT.search(chr(code) * 2)]
    assert told
    assert all(RARE.search(character) for character in told)


def test_the_traces_of_a_break_are_told_without_the_marker(tmp_path: Path) -> None:
    """Once `--fix` has taken the marker out, what was broken off at it is broken off still."""
    seed = next(shared("seed").glob("*.md"))
    bare = seed.read_text(encoding="utf-8").replace("---END---\n\n", "").removesuffix("---END---")
    codes = [line.split()[1] for line in found(tmp_path, bare)]
    assert [codes.count(code) for code in ("leftover", "cut-off", "resumed", "repeated")] == [0, 3, 3, 30]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("春（初めの頃の庭。\n", ["5:2"]),
        ("春の庭）の梅。\n", ["5:4"]),
        ("1）梅。\n2）桜。\n\n注）散った。例）藤。\n", []),
        ("梅（(*´∀｀)）と桜（仮)と藤(仮）。\n", []),
        ("（これは余談で、\n\n次の段落まで続く。）\n", []),
        ("He said, “It rains.\n\nShe “agreed”.\n", ["5:10"]),
        ("“It rains.\n\n“It pours.”\n\nSo “they” said.\n", []),
        ("“It rains.\n\nIt pours.\n\nIt is cold.”\n", []),
        ("A “screen” of 15” and “more”.\n", []),
        ("It “rains” here” too.\n", ["5:16"]),
        ("> “It rains.”\n", []),
        ("```text\n“It rains.”\n```\n", []),
        ("„Es regnet“, sagte er. ”Ja“ und “nein”, “.\n", []),
    ],
)
def test_brackets_and_quotation_marks_have_partners(text: str, places: list[str], tmp_path: Path) -> None:
    """Round brackets of full width and curly quotation marks as well; numbers, faces, inches and long quotations are meant so."""
    assert found(tmp_path, HEAD + text, about="brackets") == [f"{place} brackets" for place in places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("![](a.png) ![梅](b.png) `![](c.png)`\n", ["5:1"]),
        ("![][1]\n\n[1]: a.png\n", ["5:1"]),
        ('Text <img src="a.png"> <img alt src="b.png"> `<img>`\n', ["5:6"]),
        ('<p>\n<img src="a.png"\n  width="3">\n<img alt="" src="b.png">\n</p>\n', ["6:1"]),
        ('<!-- <img src="a.png"> -->\n', []),
    ],
)
def test_pictures_have_words(text: str, places: list[str], tmp_path: Path) -> None:
    """In Markdown, by reference too, and in HTML."""
    assert found(tmp_path, HEAD + text, about="alt") == [f"{place} alt" for place in places]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("庭の**梅**と** 桜 **。\n", "5:9"),
        ("庭の**梅**と**桜。\n", "5:9"),
        ("A **plum ** and **cherry**.\n", "5:10"),
    ],
)
def test_the_stars_that_are_wrong_are_marked(text: str, place: str, tmp_path: Path) -> None:
    """Not the first of the paragraph, which may be right."""
    assert found(tmp_path, HEAD + text, about="stars") == [f"{place} stars"]


def test_a_lead_to_a_list_is_not_cut_off(tmp_path: Path) -> None:
    """What comes after decides: a list, code or an image may finish the sentence."""
    text = "It rained. We took our\n\n- coats\n- hats\n\nIt was late. We left.\n\nIt was dark. We slept.\n"
    assert of_rules(found(tmp_path, HEAD + text)) == []


def test_code_that_begins_with_many_blanks_takes_no_time(tmp_path: Path) -> None:
    """Each more was once twice the time: this one would have taken longer than the world is old."""
    assert of_rules(found(tmp_path, f"{HEAD}Text.\n\n```\nx\n```\n\n{' ' * 4000}code\n")) == []
    assert found(tmp_path, f"{HEAD}Text.\n\n{' ' * 400}code\n\n- a\n\n  1. ```\n     x\n", about="fence") == [
        "11:1 fence"
    ]


def test_a_quotation_in_html_is_one(tmp_path: Path) -> None:
    """As in Markdown: what stands in it may stand in the text as well."""
    said = "春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって見えます。\n\n"
    assert of_rules(found(tmp_path, f"{HEAD}{said}<blockquote>\n\n{said}</blockquote>\n\nそう書きました。\n")) == []
    after = f"{HEAD}{said}<details>\n\n一つ。\n\n</details>\n\n{said}"
    assert found(tmp_path, after, about="repeated") == ["13:1 repeated"]


def test_a_text_about_templates_has_no_blanks(tmp_path: Path) -> None:
    """Its code shows what it is about."""
    assert of_rules(found(tmp_path, f"{HEAD}A {{{{ name }}}} is filled in.\n\n```\n{{{{ name }}}}\n```\n")) == []
    assert found(tmp_path, f"{HEAD}A {{{{ name }}}} is filled in.\n", about="placeholder") == ["5:3 placeholder"]


def test_a_place_to_break_a_line_is_meant(tmp_path: Path) -> None:
    """A zero-width space behind a dash or a slash; anywhere else nobody knows of it."""
    assert of_rules(found(tmp_path, f"{HEAD}Rain—\u200band/\u200bor snow.\n")) == []
    assert of_rules(found(tmp_path, f"{HEAD}Ra\u200bin—\u200band snow.\n")) == ["5:3 invisible"]


def test_an_ellipsis_for_effect_is_no_resumption(tmp_path: Path) -> None:
    """A paragraph may open with `…` as long as nothing before it was broken off."""
    text = "雨が降りました。\n\n…というわけで、家にいます。\n\n...and so we stayed.\n"
    assert of_rules(found(tmp_path, HEAD + text)) == []


def test_refrains_notices_and_leads_are_no_copies(tmp_path: Path) -> None:
    """Short lines, quotations, list items and lines that lead to code may come again."""
    lead = "Run the following command in a terminal that is open in the folder of the project, and wait for it to end:\n\n```\nmake\n```\n\n"
    refrain = "> 春の庭では、梅が咲き始めました。朝の光の中で見ると、花びらの一枚一枚が透きとおって見えます。\n\nらららら。\n\n"
    assert of_rules(found(tmp_path, HEAD + lead * 2 + refrain * 2)) == []


def test_what_stands_in_many_posts_is_a_notice(tmp_path: Path) -> None:
    """A passage of four posts is meant; of two it was carried over."""
    notice = "This post is part of what I wrote on the road from Kyoto to Edo in the spring of a year without rain. The other parts are in the archive, in the order of the stations.\n"
    for name in "bcd":
        write(tmp_path, f"content/posts/{name}.md", f"{HEAD}Of {name}.\n\n{notice}")
    assert found(tmp_path, f"{HEAD}Of a.\n\n{notice}", about="copied") == []
    (tmp_path / "content/posts/d.md").unlink()
    assert found(tmp_path, f"{HEAD}Of a.\n\n{notice}", about="copied") == ["7:1 copied", "7:1 copied"]


def test_a_text_about_markdown_is_not_wrapped(tmp_path: Path) -> None:
    """A fence is only told when there is nearly nothing else."""
    shown = "```markdown\n# Plums\n\nThe plum is in flower.\n\nSoon the cherry will be.\n```\n"
    text = "A post begins with a heading, and goes on with paragraphs between blank lines. " * 4
    assert of_rules(found(tmp_path, f"{HEAD}{text}\n\n{shown}")) == []


def test_texts_are_looked_at_alike_whether_they_are_read_anew_or_remembered(tmp_path: Path) -> None:
    """With their blocks out of the parse that loads them, and with a parse of their own."""
    for number, row in enumerate(ROWS):
        laid(tmp_path, "Text.\n")
        write(tmp_path, f"content/posts/{number}.md", row.wrong.partition("\n-- ")[0] + "\n")
    write(tmp_path, "content/posts/math.md", "---\ntitle: M\nmath: true\n---\n$x$\n\n$$\n---END---\n$$\n\n---END---\n")
    write(
        tmp_path, "content/posts/attributes.md", "# A {#b}\n\n## **C {.d}\n\n[^1]: E\n\nF[^1] <b>[こちら](a.md)</b>\n"
    )
    anew = checked(tmp_path)
    made(tmp_path)
    again = [each for each in checked(tmp_path) if not each.problem.code.startswith(("page-", "orphan"))]
    assert [as_plain(each) for each in again] == [as_plain(each) for each in anew]
    assert len({each.problem.code for each in anew}) > 30


# --- what is made of findings ------------------------------------------------------------------------------------------


def test_a_post_may_ask_to_be_spared(tmp_path: Path) -> None:
    """`check: {ignore: [...]}` in front matter, one code or several."""
    text = "---\ntitle: A\ndate: 2026-01-01\ncheck: {ignore: [leftover]}\n---\nText.\n\n---END---\n"
    assert of_rules(found(tmp_path, text)) == []
    assert of_rules(found(tmp_path, text.replace("[leftover]", "leftover"))) == []


def test_a_site_sets_severities(tmp_path: Path) -> None:
    """`check.severity` holds for rules as for the problems of builds."""
    write(tmp_path, HOME, "check:\n  severity:\n    leftover: note\n")
    laid(tmp_path, f"{HEAD}Text.\n\n---END---\n")
    assert {f.problem.severity for f in checked(tmp_path) if f.problem.code == "leftover"} == {"note"}


def test_an_edit_takes_one_of_two_blank_lines_along() -> None:
    """Edits apply from the top; of two that overlap the first counts."""
    assert edited("a\n\nb\n\nc\n", [Edit(3, 1, 5, 1), Edit(4, 1, 4, 1, "x")]) == "a\n\nc\n"


SITE = f"{HEAD}Text.\n\n---END---\n\nIt rained. Then the\n\n---END---\n"


def test_text_has_an_excerpt_and_carets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As of a compiler: place, severity, code, line, carets below what is at fault, help."""
    assert main(["-C", str(laid(tmp_path, SITE)), "check"]) == 1
    shown = capsys.readouterr().out
    assert (
        "content/posts/a.md:7:1: error[leftover] '---END---' was left by a tool\n    ---END---\n    ^^^^^^^^^\nhelp: "
        in shown
    )
    assert "\n\n3 errors" in shown


def test_json_alone_is_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The stable names, ends and related places among them."""
    main(["-C", str(laid(tmp_path, SITE)), "check", "--format", "json"])
    plain = json.loads(capsys.readouterr().out)
    assert plain["version"] == 1
    first = next(p for p in plain["problems"] if p["code"] == "leftover")
    assert (first["path"], first["line"], first["column"]) == ("content/posts/a.md", 7, 1)
    assert (first["end_line"], first["end_column"], first["fixable"], first["related"]) == (7, 10, True, [])


def test_json_stays_alone_beside_a_mend_and_a_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The diff, and what was done, are told on standard error."""
    main(["-C", str(laid(tmp_path, SITE)), "check", "--fix", "--yes", "--format", "json"])
    out, err = capsys.readouterr()
    assert "leftover" not in {p["code"] for p in json.loads(out)["problems"]}
    assert "\n----END---\n" in err
    assert "mended 2 findings in 1 file" in err
    main(["-C", str(tmp_path), "check", "--write-baseline", "--format", "json"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "kept in" in err


def test_a_site_that_is_not_built_is_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its links and pictures have not been looked at."""
    main(["-C", str(laid(tmp_path, SITE)), "check"])
    assert "not built yet" in capsys.readouterr().err
    main(["-C", str(tmp_path), "build"])
    capsys.readouterr()
    main(["-C", str(tmp_path), "check"])
    assert capsys.readouterr().err == ""


def test_after_a_mend_the_lines_are_those_of_the_mended_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what was mended is not counted as part of the baseline."""
    main(["-C", str(laid(tmp_path, f"{HEAD}Text.\n\n---END---\n\n雨\ufffdが降った。\n")), "check", "--fix", "--yes"])
    shown = capsys.readouterr().out
    assert "content/posts/a.md:7:2: warning[replacement]" in shown
    assert "baseline" not in shown


def test_sarif_names_rule_level_and_region(tmp_path: Path) -> None:
    """One run; each result has its rule by index, its level, its region in code points and related places."""
    every = checked(laid(tmp_path, CHECKS["repeated"].wrong))
    plain = json.loads(REPORTS["sarif"](every))
    (run,) = plain["runs"]
    assert (plain["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = run["tool"]["driver"]["rules"]
    result = next(r for r in run["results"] if r["ruleId"] == "repeated")
    assert rules[result["ruleIndex"]]["id"] == "repeated"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/posts/a.md"
    assert place["region"] == {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 60}
    assert result["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_junit_is_read_back(tmp_path: Path) -> None:
    """A suite for each file, a case for each finding, a failure for each error."""
    every = checked(laid(tmp_path, SITE))
    root = ET.fromstring(REPORTS["junit"](every))  # noqa: S314  our own text
    assert {case.get("classname") for case in root.iter("testcase")} >= {"content/posts/a.md"}
    assert (
        len(list(root.iter("failure")))
        == sum(f.problem.severity == "error" for f in every)
        == int(root.get("failures", ""))
    )
    assert len(list(ET.fromstring(REPORTS["junit"]([])).iter("testcase"))) == 1  # noqa: S314


def test_github_gets_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One workflow command for each finding."""
    main(["-C", str(laid(tmp_path, SITE)), "check", "--format", "github"])
    assert (
        "::error file=content/posts/a.md,line=7,endLine=7,col=1,endColumn=10,title=leftover::"
        in capsys.readouterr().out
    )


def test_only_what_is_named_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file or folder of the command line; one outside the site is refused, and one that is not there."""
    laid(tmp_path, f"{SITE}-- content/posts/b.md --\n{HEAD}Text.\n\n---END---\n")
    assert main(["-C", str(tmp_path), "check", "content/posts/b.md"]) == 1
    assert "a.md" not in capsys.readouterr().out
    assert main(["-C", str(tmp_path), "check", "/"]) == 2
    assert main(["-C", str(tmp_path), "check", "content/posts/c.md"]) == 2
    assert main(["-C", str(tmp_path / "nowhere"), "check", "."]) == 2


def test_strict_counts_warnings(tmp_path: Path) -> None:
    """Status 0 with warnings alone, 1 with --strict."""
    laid(tmp_path, "---\ntitle: 春の便り\ndate: 2026-01-01\n---\n春の便り\n\n梅が咲きました。\n")
    assert main(["-C", str(tmp_path), "check"]) == 0
    assert main(["-C", str(tmp_path), "check", "--strict"]) == 1


def test_a_baseline_lets_an_old_blog_start_green(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was there is passed over wherever it moves; one more of the same is told."""
    laid(tmp_path, SITE)
    assert main(["-C", str(tmp_path), "check", "--write-baseline"]) == 0
    assert main(["-C", str(tmp_path), "check"]) == 0
    laid(tmp_path, SITE.replace("Text.", "Text.\n\nMore text.") + "\n---END---\n")
    capsys.readouterr()
    assert main(["-C", str(tmp_path), "check"]) == 1
    assert capsys.readouterr().out.count("error[") == 1


def test_a_baseline_of_some_files_keeps_what_it_knows_of_others(tmp_path: Path) -> None:
    """Of the files that were named it knows what is there now, and no more what was."""
    laid(tmp_path, SITE)
    again = "-- content/posts/{0}.md --\n---\ntitle: {0}\ndate: 2026-01-01\n---\nText of {0}.\n\n---END---\n"
    lay(tmp_path, again.format("x") + again.format("y"))
    assert main(["-C", str(tmp_path), "check", "--write-baseline"]) == 0
    write(tmp_path, "content/posts/x.md", "---\ntitle: x\ndate: 2026-01-01\n---\nText of x.\n\n<|im_end|>\n")
    assert main(["-C", str(tmp_path), "check", "content/posts/x.md"]) == 1
    assert main(["-C", str(tmp_path), "check", "content/posts/x.md", "--write-baseline"]) == 0
    assert main(["-C", str(tmp_path), "check"]) == 0
    rows = json.loads((tmp_path / "check-baseline.json").read_text(encoding="utf-8"))["findings"]
    assert [row["path"] for row in rows].count("content/posts/x.md") == 1
    assert rows == sorted(rows, key=lambda row: (row["path"], row["code"], row["id"]))


def test_no_baseline_is_made_of_a_site_that_cannot_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would hold nothing of what is there, and hide that."""
    laid(tmp_path, SITE)
    assert main(["-C", str(tmp_path), "check", "--write-baseline"]) == 0
    before = (tmp_path / "check-baseline.json").read_bytes()

    def refused(*_given: object) -> None:
        raise KawaraError(problem("usage", "", "not now"))

    with monkeypatch.context() as patched:
        patched.setattr("kawara.build.checking.check", refused)
        assert main(["-C", str(tmp_path), "check", "--write-baseline"]) == 2
    write(tmp_path, "kawara.yml", "pagination: many\n")
    assert main(["-C", str(tmp_path), "check", "--write-baseline"]) == 2
    assert (tmp_path / "check-baseline.json").read_bytes() == before


def test_a_broken_baseline_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is a fault of the command's, with a way out."""
    write(laid(tmp_path, SITE), "check-baseline.json", "{")
    assert main(["-C", str(tmp_path), "check"]) == 2
    assert "--write-baseline" in capsys.readouterr().err
    assert main(["-C", str(tmp_path), "check", "--write-baseline"]) == 0
    assert main(["-C", str(tmp_path), "check"]) == 0


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """In both languages with both examples; an unknown code gets the near one."""
    assert main(["check", "--explain", "cut-off"]) == 0
    shown = capsys.readouterr().out
    assert CHECKS["cut-off"].english in shown
    assert CHECKS["cut-off"].japanese in shown
    assert main(["check", "--explain", "cutoff"]) == 2
    assert "did you mean 'cut-off'" in capsys.readouterr().err


def test_a_clean_site_is_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing found, status 0."""
    laid(tmp_path, f"{HEAD}It rained.\n")
    write(tmp_path, HOME, "url: https://blog.test/\n")
    assert main(["-C", str(tmp_path), "check", "--strict"]) == 0
    assert capsys.readouterr().out == "nothing found\n"


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    """However the texts are divided."""
    for number in range(120):
        write(
            tmp_path,
            f"content/posts/p{number}.md",
            f"{HEAD}slug: s{number}\n".replace("---\nslug", "slug") + f"---\nText {number}.\n\n---END---\n",
        )
    from kawara.build.checking import check
    from kawara.build.options import Options
    from sites import NOW

    two = check(tmp_path, Options(now=NOW, jobs=2))
    assert [as_plain(f) for f in two] == [as_plain(f) for f in checked(tmp_path)]
    assert sum(f.problem.code == "leftover" for f in two) == 120


def test_builds_tell_what_a_tool_left_as_warnings(tmp_path: Path) -> None:
    """Marks and the sentences broken off at them, once, also from memory; a post may ask to be spared."""
    laid(tmp_path, SITE)
    expected = [
        "content/posts/a.md:11:1: warning[leftover]",
        "content/posts/a.md:7:1: warning[leftover]",
        "content/posts/a.md:9:12: warning[cut-off]",
    ]
    for _ in range(2):
        assert sorted(line for line in told(made(tmp_path)) if line.endswith(("leftover]", "cut-off]"))) == expected
    assert {f.problem.severity for f in checked(tmp_path) if f.problem.code in CHECKS} == {"error"}
    laid(tmp_path, SITE.replace("---\nText", "check: {ignore: [leftover, cut-off]}\n---\nText"))
    assert [line for line in told(made(tmp_path)) if "leftover" in line or "cut-off" in line] == []


FORMULA = "$$\n\\int_0^1 \\frac{x^2 + y^2}{\\sqrt{x + y}} dx = \\sum_{n=0}^{\\infty} \\frac{1}{n!} + \\alpha \\beta \\gamma\n$$\n"
SHORTCODE = (
    '{{< figure src="/pictures/rain-over-the-garden.png" caption="Rain over the garden, seen from the kitchen" >}}\n'
)


@pytest.mark.parametrize("foreign", [FORMULA, SHORTCODE])
def test_formulas_and_shortcodes_are_no_passages(tmp_path: Path, foreign: str) -> None:
    """They may stand twice, and a sentence may lead into one; words that stand twice beside them are told."""
    words = "The garden behind the house is small, but it has a plum tree that is older than anyone in the village."
    text = f"雨が降りました。風も吹きました。\n\n曲線を考えます。この接線を表す式を\n\n{foreign}\nと書きます。雨です。\n\n{foreign}\n終わりました。\n"
    assert of_rules(found(tmp_path / "quiet", HEAD + text)) == []
    twice = f"{HEAD}{words}\n\n{foreign}\n{words}\n"
    assert [line.split()[1] for line in of_rules(found(tmp_path / "told", twice))] == ["repeated"]


# --- mending -----------------------------------------------------------------------------------------------------------

FIXABLE = "---\r\ntitle: 春\r\ndate: 2026-01-01\r\n---\r\n\r\n春\r\n\r\n梅\u200bが咲いた。\r\n\r\n---END---\r\n\r\n雨が降った。\r\n\r\n---END---\r\n"
FIXED = "---\r\ntitle: 春\r\ndate: 2026-01-01\r\n---\r\n\r\n梅が咲いた。\r\n\r\n雨が降った。\r\n\r\n"


def test_fix_mends_what_is_safe_once_and_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --yes the diff is shown and written, line ends as they were; a second time there is nothing to do."""
    write(tmp_path, "content/posts/a.md", FIXABLE)
    assert main(["-C", str(tmp_path), "check", "--fix", "--yes"]) == 0
    shown = capsys.readouterr().out
    assert "\n-春\n" in shown
    assert "mended 4 findings in 1 file" in shown
    file = tmp_path / "content/posts/a.md"
    assert file.read_bytes().decode() == FIXED
    assert main(["-C", str(tmp_path), "check", "--fix", "--yes"]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert file.read_bytes().decode() == FIXED


def test_fix_writes_nothing_without_a_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no terminal to ask on, the diff is shown and the file left as it is."""
    write(tmp_path, "content/posts/a.md", FIXABLE)
    assert main(["-C", str(tmp_path), "check", "--fix"]) == 1
    assert "--yes" in capsys.readouterr().err
    assert (tmp_path / "content/posts/a.md").read_bytes().decode() == FIXABLE


def test_fix_takes_off_a_fence(tmp_path: Path) -> None:
    """The example of the rule itself becomes the right one."""
    laid(tmp_path, CHECKS["wrapped"].wrong)
    assert main(["-C", str(tmp_path), "check", "--fix", "--yes"]) == 0
    assert (tmp_path / "content/posts/a.md").read_text().strip() == CHECKS["wrapped"].right.strip()


# --- the manual --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_each_rule_has_its_page(row: Check) -> None:
    """docs/check/ is what the rules say of themselves; `make pages` writes it anew."""
    assert (REPOSITORY / "docs/check" / f"{row.code}.md").read_text(encoding="utf-8") == page(row)


def test_the_pages_are_listed_and_no_page_is_left_over() -> None:
    """The first page names every rule, and there is no page of a rule that is gone."""
    folder = REPOSITORY / "docs/check"
    assert (folder / "index.md").read_text(encoding="utf-8") == contents(ROWS)
    assert {file.stem for file in folder.glob("*.md")} == {"index", *CHECKS}


@pytest.mark.parametrize(("first", "sign"), [(first, sign) for first, signs in glance.SIGNS.items() for sign in signs])
def test_what_is_sought_in_a_text_is_sought_by_a_byte_that_it_holds(first: str, sign: str) -> None:
    """Else a text without that byte would be passed over."""
    assert first.encode()[:1] in sign.encode()


@pytest.mark.parametrize(
    "line",
    [
        "<|end|>",
        "[/INST]",
        "see oaicite:1",
        "†",
        "turn0 cite",
        "<<<<<<< a",
        ">>>>>>> b",
        "a language model",
        "言語モデル",
        "--- END",
        "―― 終",
        "== ここまで",
    ],
)
def test_a_build_looks_at_every_text_that_may_hold_a_trace(line: str) -> None:
    """The plain bytes that are sought first leave out none that the pattern would find."""
    data = f"words\n{line}\n".encode()

    assert glance._may_hold_a_trace(data) is (glance._TRACE.search(data) is not None)
