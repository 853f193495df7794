"""A patient's record on the screen, and the summary as a PDF."""

import io
import re

import pytest
from pypdf import PdfReader

from app import clock
from app.actions.answering import send_answers
from app.reports.charts import render_chart
from app.reports.content import build_report
from app.storage.records import get_record
from tests.actions.library import ask, bring_bank, bring_meadow
from tests.desk import Desk, answer, patient_actor, send_all
from tests.practice import PracticeInstance
from tests.tablet import Screen


@pytest.fixture
def patient_id(instance: PracticeInstance) -> int:
    """A patient who has sent screening and baseline, and then given a dangerous answer."""
    patient_id = instance.enrol("0101")
    send_all(instance, patient_id, "screening", code=1)
    send_all(instance, patient_id, "baseline")
    answer(instance, patient_id, "phq9", {"1": None, "9": 1}, "month-1")
    return patient_id


def test_a_record_tells_danger_then_change_then_trends_then_everything(
    patient_id: int, investigator: Desk
) -> None:
    page = investigator.open(f"/patients/{patient_id}/record").text
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert headings == [
        "Open alerts",
        "Now and change",
        "Trends",
        "All scores by visit",
        "All answers by visit",
    ]


def test_the_screen_says_what_the_pdf_says(
    patient_id: int, instance: PracticeInstance, investigator: Desk
) -> None:
    report = build_report(get_record(instance.db, patient_id, clock.now()))
    page = investigator.open(f"/patients/{patient_id}/record").text
    text = Screen(page).text
    for fact in report.facts:
        assert fact.value in text
    for one in report.standings:
        assert f"{one.scale}, {one.range}, {one.direction}" in text
        assert f"{one.now.status_text}, {one.now.answered} · {one.visit}, {one.on}" in text
        for verdict in one.since_last.verdicts:
            if verdict.passed is not None:
                index = f"{verdict.index}; " if verdict.index else ""
                assert f"{verdict.question} {verdict.answer} {index}{verdict.source}" in text
        assert (one.since_last.unpublished or "") in text
        assert all(text.count(caveat) == 1 for caveat in one.caveats), "beside the change, and once"
    assert all(note in text for note in report.index_notes)
    for trend in report.trends:
        assert str(render_chart(trend)) in page
    for table in report.scores:
        for note in table.notes:
            assert note in text
    assert report.completeness.summary in text


def test_no_score_stands_without_its_status(instance: PracticeInstance, investigator: Desk) -> None:
    patient_id = instance.enrol("0101")
    answers: dict[str, int | None] = {str(item): 1 for item in range(2, 22)}
    sitting_id = answer(instance, patient_id, "mfis", {"1": None, **answers}, "baseline")
    send_answers(instance.db, actor=patient_actor(patient_id), sitting_id=sitting_id, at=clock.now())
    page = " ".join(re.sub("<[^>]+>", " ", investigator.open(f"/patients/{patient_id}/record").text).split())
    assert "A score without a remark is complete" in page
    assert page.count("21 prorated, 20 of 21") == 3, "now, beside the chart, among all scores"


def test_every_answer_is_there_declined_and_dangerous_ones_marked(
    patient_id: int, investigator: Desk
) -> None:
    page = investigator.open(f"/patients/{patient_id}/record").text
    cells = re.findall(r"<td>(.*?)</td>", page, flags=re.DOTALL)
    answers = [
        cell for cell in cells if '<span title="' in cell or "declined" in cell or "not reached" in cell
    ]
    assert len(answers) == 9 * 3 + 21 * 2 + 36 * 2
    assert sum("declined" in cell for cell in answers) == 1
    assert sum("not reached" in cell for cell in answers) == 7
    assert sum(">alert<" in cell for cell in answers) == 2


def test_a_patient_who_has_sent_nothing_has_a_record_too(
    instance: PracticeInstance, investigator: Desk
) -> None:
    page = investigator.open(f"/patients/{instance.enrol('0101')}/record")
    assert page.status_code == 200
    assert "Nothing has been sent yet." in page.text


def test_download_pdf_gives_the_summary_and_the_audit_trail_keeps_it(
    patient_id: int, instance: PracticeInstance, investigator: Desk
) -> None:
    page = investigator.send(f"/patients/{patient_id}/summary")
    assert page.mimetype == "application/pdf"
    assert page.headers["Content-Disposition"] == 'attachment; filename="0101-summary.pdf"'
    assert page.headers["Cache-Control"] == "no-store"
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.data)).pages)
    assert "0101" in text
    entry = instance.db.row("select * from audit_entry order by entry_id desc limit 1")
    assert entry is not None
    assert (entry["act"], entry["actor"]) == ("report.print", instance.staff("investigator").name)


def test_t_scores_keep_their_errors_from_the_tablet_to_the_print(
    instance: PracticeInstance, investigator: Desk
) -> None:
    bring_meadow(instance)
    bring_bank(instance)
    ask(instance, "meadow")
    patient_id = instance.enrol("0101")
    for visit, code in (("screening", 3), ("baseline", 1)):
        sitting_id = answer(instance, patient_id, "meadow", {"1": code, "2": code}, visit)
        send_answers(instance.db, actor=patient_actor(patient_id), sitting_id=sitting_id, at=clock.now())
    text = Screen(investigator.open(f"/patients/{patient_id}/record").text).text
    pdf = investigator.send(f"/patients/{patient_id}/summary").data
    printed = " ".join("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())
    for said in ("38.2 ± 5.7 SE", "−31.8 towards worse", "from 70 ± 5.9 SE", "10.1037/0022-006X.59.1.12"):
        assert said in text
        assert said in printed
    assert "Beyond measurement error? yes RCI −3.88;" in text, "-31.8 / sqrt(5.7^2 + 5.9^2)"
    assert "Beyond measurement error? yes (RCI −3.88)" in printed
    assert "Item parameters: Orchard bank, 1." in printed
