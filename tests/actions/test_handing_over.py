"""The tablet opens for one patient and one visit, by staff of the site, and only while there is something to answer."""

from datetime import timedelta

import pytest

from app.actions.answering import send_answers
from app.actions.enrolling import enrol_patient
from app.actions.handing_over import TABLET_LASTS, confirm_tablet, end_tablet, hand_over
from app.actions.signing_in import sign_in
from app.actions.tokens import hash_token
from app.errors import NotFoundError, RefusedError
from app.storage.audit import check_chain
from app.storage.sessions import Session, find_session
from app.study.access import Role
from tests.actions.conftest import NOON, Sitter
from tests.actions.places import second_site
from tests.practice import CONSENT, PASSWORD, PracticeInstance


@pytest.fixture
def patient_id(instance: PracticeInstance) -> int:
    return instance.enrol("0101")


def test_the_token_opens_this_patients_visit_until_it_expires(
    instance: PracticeInstance, patient_id: int
) -> None:
    give(instance, patient_id, "token")
    session = opened_by(instance, "token")
    assert session is not None
    assert (session.kind, session.patient_id, session.visit) == ("tablet", patient_id, "baseline")
    assert not session.is_confirmed
    assert find_session(instance.db, hash_token("token"), NOON + TABLET_LASTS) is None


def test_the_token_itself_is_not_kept(instance: PracticeInstance, patient_id: int) -> None:
    give(instance, patient_id, "a very secret token")
    rows = instance.db.rows("select * from session")
    assert "a very secret token" not in {value for row in rows for value in row}  # type: ignore[attr-defined]


def test_the_patient_confirms_once(instance: PracticeInstance, patient_id: int) -> None:
    give(instance, patient_id, "token")
    actor = Sitter(instance, patient_id, 0).actor
    for _ in range(2):
        session = opened_by(instance, "token")
        assert session is not None
        confirm_tablet(instance.db, actor=actor, session=session, at=NOON)
    rows = instance.db.rows("select 1 from session_confirmation")
    assert len(rows) == 1


def test_a_patient_answers_on_one_tablet_at_a_time(instance: PracticeInstance, patient_id: int) -> None:
    other = instance.enrol("0102")
    give(instance, patient_id, "first")
    give(instance, other, "another patient's")
    give(instance, patient_id, "second")
    assert opened_by(instance, "first") is None
    assert opened_by(instance, "second") is not None
    assert opened_by(instance, "another patient's") is not None


def test_handing_over_signs_the_staff_member_out_on_this_tablet_only(
    instance: PracticeInstance, patient_id: int
) -> None:
    for token in ("here", "at the desk"):
        sign_in(
            instance.db,
            username="coordinator",
            password=PASSWORD,
            token=token,
            lasts=timedelta(hours=8),
            at=NOON,
        )
    here = opened_by(instance, "here")
    assert here is not None
    give(instance, patient_id, "token", staff_session_id=here.id)
    assert opened_by(instance, "here") is None
    assert opened_by(instance, "at the desk") is not None


def test_given_back_the_token_opens_nothing(instance: PracticeInstance, patient_id: int) -> None:
    give(instance, patient_id, "token")
    session = opened_by(instance, "token")
    assert session is not None
    actor = Sitter(instance, patient_id, 0).actor
    for _ in range(2):
        end_tablet(instance.db, actor=actor, session=session, why="given back", at=NOON)
    assert opened_by(instance, "token") is None


def test_a_visit_that_hangs_on_an_unknown_date_cannot_begin(instance: PracticeInstance) -> None:
    patient_id = enrol_patient(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        code="0103",
        disease="PPMS",
        consent_on=CONSENT,
        injection_on=None,
        arm=None,
        locale="en",
        at=NOON,
    )
    with pytest.raises(RefusedError, match="hangs on the date of the injection"):
        give(instance, patient_id, "token")
    give(instance, patient_id, "token", visit="screening")


def test_a_questionnaire_that_lost_its_words_is_not_handed_over(
    instance: PracticeInstance, patient_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.in_force.find_wordings", lambda _: ())
    monkeypatch.setattr("app.actions.scheduling.find_wording_in_force", lambda *_: None)
    with pytest.raises(RefusedError, match=r"no wording in the patient's language \(en\)"):
        give(instance, patient_id, "token")


def test_a_visit_that_is_done_cannot_begin_again(sitter: Sitter) -> None:
    sitter.answer_all()
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)
    give(sitter.instance, sitter.patient_id, "two questionnaires are still open")
    for instrument in ("mfis", "rand36"):
        sitter.finish("baseline", instrument)
    with pytest.raises(RefusedError, match="sent already"):
        give(sitter.instance, sitter.patient_id, "token")


def test_an_unknown_visit_or_patient_is_not_found(instance: PracticeInstance, patient_id: int) -> None:
    with pytest.raises(NotFoundError):
        give(instance, patient_id, "token", visit="month-7")
    with pytest.raises(NotFoundError):
        give(instance, 99, "token")


@pytest.mark.parametrize("role", ["monitor", "administrator"])
def test_whoever_does_not_care_for_patients_hands_nothing_over(
    instance: PracticeInstance, patient_id: int, role: Role
) -> None:
    before = check_chain(instance.db)
    with pytest.raises(NotFoundError):
        give(instance, patient_id, "token", role=role)
    assert check_chain(instance.db) == before


def test_a_coordinator_of_another_site_hands_nothing_over(
    instance: PracticeInstance, patient_id: int
) -> None:
    elsewhere = second_site(instance)
    with pytest.raises(NotFoundError):
        hand_over(
            instance.db,
            actor=elsewhere.coordinator,
            patient_id=patient_id,
            visit="baseline",
            token="token",
            at=NOON,
        )
    assert opened_by(instance, "token") is None


def give(
    instance: PracticeInstance,
    patient_id: int,
    token: str,
    *,
    visit: str = "baseline",
    role: Role = "coordinator",
    staff_session_id: int | None = None,
) -> None:
    """Hand a tablet over as that role."""
    hand_over(
        instance.db,
        actor=instance.staff(role),
        patient_id=patient_id,
        visit=visit,
        token=token,
        at=NOON,
        staff_session_id=staff_session_id,
    )


def opened_by(instance: PracticeInstance, token: str) -> Session | None:
    """The session the token opens at noon."""
    return find_session(instance.db, hash_token(token), NOON)
