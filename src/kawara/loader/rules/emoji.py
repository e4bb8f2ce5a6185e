"""Emoji by name, `:tada:`, for those who ask: GitHub's commonest names, and the names of Unicode itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kawara.loader.quick.starts import starting

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

NAME = re.compile(r"(?<![0-9A-Za-z]):([+-]1|[a-z][a-z0-9_]*):")
GITHUB = """
+1 👍 -1 👎 100 💯 angry 😠 art 🎨 bangbang ‼️ beer 🍺 beers 🍻 blush 😊 boom 💥 broken_heart 💔 bulb 💡 cake 🍰 cat 🐱 clap 👏 coffee ☕
computer 💻 confused 😕 construction 🚧 cry 😢 dog 🐶 earth_asia 🌏 exclamation ❗ eyes 👀 fearful 😨 fire 🔥 gift 🎁 grin 😁 grinning 😀
hamburger 🍔 hankey 💩 heart ❤️ heart_eyes 😍 heavy_check_mark ✔️ hourglass ⌛ information_source ℹ️ innocent 😇 joy 😂 jp 🇯🇵 kissing_heart 😘
laughing 😆 lipstick 💄 lock 🔒 lollipop 🍭 mag 🔍 mega 📣 memo 📝 muscle 💪 notes 🎶 neutral_face 😐 no_entry ⛔ ok_hand 👌 pencil 📝
pencil2 ✏️ point_down 👇 point_left 👈 point_right 👉 point_up ☝️ poop 💩 pray 🙏 question ❓ rage 😡 raised_hands 🙌 recycle ♻️ relaxed ☺️
rofl 🤣 rotating_light 🚨 rainbow 🌈 see_no_evil 🙈 scream 😱 sleeping 😴 smile 😄 smiley 😃 smirk 😏 sob 😭 star ⭐ star2 🌟 stuck_out_tongue 😛
sunglasses 😎 sunny ☀️ sushi 🍣 sweat 😓 sweat_smile 😅 tada 🎉 tea 🍵 thinking 🤔 thumbsup 👍 thumbsdown 👎 triumph 😤 umbrella ☔
unamused 😒 us 🇺🇸 v ✌️ warning ⚠️ wave 👋 weary 😩 whale 🐳 white_check_mark ✅ wink 😉 worried 😟 wrench 🔧 x ❌ yum 😋 zap ⚡ zzz 💤
"""
BY_NAME = dict(zip(GITHUB.split()[::2], GITHUB.split()[1::2], strict=True))


def emoji(md: MarkdownIt) -> None:
    """Read `:name:`; a name that nothing has stays as it is."""
    md.inline.ruler.push("emoji", starting(_emoji, ":"))


def _emoji(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    found = NAME.match(state.src, state.pos, state.posMax)
    picture = named(found[1]) if found else ""
    if not found or not picture:
        return False
    if not silent:
        state.append_pending(picture)
    state.pos = found.end()
    return True


@lru_cache(maxsize=256)
def named(name: str) -> str:
    """The emoji of this name; empty when there is none."""
    if name in BY_NAME:
        return BY_NAME[name]
    try:
        sign = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    return sign if "\U0001f300" <= sign <= "\U0001faff" else ""
