"""The telling patients of these tests, each for a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.study.people import Site
from tests.reports.records import SCHEDULE, Case, but, level, patient, planned, study


def typical() -> Case:
    """Seven of eight visits due, one missed, one late, a prorated score, an open alert, changes and a break."""
    case = Case(today=date(2026, 9, 10))
    case.visit("screening", level(0.55, 0.62, 0.55, 1), days_off=2)
    case.visit("baseline", but(level(0.5, 0.6, 0.55, 2), phq9_3=[2, 1, 3]), rests={"rand36": 14})
    case.visit("month-1", but(level(0.45, 0.5, 0.5, 3), mfis_4=[None], mfis_9=[None]))
    case.visit("month-3", but(level(0.35, 0.42, 0.45, 4), phq9_5=[None], rand36_2=[None]), days_off=20)
    case.visit("month-12", level(0.2, 0.3, 0.35, 5), days_off=-3)
    case.visit("month-18", but(level(0.4, 0.4, 0.4, 6), phq9_9=[0, 1], mfis_8=[None]), days_off=4)
    return case


def earlier_alert() -> Case:
    """As typical, but the patient was in danger at baseline too, and someone signed for that."""
    case = Case(today=date(2026, 9, 10))
    case.visit("screening", level(0.6, 0.62, 0.55, 1), days_off=2)
    case.visit("baseline", but(level(0.6, 0.6, 0.55, 2), phq9_9=[2]), rests={"mfis": 14})
    case.sign_alerts()
    case.visit("month-1", level(0.45, 0.5, 0.5, 3))
    case.visit("month-3", but(level(0.7, 0.8, 0.8, 7), phq9_9=[1]))
    return case


def all_visits() -> Case:
    """Eight visits, 66 items each, all answered and in time: the patient of the benchmark."""
    case = Case(today=date(2027, 4, 10))
    for place, row in enumerate(SCHEDULE):
        share = 0.6 - 0.05 * place
        case.visit(row[0], level(share, share, share, place))
    return case


def unseen() -> Case:
    """Enrolled, with no injection date and no questionnaire."""
    return Case(patient=patient(injection_on=None), today=date(2025, 2, 3))


def one_visit() -> Case:
    """Screening only."""
    return Case(today=date(2025, 2, 6)).visit("screening", level(0.5, 0.5, 0.5))


def in_progress() -> Case:
    """Screening sent; at baseline the patient rests in the middle of the second questionnaire."""
    case = Case(today=date(2025, 3, 2)).visit("screening", level(0.5, 0.5, 0.5))
    case.visit("baseline", level(0.4, 0.4, 0.4), instruments=["phq9"])
    return case.visit("baseline", level(0.4, 0.4, 0.4), instruments=["mfis"], is_sent=False, only_first=8)


def forty_visits() -> Case:
    """A study of forty monthly visits, two of them missed."""
    visits = [planned("screening", "Screening", "consent", "0 days", 0, 14)]
    visits.append(planned("baseline", "Baseline", "injection", "-1 day", 13, 1))
    visits += [planned(f"month-{m}", f"Month {m}", "injection", f"{m} months", 7, 7) for m in range(1, 39)]
    case = Case(study=study(visits), today=date(2028, 6, 1))
    for place, visit in enumerate(visits):
        if visit.id not in ("month-5", "month-20"):
            wave = 0.45 + 0.3 * ((place % 9) - 4) / 4
            case.visit(visit.id, level(wave, 1 - wave, wave, place))
    return case


def hostile() -> Case:
    """Texts at their longest and worst: markup, other scripts, no spaces, controls."""
    code = "W" * 20
    site = Site(
        id=1, code="0" * 12, name="Krankenhaus-" + "Sankt-Elisabethen-" * 12, time_zone="Pacific/Chatham"
    )
    note = '<script>alert("x")</script> <img src="file:///etc/passwd"> & ' + "Ω≥→ ж " * 20 + "A" * 600
    case = Case(patient=patient(code=code, site=site, arm="cells " * 20), today=date(2025, 6, 20))
    case.visit("screening", but(level(1, 1, 1), phq9_9=[3, None, 2]))
    case.visit("baseline", but(level(1, 1, 1), phq9_9=[1]))
    case.sign_alerts(note)
    case.visit("month-1", but(level(0, 0, 0), phq9_9=[2, 3]))
    case.study = replace(case.study, title="Progressive " * 30, code="S" * 30)
    return case


def market() -> Case:
    """Every kind of score: with errors of their own, made of scales, by a data pack, and a label."""
    visits = [planned(*row, instruments=("market",)) for row in SCHEDULE]
    case = Case(study=study(visits), today=date(2026, 4, 1))
    case.visit("screening", level(0, 0.9, 0, 1))
    case.visit("baseline", but(level(0, 0.8, 0, 2), market_purse=[20]))
    case.visit("month-1", but(level(0, 0.6, 0, 3), market_2=[None], market_purse=[None]))
    case.visit("month-3", but(level(0, 0.2, 0, 4), market_1=[1], market_purse=[90]))
    case.visit("month-6", but(level(0, 0.4, 0, 5), market_1=[2], market_purse=[55]))
    return case.visit("month-12", but(level(0, 0.1, 0, 6), market_1=[2], market_purse=[75]))


def adaptive() -> Case:
    """A questionnaire that chose a few items out of twenty, others at each visit."""
    visits = [planned(*row, instruments=("storm",)) for row in SCHEDULE]
    case = Case(study=study(visits), today=date(2025, 8, 1))
    case.visit("screening", level(0, 0.8, 0, 1)).visit("baseline", level(0, 0.6, 0, 2))
    return case.visit("month-1", but(level(0, 0.2, 0, 3), storm_5=[None]))


CASES: dict[str, Callable[[], Case]] = {
    "typical": typical,
    "earlier_alert": earlier_alert,
    "all_visits": all_visits,
    "unseen": unseen,
    "one_visit": one_visit,
    "in_progress": in_progress,
    "forty_visits": forty_visits,
    "hostile": hostile,
    "market": market,
    "adaptive": adaptive,
}
