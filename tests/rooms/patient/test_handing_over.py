from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.actions.signing_in import sign_in
from app.storage.answers import answers_of
from tests.practice import PASSWORD, PracticeInstance
from tests.tablet import Tablet, cookie_of, handed_over

PRIVATE = (
    "/tablet/",
    "/tablet/confirm",
    "/tablet/part/phq9",
    "/tablet/sitting/1/item/1",
    "/tablet/sitting/1/review",
    "/tablet/sitting/1/danger",
    "/tablet/break",
)


def test_the_patient_first_confirms_code_and_visit(app: Flask, instance: PracticeInstance) -> None:
    tablet = Tablet(app, instance.hand_over(instance.enrol("0101"), "month-3"))
    assert tablet.screen.heading == "Is this you?"
    assert "0101" in tablet.screen.text
    assert "Month 3" in tablet.screen.text
    for path in PRIVATE:
        tablet.go(path)
        assert tablet.screen.heading == "Is this you?", path


def test_whoever_is_not_the_patient_gives_the_tablet_back_and_sees_nothing(
    app: Flask, instance: PracticeInstance
) -> None:
    tablet = Tablet(app, instance.hand_over(instance.enrol("0101")))
    tablet.press("No, this is not me")
    assert tablet.screen.heading == "Please give the tablet back."
    for path in PRIVATE:
        tablet.go(path)
        assert tablet.screen.heading == "This tablet is locked", path


def test_the_parts_come_in_the_order_of_the_protocol(app: Flask, instance: PracticeInstance) -> None:
    tablet = handed_over(app, instance)
    assert tablet.screen.heading == "Mood"
    assert "Part 1 of 3" in tablet.screen.text
    assert "9 questions." in tablet.screen.text


def test_giving_back_leaves_nothing_in_the_browser(tablet: Tablet) -> None:
    tablet.press("Take a break")
    reply = tablet.client.post("/tablet/break", data={**tablet.screen.hidden, "do": "give_back"})
    assert reply.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert not tablet.client.get_cookie("myelog")


def test_a_copied_cookie_opens_nothing_after_giving_back(app: Flask, instance: PracticeInstance) -> None:
    token = instance.hand_over(instance.enrol("0101"))
    Tablet(app, token).press("No, this is not me")
    late = Tablet(app, token)
    assert late.screen.heading == "This tablet is locked"


def test_after_the_last_questionnaire_the_tablet_asks_to_be_given_back(
    app: Flask, instance: PracticeInstance
) -> None:
    tablet = handed_over(app, instance)
    for _ in range(3):
        tablet.press("Next")
        while "Send my answers" not in tablet.screen.buttons:
            tablet.answer(next(iter(tablet.screen.choices)))
        tablet.press("Send my answers")
    assert tablet.screen.heading == "Thank you. Please give the tablet back."
    assert "alert" not in tablet.screen.text
    assert tablet.go("/tablet/sitting/1/item/1").status_code == 200
    assert tablet.screen.heading == "This tablet is locked"


def test_on_another_tablet_the_patient_goes_on_at_the_first_question_not_reached(
    app: Flask, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")
    first = Tablet(app, instance.hand_over(patient_id))
    first.press("Yes, this is me")
    first.press("Next")
    first.press("Next")
    first.answer("Several days")
    first.press("I prefer not to answer")
    first.press("Take a break")
    second = Tablet(app, instance.hand_over(patient_id))
    second.press("Yes, this is me")
    assert "Question 3 of 9" in second.screen.text
    first.go("/tablet/")
    assert first.screen.heading == "This tablet is locked"


def test_another_patients_sitting_looks_like_one_that_does_not_exist(
    tablet: Tablet, app: Flask, instance: PracticeInstance
) -> None:
    other = handed_over(app, instance, code="0202")
    form = {**other.screen.hidden, "key": "k", "do": "next", "answer": "3"}
    for path in ("/tablet/sitting/1/item/1", "/tablet/sitting/1/review", "/tablet/sitting/1/danger"):
        theirs, nobodys = (other.client.get(one) for one in (path, path.replace("1", "77", 1)))
        assert (theirs.status_code, theirs.data) == (nobodys.status_code, nobodys.data) == (404, theirs.data)
        assert other.client.post(path, data=form).status_code == 404
    assert answers_of(instance.db, 1) == ()


def test_a_tablet_that_rested_too_long_is_locked_and_keeps_every_answer(
    tablet: Tablet, instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet.answer("Several days")
    later = clock.now() + instance.settings.tablet_idle + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    tablet.answer("Several days")
    assert tablet.screen.heading == "This tablet is locked"
    assert len(answers_of(instance.db, 1)) == 1


def test_a_forged_form_is_refused(tablet: Tablet, instance: PracticeInstance) -> None:
    reply = tablet.press("Next", choose="Several days", csrf_token="forged")
    assert reply.status_code == 400
    assert tablet.screen.heading == "This page is out of date"
    assert answers_of(instance.db, 1) == ()


def test_whoever_holds_no_tablet_is_told_that_it_is_locked(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(*cookie_of(app, "a token that opens nothing"))
    for path in PRIVATE:
        assert client.get(path).location == "/tablet/locked", path


def test_staff_are_not_let_into_the_patients_room(app: Flask, instance: PracticeInstance) -> None:
    sign_in(
        instance.db,
        username="coordinator",
        password=PASSWORD,
        token="staff",
        lasts=timedelta(hours=1),
        at=clock.now(),
    )
    client = app.test_client()
    client.set_cookie(*cookie_of(app, "staff"))
    for path in PRIVATE:
        assert client.get(path).status_code == 403, path


def test_a_tablet_opens_only_the_visit_it_was_handed_over_for(app: Flask, instance: PracticeInstance) -> None:
    patient_id = instance.enrol("0199")
    earlier = Tablet(app, instance.hand_over(patient_id, "baseline"))
    earlier.press("Yes, this is me")
    earlier.press("Next")
    earlier.press("Next")
    path = earlier.path
    later = Tablet(app, instance.hand_over(patient_id, "month-1"))
    later.press("Yes, this is me")
    dangerous = {**later.screen.hidden, "key": "page", "answer": "3"}
    sitting = path.rsplit("/item", 1)[0]
    for address in (f"{sitting}/item/9", f"{sitting}/review"):
        assert later.client.get(address).status_code == 404
        assert later.client.post(address, data=dangerous).status_code == 404
    assert later.client.get(f"{sitting}/danger").status_code == 404
    assert instance.db.rows("select * from answer") == []
