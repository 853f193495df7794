"""Signing in says nothing to a guesser, invitations work once, and a changed password ends what was open."""

from datetime import timedelta

import pytest

from app.actions.signing_in import (
    ATTEMPTS,
    PAUSE,
    change_password,
    check_password_strength,
    choose_password,
    sign_in,
    sign_out,
)
from app.actions.staffing import INVITATION_LASTS, invite_staff, renew_invitation
from app.actions.tokens import hash_token
from app.errors import NotFoundError, RefusedError, TooManyAttemptsError, WrongPasswordError
from app.storage.audit import entries_before
from app.storage.sessions import find_session
from app.study.access import Grant, system
from tests.actions.conftest import NOON
from tests.practice import PASSWORD, PracticeInstance

LASTS = timedelta(hours=10)
NEW = "four other unrelated words"


def test_the_right_password_opens_a_session_until_it_expires(instance: PracticeInstance) -> None:
    enter(instance, "monitor")
    session = find_session(instance.db, hash_token("token"), NOON)
    assert session is not None
    assert (session.kind, session.staff_id) == ("staff", instance.staff("monitor").id)
    assert find_session(instance.db, hash_token("token"), NOON + LASTS) is None


def test_capitals_in_a_username_do_not_matter(instance: PracticeInstance) -> None:
    enter(instance, "MoniTor")
    assert find_session(instance.db, hash_token("token"), NOON) is not None


def test_a_session_dies_when_one_signs_out(instance: PracticeInstance) -> None:
    enter(instance, "monitor")
    session = find_session(instance.db, hash_token("token"), NOON)
    assert session is not None
    sign_out(instance.db, actor=instance.staff("monitor"), session_id=session.id, why="signed out", at=NOON)
    assert find_session(instance.db, hash_token("token"), NOON) is None


def test_a_guesser_is_not_told_what_was_wrong(instance: PracticeInstance) -> None:
    said = set()
    for username, password in (("monitor", "wrong password"), ("nobody.here", PASSWORD), ("", "")):
        with pytest.raises(WrongPasswordError) as caught:
            enter(instance, username, password)
        said.add(caught.value.message)
    assert said == {"The username or the password is not right."}


def test_after_five_refusals_even_the_right_password_waits(instance: PracticeInstance) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(WrongPasswordError):
            enter(instance, "monitor", "wrong password")
    for after in (timedelta(0), PAUSE):
        with pytest.raises(TooManyAttemptsError):
            enter(instance, "MONITOR", after=after)
    enter(instance, "coordinator")  # others do not wait
    enter(instance, "monitor", after=PAUSE + timedelta(milliseconds=1), token="later")
    assert find_session(instance.db, hash_token("later"), NOON + PAUSE) is not None


def test_whoever_was_invited_but_chose_no_password_cannot_sign_in(instance: PracticeInstance) -> None:
    invite(instance, "link")
    for password in ("", PASSWORD):
        with pytest.raises(WrongPasswordError):
            enter(instance, "new.person", password)


def test_an_invitation_works_once(instance: PracticeInstance) -> None:
    staff_id = invite(instance, "link")
    assert choose_password(instance.db, token="link", password=NEW, at=NOON).username == "new.person"
    (entry,) = entries_before(instance.db, limit=1)
    assert entry.actor == f"staff:{staff_id}", "the person acted, not nobody"
    enter(instance, "new.person", NEW)
    with pytest.raises(NotFoundError):
        choose_password(instance.db, token="link", password="somebody else's choice", at=NOON)
    enter(instance, "new.person", NEW, token="again")


def test_an_invitation_runs_out(instance: PracticeInstance) -> None:
    staff_id = invite(instance, "link")
    with pytest.raises(NotFoundError):
        choose_password(instance.db, token="link", password=NEW, at=NOON + INVITATION_LASTS)
    just_before = NOON + INVITATION_LASTS - timedelta(milliseconds=1)
    assert choose_password(instance.db, token="link", password=NEW, at=just_before).id == staff_id


def test_a_newer_invitation_makes_the_older_worthless(instance: PracticeInstance) -> None:
    staff_id = invite(instance, "older")
    renew_invitation(instance.db, actor=system("tests"), staff_id=staff_id, token="newer", at=NOON)
    with pytest.raises(NotFoundError):
        choose_password(instance.db, token="older", password=NEW, at=NOON)
    assert choose_password(instance.db, token="newer", password=NEW, at=NOON).id == staff_id


def test_a_link_nobody_sent_is_not_found(instance: PracticeInstance) -> None:
    with pytest.raises(NotFoundError):
        choose_password(instance.db, token="guessed", password=NEW, at=NOON)


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 257])
def test_a_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(RefusedError, match="12 to 256"):
        check_password_strength(password)


@pytest.mark.parametrize("password", ["twelve chars", "x" * 256, "ein Passwort mit Ümläuten"])
def test_length_is_all_that_is_asked(password: str) -> None:
    check_password_strength(password)


def test_a_changed_password_ends_every_other_session(instance: PracticeInstance) -> None:
    for token in ("here", "elsewhere"):
        enter(instance, "monitor", token=token)
    enter(instance, "coordinator", token="another person's")
    here = find_session(instance.db, hash_token("here"), NOON)
    assert here is not None
    actor = instance.staff("monitor")
    with pytest.raises(WrongPasswordError):
        change_password(instance.db, actor=actor, old="not it at all", new=NEW, session_id=here.id, at=NOON)
    change_password(instance.db, actor=actor, old=PASSWORD, new=NEW, session_id=here.id, at=NOON)
    alive = {
        token: find_session(instance.db, hash_token(token), NOON) is not None
        for token in ("here", "elsewhere", "another person's")
    }
    assert alive == {"here": True, "elsewhere": False, "another person's": True}
    with pytest.raises(WrongPasswordError):
        enter(instance, "monitor", PASSWORD)
    enter(instance, "monitor", NEW, token="anew")


def test_choosing_a_password_by_a_link_ends_every_session(instance: PracticeInstance) -> None:
    enter(instance, "monitor")
    staff_id = instance.staff("monitor").id
    assert staff_id is not None
    renew_invitation(instance.db, actor=system("tests"), staff_id=staff_id, token="link", at=NOON)
    assert find_session(instance.db, hash_token("token"), NOON) is not None
    choose_password(instance.db, token="link", password=NEW, at=NOON)
    assert find_session(instance.db, hash_token("token"), NOON) is None


def test_neither_passwords_nor_tokens_are_kept(instance: PracticeInstance) -> None:
    invite(instance, "the secret of the link")
    enter(instance, "monitor", token="the secret of the session")
    kept = [
        str(value)
        for table in ("staff_password", "invitation", "session", "audit_entry")
        for row in instance.db.rows(f"select * from {table}")
        for value in row  # type: ignore[attr-defined]
    ]
    assert not [text for text in kept if "the secret of" in text or PASSWORD in text]
    assert any(text.startswith("$argon2id$") for text in kept)


def enter(
    instance: PracticeInstance,
    username: str,
    password: str = PASSWORD,
    *,
    token: str = "token",
    after: timedelta = timedelta(0),
) -> None:
    """Try to sign in at noon or `after` it."""
    sign_in(instance.db, username=username, password=password, token=token, lasts=LASTS, at=NOON + after)


def invite(instance: PracticeInstance, token: str) -> int:
    """Invite a monitor."""
    return invite_staff(
        instance.db,
        actor=system("tests"),
        username="new.person",
        name="New Person",
        grants=[Grant("monitor", instance.site.id)],
        token=token,
        at=NOON,
    )
