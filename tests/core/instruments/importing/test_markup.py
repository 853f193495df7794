"""HTML in labels: the words stay, emphasis is kept, the rest goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.importing.markup import plain


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Plain words", "Plain words"),
        ("<B>Normal:</B> I walk", "**Normal:** I walk"),
        ("<b> Normal: </b>I walk", "**Normal:** I walk"),
        ("a<b>b</b><strong>c</strong>d", "a**bc**d"),
        ("a<b>b</b> <b>c</b>d", "a**b c**d"),
        ("<b>never <i>ever</i> <b>once</b></b> more", "**never ever once** more"),
        ("<b>all of it</b>", "all of it"),
        ("<p><strong>all</strong> <em>of it</em></p>", "all of it"),
        ("one<br>two<br/>three<p>four</p>", "one two three four"),
        (
            '<div class="rich-text-field-label"><p>How <span style="color: red">often</span>?</p></div>',
            "How often?",
        ),
        ("R&amp;D &lt;5&gt; caf&eacute;&nbsp;!", "R&D <5> café\u00a0!"),
        ("under <5 years, x<y and y>z", "under <5 years, x<y and y>z"),
        ("<style>b {color: red}</style>Words<script>alert(1)</script><!-- no -->", "Words"),
        ("</b>loose</i> ends<b>", "loose ends"),
        ("<b></b>x", "x"),
        ("line\r\n  break\tand tab", "line break and tab"),
        ("2<sup>nd</sup> floor", "2nd floor"),
    ],
)
def test_a_label_becomes_words(label: str, words: str) -> None:
    assert plain(label) == words


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<br>", "<u>", "</u>", "word", " ", "&amp;", "<", ">", "<p>"]))
)
def test_emphasis_is_always_closed_and_never_empty(parts: list[str]) -> None:
    words = plain("".join(parts))
    assert words.count("**") % 2 == 0
    assert "****" not in words
    assert words == words.strip()
