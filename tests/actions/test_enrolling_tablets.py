"""Tablets are enrolled by those who manage them, and revoked from one request to the next."""

from datetime import timedelta

import pytest

from app.actions.enrolling_tablets import enrol_tablet, revoke_tablet
from app.actions.handing_over import hand_over
from app.actions.tokens import hash_token
from app.actions.verifying import verify_record
from app.errors import NotFoundError, RefusedError, TakenError
from app.storage.audit import check_chain, entries_before
from app.storage.sessions import find_session
from app.storage.tablets import find_tablet, get_tablet, last_use_of, tablets_of
from app.study.access import Role
from tests.actions.conftest import NOON
from tests.actions.places import second_site
from tests.practice import PracticeInstance

SOON = NOON + timedelta(minutes=3)


def enrol(
    instance: PracticeInstance, name: str = "Tablet 3", *, token: str = "device", role: Role = "coordinator"
) -> int:
    """Enrol a device at the practice instance's site as that role."""
    return enrol_tablet(
        instance.db, actor=instance.staff(role), site_id=instance.site.id, name=name, token=token, at=NOON
    )


def give(
    instance: PracticeInstance, patient_id: int, token: str, tablet_id: int | None, **options: bool
) -> None:
    """Hand the tablet over for the baseline visit."""
    hand_over(
        instance.db,
        actor=instance.staff("coordinator"),
        patient_id=patient_id,
        visit="baseline",
        token=token,
        tablet_id=tablet_id,
        at=SOON,
        **options,
    )


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_a_device_is_enrolled_and_only_the_hash_of_its_token_is_stored(
    instance: PracticeInstance, role: Role
) -> None:
    tablet_id = enrol(instance, "  Tablet   3 ", role=role)
    tablet = find_tablet(instance.db, hash_token("device"))
    assert tablet == get_tablet(instance.db, tablet_id)
    assert tablet is not None
    assert (tablet.name, tablet.site, tablet.enrolled_at) == ("Tablet 3", instance.site, NOON)
    assert tablet.is_in_use
    stored = instance.db.row("select * from tablet")
    assert stored is not None
    assert "device" not in [stored[name] for name in stored.keys()]
    assert entries_before(instance.db)[0].act == "tablet.enrol"


@pytest.mark.parametrize("role", ["investigator", "monitor"])
def test_others_enrol_and_revoke_nothing(instance: PracticeInstance, role: Role) -> None:
    tablet_id, before = enrol(instance), check_chain(instance.db)
    with pytest.raises(NotFoundError):
        enrol(instance, "Tablet 4", role=role)
    with pytest.raises(NotFoundError):
        revoke_tablet(instance.db, actor=instance.staff(role), tablet_id=tablet_id, reason="x", at=NOON)
    assert check_chain(instance.db) == before


def test_a_coordinator_of_another_site_does_neither(instance: PracticeInstance) -> None:
    tablet_id, elsewhere = enrol(instance), second_site(instance)
    with pytest.raises(NotFoundError):
        revoke_tablet(instance.db, actor=elsewhere.coordinator, tablet_id=tablet_id, reason="x", at=NOON)
    assert get_tablet(instance.db, tablet_id).is_in_use


@pytest.mark.parametrize("name", ["", "   ", "T" * 41, "Tab\u202elet"])
def test_a_name_nobody_can_read_on_a_sticker_is_refused(instance: PracticeInstance, name: str) -> None:
    with pytest.raises(RefusedError, match="at most 40 letters"):
        enrol(instance, name)


def test_two_tablets_in_use_at_a_site_have_two_names_and_a_revoked_one_leaves_its_name(
    instance: PracticeInstance,
) -> None:
    tablet_id = enrol(instance)
    with pytest.raises(TakenError, match="tablet 3"):
        enrol(instance, "tablet 3", token="another")
    revoke_tablet(
        instance.db, actor=instance.staff("administrator"), tablet_id=tablet_id, reason=" Lost. ", at=SOON
    )
    enrol(instance, token="another")
    new, old = tablets_of(instance.db, [instance.site.id])
    assert new.is_in_use
    assert (old.revoked_at, old.reason) == (SOON, "Lost.")


def test_a_tablet_is_revoked_once_and_with_a_reason(instance: PracticeInstance) -> None:
    tablet_id, actor = enrol(instance), instance.staff("coordinator")
    with pytest.raises(RefusedError, match="Write why"):
        revoke_tablet(instance.db, actor=actor, tablet_id=tablet_id, reason="  ", at=NOON)
    revoke_tablet(instance.db, actor=actor, tablet_id=tablet_id, reason="Lost.", at=NOON)
    with pytest.raises(RefusedError, match="already"):
        revoke_tablet(instance.db, actor=actor, tablet_id=tablet_id, reason="Lost.", at=NOON)
    entry = entries_before(instance.db)[0]
    assert (entry.act, entry.reason) == ("tablet.revoke", "Lost.")


def test_revoking_ends_every_session_on_the_tablet_and_none_elsewhere(instance: PracticeInstance) -> None:
    first, second = enrol(instance), enrol(instance, "Tablet 4", token="another")
    a, b, c = (instance.enrol(code) for code in ("0101", "0102", "0103"))
    give(instance, a, "on the first", first)
    give(instance, b, "on the second", second)
    give(instance, c, "on none", None)
    revoke_tablet(instance.db, actor=instance.staff("coordinator"), tablet_id=first, reason="Lost.", at=SOON)
    opened = [
        find_session(instance.db, hash_token(token), SOON) is not None
        for token in ("on the first", "on the second", "on none")
    ]
    assert opened == [False, True, True]


def test_the_last_use_is_when_a_session_on_the_tablet_last_began_or_ended(instance: PracticeInstance) -> None:
    tablet_id, patient_id = enrol(instance), instance.enrol("0101")
    assert last_use_of(instance.db, tablet_id) is None
    give(instance, patient_id, "token", tablet_id)
    assert last_use_of(instance.db, tablet_id) == SOON


def test_a_hand_over_on_a_revoked_tablet_or_one_of_another_site_is_refused(
    instance: PracticeInstance,
) -> None:
    tablet_id, patient_id, elsewhere = enrol(instance), instance.enrol("0101"), second_site(instance)
    other = enrol_tablet(
        instance.db, actor=elsewhere.coordinator, site_id=elsewhere.site.id, name="T", token="t", at=NOON
    )
    revoke_tablet(
        instance.db, actor=instance.staff("coordinator"), tablet_id=tablet_id, reason="Lost.", at=NOON
    )
    before = check_chain(instance.db)
    for one in (tablet_id, other):
        with pytest.raises(RefusedError, match="may not be used"):
            give(instance, patient_id, "token", one)
    assert check_chain(instance.db) == before


def test_where_only_enrolled_tablets_count_any_other_device_is_refused(instance: PracticeInstance) -> None:
    tablet_id, patient_id = enrol(instance), instance.enrol("0101")
    with pytest.raises(RefusedError, match="enrolled tablets only"):
        give(instance, patient_id, "token", None, only_enrolled=True)
    give(instance, patient_id, "token", tablet_id, only_enrolled=True)
    session = find_session(instance.db, hash_token("token"), SOON)
    assert session is not None
    assert session.tablet_id == tablet_id
    verify_record(instance.db)
