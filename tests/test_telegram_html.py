"""The HTML parser of the test server."""

import pytest

from tests.telegram_html import HtmlError, parse_html, utf16_length

GOOD = [
    ("<b>hola</b>", "hola", [("bold", 0, 4)]),
    ("<i>a <u>b</u></i> c", "a b c", [("italic", 0, 3), ("underline", 2, 1)]),
    ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
    ("&lt;&amp;&gt;&quot;&#39;&#x27;", "<&>\"''", []),
    ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<blockquote><code>x</code></blockquote>", "x", [("blockquote", 0, 1), ("code", 0, 1)]),
    ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
    ('<a href="https://t.me/x?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
    ('<a href="tg://user?id=5">x</a>', "x", [("text_mention", 0, 1)]),
    ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', "x", [("custom_emoji", 0, 1)]),
    ("<B>x</B>", "x", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
]
BAD = [
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("é <3 b", 'Unsupported start tag "3" at byte offset 3'),
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("<br/>", 'Unsupported start tag "br/"'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b><i>x</b></i>", 'Unmatched end tag: expected "</i>", found "</b>"'),
    ("<b class='x'>x</b>", 'Unsupported attribute "class"'),
    ("<a>x</a>", 'must have a valid attribute "href"'),
    ('<a href="javascript:x">x</a>', "Wrong URL"),
    ('<code class="language-py">x</code>', 'only inside "pre"'),
    ("<code><b>x</b></code>", "can't be nested"),
    ("<b><code>x</code></b>", "can't be nested"),
    ("<blockquote><blockquote>x</blockquote></blockquote>", "can't be nested"),
    ("Tom & Jerry", "must be written as"),
    ("a > b", "must be written as"),
    ("&nbsp;", 'Unsupported entity "&nbsp;"'),
    ("&#0;", "Unsupported entity"),
    ("&#xD800;", "Unsupported entity"),
]


@pytest.mark.parametrize(("source", "text", "entities"), GOOD)
def test_good_html(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    parsed = parse_html(source)
    assert parsed.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in parsed.entities] == entities


@pytest.mark.parametrize(("source", "error"), BAD)
def test_bad_html(source: str, error: str) -> None:
    with pytest.raises(HtmlError) as caught:
        parse_html(source)
    assert error in str(caught.value)


def test_lengths_are_utf16_code_units() -> None:
    assert utf16_length("aé😀") == 4
