"""A record in which something stands in every table."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from app.actions.answering import begin_sitting, read_alert, record_answer, rest, resume, send_answers
from app.actions.choosing_comfort import choose_comfort, note_reading_aloud
from app.actions.enrolling_tablets import enrol_tablet, revoke_tablet
from app.actions.handing_over import confirm_tablet, end_tablet
from app.actions.loading import load_pack, load_wording, release_definition
from app.actions.signing import sign_alert
from app.actions.signing_in import sign_in
from app.actions.speaking import choose_language
from app.actions.tokens import hash_token
from app.actions.using_pins import choose_pin, open_by_pin
from app.actions.voiding import void_sittings
from app.errors import RefusedError
from app.instruments.reader import load_instrument
from app.storage.alerts import alerts_of_patient
from app.storage.change import changing
from app.storage.languages import add_patient_locale
from app.storage.prints import add_print
from app.storage.sessions import find_session
from app.storage.sittings import sittings_of_visit
from app.storage.tablets import get_tablet
from app.storage.wordings import Certificate, Provenance
from app.study.access import Actor, system
from app.study.comfort import Comfort
from tests.core.garden import DEFINITION, FOLDER, WORDS
from tests.practice import PASSWORD, PracticeInstance
from tests.storm import schedule_storm

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CERTIFICATE = Certificate("certificate.pdf", b"%PDF-1.7 certified")


def fill_every_table(instance: PracticeInstance) -> int:
    """Let one patient answer a PHQ-9 with a dangerous answer, be heard, and be printed; the patient's id."""
    stock_library(instance)
    db, patient_id = instance.db, instance.enrol("0101")
    patient = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    session = find_session(db, hash_token(instance.hand_over(patient_id)), NOON)
    assert session is not None
    confirm_tablet(db, actor=patient, session=session, at=NOON)
    choose_comfort(db, actor=patient, visit="baseline", comfort=Comfort(theme="dark"), at=NOON)
    sitting_id = begin_sitting(db, actor=patient, visit="baseline", instrument_id="phq9", at=NOON)
    note_reading_aloud(db, actor=patient, sitting_id=sitting_id, item_id="1", voice="Daniel", at=NOON)
    for place, item in enumerate(load_instrument("phq9").items):
        at, value = NOON + timedelta(seconds=place), None if item.id == "3" else 1
        record_answer(
            db, actor=patient, sitting_id=sitting_id, item_id=item.id, value=value, key=item.id, at=at
        )
    read_alert(db, actor=patient, sitting_id=sitting_id, at=NOON)
    rest(db, actor=patient, sitting_id=sitting_id, at=NOON)
    resume(db, actor=patient, sitting_id=sitting_id, at=NOON)
    send_answers(db, actor=patient, sitting_id=sitting_id, at=NOON)
    end_tablet(db, actor=patient, session=session, why="the patient gave the tablet back", at=NOON)
    schedule_storm(instance)
    begin_sitting(db, actor=patient, visit="month-1", instrument_id="storm", at=NOON)
    _let_staff_act(instance, patient_id)
    _use_tablets(instance, patient_id)
    _choose_languages(instance, patient_id)
    return patient_id


def stock_library(instance: PracticeInstance) -> None:
    """Let the site add the made-up garden with certified words, and load a data pack."""
    db, actor = instance.db, system("tests")
    release_definition(db, actor=actor, text=DEFINITION, place="garden.toml", at=NOON)
    provenance = Provenance(
        translator="A. Nother",
        released_on=date(2024, 2, 3),
        certificate="Cognitive debriefing, five people.",
        file=CERTIFICATE,
    )
    load_wording(db, actor=actor, text=WORDS, place="garden.en.toml", provenance=provenance, at=NOON)
    bank = FOLDER / "packs/orchard_bank.toml"
    load_pack(db, actor=actor, text=bank.read_text("utf-8"), place=bank.name, at=NOON)


def _let_staff_act(instance: PracticeInstance, patient_id: int) -> None:
    db, investigator = instance.db, instance.staff("investigator")
    (alert,) = alerts_of_patient(db, patient_id)
    sign_alert(
        db, actor=investigator, alert_id=alert.id, note="Spoke to the patient.", password=PASSWORD, at=NOON
    )
    with changing(db, actor=investigator, act="report.print", at=NOON) as change:
        add_print(change, patient_id=patient_id, record_hash="0" * 64, sha256="1" * 64)
    try:
        sign_in(db, username="monitor", password="a guess", token="t", lasts=timedelta(hours=1), at=NOON)
    except RefusedError:
        return


def _use_tablets(instance: PracticeInstance, patient_id: int) -> None:
    """A tablet is enrolled, opened with a wrong PIN and a right one, and revoked; a sitting is void and begun anew."""
    db, coordinator = instance.db, instance.staff("coordinator")
    tablet_id = enrol_tablet(
        db, actor=coordinator, site_id=instance.site.id, name="Tablet 3", token="device", at=NOON
    )
    choose_pin(db, actor=coordinator, pin="271828", password=PASSWORD, at=NOON)
    device, tablet = Actor(kind="device", name=f"tablet:{tablet_id}", id=tablet_id), get_tablet(db, tablet_id)
    for pin in ("314159", "271828"):
        with suppress(RefusedError):
            open_by_pin(
                db, actor=device, tablet=tablet, staff_id=coordinator.id or 0, pin=pin, token=pin, at=NOON
            )
    revoke_tablet(db, actor=coordinator, tablet_id=tablet_id, reason="lost", at=NOON)
    void_sittings(
        db,
        actor=coordinator,
        patient_id=patient_id,
        visit="month-1",
        sitting_ids=[sitting.id for sitting in sittings_of_visit(db, patient_id, "month-1")],
        reason="somebody else answered",
        password=PASSWORD,
        at=NOON,
    )
    patient = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    begin_sitting(db, actor=patient, visit="month-1", instrument_id="storm", at=NOON)


def _choose_languages(instance: PracticeInstance, patient_id: int) -> None:
    db, coordinator = instance.db, instance.staff("coordinator")
    choose_language(db, actor=coordinator, language="fr", at=NOON)
    with changing(db, actor=coordinator, act="patient.change_locale", at=NOON, reason="reads it") as change:
        add_patient_locale(change, patient_id, "fr")
