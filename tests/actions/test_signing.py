"""Taking charge of an alert: over one's own name, with one's password, once."""

from datetime import timedelta

import pytest

from app.actions.answering import send_answers
from app.actions.signing import sign_alert
from app.actions.signing_in import ATTEMPTS, sign_in
from app.errors import NotFoundError, RefusedError, TooManyAttemptsError, WrongPasswordError
from app.storage.alerts import alerts_of_patient, get_alert
from app.study.access import Role
from tests.actions.conftest import NOON, Sitter
from tests.actions.places import second_site
from tests.practice import PASSWORD


@pytest.fixture
def alert_id(sitter: Sitter) -> int:
    """An open alert."""
    sitter.answer("9", 1)
    (alert,) = alerts_of_patient(sitter.instance.db, sitter.patient_id)
    return alert.id


@pytest.mark.parametrize("role", ["investigator", "coordinator"])
def test_the_signature_says_who_when_and_what_was_done(sitter: Sitter, alert_id: int, role: Role) -> None:
    sign(sitter, alert_id, role=role, note="  Spoke to the patient.  ")
    signature = get_alert(sitter.instance.db, alert_id).signature
    assert signature is not None
    assert (signature.staff_name, signature.at, signature.note) == (
        f"The {role.title()}",
        NOON,
        "Spoke to the patient.",
    )
    assert not get_alert(sitter.instance.db, alert_id).is_open


def test_an_outsider_guessing_the_signers_password_does_not_keep_them_from_signing(
    sitter: Sitter, alert_id: int
) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(WrongPasswordError):
            sign_in(
                sitter.instance.db,
                username="investigator",
                password="a guess",
                token="outside",
                lasts=timedelta(hours=1),
                at=NOON,
            )
    sign(sitter, alert_id, role="investigator")
    assert not get_alert(sitter.instance.db, alert_id).is_open


@pytest.mark.parametrize("role", ["monitor", "administrator"])
def test_whoever_does_not_care_for_patients_cannot_sign(sitter: Sitter, alert_id: int, role: Role) -> None:
    with pytest.raises(NotFoundError):
        sign(sitter, alert_id, role=role)
    assert get_alert(sitter.instance.db, alert_id).is_open


def test_an_investigator_of_another_site_cannot_sign(sitter: Sitter, alert_id: int) -> None:
    stranger = second_site(sitter.instance).investigator
    with pytest.raises(NotFoundError):
        sign_alert(
            sitter.instance.db, actor=stranger, alert_id=alert_id, note="x", password=PASSWORD, at=NOON
        )


def test_a_wrong_password_signs_nothing_and_guesses_run_out(sitter: Sitter, alert_id: int) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(WrongPasswordError):
            sign(sitter, alert_id, password="a guess at a password")
    with pytest.raises(TooManyAttemptsError):
        sign(sitter, alert_id)
    assert get_alert(sitter.instance.db, alert_id).is_open


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_a_signature_without_a_word_is_refused(sitter: Sitter, alert_id: int, note: str) -> None:
    with pytest.raises(RefusedError, match="Write what was done"):
        sign(sitter, alert_id, note=note)
    assert get_alert(sitter.instance.db, alert_id).is_open


def test_the_first_signature_stands(sitter: Sitter, alert_id: int) -> None:
    sign(sitter, alert_id, note="First.")
    with pytest.raises(RefusedError, match="already signed"):
        sign(sitter, alert_id, role="coordinator", note="Second.")
    signature = get_alert(sitter.instance.db, alert_id).signature
    assert signature is not None
    assert signature.note == "First."


def test_after_a_signature_danger_raises_a_new_alert(sitter: Sitter, alert_id: int) -> None:
    sign(sitter, alert_id)
    sitter.answer("9", 0, key="a")
    sitter.answer("9", 1, key="b")
    assert [alert.is_open for alert in alerts_of_patient(sitter.instance.db, sitter.patient_id)] == [
        False,
        True,
    ]


def test_sending_closes_no_alert(sitter: Sitter, alert_id: int) -> None:
    sitter.answer_all(1)
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)
    assert get_alert(sitter.instance.db, alert_id).is_open


def test_an_alert_that_does_not_exist_is_not_found(sitter: Sitter) -> None:
    with pytest.raises(NotFoundError):
        sign(sitter, 99)


def sign(
    sitter: Sitter,
    alert_id: int,
    *,
    role: Role = "investigator",
    note: str = "Spoke to the patient.",
    password: str = PASSWORD,
) -> None:
    """Sign as that role."""
    actor = sitter.instance.staff(role)
    sign_alert(sitter.instance.db, actor=actor, alert_id=alert_id, note=note, password=password, at=NOON)
