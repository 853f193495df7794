"""The audit trail as a monitor reads it, and the questionnaires."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app.instruments.reader import find_wordings, load_library, load_wording
from app.rooms.monitor.words import ACTS
from app.study.access import Grant
from tests.desk import Desk, add_second_site, add_staff, answer, session_of, typed
from tests.practice import INJECTION, PracticeInstance
from tests.tablet import Screen


def numbers_on(page: str) -> list[int]:
    """The entries' numbers, from the top."""
    return [int(number) for number in re.findall(r'<td class="staff-number">(\d+)</td>', page)]


def test_entries_come_newest_first_and_page_by_page_without_a_gap(
    instance: PracticeInstance, monitor: Desk
) -> None:
    for number in range(60):
        instance.enrol(f"01{number:02}")
    seen: list[int] = []
    path = "/audit"
    while path:
        page = monitor.open(path).text
        seen += numbers_on(page)
        following = re.search(r'<a href="([^"]+)" rel="next">', page)
        path = following[1] if following else ""
    newest = instance.db.row("select max(entry_id) as id from audit_entry")
    assert newest is not None
    assert seen == list(range(newest["id"], 0, -1))


def test_an_entry_says_who_did_what_about_whom_and_why(
    instance: PracticeInstance, coordinator: Desk, monitor: Desk
) -> None:
    patient_id = instance.enrol("0101")
    coordinator.send(
        f"/patients/{patient_id}/injection", **typed("injection_on", INJECTION), reason="typing error"
    )
    text = Screen(monitor.open("/audit").text).text
    assert "The Coordinator Injection dated patient.date_injection 0101 typing error" in text


def test_entries_of_one_patient_are_found_by_code_which_never_stands_in_an_address(
    instance: PracticeInstance, monitor: Desk
) -> None:
    for code in ("0101", "0102"):
        answer(instance, instance.enrol(code), "phq9", {"1": 0}, "baseline")
    found = monitor.send("/audit", code=" 0102 ")
    assert found.location == "/audit?patient=2"
    page = monitor.open(found.location).text
    assert len(numbers_on(page)) == 3
    assert "0101" not in page


def test_a_code_nobody_has_is_refused_at_its_field(monitor: Desk) -> None:
    page = monitor.send("/audit", code="9999")
    assert page.status_code == 422
    assert "There is no patient with this code." in page.text


def test_a_monitor_sees_entries_of_own_sites_and_of_no_patient_only(
    app: Flask, instance: PracticeInstance
) -> None:
    instance.enrol("0101")
    second = add_second_site(instance)
    elsewhere = Desk(app, session_of(instance, add_staff(instance, "elsewhere", Grant("monitor", second))))
    page = elsewhere.open("/audit").text
    assert "0101" not in page
    assert "Study version put in force" in page


def test_every_act_of_the_program_has_words() -> None:
    source = "".join(path.read_text("utf-8") for path in Path("app/actions").glob("*.py"))
    acts = set(re.findall(r'act="([a-z_]+\.[a-z_]+)"', source))
    assert len(acts) > 15
    assert acts - set(ACTS) == set()


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_an_instruments_page_tells_words_scoring_and_licence(instrument, monitor: Desk) -> None:  # type: ignore[no-untyped-def]
    text = Screen(monitor.open(f"/instruments/{instrument.id}").text).text
    assert instrument.licence.credit in text
    for scale in instrument.scales:
        assert scale.missing.source in text
        assert ("The owner's rule." in text) or ("This project's rule, not the owner's." in text)
    for full in instrument.references.values():
        assert full in text
    if "en" not in find_wordings(instrument.id):
        assert "No wording is loaded. The instrument can be scored, but not asked." in text
        return
    wording = load_wording(instrument.id, "en")
    for item in instrument.items:
        assert " ".join(wording.text_of(item).replace("**", "").split()) in text


def test_the_list_of_instruments_leads_to_each(monitor: Desk) -> None:
    page = monitor.open("/instruments").text
    assert re.findall(r'href="/instruments/(\w+)"', page) == [one.id for one in load_library()]


def test_an_unknown_instrument_is_not_found(monitor: Desk) -> None:
    assert monitor.open("/instruments/nothing").status_code == 404
