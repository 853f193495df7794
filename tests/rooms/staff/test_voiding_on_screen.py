"""The wrong patient answered: made void over one's own password, and told wherever it matters."""

import pytest
from flask import Flask

from app.study.access import Role
from tests.desk import answer, desk_of
from tests.practice import PASSWORD, PracticeInstance
from tests.tablet import Screen, handed_over

REASON = "Patient 0202 had answered."
VOID = "/patients/1/visits/baseline/void"


@pytest.fixture
def sitting_id(instance: PracticeInstance) -> int:
    return answer(instance, instance.enrol("0101"), "phq9", {"9": 2}, "baseline")


@pytest.mark.parametrize("role", ["coordinator", "investigator"])
def test_it_is_one_page_with_the_questionnaires_a_reason_and_the_password(
    app: Flask, instance: PracticeInstance, sitting_id: int, role: Role
) -> None:
    desk = desk_of(app, instance, role)
    assert "Wrong patient?" in desk.open("/patients/1/visits").text
    assert "PHQ-9, begun" in desk.open(VOID).text
    response = desk.send(VOID, sittings=str(sitting_id), reason=REASON, password=PASSWORD, follow=True)
    screen = Screen(response.text)
    assert "the visit is open again" in screen.text
    assert "0 of 3" in screen.text
    assert "Nothing was begun at this visit." in desk.open(VOID).text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"reason": REASON, "password": PASSWORD}, "Choose at least one questionnaire."),
        ({"sittings": "1", "password": PASSWORD}, "Write why"),
        ({"sittings": "1", "reason": REASON}, "Enter your password."),
        ({"sittings": "1", "reason": REASON, "password": "a guess"}, "This is not your password."),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_made_void(
    app: Flask, instance: PracticeInstance, sitting_id: int, fields: dict[str, str], told: str
) -> None:
    response = desk_of(app, instance, "coordinator").send(VOID, follow=False, **fields)
    assert response.status_code == 422
    assert told in response.text
    assert instance.db.rows("select 1 from sitting_voiding") == []


def test_the_record_and_the_alert_say_so(app: Flask, instance: PracticeInstance, sitting_id: int) -> None:
    desk = desk_of(app, instance, "investigator")
    desk.send(VOID, sittings=str(sitting_id), reason=REASON, password=PASSWORD)
    record = Screen(desk.open("/patients/1/record").text).text
    assert "Void questionnaires" in record
    assert REASON in record
    assert "1 alert of it stands." in record
    assert "Nothing has been sent yet." in record
    alerts = Screen(desk.open("/alerts").text).text
    assert "made the sitting void: somebody else may have answered" in alerts
    assert "nobody has signed for it yet" in alerts


def test_an_unknown_visit_and_a_patient_of_nobody_have_no_such_page(
    app: Flask, instance: PracticeInstance, sitting_id: int
) -> None:
    desk = desk_of(app, instance, "coordinator")
    assert desk.open("/patients/1/visits/nowhere/void").status_code == 404
    assert desk.open("/patients/99/visits/baseline/void").status_code == 404


def test_the_tablet_of_the_wrong_patient_is_locked_and_the_right_one_begins_anew(
    app: Flask, instance: PracticeInstance
) -> None:
    wrong = handed_over(app, instance)
    wrong.press("Next")
    wrong.answer("Nearly every day")
    page = wrong.path
    desk_of(app, instance, "coordinator").send(VOID, sittings="1", reason=REASON, password=PASSWORD)
    wrong.answer("Nearly every day")
    assert wrong.screen.heading == "This tablet is locked"
    right = type(wrong)(app, instance.hand_over(1))
    right.press("Yes, this is me")
    right.press("Next")
    assert right.path != page
    assert right.screen.chosen is None
    assert right.go(page).status_code == 404
