"""What machines are given of a check: SARIF by its schema, JUnit by a schema, annotations by example, JSON by the schema we publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its types are a package of their own
import pytest
from lxml import etree

from checking import checked, laid
from conftest import REPOSITORY, absent
from kawara.base.findings import Finding, Related
from kawara.base.problems import problem
from kawara.base.report_schema import PROBLEM, schema
from kawara.base.reports import REPORTS
from kawara.check.table import ROWS
from kawara.cli import main

SARIF = REPOSITORY / "tests/oracles/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
"""The schema of the specification as the makers of SARIF's tools publish it; ours is judged with it and not kept here."""

JUNIT = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element ref="testsuite" minOccurs="1" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name" type="xs:string"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
  </xs:complexType></xs:element>
  <xs:element name="testsuite"><xs:complexType>
    <xs:sequence><xs:element ref="testcase" minOccurs="1" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
  </xs:complexType></xs:element>
  <xs:element name="testcase"><xs:complexType>
    <xs:choice minOccurs="0"><xs:element ref="failure"/><xs:element name="system-out" type="xs:string"/></xs:choice>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="classname" type="xs:string"/>
    <xs:attribute name="line" type="xs:nonNegativeInteger"/>
  </xs:complexType></xs:element>
  <xs:element name="failure"><xs:complexType mixed="true">
    <xs:attribute name="type" type="xs:string" use="required"/>
    <xs:attribute name="message" type="xs:string" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>"""
"""The parts of the form that CI servers agree on (there is no standard), with the `line` that pytest gave them; written for this test."""

ODD = (
    Finding(problem("usage", "", "no file & no <place>")),
    Finding(problem("stale", "_site/", "a folder")),
    Finding(
        problem("leftover", "content/posts/猫 と\t犬:,.md", "a \x00 name: 100%, two\nlines", line=3, column=1), 3, 0
    ),
    Finding(problem("copied", "a.md", "no end", line=1), related=(Related("b.md", 0, ""), Related("c ü.md", 9, "x"))),
)
"""What is seldom: no file, no line, no end, signs that a form has to escape."""


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What the wrong examples of all rules come to, and the odd ones."""
    folder = tmp_path_factory.mktemp("every")
    return [*(each for row in ROWS for each in checked(laid(folder / row.code, row.wrong))), *ODD]


def test_there_is_much_to_tell(every: list[Finding]) -> None:
    """Nearly every rule, all severities, related places, and some that can be mended."""
    assert len({each.problem.code for each in every}) > 30
    assert {each.problem.severity for each in every} == {"error", "warning", "note"}
    assert any(each.related for each in every)
    assert any(each.edits for each in every)


def test_sarif_is_valid(every: list[Finding]) -> None:
    """By the schema of SARIF 2.1.0; with findings and without."""
    if not SARIF.exists():
        absent("the schema of SARIF is not installed (npm install in tests/oracles)")
    judge = jsonschema.Draft4Validator(json.loads(SARIF.read_text("utf-8")))
    for found in (every, []):
        assert [error.message for error in judge.iter_errors(json.loads(REPORTS["sarif"](found)))] == []
    wrong = json.loads(REPORTS["sarif"](every))
    wrong["runs"][0]["results"][0]["level"] = "fatal"
    assert not judge.is_valid(wrong)


def regions(plain: Any) -> list[dict[str, int]]:
    """Every region of a log."""
    if isinstance(plain, list):
        return [region for one in plain for region in regions(one)]
    if not isinstance(plain, dict):
        return []
    return [
        *([plain["region"]] if "region" in plain else []),
        *(one for value in plain.values() for one in regions(value)),
    ]


def test_sarif_regions_have_a_line(every: list[Finding]) -> None:
    """As the first errata of the specification demand, which the schema above is older than; and no end before the start."""
    found = regions(json.loads(REPORTS["sarif"](every)))
    assert len(found) > 50
    for region in found:
        assert region["startLine"] >= 1
        start = (region["startLine"], region.get("startColumn", 1))
        assert start <= (region.get("endLine", start[0]), region.get("endColumn", 1 << 30))


def test_junit_is_valid_and_says_all(every: list[Finding]) -> None:
    """By the common form; each finding is a case with its place and words, and the sums are right."""
    judge = etree.XMLSchema(etree.fromstring(JUNIT))
    for found in (every, []):
        root = etree.fromstring(REPORTS["junit"](found).encode())
        judge.assertValid(root)
    root = etree.fromstring(REPORTS["junit"](every).encode())
    cases = root.findall(".//testcase")
    assert len(cases) == len(every) == int(root.get("tests", ""))
    assert sum(int(suite.get("tests", "")) for suite in root) == len(every)
    names = sorted(str(case.get("name")) for case in cases)
    assert names[:1] == sorted(f"{f.problem.code}: {f.problem.text}" for f in every)[:1]
    errors = sum(each.problem.severity == "error" for each in every)
    assert len(root.findall(".//failure")) == errors == sum(int(suite.get("failures", "")) for suite in root)


def test_github_gets_annotations() -> None:
    """The commands of GitHub's runner: severities by its names, and `%`, line ends, `:` and `,` escaped as it reads them."""
    leftover = "a \x00 name: 100%25, two%0Alines%0Ahelp: remove it, and look at what stands around it"
    assert REPORTS["github"](ODD).split("\n") == [
        "::error title=usage::no file & no <place>%0Ahelp: kawara --help tells how",
        "::notice file=_site/,title=stale::a folder%0Ahelp: kawara build, and check again",
        f"::error file=content/posts/猫 と\t犬%3A%2C.md,line=3,col=1,title=leftover::{leftover}",
        "::warning file=a.md,line=1,title=copied::no end%0Ahelp: keep it in one, and link to it from the other",
    ]


def test_annotations_reach_as_far_as_the_findings() -> None:
    """A column of the end is said on the same line only: the runner takes it for nothing else."""
    fault = problem("leftover", "a.md", "x", line=3, column=2)
    one, several = (REPORTS["github"]([Finding(fault, line, 5)]) for line in (3, 4))
    assert one.startswith("::error file=a.md,line=3,endLine=3,col=2,endColumn=5,title=leftover::x")
    assert several.startswith("::error file=a.md,line=3,endLine=4,col=2,title=leftover::x")


def test_json_is_as_the_published_schema_says(every: list[Finding]) -> None:
    """With findings and without; every field is described, and none is there that is not."""
    jsonschema.Draft202012Validator.check_schema(schema())
    judge = jsonschema.Draft202012Validator(schema())
    for found in (every, []):
        assert [error.message for error in judge.iter_errors(json.loads(REPORTS["json"](found)))] == []
    plain = json.loads(REPORTS["json"](every))
    assert all(one.keys() == PROBLEM["properties"].keys() for one in plain["problems"])
    for name in PROBLEM["required"]:
        short = {"version": 1, "problems": [{key: value for key, value in plain["problems"][0].items() if key != name}]}
        assert not judge.is_valid(short)


STABLE = {
    "path": "string",
    "line": "integer",
    "column": "integer",
    "code": "string",
    "severity": None,
    "text": "string",
    "hint": "string",
    "end_line": "integer",
    "end_column": "integer",
    "fixable": "boolean",
    "related": "array",
}
"""What programs rely on. A field may be added here; if one goes or changes, VERSION has to grow."""


def test_the_form_is_stable() -> None:
    """Names and kinds of the fields, of version 1."""
    assert schema()["properties"]["version"]["const"] == 1
    assert {name: shape.get("type") for name, shape in PROBLEM["properties"].items()} == STABLE
    assert PROBLEM["properties"]["severity"]["enum"] == ["error", "warning", "note"]


def test_the_command_prints_the_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By which the JSON of the same kawara is right."""
    assert main(["-C", str(tmp_path), "schema", "check"]) == 0
    published = json.loads(capsys.readouterr().out)
    assert published == schema()
    laid(tmp_path, "---\ntitle: A\n---\n\n---END---\n")
    assert main(["-C", str(tmp_path), "check", "--format", "json"]) == 1
    jsonschema.validate(json.loads(capsys.readouterr().out), published)
