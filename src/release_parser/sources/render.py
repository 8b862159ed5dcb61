r"""Markdown as plain text, without losing a word.

In: a Markdown body. Out: the text that a reader of the page sees. Marks go; words stay.

* Headings, emphasis, rules, fences, escapes, entities and HTML tags lose their marks.
* Lists keep `* ` (or their number) at the start of a line, tables keep `| a | b |` rows: the layout reads both.
* A link is its text; where it points to an address that the reader needs and that the text does not show (a web page,
  `mailto:`, `tel:`), the address follows in angle brackets. Links inside the same site ('/contact', '#top') are furniture.
* An image is its alternative text: there captions stand.

>>> plain_text("**Two men** from [Exampleton](/area) were _charged_\\. Tell [our team](mailto:team@example.org).")
'Two men from Exampleton were charged. Tell our team <team@example.org>.'
"""

from __future__ import annotations

import html

import regex

from release_parser.sources.emphasis import strip_emphasis

# Punctuation that is text and no mark ('\*', '`*`') hides behind Unicode's 32 noncharacters while the marks are read.
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_HIDE = {ord(mark): chr(0xFDD0 + at) for at, mark in enumerate(_PUNCTUATION)}
_SHOW = {0xFDD0 + at: mark for at, mark in enumerate(_PUNCTUATION)}

_RULE = regex.compile(r"[ ]{0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})")
_UNDERLINE = regex.compile(r"[ ]{0,3}(?:=+|-{2,})[ ]*")
_FENCE = regex.compile(r"[ ]{0,3}(?:`{3,}|~{3,})[\w-]{0,20}[ ]*")
_HEADING = regex.compile(r"[ ]{0,3}#{1,6}(?:[ \t]++|$)(?P<content>.*?)(?:[ \t]+#+)?[ \t]*")
_QUOTE = regex.compile(r"[ ]{0,3}(?:>[ ]?)+")
_BULLET = regex.compile(r"\s*+[*+-][ \t]++(?=\S)")
_DELIMITER = regex.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ ]*|[ ]{0,3}\|[ ]*:?-+:?[ ]*\|[ ]*")
_DEFINITION = regex.compile(
    r"[ ]{0,3}\[(?P<label>[^\]\n^]{1,200})\]:[ ]*<?(?P<url>[^\s>]{1,2000})>?(?:[ ]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ ]*"
)

_TEXT = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.){0,300}+\]){0,2000}+"
_TARGET = r"\(\s*+(?:<(?P<url>[^<>\n]{0,2000})>|(?P<url>(?:[^\s()\\]|\\.|\((?:[^\s()]){0,300}+\)){0,2000}+))(?:\s++(?:\"[^\"]{0,500}+\"|'[^']{0,500}+'|\([^)]{0,500}+\)))?\s*+\)"
_INLINE = regex.compile(
    rf"""
      \\(?P<escaped>[!-/:-@\[-`{{-~])                      # '\.', '\-'
    | (?<!`)(?P<ticks>`{{1,3}})(?!`)(?P<code>[^\n]{{1,500}}?)(?<!`)(?P=ticks)(?!`)   # `code`
    | !\[(?P<alt>{_TEXT})\]{_TARGET}                       # ![alt](picture.jpg)
    | (?<!!)\[(?P<text>{_TEXT})\]{_TARGET}                 # [text](address)
    | !?\[(?P<label_text>{_TEXT})\][ ]?\[(?P<label>[^\[\]\n]{{0,200}}+)\]   # [text][label]
    | <(?P<auto>(?:https?|ftp|mailto|tel):[^\s<>]{{1,2000}}|[^\s<>@]{{1,100}}@[^\s<>@]{{1,200}})>   # <https://example.org>
    | (?P<bare>(?:https?://|www\.)(?:(?!&\w+;)[^\s<>*()\[\]\\]){{1,2000}}(?<![_.,;:!?"'”’]))   # its '_' are no emphasis
    | (?P<break><br\s{{0,3}}/?>\n?|\\(?:\n|\Z))                  # a line break
    | (?P<struck>~~(?=\S)[^~\n]{{1,500}}?(?<=\S)~~|<(?P<strike>del|s|strike)\b[^<>]{{0,200}}+>[^<\n]{{0,500}}+</(?P=strike)\s*+>)
    | (?P<tag></?(?:a|abbr|article|aside|b|big|blockquote|body|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|header|hr|html|i|iframe|img|ins|li|main|mark|nav|ol|p|picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|video)\b[^<>]{{0,2000}}+>)
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,30}});)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_BLOCK_TAG = regex.compile(r"</?(?:p|div|li|h[1-6]|tr|ul|ol|table|blockquote|section|article)\b", regex.IGNORECASE)


def plain_text(markdown: str) -> str:
    """The body's text. Line breaks stay where they are, so that bullets, rows and paragraphs do."""
    if "<!--" in markdown:
        markdown = _without_comments(markdown)
    lines, labels = _unmark_lines(markdown.split("\n"))
    paragraphs: list[str] = []
    start = 0
    for at in range(len(lines) + 1):
        if at == len(lines) or not lines[at]:
            if start < at:
                paragraphs.append(_inline("\n".join(lines[start:at]), labels))
            if at < len(lines):
                paragraphs.append("")
            start = at + 1
    text = "\n".join(paragraphs)
    return regex.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _without_comments(markdown: str) -> str:
    """The text without HTML comments; one that never ends is text."""
    pieces: list[str] = []
    at = 0
    while (start := markdown.find("<!--", at)) >= 0 and (end := markdown.find("-->", start + 4)) >= 0:
        pieces.append(markdown[at:start])
        at = end + 3
    return "".join(pieces) + markdown[at:]


def _unmark_lines(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """Lines without their block marks, and the link definitions that stood among them."""
    labels: dict[str, str] = {}
    out: list[str] = []
    fenced = False
    for at, raw in enumerate(lines):
        line = raw.rstrip(" \t")
        if _FENCE.fullmatch(line):
            fenced = not fenced
            out.append("")
            continue
        if fenced:
            out.append(line.translate(_HIDE))
            continue
        if line.lstrip(" ").startswith(">"):
            line = line[_QUOTE.match(line).end() :]  # type: ignore[union-attr]
        before = lines[at - 1].strip() if at else ""
        if _RULE.fullmatch(line) or (_UNDERLINE.fullmatch(line) and before):
            out.append("")
        elif definition := _DEFINITION.fullmatch(line):
            labels[definition["label"].casefold()] = definition["url"]
        elif "|" in line and _DELIMITER.fullmatch(line):
            continue
        elif heading := _HEADING.fullmatch(line):
            out += ["", heading["content"].strip(), ""]
        elif bullet := _BULLET.match(line):
            out.append(f"{_HIDE_BULLET} {line[bullet.end() :]}")
        elif "|" in line and _in_table(lines, at):
            out.append("| " + line.strip().strip("|").strip() + " |")
        else:
            out.append(line.strip(" \t"))
    return out, labels


_HIDE_BULLET = "*".translate(_HIDE)


def _in_table(lines: list[str], at: int) -> bool:
    """Whether the line stands in a table: a delimiter row stands behind its header, or before it with only rows between."""
    if at + 1 < len(lines) and _DELIMITER.fullmatch(lines[at + 1].rstrip()):
        return True
    for above in range(at - 1, max(at - 500, -1), -1):
        if _DELIMITER.fullmatch(lines[above].rstrip()):
            return True
        if "|" not in lines[above]:
            return False
    return False


def _inline(paragraph: str, labels: dict[str, str]) -> str:
    """A paragraph without its inline marks."""
    if not regex.search(r"[\\`\[<&*_:~]|www\.", paragraph):
        return paragraph.translate(_SHOW)

    def replace(match: regex.Match[str]) -> str:
        kind = match.lastgroup
        if match["struck"]:
            return ""
        if match["escaped"]:
            return match["escaped"].translate(_HIDE)
        if match["code"]:
            return match["code"].strip().translate(_HIDE)
        if match["alt"] is not None:
            return _INLINE.sub(replace, match["alt"])
        if match["text"] is not None:
            return _link(_INLINE.sub(replace, match["text"]), match["url"])
        if match["label_text"] is not None:
            url = labels.get((match["label"] or match["label_text"]).casefold())
            return match.group() if url is None else _link(_INLINE.sub(replace, match["label_text"]), url)
        if match["auto"] or match["bare"]:
            return (match["auto"] or match["bare"]).removeprefix("mailto:").translate(_HIDE)
        if kind == "entity":
            return html.unescape(match.group()).translate(_HIDE)
        if kind == "tag":
            return "\n" if _BLOCK_TAG.match(match.group()) else ""
        return "\n"  # a break

    return strip_emphasis(_INLINE.sub(replace, paragraph)).translate(_SHOW).strip(" ")


def _link(text: str, url: str) -> str:
    """A link's text, and its address where a reader needs it."""
    address = html.unescape(url).removeprefix("mailto:").removeprefix("tel:").split("?subject=")[0]
    # '/contact', '#top', 'javascript:…' lead nowhere from here
    if address == url and not regex.match(r"(?:https?|ftp)://", url):
        return text
    shown = text.translate(_SHOW)
    if not shown.strip():
        return f"<{address}>".translate(_HIDE)
    plain = regex.sub(r"^(?:https?://)?(?:www\.)?|/$", "", address).casefold()
    seen = regex.sub(r"\s+", "", shown).casefold()
    if plain in seen or regex.sub(r"\D", "", address) == regex.sub(r"\D", "", shown) != "":
        return text
    return f"{text} <{address}>".replace(f"<{address}>", f"<{address}>".translate(_HIDE))
