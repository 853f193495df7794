"""One table says who may do what; what it does not name is not allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFoundError
from app.study.access import (
    KIND_ACTS,
    NOBODY,
    ROLES,
    STAFF_ACTS,
    Actor,
    Grant,
    Role,
    check_may,
    may,
    sites_for,
    system,
)

GRANTS = st.lists(st.builds(Grant, st.sampled_from(ROLES), st.integers(1, 4)), max_size=6)
ACTS = st.sampled_from(sorted(STAFF_ACTS))


def staff(*grants: Grant) -> Actor:
    """A member of staff with those roles."""
    return Actor(kind="staff", name="staff:1", id=1, grants=grants)


@pytest.mark.parametrize(
    ("role", "may_do", "may_not"),
    [
        (
            "coordinator",
            {"patient.enrol", "visit.hand_over", "alert.sign", "patient.read"},
            {"staff.manage", "audit.read"},
        ),
        (
            "investigator",
            {"visit.hand_over", "alert.sign", "report.print"},
            {"patient.enrol", "staff.manage"},
        ),
        (
            "monitor",
            {"patient.read", "audit.read", "report.print"},
            {"alert.sign", "visit.hand_over", "patient.enrol"},
        ),
        (
            "administrator",
            {"staff.manage", "audit.read"},
            {"patient.read", "patient.list", "report.print", "alert.sign"},
        ),
    ],
)
def test_each_role_does_its_own(role: Role, may_do: set[str], may_not: set[str]) -> None:
    actor = staff(Grant(role, 1))
    assert {act for act in may_do | may_not if may(actor, act, 1)} == may_do


@given(GRANTS, ACTS, st.integers(1, 4))
def test_a_role_counts_only_at_its_site(grants: list[Grant], act: str, site_id: int) -> None:
    there = [grant for grant in grants if grant.site_id == site_id and grant.role in STAFF_ACTS[act]]
    assert may(staff(*grants), act, site_id) == bool(there)


@given(GRANTS, ACTS)
def test_an_act_is_open_where_its_sites_say_so(grants: list[Grant], act: str) -> None:
    actor = staff(*grants)
    allowed = [site_id for site_id in range(1, 5) if may(actor, act, site_id)]
    assert sites_for(actor, act) == tuple(allowed)
    assert may(actor, act) == bool(allowed)


@given(GRANTS, st.text())
def test_what_the_table_does_not_name_nobody_may(grants: list[Grant], act: str) -> None:
    named = STAFF_ACTS.keys() | {act for acts in KIND_ACTS.values() for act in acts}
    if act not in named:
        assert not any(may(who, act) for who in (staff(*grants), NOBODY, system("x")))


def test_who_is_not_signed_in_may_do_nothing() -> None:
    acts = STAFF_ACTS.keys() | {act for acts in KIND_ACTS.values() for act in acts}
    assert len(acts) > 10
    assert not [act for act in acts if may(NOBODY, act)]


def test_a_tablet_answers_and_nothing_else() -> None:
    tablet = Actor(kind="tablet", name="patient:1", id=1)
    acts = STAFF_ACTS.keys() | {act for acts in KIND_ACTS.values() for act in acts}
    assert [act for act in sorted(acts) if may(tablet, act)] == ["sitting.answer"]


def test_forbidden_looks_like_unknown() -> None:
    check_may(staff(Grant("monitor", 1)), "patient.read", 1)
    with pytest.raises(NotFoundError):
        check_may(staff(Grant("monitor", 1)), "patient.read", 2)
