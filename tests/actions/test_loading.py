"""What a site loads is checked first, kept whole with its provenance, or refused with nothing stored."""

from datetime import date

import pytest

from app.actions.loading import load_pack, load_wording, release_definition
from app.actions.verifying import verify_record
from app.errors import DefinitionError, NotAllowedError, NotFoundError, RefusedError
from app.instruments.reader import load_instrument, parse_pack, parse_wording
from app.storage.audit import check_chain, entries_before
from app.storage.in_force import find_wording_in_force, get_instrument_in_force, locales_of
from app.storage.wordings import Certificate, Provenance, get_certificate, wording_loadings_of
from app.study.access import NOBODY, ROLES, Actor
from tests.actions.conftest import NOON
from tests.actions.library import ITALIAN, NEWER, SITE, add_garden, add_words, edited, words_for
from tests.core.garden import DEFINITION, FOLDER, GARDEN, WORDS, slip
from tests.practice import PracticeInstance

FILE = Certificate("linguistic validation.pdf", b"%PDF-1.7 \x00 forward, back, debriefed")
PROVENANCE = Provenance(
    translator="A. Nother, B. Other", released_on=date(2024, 2, 29), certificate="Certificate 17", file=FILE
)
BANK = (FOLDER / "packs/orchard_bank.toml").read_text("utf-8")


def test_words_are_in_force_with_their_hash_and_one_audit_entry(instance: PracticeInstance) -> None:
    add_garden(instance)
    before = check_chain(instance.db)
    loaded = add_words(instance)
    assert loaded.is_new
    assert loaded.wording == parse_wording(WORDS, GARDEN, "x")
    assert find_wording_in_force(instance.db, GARDEN, "en") == loaded.wording
    (entry,) = entries_before(instance.db, limit=1)
    assert (entry.act, entry.actor, entry.id) == ("wording.load", "system:command line", before + 1)
    verify_record(instance.db)


def test_certificate_translator_and_release_are_kept(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance, provenance=PROVENANCE)
    (loading,) = wording_loadings_of(instance.db, "garden")
    assert (loading.translator, loading.released_on) == ("A. Nother, B. Other", date(2024, 2, 29))
    assert (loading.certificate, loading.certificate_name) == ("Certificate 17", FILE.name)
    assert (loading.at, loading.actor) == (NOON, "system:command line")
    assert loading.certificate_sha256 is not None
    assert get_certificate(instance.db, loading.certificate_sha256) == FILE
    with pytest.raises(NotFoundError):
        get_certificate(instance.db, "0" * 64)


def test_one_certificate_of_several_languages_is_kept_once(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance, provenance=PROVENANCE)
    add_words(instance, ITALIAN, PROVENANCE)
    assert len(instance.db.rows("select 1 from certificate")) == 1
    assert locales_of(instance.db, GARDEN) == ("en", "it")


def test_loading_the_same_words_again_changes_nothing(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance, provenance=PROVENANCE)
    before = check_chain(instance.db)
    for provenance in (PROVENANCE, Provenance(), Provenance(file=FILE)):
        assert not add_words(instance, provenance=provenance).is_new
    assert check_chain(instance.db) == before


def test_a_certificate_that_comes_later_stands_beside_the_same_words(instance: PracticeInstance) -> None:
    add_garden(instance)
    first = add_words(instance).wording
    assert add_words(instance, provenance=PROVENANCE).is_new
    assert {loading.hash for loading in wording_loadings_of(instance.db, "garden")} == {first.hash}
    assert len(wording_loadings_of(instance.db, "garden")) == 2


def test_words_loaded_last_are_in_force_also_when_they_are_the_first_again(
    instance: PracticeInstance,
) -> None:
    add_garden(instance)
    for text, version in ((WORDS, "first"), (NEWER, "second"), (WORDS, "first")):
        assert add_words(instance, text).is_new
        wording = find_wording_in_force(instance.db, GARDEN, "en")
        assert wording is not None
        assert wording.version == version


def test_loaded_words_go_before_those_that_are_shipped(instance: PracticeInstance) -> None:
    shipped = (FOLDER.parents[1] / "app/instruments/library/phq9.en.toml").read_text("utf-8")
    text = slip(shipped, 'version = "', "version = \"the site's own, ")
    load_wording(instance.db, actor=SITE, text=text, place="phq9.en.toml", at=NOON)
    wording = find_wording_in_force(instance.db, load_instrument("phq9"), "en")
    assert wording is not None
    assert wording.version.startswith("the site's own")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (slip(slip(WORDS, "wasps", "w\ufffdsps"), '4 = "Always"', ""), ["U+FFFD", "choices often are for"]),
        (slip(slip(WORDS, "Seldom", "Never"), "w1 = ", "w2 = "), ["stands twice", "item w1", "item w2"]),
        ("instrument = 'garden'\n[[", ["garden.toml: "]),
        ("", ["not TOML, or does not say of which instrument"]),
        (DEFINITION, ["not TOML, or does not say of which instrument"]),
    ],
)
def test_all_faults_are_told_and_nothing_is_stored(
    instance: PracticeInstance, text: str, faults: list[str]
) -> None:
    add_garden(instance)
    before = check_chain(instance.db)
    with pytest.raises(DefinitionError) as refused:
        add_words(instance, text, PROVENANCE)
    assert all(fault in str(refused.value) for fault in faults)
    assert all(fault.startswith("garden.toml: ") for fault in refused.value.faults)
    assert check_chain(instance.db) == before
    assert instance.db.rows("select 1 from certificate") == []


def test_words_for_a_version_that_is_not_there_are_refused_with_what_is(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_garden(instance, edited(4))
    with pytest.raises(RefusedError, match=r"no garden@5\. There is: garden@4, garden@3\."):
        add_words(instance, words_for(5))
    with pytest.raises(NotFoundError, match=r"no instrument “meadow”\. There are: .*garden, .*phq9"):
        add_words(instance, slip(WORDS, 'instrument = "garden"', 'instrument = "meadow"'))


def test_what_the_caller_says_and_what_the_file_says_must_agree(instance: PracticeInstance) -> None:
    add_garden(instance)
    given = {"db": instance.db, "actor": SITE, "text": WORDS, "place": "w.toml", "at": NOON}
    with pytest.raises(DefinitionError, match=r"w\.toml: these are the words of garden, not of phq9"):
        load_wording(**given, instrument_id="phq9")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match=r"w\.toml: these are words in en, not in it"):
        load_wording(**given, locale="it")  # type: ignore[arg-type]


def test_a_released_version_never_changes(instance: PracticeInstance) -> None:
    add_garden(instance)
    before = check_chain(instance.db)
    text = slip(DEFINITION, '"gardening"', '"weeding"')
    with pytest.raises(RefusedError, match=r"garden@3 is released already.*a new version: 4"):
        add_garden(instance, text)
    add_garden(instance)  # just the same again: nothing is said twice
    assert check_chain(instance.db) == before


def test_a_shipped_version_cannot_be_taken_by_the_site(instance: PracticeInstance) -> None:
    shipped = (FOLDER.parents[1] / "app/instruments/library/phq9.toml").read_text("utf-8")
    with pytest.raises(RefusedError, match="phq9@1 is released already"):
        add_garden(instance, slip(shipped, "short_title", "short_title = 'x' #"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (slip(DEFINITION, "[references]", "[reverences]"), "reference"),
        (slip(DEFINITION, 'rule = "', 'rule = "no_'), "there is no rule"),
        (WORDS, "these are words, not a definition"),
    ],
)
def test_a_definition_with_faults_is_not_added(instance: PracticeInstance, text: str, fault: str) -> None:
    before = check_chain(instance.db)
    with pytest.raises(DefinitionError, match=fault):
        add_garden(instance, text)
    assert check_chain(instance.db) == before


def test_a_pack_serves_every_instrument_that_needs_what_is_in_it(instance: PracticeInstance) -> None:
    orchard = (FOLDER / "orchard.toml").read_text("utf-8")
    release_definition(instance.db, actor=SITE, text=orchard, place="orchard.toml", at=NOON)
    loaded = load_pack(instance.db, actor=SITE, text=BANK, place="bank.toml", at=NOON)
    assert loaded.is_new
    assert loaded.lacking["orchard"] == ()
    assert "garden" not in loaded.lacking
    in_force = get_instrument_in_force(instance.db, "orchard")
    assert in_force.data["item_parameters"] == parse_pack(BANK, "x")
    (entry,) = entries_before(instance.db, limit=1)
    assert (entry.act, entry.actor) == ("data.load", "system:command line")
    verify_record(instance.db)


def test_what_a_pack_lacks_for_an_instrument_is_said(instance: PracticeInstance) -> None:
    orchard = (FOLDER / "orchard.toml").read_text("utf-8")
    release_definition(instance.db, actor=SITE, text=orchard, place="orchard.toml", at=NOON)
    other = slip(BANK, "[items.PEAR]", "[items.PLUM]")
    loaded = load_pack(instance.db, actor=SITE, text=other, place="bank.toml", at=NOON)
    assert loaded.lacking["orchard"] == ("it has no PEAR",)
    assert get_instrument_in_force(instance.db, "orchard").data == {}


def test_the_pack_loaded_last_under_a_name_is_in_force_and_loading_it_again_is_harmless(
    instance: PracticeInstance,
) -> None:
    orchard = (FOLDER / "orchard.toml").read_text("utf-8")
    release_definition(instance.db, actor=SITE, text=orchard, place="orchard.toml", at=NOON)
    newer = slip(BANK, 'version = "1"', 'version = "2"')
    for text, version in ((BANK, "1"), (newer, "2"), (BANK, "1")):
        assert load_pack(instance.db, actor=SITE, text=text, place="b", at=NOON).is_new
        before = check_chain(instance.db)
        assert not load_pack(instance.db, actor=SITE, text=text, place="b", at=NOON).is_new
        assert check_chain(instance.db) == before
        pack = get_instrument_in_force(instance.db, "orchard").data["item_parameters"]
        assert pack.version == version


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (slip(BANK, "slope = 2.0", "slope = -2.0"), "slope"),
        (slip(BANK, "[-0.5, 0.75]", "[0.75, -0.5]"), "thresholds do not rise"),
        (DEFINITION, "this is not a data pack"),
    ],
)
def test_a_pack_with_faults_is_not_loaded(instance: PracticeInstance, text: str, fault: str) -> None:
    before = check_chain(instance.db)
    with pytest.raises(DefinitionError, match=fault):
        load_pack(instance.db, actor=SITE, text=text, place="pack.toml", at=NOON)
    assert check_chain(instance.db) == before


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_only_the_command_line_brings_anything_in(instance: PracticeInstance, role: str) -> None:
    actor: Actor = NOBODY if role == "nobody" else instance.staff(next(one for one in ROLES if one == role))
    before = check_chain(instance.db)
    with pytest.raises(NotAllowedError):
        load_wording(instance.db, actor=actor, text=WORDS, place="w", at=NOON)
    with pytest.raises(NotAllowedError):
        load_pack(instance.db, actor=actor, text=BANK, place="b", at=NOON)
    with pytest.raises(NotAllowedError):
        release_definition(instance.db, actor=actor, text=DEFINITION, place="d", at=NOON)
    assert check_chain(instance.db) == before
