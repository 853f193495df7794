"""A PIN opens an enrolled tablet for the next hand-over, and nothing else; five wrong ones lock it there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.actions.enrolling_tablets import enrol_tablet, revoke_tablet
from app.actions.signing_in import change_password, choose_password, sign_in
from app.actions.staffing import change_grants, renew_invitation
from app.actions.tokens import hash_token
from app.actions.using_pins import ATTEMPTS, PIN_LASTS, choose_pin, open_by_pin, openers_of
from app.actions.verifying import verify_record
from app.errors import (
    MyelogError,
    NotFoundError,
    PinLockedError,
    RefusedError,
    WrongPasswordError,
    WrongPinError,
)
from app.storage.audit import check_chain, entries_before
from app.storage.pins import find_pin
from app.storage.sessions import find_session
from app.storage.tablets import get_tablet
from app.study.access import Actor, Grant
from app.study.tablets import Tablet
from tests.actions.conftest import NOON
from tests.actions.places import second_site
from tests.practice import PASSWORD, PracticeInstance, reopen_instance

PIN, WRONG = "271828", "314159"


@pytest.fixture
def tablet(instance: PracticeInstance) -> Tablet:
    return make_tablet(instance, "Tablet 3")


@pytest.fixture
def opener(instance: PracticeInstance) -> Actor:
    """The coordinator, with a PIN."""
    actor = instance.staff("coordinator")
    choose_pin(instance.db, actor=actor, pin=PIN, password=PASSWORD, at=NOON)
    return actor


def make_tablet(instance: PracticeInstance, name: str) -> Tablet:
    tablet_id = enrol_tablet(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        name=name,
        token=name,
        at=NOON,
    )
    return get_tablet(instance.db, tablet_id)


def type_pin(
    instance: PracticeInstance, tablet: Tablet, actor: Actor, pin: str, token: str = "token"
) -> None:
    """Type that person's PIN on the tablet."""
    device = Actor(kind="device", name=f"tablet:{tablet.id}", id=tablet.id)
    open_by_pin(
        instance.db, actor=device, tablet=tablet, staff_id=actor.id or 0, pin=pin, token=token, at=NOON
    )


def fail(instance: PracticeInstance, tablet: Tablet, actor: Actor, times: int) -> None:
    for _ in range(times):
        with pytest.raises((WrongPinError, PinLockedError)):
            type_pin(instance, tablet, actor, WRONG)


def test_a_pin_is_kept_as_argon2id_over_the_password(instance: PracticeInstance, opener: Actor) -> None:
    hash = find_pin(instance.db, opener.id or 0)
    assert hash is not None
    assert hash.startswith("$argon2id$")
    assert PIN not in hash
    entry = entries_before(instance.db)[0]
    assert (entry.act, entry.actor) == ("staff.choose_pin", opener.name)


def test_without_the_password_there_is_no_pin(instance: PracticeInstance) -> None:
    actor = instance.staff("coordinator")
    with pytest.raises(WrongPasswordError):
        choose_pin(instance.db, actor=actor, pin=PIN, password="a guess", at=NOON)
    assert find_pin(instance.db, actor.id or 0) is None


@pytest.mark.parametrize("pin", ["", "12345", "123456", "111111", "abcdef"])
def test_an_easy_pin_is_refused(instance: PracticeInstance, pin: str) -> None:
    with pytest.raises(RefusedError, match="PIN"):
        choose_pin(instance.db, actor=instance.staff("coordinator"), pin=pin, password=PASSWORD, at=NOON)


def test_the_right_pin_opens_the_tablet_for_a_few_minutes(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    type_pin(instance, tablet, opener, PIN)
    session = find_session(instance.db, hash_token("token"), NOON)
    assert session is not None
    assert (session.kind, session.staff_id, session.tablet_id) == ("pin", opener.id, tablet.id)
    assert find_session(instance.db, hash_token("token"), NOON + PIN_LASTS) is None
    entry = entries_before(instance.db)[0]
    assert (entry.act, entry.actor) == ("session.open_by_pin", opener.name)


def test_five_wrong_pins_lock_it_even_for_the_right_one(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    fail(instance, tablet, opener, ATTEMPTS - 1)
    with pytest.raises(PinLockedError, match="password"):
        type_pin(instance, tablet, opener, WRONG)
    before = check_chain(instance.db)
    with pytest.raises(PinLockedError):
        type_pin(instance, tablet, opener, PIN)
    assert check_chain(instance.db) == before
    refusals = [entry for entry in entries_before(instance.db) if entry.act == "pin.refuse"]
    assert [entry.actor for entry in refusals] == [f"tablet:{tablet.id}"] * ATTEMPTS


def test_four_wrong_pins_and_a_right_one_begin_the_count_anew(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    fail(instance, tablet, opener, ATTEMPTS - 1)
    type_pin(instance, tablet, opener, PIN, "first")
    fail(instance, tablet, opener, ATTEMPTS - 1)
    type_pin(instance, tablet, opener, PIN, "second")


def test_many_guesses_at_once_get_no_more_than_five_tries(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    def guess(pin: str) -> str:
        other = reopen_instance(instance.settings.instance)
        try:
            type_pin(other, tablet, opener, pin, f"by {pin}")
        except MyelogError as error:
            return type(error).__name__
        finally:
            other.db.close()
        return "opened"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(guess, [f"31415{last}" for last in range(10)]))
    assert "opened" not in told
    assert told.count("WrongPinError") == ATTEMPTS - 1
    rows = instance.db.rows("select * from pin_refusal")
    assert len(rows) == ATTEMPTS


def test_the_lock_is_of_one_person_on_one_tablet(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    investigator = instance.staff("investigator")
    choose_pin(instance.db, actor=investigator, pin=PIN, password=PASSWORD, at=NOON)
    fail(instance, tablet, opener, ATTEMPTS)
    type_pin(instance, tablet, investigator, PIN, "another person")
    type_pin(instance, make_tablet(instance, "Tablet 4"), opener, PIN, "another tablet")


@pytest.mark.parametrize(("on_this_tablet", "opens"), [(True, True), (False, False)])
def test_the_password_used_on_that_tablet_unlocks_it(
    instance: PracticeInstance, tablet: Tablet, opener: Actor, on_this_tablet: bool, opens: bool
) -> None:
    fail(instance, tablet, opener, ATTEMPTS)
    sign_in(
        instance.db,
        username="coordinator",
        password=PASSWORD,
        token="by password",
        lasts=timedelta(hours=1),
        tablet_id=tablet.id if on_this_tablet else None,
        at=NOON,
    )
    if opens:
        type_pin(instance, tablet, opener, PIN)
    else:
        fail(instance, tablet, opener, 1)
    assert (find_session(instance.db, hash_token("token"), NOON) is not None) == opens


def test_without_a_pin_without_the_role_or_elsewhere_nobody_opens_anything(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    elsewhere = second_site(instance)
    choose_pin(instance.db, actor=elsewhere.coordinator, pin=PIN, password=PASSWORD, at=NOON)
    choose_pin(instance.db, actor=instance.staff("monitor"), pin=PIN, password=PASSWORD, at=NOON)
    assert [one.id for one in openers_of(instance.db, tablet)] == [opener.id]
    for actor in (elsewhere.coordinator, instance.staff("monitor"), instance.staff("investigator")):
        with pytest.raises(NotFoundError):
            type_pin(instance, tablet, actor, PIN)


def test_a_revoked_tablet_takes_no_pin(instance: PracticeInstance, tablet: Tablet, opener: Actor) -> None:
    revoke_tablet(instance.db, actor=opener, tablet_id=tablet.id, reason="Lost.", at=NOON)
    with pytest.raises(NotFoundError):
        type_pin(instance, get_tablet(instance.db, tablet.id), opener, PIN)


def test_whoever_loses_the_role_loses_the_tablets(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    change_grants(
        instance.db,
        actor=instance.staff("administrator"),
        staff_id=opener.id or 0,
        grants=[Grant("monitor", instance.site.id)],
        at=NOON,
    )
    with pytest.raises(NotFoundError):
        type_pin(instance, tablet, opener, PIN)


def test_a_password_chosen_by_a_one_time_link_ends_the_pin_and_a_change_of_ones_own_does_not(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    new = "another correct horse battery"
    change_password(instance.db, actor=opener, old=PASSWORD, new=new, session_id=0, at=NOON)
    assert find_pin(instance.db, opener.id or 0) is not None
    renew_invitation(
        instance.db, actor=instance.staff("administrator"), staff_id=opener.id or 0, token="link", at=NOON
    )
    assert find_pin(instance.db, opener.id or 0) is not None
    choose_password(instance.db, token="link", password=PASSWORD, at=NOON)
    assert find_pin(instance.db, opener.id or 0) is None
    assert openers_of(instance.db, tablet) == ()


def test_a_new_password_ends_what_a_pin_has_opened(
    instance: PracticeInstance, tablet: Tablet, opener: Actor
) -> None:
    type_pin(instance, tablet, opener, PIN)
    new = "another correct horse battery"
    change_password(instance.db, actor=opener, old=PASSWORD, new=new, session_id=0, at=NOON)
    assert find_session(instance.db, hash_token("token"), NOON) is None
    verify_record(instance.db)
