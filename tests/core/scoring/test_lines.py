"""Sheets on stdin, scores on stdout: `myelog score` as a real program on real input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.reader import load_instrument, load_library, parse_instrument
from app.scoring.engine import score
from app.scoring.lines import LineScorer
from tests.core.garden import DEFINITION, FOLDER, slip
from tests.core.scoring.sheets import sheets
from tests.core.scoring.test_properties import every_instrument

MYELOG = Path(sys.executable).with_name("myelog")
PHQ9 = load_instrument("phq9")
FULL = {str(number): 1 for number in range(1, 10)}


def run(instrument: str, text: str | bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    data = text.encode() if isinstance(text, str) else text
    return subprocess.run(
        [MYELOG, "score", instrument, *options], input=data, capture_output=True, timeout=60
    )


def sheet(name: object, answers: object) -> str:
    return json.dumps({"id": name, "answers": answers}) + "\n"


def refused(text: bytes) -> Any:
    return json.loads(LineScorer(PHQ9).line(text, 7))


def test_a_sheet_gives_every_scale_with_its_status() -> None:
    done = run("phq9", sheet("x", {**FULL, "2": 3, "3": 2}))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == {
        "id": "x",
        "instrument": PHQ9.name,
        "scores": {
            "total": {
                "value": 12,
                "status": "complete",
                "answered": 9,
                "of": 9,
                "band": "moderate",
                "reason": None,
            },
            "algorithm": {
                "value": 1,
                "status": "complete",
                "answered": 9,
                "of": 9,
                "band": "other depressive syndrome",
                "reason": None,
            },
        },
    }


def test_absent_null_and_declined_are_all_unanswered() -> None:
    rest = '"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1'
    firsts = ("", '"1":null,', '"1":"declined",')
    done = run("phq9", "".join(f'{{"id":"x","answers":{{{first}{rest}}}}}\n' for first in firsts))
    first, second, third = done.stdout.splitlines()
    assert first == second == third
    assert json.loads(first)["scores"]["total"]["reason"] == "1 of 9 items is not answered; all are needed"


def test_a_wrong_code_is_refused_the_others_are_scored_and_the_exit_code_is_1() -> None:
    done = run("phq9", sheet("a", FULL) + sheet("b", {**FULL, "3": 7}) + sheet("c", FULL))
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert second == {"id": "b", "error": "item 3: 7 is not one of 0, 1, 2, 3"}
    assert (first["id"], third["id"]) == ("a", "c")
    assert first["scores"] == third["scores"]


def test_a_line_that_is_no_json_is_refused_with_its_number() -> None:
    done = run("phq9", sheet("a", FULL) + "\n" + "{oops\n" + sheet("b", FULL))
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert second["id"] is None
    assert second["error"].startswith("line 3: this is not JSON")
    assert (first["id"], third["id"]) == ("a", "b")


def test_an_unknown_instrument_is_refused_in_plain_words() -> None:
    done = run("sf36", sheet("a", FULL))
    assert (done.returncode, done.stdout) == (1, b"")
    names = ", ".join(instrument.id for instrument in load_library())
    assert done.stderr.decode().strip() == f"There is no instrument “sf36”. There are: {names}."


def test_a_made_up_questionnaire_is_scored_with_no_code() -> None:
    answers = {"1": 4, "2": 1, "w1": "declined", "3": 4, "5": -1, "6": 1}
    done = run("garden", sheet(1, answers), "--library", str(FOLDER))
    scores = json.loads(done.stdout)["scores"]
    assert (scores["joy"]["value"], scores["joy"]["status"], scores["joy"]["band"]) == (
        16,
        "prorated",
        "much",
    )
    assert scores["trend"]["value"] == 0
    assert scores["pests"]["status"] == "not_scorable"


def test_no_lines_give_no_scores() -> None:
    done = run("phq9", "")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_last_line_needs_no_newline() -> None:
    assert json.loads(run("phq9", sheet("a", FULL).strip()).stdout)["id"] == "a"


@pytest.mark.parametrize("name", ["x", 7, 1.5, None, True, ["a", {"b": []}], {"site": "01"}, 'é\u2028"\\'])
def test_an_id_may_be_any_json_and_comes_back_as_it_was(name: object) -> None:
    line = LineScorer(PHQ9).line(sheet(name, FULL).encode(), 1)
    assert json.loads(line)["id"] == name
    assert json.loads(LineScorer(PHQ9).line(sheet(name, {"1": 9}).encode(), 1))["id"] == name


def test_a_number_as_id_keeps_every_digit() -> None:
    big = b'{"id":12345678901234567890.10,"answers":{}}'
    assert LineScorer(PHQ9).line(big, 1).startswith(b'{"id":12345678901234567890.10,')


def test_a_line_without_id_has_none() -> None:
    assert json.loads(LineScorer(PHQ9).line(b'{"answers":{}}', 1))["id"] is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b'{"id":1,"answers":{"1":2.5}}', "item 1: 2.5 is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"1":2.0}}', "item 1: 2.0 is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"1":true}}', "item 1: true is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"1":"2"}}', "item 1: “2” is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"1":[2]}}', "item 1: [2] is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"10":7}}', "item 10: 7 is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"10":true}}', "item 10: true is not one of 0, 1, 2, 3"),
        (b'{"id":1,"answers":{"q1":2}}', "phq9 has no item q1"),
        (b'{"id":1,"answers":{"1":2.5,"1":2}}', "line 7: an item stands twice"),
        (b'{"id":1,"answers":[1,2]}', "line 7: answers is not an object of item numbers and codes"),
        (b'{"id":1}', "line 7: answers is not an object of item numbers and codes"),
    ],
)
def test_each_kind_of_wrong_sheet_is_refused_in_words(text: bytes, error: str) -> None:
    assert refused(text) == {"id": 1, "error": error}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b"[1]", "line 7: this is not an object with an id and answers"),
        (b'"x"', "line 7: this is not an object with an id and answers"),
        (b'{"id":1,"answers":{}} x', "line 7: this is not JSON"),
        (b'{"id":1,"answers":{', "line 7: this is not JSON"),
        (b'{"id":"\xff","answers":{}}', "line 7: this is not JSON"),
        (b'{"id":1,"answers":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "line 7: this is not JSON"),
    ],
)
def test_what_is_no_sheet_at_all_is_refused_with_its_line(text: bytes, error: str) -> None:
    answer = refused(text)
    assert answer["id"] is None
    assert str(answer["error"]).startswith(error)


def test_refused_lines_are_counted() -> None:
    scorer = LineScorer(PHQ9)
    lines = [sheet("a", FULL), sheet("b", {"1": 9}), "no sheet\n", sheet("c", FULL), sheet("d", [])]
    answers = [scorer.line(line.encode(), number) for number, line in enumerate(lines, start=1)]
    assert ["error" in json.loads(answer) for answer in answers] == [False, True, True, False, True]
    assert scorer.refused == 3


def test_an_answer_is_one_line_of_json_beginning_with_the_sheets_own_id() -> None:
    scored, refused = LineScorer(PHQ9).line(sheet(7, FULL).encode(), 1), LineScorer(PHQ9).line(b'{"id":8}', 1)
    assert scored.startswith(b'{"id":7,"instrument":"phq9@')
    assert scored.endswith(b"}}\n")
    assert refused == b'{"id":8,"error":"line 1: answers is not an object of item numbers and codes"}\n'


@given(st.data())
def test_lines_and_the_engine_agree_on_every_sheet(data: st.DataObject) -> None:
    instrument = data.draw(every_instrument)
    scorer = LineScorer(instrument)
    for answers in data.draw(st.lists(sheets(instrument), min_size=1, max_size=5)):
        line = json.loads(scorer.line(sheet("x", answers).encode(), 1))
        assert (line["id"], line["instrument"]) == ("x", instrument.name)
        assert line["scores"] == {
            scored.scale: {
                "value": scored.value,
                "status": scored.status,
                "answered": scored.answered,
                "of": scored.of,
                "band": scored.band,
                "reason": scored.reason,
                **({} if scored.standard_error is None else {"standard_error": scored.standard_error}),
            }
            for scored in score(instrument, answers)
        }
    assert scorer.refused == 0


def test_memory_stays_flat_and_the_scores_right_when_more_tallies_come_than_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.scoring.lines.MEMORY", 2)
    monkeypatch.setattr("app.scoring.plan.MEMORY", 2)
    other = parse_instrument(slip(DEFINITION, "version = 3", "version = 4"), "garden.toml")
    scorer = LineScorer(other)
    for code in (1, 2, 3, 4, 1):
        line = json.loads(scorer.line(sheet(code, dict.fromkeys(("1", "2", "3", "w1"), code)).encode(), 1))
        assert line["scores"]["joy"]["value"] == 10
        assert line["scores"]["trend"]["value"] == {1: -2.5, 2: -1, 3: 1, 4: 2.5}[code]
        assert all(len(plan._scores) <= 2 for plan in scorer._plan.scales)
        assert all(len(plan._findings) <= 2 for plan in scorer._plan.scales)
        assert all(len(written) <= 2 for written in scorer._written)


def test_scoring_starts_without_web_server_or_database() -> None:
    """A million lines should not wait for what they do not need."""
    program = "import sys, app.commands.scoring; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    heavy = {"flask", "jinja2", "sqlcipher3", "sqlite_utils", "weasyprint", "wtforms"}
    assert not heavy & {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b'{"id": 1, "answers": {"1": 0, "1": 3}}', {"id": 1, "error": "line 7: “1” stands twice"}),
        (b'{"answers": {"1": 9, "1": 3}}', {"id": None, "error": "line 7: “1” stands twice"}),
        (b'{"id": 1, "id": 2, "answers": {}}', {"id": 2, "error": "line 7: “id” stands twice"}),
        (
            b'{"id": null, "answers": {"1": 0}, "answers": {"1": 1}}',
            {"id": None, "error": "line 7: “answers” stands twice"},
        ),
    ],
)
def test_what_stands_twice_is_refused_since_nobody_knows_which_was_meant(text: bytes, fault: object) -> None:
    assert refused(text) == fault


@pytest.mark.parametrize("name", ['"a:b:c:d"', '{"x": [{"y": 1}, {"y": 2}]}', "9" * 5000, "null", '"\\":"'])
def test_colons_elsewhere_in_a_line_do_not_matter(name: str) -> None:
    line = f'{{"id": {name}, "site": "A:B", "answers": {{"1": 0, "2": 3}}}}'
    assert b'"scores":' in LineScorer(PHQ9).line(line.encode(), 7)
