"""The catalogues hold every word the interface says, and the check notices whatever is wrong with them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.translations import catalogues, faults
from app.translations.catalogues import TRANSLATED, load_translations, path_of, read_catalogue
from app.translations.extraction import extract_words, template_files, words_in
from app.translations.faults import catalogue_faults
from app.translations.templates import unmarked_words

Slip = Callable[[Catalog], None]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_of_the_interface_is_translated(language: str) -> None:
    assert list(catalogue_faults(extract_words(), language)) == []


def test_no_template_says_a_word_that_is_not_marked() -> None:
    assert [fault for path in template_files() for fault in unmarked_words(path)] == []


def words() -> Catalog:
    catalogue = Catalog(locale="fr")
    catalogue.add("Next", "Suivant")
    catalogue.add("%(num)d of %(all)d", "%(num)d sur %(all)d")
    catalogue.add(("%(num)d day", "%(num)d days"), ("%(num)d jour", "%(num)d jours"))
    catalogue.add("Open", "Ouvrir", context="button")
    return catalogue


def empty(catalogue: Catalog) -> None:
    catalogue["Next"].string = " "


def fuzzy(catalogue: Catalog) -> None:
    catalogue["Next"].flags.add("fuzzy")


def left_out(catalogue: Catalog) -> None:
    catalogue.delete("Next")


def out_of_use(catalogue: Catalog) -> None:
    catalogue.add("Previous", "Précédent")


def another_placeholder(catalogue: Catalog) -> None:
    catalogue["%(num)d of %(all)d"].string = "%(num)d sur %(total)d"


def a_placeholder_lost(catalogue: Catalog) -> None:
    catalogue["%(num)d of %(all)d"].string = "%(num)d"


def a_plural_lost(catalogue: Catalog) -> None:
    catalogue["%(num)d day"].string = ("%(num)d jour", "")


def a_bare_percent(catalogue: Catalog) -> None:
    catalogue["%(num)d of %(all)d"].string = "%(num)d % sur %(all)d"


def the_other_meaning(catalogue: Catalog) -> None:
    catalogue.delete("Open", "button")
    catalogue.add("Open", "Ouverte")


@pytest.mark.parametrize(
    ("slip", "fault"),
    [
        (empty, "empty: “Next”"),
        (fuzzy, "fuzzy: “Next”"),
        (left_out, "missing: “Next”"),
        (out_of_use, "no longer used: “Previous”"),
        (another_placeholder, "other placeholders"),
        (a_placeholder_lost, "other placeholders"),
        (a_plural_lost, "empty: “%(num)d day”"),
        (a_bare_percent, "a percent sign that is not %%"),
        (the_other_meaning, "missing: “Open”"),
    ],
)
def test_a_slip_of_a_translation_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slip: Slip, fault: str
) -> None:
    path = tmp_path / "messages.po"
    monkeypatch.setattr(faults, "path_of", lambda _language: path)
    translated = words()
    path.write_bytes(_po(translated))
    assert list(catalogue_faults(words(), "fr")) == []
    slip(translated)
    path.write_bytes(_po(translated))
    assert any(fault in found for found in catalogue_faults(words(), "fr"))


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello there</p>", "Hello there"),
        ("<p>{{ _('Hello') }} there</p>", "there"),
        ("<p>{{ 'yes' if good else 'no' }}</p>", "yes"),
        ("<nav aria-label='Menu'></nav>", "Menu"),
        ("{% if x %}Sent{% endif %}", "Sent"),
        ("<p>{{ _(name) or 'nobody' }}</p>", "nobody"),
    ],
)
def test_a_bare_word_in_a_template_is_found(tmp_path: Path, template: str, found: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(template, "utf-8")
    assert any(found in fault for fault in unmarked_words(path))


@pytest.mark.parametrize(
    "template",
    [
        "<p class='big' data-address=\"{{ url_for('x') }}\">{{ _('Hello') }}</p>",
        "{# a note #}<input type=\"text\"{{ ' checked' if x }}>",
        "<p>{{ name }} · 12 {{ '<br>'|safe if not loop.last }}</p>",
        "{% macro described(field) %} aria-describedby=\"{{ field.id ~ '-hint' }}\"{% endmacro %}",
    ],
)
def test_what_is_no_word_is_not_taken_for_one(tmp_path: Path, template: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(template, "utf-8")
    assert list(unmarked_words(path)) == []


def test_words_are_found_wherever_they_are_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module, template = tmp_path / "views.py", tmp_path / "page.html"
    module.write_text(
        "say(_('One ' 'whole'))\nx = counted('%(num)d day', '%(num)d days', n)\n_(name)\nsay('Of', of=say('inner'))\n"
    )
    template.write_text(
        "{{ pgettext('button', 'Open') }}{{ ngettext('%(num)d a', '%(num)d b', n) }}{{ _(x) }}"
    )
    monkeypatch.setattr("app.translations.extraction.APP", tmp_path / "app")
    assert [one.words for one in words_in(module)] == [
        "One whole",
        ("%(num)d day", "%(num)d days"),
        "Of",
        "inner",
    ]
    assert [(one.words, one.context) for one in words_in(template)] == [
        ("Open", "button"),
        (("%(num)d a", "%(num)d b"), None),
    ]


def test_a_refusals_docstring_is_a_word_of_the_interface() -> None:
    assert "You are signed out. Please sign in again." in extract_words()


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_are_what_is_looked_up(language: str) -> None:
    translations, catalogue = load_translations(language), read_catalogue(path_of(language), language)
    entries = [entry for entry in catalogue if entry.id]
    assert len(entries) > 400
    for entry in entries:
        if isinstance(entry.id, str) and entry.context is None:
            assert translations.ugettext(entry.id) == entry.string
    assert catalogues.load_translations("en").ugettext("Next") == "Next"


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        ("fr", "0 question.", "1 question.", "2 questions."),
        ("it", "0 domande.", "1 domanda.", "2 domande."),
        ("es", "0 preguntas.", "1 pregunta.", "2 preguntas."),
    ],
)
def test_each_language_counts_in_its_own_way(language: str, none: str, one: str, two: str) -> None:
    told = [
        load_translations(language).ungettext("%(num)s question.", "%(num)s questions.", count)
        % {"num": count}
        for count in (0, 1, 2)
    ]
    assert told == [none, one, two]


def _po(catalogue: Catalog) -> bytes:
    written = BytesIO()
    write_po(written, catalogue)
    return written.getvalue()
