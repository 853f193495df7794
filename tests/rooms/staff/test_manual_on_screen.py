"""The page of an instrument says what `myelog instruments show` says, in the same sentences."""

import pytest

from app.instruments.model import Instrument
from app.instruments.reader import load_instrument, load_library
from app.scoring.manual.items import item_groups
from app.scoring.manual.scales import references_of, scales_manual
from tests.desk import Desk
from tests.tablet import Screen


def words_of(text: object) -> str:
    return " ".join(str(text).split())


def test_every_sentence_of_every_manual_is_on_its_page(monitor: Desk) -> None:
    for instrument in load_library():
        text = Screen(monitor.open(f"/instruments/{instrument.id}").text).text.replace(" ,", ",")
        manual = scales_manual(instrument)
        for entry in (*manual.shared, *(entry for one in manual.scales for entry in one.entries)):
            told = words_of(" ".join(map(str, entry.texts)))
            source = words_of(", ".join(map(str, entry.source)))
            assert f"{entry.name} {told} {source}".strip() in text, (instrument.id, entry)
            for row in entry.grid.rows if entry.grid else ():
                assert " ".join(map(str, row)) in text, (instrument.id, row)
        for short, full in references_of(instrument).items():
            assert words_of(f"{short} {full}") in text


def test_without_words_the_page_still_tells_how_each_item_is_answered(monitor: Desk) -> None:
    msqol54 = load_instrument("msqol54")
    text = Screen(monitor.open("/instruments/msqol54").text).text
    for group in item_groups(msqol54, None):
        assert f"{group.span} {group.answers}." in text
    assert "53 A rating from 0 to 10." in text


@pytest.mark.parametrize("name", ["msqol54", "sf36v1"])
def test_with_many_scales_the_page_begins_with_their_names(monitor: Desk, name: str) -> None:
    instrument: Instrument = load_instrument(name)
    page = monitor.open(f"/instruments/{name}").text
    for scale in instrument.scales:
        assert f'href="#scale-{scale.id}">{scale.title}</a>' in page
        assert page.count(f'id="scale-{scale.id}"') == 1


def test_with_few_scales_it_does_not(monitor: Desk) -> None:
    assert "#scale-" not in monitor.open("/instruments/phq9").text
