"""Rule: two terms that are two spellings of one."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding, Related
from kawara.check.loose import loose
from kawara.check.on_site import at_field
from kawara.check.row import Check
from kawara.model import Term
from kawara.site.site import Site

CODE = "variant-term"


def over(site: Site) -> Iterator[Finding]:
    """Each term that is a rarer spelling of another, at the first post that has it."""
    alike: dict[tuple[str, str, str], list[Term]] = {}
    for (kind, _, edition), term in site.table.items():
        alike.setdefault((kind, loose(term.name), edition), []).append(term)
    for (_, _, edition), terms in alike.items():
        usual, *others = sorted(terms, key=lambda term: (-len(site.posts(term.kind, term.key, edition)), term.name))
        for term in others:
            yield _told(site, term, usual, edition)


def _told(site: Site, term: Term, usual: Term, edition: str) -> Finding:
    here, there = (min(post.path for post in site.posts(one.kind, one.key, edition)) for one in (term, usual))
    kind = term.kind
    line = site.places.get(there, {}).get(kind, (0, 0, ""))[0]
    message = f"'{term.name}' in `{kind}` is '{usual.name}' in another spelling, and has a page of its own"
    hint = f"write it '{usual.name}', or join the two by taxonomies: {{{kind}: {{aliases: {{{term.name}: {usual.name}}}}}}}"
    related = [Related(there, line, f"'{usual.name}'")]
    return at_field(site, here, kind, CODE, message, marked=term.name, hint=hint, related=related)


CHECK = Check(
    CODE,
    english=(
        "`AI`, `ai` and `ＡＩ` are one tag to kawara, but `サーバ` and `サーバー` are two, with two pages that each show half of the"
        " posts. So are `static site` and `static-site`, `tutorial` and `tutorials`, `ヴァイオリン` and `バイオリン`. The rarer one is"
        " told, with the usual one."
    ),
    japanese=(
        "`AI` と `ai` と `ＡＩ` は同じタグになりますが、`サーバ` と `サーバー` は別のタグで、記事が二つのページに分かれてしまいます。語尾の"
        "長音のほか、`ヴァ` と `バ`、`ウェ` と `ウエ`、単語の間の記号、英語の複数形の違いを調べ、少ないほうを知らせます。"
    ),
    wrong="---\ntitle: 梅\ntags: [サーバ]\n---\n\n梅が咲きました。\n-- content/posts/b.md --\n---\ntitle: 桜\ntags: [サーバー]\n---\n\n桜も咲きました。\n",
    right="---\ntitle: 梅\ntags: [サーバー]\n---\n\n梅が咲きました。\n-- content/posts/b.md --\n---\ntitle: 桜\ntags: [サーバー]\n---\n\n桜も咲きました。\n",
    over=over,
)
