"""Rule: an address that only its author can reach."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "external-private"

CHECK = Check(
    CODE,
    english=(
        "A link to `localhost`, or to a machine of a network at home or at work, leads nowhere for readers; most were meant as code."
        " `kawara check --external` tells them and never contacts such a machine, neither by name nor by number nor by a redirect from"
        " elsewhere: the address that a name stands for is looked at, and the connection is made to that address. `check.external:"
        " {allow_private: true}` lets it ask them like any other."
    ),
    japanese=(
        "`localhost` や家庭・職場のネットワークの中へのリンクは、読者にはどこにも通じません。多くは、コードとして書くつもりだったものです。"
        "`kawara check --external` はそれを知らせ、そうした機械には、名前でも番号でも、よそからの転送でも、決して接続しません。"
        "`check.external: {allow_private: true}` とすれば、ほかと同じように確かめます。"
    ),
    wrong="See [the garden](http://localhost:8000/garden).\n",
    right="See [the garden](https://garden.test/), or `http://localhost:8000/` at home.\n",
    external=True,
)
