"""Rule: an address elsewhere of which it could not be learnt whether it is there."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "external-unknown"

CHECK = Check(
    CODE,
    english=(
        "A host that does not answer in time, is overloaded (429, 503), has a fault of its own (500) or shuts out programs (401, 403) says"
        " nothing about what readers will see. `kawara check --external` keeps such addresses apart from those that are gone for certain,"
        " and asks them again after an hour. A host that asks for peace, or is silent twice, is asked no more in the same run."
    ),
    japanese=(
        "時間内に答えない、混み合っている（429、503）、相手側の障害（500）、プログラムを拒む（401、403）といった応答からは、読者に何が見えるか"
        "分かりません。`kawara check --external` はこれらを「確実に消えたもの」と区別し、一時間たてば問い直します。控えるよう求めたホストや、二度"
        "続けて答えなかったホストには、その回はもう問い合わせません。"
    ),
    wrong="See [the garden](https://garden.test/slow).\n",
    right="See [the garden](https://garden.test/).\n",
    external=True,
)
