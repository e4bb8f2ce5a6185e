"""The rows of the content check in the table of problem codes.

What each rule looks for, and why, stands in its own file in `check/`; its page in the manual is made from that. None of these
stops publication: a text with a fault is still the author's to publish.
"""

from __future__ import annotations

from kawara.base.rule import Rule

CHECKS: dict[str, Rule] = {
    "leftover": Rule(
        "something a tool or a chat left in the text", mend="remove it, and look at what stands around it"
    ),
    "placeholder": Rule("a blank that was never filled in", mend="fill it in, or put it in `code` if it is meant so"),
    "conflict": Rule("the marks of a merge that was never finished", mend="keep one side, and remove the marks"),
    "wrapped": Rule("a whole text inside a fence of code", mend="remove the fence: the first line and the last"),
    "repeated": Rule("a passage that stands in the same text twice", mend="keep one of them"),
    "alike": Rule("two passages of one text that are nearly the same", "warning", mend="keep the better one"),
    "copied": Rule(
        "a passage that stands in another text as well", "warning", mend="keep it in one, and link to it from the other"
    ),
    "cut-off": Rule("a paragraph that ends in mid-sentence", mend="finish the sentence, or take it out"),
    "resumed": Rule("a paragraph that begins in mid-sentence", mend="join it to what it goes on from, or take it out"),
    "title-twice": Rule(
        "the title, said again as the first lines of the text", "warning", mend="take it out: the theme shows the title"
    ),
    "front-matter-twice": Rule("a second front matter at the top of the text", mend="join the two, and remove one"),
    "reading-time": Rule(
        "a reading time far from what the text takes",
        "warning",
        mend="take it out: kawara counts the characters and words itself",
    ),
    "brackets": Rule("a bracket without its partner", "warning", mend="close it, or take it out"),
    "stars": Rule("stars that make nothing bold", "warning", mend="put them right beside the words, on both sides"),
    "fence": Rule(
        "a fence of code that is never closed", "warning", mend="close it with the same signs, on a line of its own"
    ),
    "heading-jump": Rule("a heading that skips a level", "note", mend="give it the level below the one before"),
    "empty-section": Rule(
        "a heading with nothing below it", "warning", mend="write what belongs there, or take it out"
    ),
    "replacement": Rule("a character that was lost in reading", "warning", mend="write it anew, from an older copy"),
    "invisible": Rule("characters that cannot be seen", "warning", mend="take them out"),
    "half-kana": Rule("katakana of half width", "note", mend="write them in full width"),
    "full-width": Rule("letters and digits of full width", "note", mend="write them as usual"),
    "alt": Rule("a picture without words", "warning", mend="say between the brackets what is to be seen"),
    "link-text": Rule("a link whose words say nothing", "note", mend="name what is there"),
    "example-link": Rule(
        "a link to an address that is only an example", "warning", mend="write the address that is meant"
    ),
    "todo": Rule("a note to oneself", "warning", mend="do it, or take it out"),
    "title-long": Rule("a title too long for a search result", "note", mend="shorten it, or begin with what matters"),
    "description-missing": Rule(
        "a post without a description of its own", "note", mend="write description: in the front matter"
    ),
    "style-mix": Rule("two styles of Japanese in one text", "note", mend="choose です・ます or である, and keep to it"),
    "excerpt-far": Rule(
        "an excerpt that shares no words with its text", "note", mend="write it anew, or take it out: kawara cuts one"
    ),
    "yaml-value": Rule("a value that YAML takes for something else", "note", mend="put it in quotes"),
    "unknown-code": Rule(
        "a rule to be ignored that there is not",
        "warning",
        mend="correct the code; kawara check --explain tells of each",
    ),
    "singleton": Rule("a term that one post alone has", "note", mend="use it again, or take it out"),
    "variant-term": Rule("two terms that are spellings of one", "note", mend="write both in one way"),
    "variant-word": Rule("a word in another spelling than everywhere else", "note", mend="write it as everywhere else"),
    "unlinked": Rule("a post to which no other text leads", "note", mend="link to it from a post that touches on it"),
    "page-link": Rule("a link of a built page that leads nowhere", mend="correct the address, or take the link out"),
    "page-anchor": Rule(
        "a link of a built page to an id that is not there", "warning", mend="correct what stands after the #"
    ),
    "page-image": Rule(
        "a picture of a built page that is not there", mend="correct the address, or put the file there"
    ),
    "orphan": Rule("a page to which no page leads", "note", mend="link to it, or take it out"),
    "external-broken": Rule(
        "an address elsewhere at which nothing is any more", mend="find where it has gone, or take the link out"
    ),
    "external-moved": Rule("an address elsewhere that has moved for good", "note", mend="write the new address"),
    "external-unknown": Rule(
        "an address elsewhere of which it could not be learnt whether it is there",
        "note",
        mend="look at it in a browser",
    ),
    "external-private": Rule(
        "an address that only you can reach", "note", mend="write one that readers can reach, or put it in `code`"
    ),
    "url-gone": Rule("an address that was published, and would be no more", mend="write an alias where it has gone"),
    "heading-gone": Rule(
        "the id of a heading that was published, and would be no more",
        "warning",
        mend="keep it by {#id} after the heading",
    ),
    "feed-id": Rule("a post whose identity in feeds would change", mend="write the old one as id: in the front matter"),
    "feed-id-twice": Rule("two posts with one identity in feeds", mend="give the newer one an id: of its own"),
    "announced-again": Rule("old posts that would come into a feed anew", mend="leave feeds.limit as it was"),
    "lock-behind": Rule(
        "posts and pages that the lock does not know", "note", mend="kawara lock, after the deployment"
    ),
}
"""Code → what it means. Each has a page in `docs/check/`."""
