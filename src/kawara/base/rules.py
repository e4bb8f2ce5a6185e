"""The table of problem codes: what each covers, how severe it is, whether it stops publication, and how it is mended.

A site may choose another severity (`check.severity`); what stops publication is decided here alone. Each row has an entry in
`docs/problems.md`; those of the content check stand in :mod:`kawara.base.checks`, and have pages of their own.
"""

from __future__ import annotations

from kawara.base.checks import CHECKS
from kawara.base.rule import Rule, Severity

__all__ = ["RULES", "Rule", "Severity"]

RULES: dict[str, Rule] = {
    "encoding": Rule("the file is not UTF-8", blocking=True, mend="save it as UTF-8"),
    "nul": Rule("a NUL character in the text", blocking=True, mend="remove it"),
    "control": Rule("a control character, left out of what is written", "warning", mend="remove it"),
    "front-matter": Rule(
        "front matter that cannot be found, closed or read as a mapping",
        blocking=True,
        mend="write 'key: value' lines between two lines of exactly ---",
    ),
    "yaml": Rule(
        "front matter or settings that are not YAML",
        blocking=True,
        mend="write 'key: value', and put a text with signs in it in quotes",
    ),
    "toml": Rule("front matter that is not TOML", blocking=True, mend='write key = "value"'),
    "duplicate-key": Rule("a key given twice", blocking=True, mend="keep one"),
    "near-miss": Rule(
        "a key that decides publication, misspelt",
        blocking=True,
        mend="correct the key, or give your own field another name",
    ),
    "key": Rule(
        "an unknown key close to a known one", "warning", mend="correct the key, or give your own field another name"
    ),
    "comment": Rule(
        "text after ` #` in a value, which YAML takes for a comment", "warning", mend="put the value in quotes"
    ),
    "type": Rule(
        "a value of the wrong kind", blocking=True, mend="the manual lists what each key wants, under «Writing»"
    ),
    "date": Rule("a date that cannot be read", blocking=True, mend="write it as 2026-11-23"),
    "undated": Rule("a post without a date", "warning", mend="write date: in the front matter, as 2026-11-23"),
    "name-date": Rule(
        "the date in the file name is not that of the front matter",
        "warning",
        mend="rename the file, or change the date",
    ),
    "lang": Rule("a language code that is none", blocking=True, mend="write such as lang: ja"),
    "term": Rule(
        "a category, tag, author or series without a usable name",
        blocking=True,
        mend="give it a name with a letter or digit in it, or take it out",
    ),
    "spelling": Rule("one term written in several ways", "warning", mend="write it in one way"),
    "title": Rule("a post without a title of its own", "note", mend="write title: in the front matter"),
    "slug": Rule(
        "a slug, permalink or alias that is no usable path",
        blocking=True,
        mend="give it a `slug` of letters, digits and hyphens",
    ),
    "outside": Rule(
        "a path or symlink that leaves the project",
        blocking=True,
        mend="put the file into the project, or correct the path",
    ),
    "read": Rule(
        "a file that cannot be read",
        blocking=True,
        mend="look at its permissions and at whether it is still there, and build again",
    ),
    "name": Rule(
        "two files whose names are equal after Unicode normalisation", blocking=True, mend="rename one of them"
    ),
    "collision": Rule("two sources for one URL", blocking=True, mend="give one of them another `slug` or `permalink`"),
    "series": Rule("two posts at one place in a series", blocking=True, mend="give one of them another `part`"),
    "layout": Rule(
        "a layout for which there is no template", "warning", mend="correct the name, or write such a template"
    ),
    "link": Rule(
        "a link to a file, page or post that is not there",
        mend="correct the path; it is relative to the file it stands in",
    ),
    "address": Rule(
        "a space in an address, so that what was to be a link or an image is text",
        "warning",
        mend="put the address in angle brackets: [words](<a file.md>)",
    ),
    "unsafe": Rule(
        "a link that would run a script", mend="take it out; a page can load a script of the site's from static/"
    ),
    "html": Rule(
        "HTML that is shown as text",
        "warning",
        mend="write it in Markdown, or allow it by `markdown.html` in kawara.yml",
    ),
    "anchor": Rule(
        "a link to a heading or id that is not there", mend="correct what stands after the #; it is the id of a heading"
    ),
    "search": Rule("the search index could not be made", "warning", mend="build again; the site is whole without it"),
    "search-absent": Rule(
        "a site that is to be searched, without what makes the index", "note", mend="pip install 'kawara[search]'"
    ),
    "image": Rule("an image whose size cannot be told", "warning", mend="save it anew, in a format that browsers know"),
    "ambiguous": Rule("a link by a name that several posts have", mend="write more of the path of the one you mean"),
    "unpublished": Rule(
        "a link from a published post to one that is not", "warning", mend="publish the other, or take the link out"
    ),
    "alert": Rule(
        "an alert of a kind that there is not", "warning", mend="write NOTE, TIP, IMPORTANT, WARNING or CAUTION"
    ),
    "code": Rule(
        "a block of code in a language that is not known",
        "warning",
        mend="write a name that Pygments knows, or text for none",
    ),
    "id": Rule("an id given twice in one text", "warning", mend="give each its own; links can lead to the first alone"),
    "math": Rule("a formula that cannot be set", "warning", mend="correct the formula; write \\$ for a dollar"),
    "plugin": Rule(
        "a plugin of Markdown that fails on a text",
        blocking=True,
        mend="take it out of `markdown.plugins` in kawara.yml, or change what it fails on",
    ),
    "ruby": Rule(
        "readings that do not fit the word they stand beside",
        "warning",
        mend="give one reading, or one for each character; write \\{ if no ruby is meant",
    ),
    "template": Rule(
        "a fault in a template", blocking=True, mend="the manual lists what a template may use, under «Templates»"
    ),
    "block": Rule("a block of a template that nothing shows", "warning", mend="give it the name of a block above it"),
    "directive": Rule(
        "a directive that is unknown or not written as it should be",
        lenient=True,
        mend="the manual lists all directives and what they take, under «Markdown»",
    ),
    "strings": Rule("a language in which the theme has no words", "note", mend="write them into templates/strings/"),
    "empty": Rule("a site without a single post", "warning", mend="put a Markdown file into content/posts/"),
    "url": Rule(
        "no `url` is set, so feeds and sitemap name localhost",
        "note",
        mend="set `url` in kawara.yml to the address at which the site will live",
    ),
    "config": Rule(
        "a setting that is wrong",
        blocking=True,
        usage=True,
        mend="the manual lists every setting, under «Configuration»",
    ),
    "theme": Rule(
        "a setting that looks like one of the theme's",
        "warning",
        mend="write the theme's own name; if a template of yours reads this one, choose a name that is less like it",
    ),
    "contrast": Rule(
        "colours in which a text can hardly be read",
        "warning",
        mend="choose a darker and a lighter one: 4.5 to 1 is enough",
    ),
    "redirects": Rule(
        "more redirects than the site's host reads",
        "warning",
        mend="take out aliases that nobody follows any more; their pages lead on without the host",
    ),
    "output": Rule(
        "an output folder that must not be written to",
        blocking=True,
        usage=True,
        mend="name another folder, such as --output _site",
    ),
    "stale": Rule("built pages that are older than their texts", "note", mend="kawara build, and check again"),
    "lock": Rule(
        "a lock that cannot be read",
        mend="take the older one from your version control, or write it anew: kawara lock --accept",
    ),
    "kept": Rule(
        "a file of the output that was changed since it was written, and stays",
        "warning",
        mend="remove it yourself, if it is not wanted",
    ),
    "manifest": Rule(
        "a list of written files that cannot be read", "warning", mend="empty the folder, or build once with --adopt"
    ),
    "recovered": Rule("an interrupted build, finished by the next one", "note", mend="nothing is left to do"),
    "usage": Rule("a command that cannot be carried out", blocking=True, usage=True, mend="kawara --help tells how"),
    "cache": Rule(
        "a memory of earlier builds that cannot be used",
        "note",
        mend="nothing is lost: it only takes longer; if it happens again, remove .kawara/",
    ),
    "worker": Rule("a worker process died", blocking=True, mend="build with --jobs 1"),
    "verify": Rule(
        "an output that is not what a clean build makes",
        mend="this is a fault of kawara's: please report it; the folder .kawara/ can be removed",
    ),
    "reproducible": Rule(
        "an output that comes out otherwise on another machine",
        mend="this is a fault of kawara's or of a library: please report it, with the line",
    ),
    **CHECKS,
}
