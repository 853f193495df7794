"""Only administrators appoint, roles can be taken back, and the trail keeps both."""

import pytest

from app.actions.staffing import change_grants, invite_staff, renew_invitation
from app.errors import NotAllowedError, RefusedError
from app.storage.audit import check_chain
from app.storage.staff import actor_of, find_staff, grants_of
from app.study.access import Actor, Grant, Role, may
from tests.actions.conftest import NOON
from tests.actions.places import second_site
from tests.practice import PracticeInstance


def test_an_invited_person_holds_the_roles_given(instance: PracticeInstance) -> None:
    staff_id = invite(
        instance, instance.staff("administrator"), username="  New.Person ", name=" New Person "
    )
    staff = find_staff(instance.db, "new.person")
    assert staff is not None
    assert staff.name == "New Person"
    assert grants_of(instance.db, staff_id) == (Grant("monitor", instance.site.id),)


@pytest.mark.parametrize("role", ["coordinator", "investigator", "monitor"])
def test_nobody_but_administrators_appoints(instance: PracticeInstance, role: Role) -> None:
    actor, staff_id = instance.staff(role), instance.staff("monitor").id or 0
    before = check_chain(instance.db)
    with pytest.raises(NotAllowedError):
        invite(instance, actor)
    with pytest.raises(NotAllowedError):
        renew_invitation(instance.db, actor=actor, staff_id=staff_id, token="t", at=NOON)
    with pytest.raises(NotAllowedError):
        change_grants(instance.db, actor=actor, staff_id=staff_id, grants=[], at=NOON)
    assert check_chain(instance.db) == before


@pytest.mark.parametrize("username", ["", "a", "new person", "é.è", ".a", "a" * 41])
def test_what_is_no_username_is_refused(instance: PracticeInstance, username: str) -> None:
    with pytest.raises(RefusedError, match="A username has 2 to 40"):
        invite(instance, instance.staff("administrator"), username=username)


def test_a_name_is_needed_to_stand_beside_a_signature(instance: PracticeInstance) -> None:
    with pytest.raises(RefusedError, match="person's name"):
        invite(instance, instance.staff("administrator"), name="  ")


def test_a_username_is_taken_once(instance: PracticeInstance) -> None:
    with pytest.raises(RefusedError, match="already in use"):
        invite(instance, instance.staff("administrator"), username="MONITOR")


def test_roles_are_given_and_taken_and_both_are_kept(instance: PracticeInstance) -> None:
    admin, site_id = instance.staff("administrator"), instance.site.id
    staff_id = invite(instance, admin)
    for roles in (("coordinator", "investigator"), (), ("monitor",)):
        grants = [Grant(role, site_id) for role in roles]
        change_grants(instance.db, actor=admin, staff_id=staff_id, grants=grants, at=NOON)
        assert set(grants_of(instance.db, staff_id)) == set(grants)
    rows = instance.db.rows("select role, is_granted from staff_grant where staff_id = ?", staff_id)
    assert len(rows) == 1 + 3 + 2 + 1


def test_a_role_taken_away_counts_at_once(instance: PracticeInstance) -> None:
    admin, monitor = instance.staff("administrator"), instance.staff("monitor")
    assert may(monitor, "patient.list", instance.site.id)
    change_grants(instance.db, actor=admin, staff_id=monitor.id or 0, grants=[], at=NOON)
    assert not may(actor_of(instance.db, monitor.id or 0), "patient.list", instance.site.id)


def test_giving_the_same_roles_again_writes_nothing(instance: PracticeInstance) -> None:
    admin, monitor = instance.staff("administrator"), instance.staff("monitor")
    before = check_chain(instance.db)
    change_grants(instance.db, actor=admin, staff_id=monitor.id or 0, grants=monitor.grants, at=NOON)
    assert check_chain(instance.db) == before


def test_no_administrator_can_lock_everyone_out_by_a_slip(instance: PracticeInstance) -> None:
    admin = instance.staff("administrator")
    with pytest.raises(RefusedError, match="your own administrator role"):
        change_grants(instance.db, actor=admin, staff_id=admin.id or 0, grants=[], at=NOON)


def test_a_site_is_not_left_without_anyone_who_can_sign_for_an_alert(instance: PracticeInstance) -> None:
    admin = instance.staff("administrator")
    coordinator, investigator = instance.staff("coordinator"), instance.staff("investigator")
    change_grants(instance.db, actor=admin, staff_id=coordinator.id or 0, grants=[], at=NOON)
    with pytest.raises(RefusedError, match="Nobody would be left"):
        change_grants(instance.db, actor=admin, staff_id=investigator.id or 0, grants=[], at=NOON)
    assert may(actor_of(instance.db, investigator.id or 0), "alert.sign", instance.site.id)


def test_an_administrator_manages_staff_of_their_own_sites_only(instance: PracticeInstance) -> None:
    admin, elsewhere = instance.staff("administrator"), second_site(instance)
    there = Grant("investigator", elsewhere.site.id)
    with pytest.raises(NotAllowedError):
        change_grants(
            instance.db, actor=admin, staff_id=admin.id or 0, grants=[*admin.grants, there], at=NOON
        )
    with pytest.raises(NotAllowedError):
        renew_invitation(
            instance.db, actor=admin, staff_id=elsewhere.investigator.id or 0, token="t", at=NOON
        )


def test_roles_at_other_sites_stay_as_they_are(instance: PracticeInstance) -> None:
    admin, elsewhere = instance.staff("administrator"), second_site(instance)
    theirs = elsewhere.investigator
    change_grants(
        instance.db,
        actor=admin,
        staff_id=theirs.id or 0,
        grants=[Grant("monitor", instance.site.id)],
        at=NOON,
    )
    assert set(actor_of(instance.db, theirs.id or 0).grants) == {
        *theirs.grants,
        Grant("monitor", instance.site.id),
    }


def invite(
    instance: PracticeInstance, actor: Actor, username: str = "new.person", name: str = "New Person"
) -> int:
    """Invite a monitor."""
    return invite_staff(
        instance.db,
        actor=actor,
        username=username,
        name=name,
        grants=[Grant("monitor", instance.site.id)],
        token="link",
        at=NOON,
    )


@pytest.mark.parametrize("name", ["\u202e\u200b", "Dr A\nSigned by Dr B", "\u202eDr A", "42", "N" * 101])
def test_a_name_that_could_not_be_read_beside_a_signature_is_refused(
    instance: PracticeInstance, name: str
) -> None:
    with pytest.raises(RefusedError, match="Enter the person's name"):
        invite(instance, instance.staff("administrator"), name=name)
