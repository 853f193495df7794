"""The list of patients, a patient's visits, and handing the tablet over."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.actions.enrolling import enrol_patient
from app.storage.patients import PAGE
from app.study.access import Grant, Role
from tests.desk import (
    Desk,
    add_arms,
    add_second_site,
    add_staff,
    answer,
    send_all,
    session_of,
    today_at,
    typed,
)
from tests.practice import CONSENT, PracticeInstance
from tests.tablet import Screen


def codes_on(page: str) -> list[str]:
    """The patients' codes in the order of the table."""
    return re.findall(r'<a href="/patients/\d+/visits">([^<]+)</a>', page)


def test_patients_stand_by_code_those_with_an_open_alert_first(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    ids = {code: instance.enrol(code) for code in ("0103", "0101", "0102")}
    answer(instance, ids["0102"], "phq9", {"9": 1}, "baseline")
    assert codes_on(coordinator.open("/patients").text) == ["0102", "0101", "0103"]


def test_more_than_fifty_patients_come_page_by_page_each_once(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    codes = [f"{number:04}" for number in range(1, 104)]
    ids = {code: instance.enrol(code) for code in codes}
    answer(instance, ids["0070"], "phq9", {"9": 1}, "baseline")
    seen, path = [], "/patients"
    for _ in range(10):
        page = coordinator.open(path).text
        seen.append(codes_on(page))
        following = re.search(r'<a href="([^"]+)" rel="next">', page)
        if following is None:
            break
        path = following[1]
    assert [len(page) for page in seen] == [51, 49, 3]
    assert seen[0][0] == "0070"
    assert sorted(code for page in seen for code in page) == codes


def test_a_page_of_patients_reads_its_rows_from_an_index_and_sorts_nothing(
    instance: PracticeInstance,
) -> None:
    plan = instance.db.rows(f"explain query plan {PAGE}", 1, "", "", "\U0010ffff", 50)
    steps = [row["detail"] for row in plan]
    assert any("USING INDEX patient_by_site (site_id=? AND code>? AND code<?)" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step]


def test_a_code_is_found_by_its_beginning_without_standing_in_an_address(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    for code in ("0101", "0102", "A-1", "A-12"):
        instance.enrol(code)
    page = coordinator.send("/patients/search", code=" a-")
    assert page.status_code == 200
    assert codes_on(page.text) == ["A-1", "A-12"]
    assert page.request.query_string == b""


def test_a_whole_code_leads_straight_to_the_patient(instance: PracticeInstance, coordinator: Desk) -> None:
    patient_id = instance.enrol("0101")
    assert coordinator.send("/patients/search", code="0101").location == f"/patients/{patient_id}/visits"


@pytest.mark.parametrize("code", ["%", "_", "' or 1=1 --", "9"])
def test_a_code_that_begins_nothing_finds_nobody(
    instance: PracticeInstance, coordinator: Desk, code: str
) -> None:
    instance.enrol("0101")
    page = coordinator.send("/patients/search", code=code)
    assert codes_on(page.text) == []
    assert "There is no patient here whose code begins with" in page.text


def test_the_list_says_what_is_due_in_words(instance: PracticeInstance, coordinator: Desk) -> None:
    today = today_at(instance.site)
    enrol_patient(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        code="0101",
        disease="PPMS",
        consent_on=today,
        injection_on=None,
        arm=None,
        locale="en",
        at=clock.now(),
    )
    row = coordinator.open("/patients").text
    assert "Screening" in row
    assert ">Due<" in row
    assert "PPMS" in row


def test_visits_show_state_window_and_how_much_was_sent(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    patient_id = instance.enrol("0101")
    send_all(instance, patient_id, "screening")
    answer(instance, patient_id, "phq9", {"1": 0}, "baseline")
    page = " ".join(coordinator.open(f"/patients/{patient_id}/visits").text.split())
    days_late = (today_at(instance.site) - CONSENT - timedelta(days=14)).days
    assert f"{days_late} days late" in page
    assert "3 of 3" in page
    assert "In progress" in page
    assert "19 Jan 2026 – 2 Feb 2026" in page
    assert "5 Jan 2026 – 19 Jan 2026" in page


def test_a_visit_whose_anchor_is_not_dated_waits_and_cannot_be_started(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    patient_id = enrol_patient(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        code="0101",
        disease="SPMS",
        consent_on=CONSENT,
        injection_on=None,
        arm=None,
        locale="en",
        at=clock.now(),
    )
    page = coordinator.open(f"/patients/{patient_id}/visits").text
    assert page.count("Waits for the injection date") == 7
    assert page.count("Start on this tablet") == 1
    refused = coordinator.send(f"/patients/{patient_id}/visits/baseline/start")
    assert refused.status_code == 422
    assert "hangs on the date of the injection" in refused.text


def test_starting_asks_first_and_then_signs_staff_out_and_hands_the_tablet_over(
    app: Flask, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")
    token = session_of(instance, instance.staff("coordinator"))
    desk, start = Desk(app, token), f"/patients/{patient_id}/visits/baseline/start"
    assert "You will be signed out on this tablet." in desk.open(start).text
    begun = desk.send(start)
    assert (begun.status_code, begun.location) == (303, "/tablet/")
    assert "storage" in begun.headers["Clear-Site-Data"]
    assert desk.open("/tablet/", follow=True).status_code == 200
    assert desk.open(f"/patients/{patient_id}/visits").status_code == 403
    assert Desk(app, token).open("/patients").status_code == 303


def test_a_visit_that_is_sent_cannot_be_started_again(instance: PracticeInstance, coordinator: Desk) -> None:
    patient_id = instance.enrol("0101")
    send_all(instance, patient_id, "baseline")
    assert (
        f"/patients/{patient_id}/visits/baseline/start"
        not in coordinator.open(f"/patients/{patient_id}/visits").text
    )
    assert coordinator.send(f"/patients/{patient_id}/visits/baseline/start").status_code == 422


def test_starting_outside_the_window_says_so(instance: PracticeInstance, coordinator: Desk) -> None:
    patient_id = instance.enrol("0101")
    page = coordinator.open(f"/patients/{patient_id}/visits/baseline/start").text
    assert "Today is outside the window" in page


def test_a_visit_the_protocol_does_not_have_is_not_found(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    patient_id = instance.enrol("0101")
    assert coordinator.open(f"/patients/{patient_id}/visits/month-99/start").status_code == 404


def test_patients_of_another_site_look_like_patients_that_do_not_exist(
    app: Flask, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")
    answer(instance, patient_id, "phq9", {"9": 1}, "baseline")
    second = add_second_site(instance)
    elsewhere = add_staff(instance, "elsewhere", *(Grant(role, second) for role in ROLES_ELSEWHERE))
    desk = Desk(app, session_of(instance, elsewhere))
    for path in PATHS:
        theirs, unknown = (desk.open(path.format(number)) for number in (patient_id, 999))
        assert theirs.status_code == unknown.status_code == 404, path
        assert Screen(theirs.text).text == Screen(unknown.text).text, path
    assert desk.send(f"/patients/{patient_id}/summary").status_code == 404
    assert desk.send(f"/patients/{patient_id}/visits/baseline/start").status_code == 404
    assert desk.send("/alerts/1/sign", note="x", password="x").status_code == 404
    for page in (desk.open("/patients"), desk.send("/patients/search", code="0101"), desk.open("/alerts")):
        assert "0101" not in page.text.replace('value="0101"', "").replace("“0101”", "")
    assert "0101" not in desk.open("/audit").text
    assert desk.send("/audit", code="0101").status_code == 422


ROLES_ELSEWHERE: tuple[Role, ...] = ("coordinator", "investigator", "monitor")
PATHS = (
    "/patients/{}/visits",
    "/patients/{}/injection",
    "/patients/{}/visits/baseline/start",
    "/patients/{}/record",
    "/patients?after={}",
    "/audit?patient={}",
    "/alerts/{}/sign",
)


def test_a_coordinator_sees_the_arm_and_other_readers_do_not(
    app: Flask, instance: PracticeInstance, coordinator: Desk, investigator: Desk, monitor: Desk
) -> None:
    add_arms(instance, "cells first", "placebo first")
    coordinator.send(
        "/patients/enrol",
        site=1,
        code="0101",
        disease="SPMS",
        arm="cells first",
        locale="en",
        **typed("consent_on", CONSENT),
    )
    patient_id = 1
    path = f"/patients/{patient_id}/visits"
    assert "cells first" in coordinator.open(path).text
    for desk in (investigator, monitor):
        assert "cells first" not in desk.open(path).text
        assert "cells first" not in desk.open(f"/patients/{patient_id}/record").text
    assert "cells first" in coordinator.open(f"/patients/{patient_id}/record").text
