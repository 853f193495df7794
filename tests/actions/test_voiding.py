"""The wrong patient answered: what was answered is quarantined whole, counts nowhere, and the visit is open again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2

from app.actions.answering import begin_sitting, send_answers
from app.actions.handing_over import hand_over
from app.actions.tokens import hash_token
from app.actions.verifying import verify_record
from app.actions.voiding import void_sittings
from app.errors import NotFoundError, RefusedError, TamperedError, WrongPasswordError
from app.reports.content import build_report
from app.storage.alerts import alerts_of_patient, find_unread_sitting, open_alerts_of
from app.storage.answers import answers_of
from app.storage.audit import check_chain, entries_before
from app.storage.change import changing
from app.storage.records import get_record
from app.storage.scores import scores_of
from app.storage.sessions import find_session
from app.storage.sittings import get_sitting, sittings_of_patients, sittings_of_visit, void_sittings_of
from app.storage.studies import get_study
from app.study.access import Role, system
from app.study.visits import patient_obligations
from tests.actions.conftest import NOON, Sitter, seat
from tests.actions.places import second_site
from tests.practice import PASSWORD

REASON = "Patient 0202 had answered."
LATER = NOON + timedelta(minutes=20)


def void(
    sitter: Sitter,
    *sitting_ids: int,
    role: Role = "coordinator",
    reason: str = REASON,
    password: str = PASSWORD,
    visit: str = "baseline",
) -> None:
    """Make these sittings void, or the sitter's own."""
    void_sittings(
        sitter.instance.db,
        actor=sitter.instance.staff(role),
        patient_id=sitter.patient_id,
        visit=visit,
        sitting_ids=sitting_ids or (sitter.sitting_id,),
        reason=reason,
        password=password,
        at=LATER,
    )


def send(sitter: Sitter) -> None:
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)


def begin_again(sitter: Sitter) -> Sitter:
    """The PHQ-9 of the visit, begun anew."""
    sitting_id = begin_sitting(
        sitter.instance.db, actor=sitter.actor, visit="baseline", instrument_id="phq9", at=LATER
    )
    return replace(sitter, sitting_id=sitting_id)


@pytest.mark.parametrize("role", ["coordinator", "investigator"])
@pytest.mark.parametrize("is_sent", [True, False], ids=["sent", "not sent"])
def test_everything_is_kept_and_nothing_of_it_counts(sitter: Sitter, role: Role, is_sent: bool) -> None:
    db = sitter.instance.db
    sitter.answer_all(1)
    if is_sent:
        send(sitter)
    answers, scores = answers_of(db, sitter.sitting_id), scores_of(db, sitter.sitting_id)
    void(sitter, role=role, reason=f"  {REASON} ")
    assert answers_of(db, sitter.sitting_id) == answers
    assert scores_of(db, sitter.sitting_id) == scores
    assert sittings_of_visit(db, sitter.patient_id, "baseline") == ()
    assert sittings_of_patients(db, [sitter.patient_id])[sitter.patient_id] == ()
    (kept,) = void_sittings_of(db, sitter.patient_id)
    assert kept.voiding is not None
    assert (kept.id, kept.patient_id) == (sitter.sitting_id, sitter.patient_id)
    assert (kept.voiding.at, kept.voiding.staff_name, kept.voiding.reason) == (
        LATER,
        f"The {role.title()}",
        REASON,
    )
    entry = entries_before(db)[0]
    assert (entry.act, entry.patient_id, entry.sitting_id, entry.reason) == (
        "sitting.void",
        sitter.patient_id,
        sitter.sitting_id,
        REASON,
    )


def test_the_obligation_is_open_again_and_a_new_sitting_counts(sitter: Sitter) -> None:
    db = sitter.instance.db
    sitter.answer_all(3)
    send(sitter)
    void(sitter)
    record = get_record(db, sitter.patient_id, LATER)
    obligation = next(
        one
        for one in patient_obligations(
            get_study(db),
            record.patient,
            [one.sitting for one in record.sittings],
            record.today,
        )
        if one.visit.id == "baseline"
    )
    assert "phq9" in obligation.open
    again = begin_again(sitter)
    assert again.sitting_id != sitter.sitting_id
    assert begin_again(sitter).sitting_id == again.sitting_id
    again.answer_all(0)
    send(again)
    (sitting,) = sittings_of_visit(db, sitter.patient_id, "baseline")
    assert sitting.id == again.sitting_id
    row = db.row("select replaces from sitting where sitting_id = ?", again.sitting_id)
    assert row is not None
    assert row["replaces"] == sitter.sitting_id


def test_a_sitting_made_anew_can_be_made_void_as_well(sitter: Sitter) -> None:
    void(sitter)
    second = begin_again(sitter)
    void(second)
    third = begin_again(second)
    third.answer_all()
    send(third)
    assert [one.id for one in void_sittings_of(sitter.instance.db, sitter.patient_id)] == [
        sitter.sitting_id,
        second.sitting_id,
    ]
    proof = verify_record(sitter.instance.db)
    assert (proof.sittings, proof.void) == (1, 0)


def test_several_questionnaires_of_the_visit_are_made_void_in_one_act(sitter: Sitter) -> None:
    db = sitter.instance.db
    sitter.finish("baseline", "mfis")
    ids = [one.id for one in sittings_of_visit(db, sitter.patient_id, "baseline")]
    before = check_chain(db)
    void(sitter, *ids)
    assert check_chain(db) == before + 1
    assert sittings_of_visit(db, sitter.patient_id, "baseline") == ()
    assert entries_before(db)[0].sitting_id is None


def test_the_tablet_that_is_out_for_the_patient_is_taken_back(sitter: Sitter) -> None:
    db = sitter.instance.db
    hand_over(
        db,
        actor=sitter.instance.staff("coordinator"),
        patient_id=sitter.patient_id,
        visit="baseline",
        token="out",
        at=NOON,
    )
    assert find_session(db, hash_token("out"), LATER) is not None
    void(sitter)
    assert find_session(db, hash_token("out"), LATER) is None


def test_nothing_more_can_be_answered_or_sent_in_it(sitter: Sitter) -> None:
    sitter.answer_all()
    void(sitter)
    with pytest.raises(NotFoundError):
        sitter.answer("1", 1)
    with pytest.raises(NotFoundError):
        send(sitter)


def test_its_alerts_stay_open_and_say_that_it_is_void(sitter: Sitter) -> None:
    db = sitter.instance.db
    sitter.answer("9", 2)
    assert find_unread_sitting(db, sitter.patient_id, "baseline") == sitter.sitting_id
    void(sitter)
    (alert,) = open_alerts_of(db, [sitter.instance.site.id])
    assert alert.is_open
    assert alert.voiding is not None
    assert alert.voiding.reason == REASON
    assert alerts_of_patient(db, sitter.patient_id) == (alert,)
    assert find_unread_sitting(db, sitter.patient_id, "baseline") is None


def test_the_summary_has_a_section_of_its_own_for_it_and_counts_it_nowhere(sitter: Sitter) -> None:
    db = sitter.instance.db
    sitter.answer_all(3)
    send(sitter)
    before = build_report(get_record(db, sitter.patient_id, NOON))
    assert before.standings
    assert before.void == ()
    void(sitter)
    report = build_report(get_record(db, sitter.patient_id, LATER))
    assert not report.standings
    assert not report.trends
    assert not report.scores
    assert not report.answers
    assert not report.sittings
    assert report.completeness.questions == "No questionnaire has been sent yet."
    (one,) = report.void
    assert (one.visit, one.instrument, one.who, one.reason) == (
        "Baseline",
        "PHQ-9",
        "The Coordinator",
        REASON,
    )
    assert one.alerts == 1
    (danger,) = report.dangers
    assert danger.is_open
    assert any("somebody else may have answered" in step.what for step in danger.timeline)


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_takes_a_reason(sitter: Sitter, reason: str) -> None:
    with pytest.raises(RefusedError, match="Write why"):
        void(sitter, reason=reason)


def test_it_takes_the_password(sitter: Sitter) -> None:
    with pytest.raises(WrongPasswordError):
        void(sitter, password="a guess")
    assert not get_sitting(sitter.instance.db, sitter.sitting_id).is_void


@pytest.mark.parametrize("role", ["monitor", "administrator"])
def test_others_make_nothing_void(sitter: Sitter, role: Role) -> None:
    with pytest.raises(NotFoundError):
        void(sitter, role=role)


def test_nor_does_a_coordinator_of_another_site(sitter: Sitter) -> None:
    with pytest.raises(NotFoundError):
        void_sittings(
            sitter.instance.db,
            actor=second_site(sitter.instance).coordinator,
            patient_id=sitter.patient_id,
            visit="baseline",
            sitting_ids=[sitter.sitting_id],
            reason=REASON,
            password=PASSWORD,
            at=LATER,
        )


def test_a_sitting_of_another_visit_another_patient_or_void_already_is_refused_and_all_with_it(
    sitter: Sitter,
) -> None:
    other = seat(sitter.instance, "0303")
    with pytest.raises(NotFoundError):
        void(sitter, sitter.sitting_id, other.sitting_id)
    with pytest.raises(NotFoundError):
        void(sitter, visit="month-1")
    assert not get_sitting(sitter.instance.db, sitter.sitting_id).is_void
    void(sitter)
    with pytest.raises(NotFoundError):
        void(sitter)


def test_the_database_itself_keeps_two_sittings_from_counting_in_one_place(sitter: Sitter) -> None:
    db = sitter.instance.db
    copied = "patient_id, visit, instrument, definition_hash, wording_hash, study_hash, locale, begun_at"
    with (
        pytest.raises(dbapi2.IntegrityError, match="UNIQUE"),
        changing(db, actor=system("tests"), act="test", at=NOON) as change,
    ):
        change.connection.execute(
            f"insert into sitting ({copied}, entry_id) select {copied}, entry_id from sitting"
        )
    with (
        pytest.raises(dbapi2.IntegrityError, match="replaces only a void one"),
        changing(db, actor=system("tests"), act="test", at=NOON) as change,
    ):
        change.connection.execute(
            f"insert into sitting ({copied}, replaces, entry_id) select {copied}, sitting_id, entry_id from sitting"
        )


def test_verify_scores_void_sittings_again_like_the_others(
    sitter: Sitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitter.answer_all(2)
    send(sitter)
    void(sitter)
    proof = verify_record(sitter.instance.db)
    assert (proof.sittings, proof.void) == (1, 1)
    monkeypatch.setattr("app.actions.verifying.score", lambda instrument, values: ())
    with pytest.raises(TamperedError, match=f"Sitting {sitter.sitting_id}"):
        verify_record(sitter.instance.db)


def test_verify_names_a_sitting_that_stands_where_another_counts(
    sitter: Sitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.actions.verifying.find_misplaced", lambda db: 7)
    with pytest.raises(TamperedError, match="Sitting 7 stands"):
        verify_record(sitter.instance.db)
