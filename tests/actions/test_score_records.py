"""A score is kept with everything it came from, and scored again from its answers it is the same for ever."""

from dataclasses import replace

import pytest

from app.actions.answering import begin_sitting, record_answer, send_answers
from app.actions.loading import load_pack
from app.actions.verifying import verify_record
from app.errors import TamperedError
from app.instruments.reader import instrument_of_document
from app.scoring.engine import score
from app.scoring.model import Score
from app.scoring.tallies import TALLY_RULES, TallyRule
from app.storage.answers import current_values_of
from app.storage.change import changing
from app.storage.documents import get_document
from app.storage.scores import add_scores, scores_of
from app.storage.sittings import get_sitting
from tests.actions.conftest import NOON
from tests.actions.library import (
    SITE,
    add_garden,
    add_words,
    ask,
    bring_bank,
    bring_meadow,
    edited,
    words_for,
)
from tests.core.garden import FOLDER, slip
from tests.desk import patient_actor
from tests.practice import PracticeInstance


def answered(
    instance: PracticeInstance, instrument_id: str, values: dict[str, int | None], code: str = "0101"
) -> int:
    """Enrol a patient who answers and sends the questionnaire; the sitting's id."""
    db, actor = instance.db, patient_actor(instance.enrol(code))
    sitting_id = begin_sitting(db, actor=actor, visit="baseline", instrument_id=instrument_id, at=NOON)
    for item, value in values.items():
        record_answer(db, actor=actor, sitting_id=sitting_id, item_id=item, value=value, key=item, at=NOON)
    send_answers(db, actor=actor, sitting_id=sitting_id, at=NOON)
    return sitting_id


def named(scores: tuple[Score, ...], scale: str) -> Score:
    return next(score for score in scores if score.scale == scale)


def test_a_score_is_kept_with_rule_definition_words_and_standard_error(instance: PracticeInstance) -> None:
    bring_meadow(instance)
    ask(instance, "meadow")
    sitting = get_sitting(instance.db, answered(instance, "meadow", {"1": 2, "2": 3}))
    rows = {row["scale"]: row for row in instance.db.rows("select * from current_score")}
    assert (rows["T"]["value"], rows["T"]["standard_error"]) == (61.0, 3.3)
    assert rows["T"]["rule"].startswith("table@1 complete@1")
    for row in rows.values():
        assert (row["definition_hash"], row["wording_hash"]) == (
            sitting.definition_hash,
            sitting.wording_hash,
        )
    assert '"heading":"Your meadow"' in get_document(instance.db, rows["T"]["wording_hash"])
    assert rows["T_pattern"]["status"] == "not_scorable"
    assert rows["T_pattern"]["standard_error"] is None
    assert named(scores_of(instance.db, sitting.id), "T").standard_error == 3.3


def test_with_its_bank_the_pattern_is_scored_and_a_later_bank_changes_no_score_that_stands(
    instance: PracticeInstance,
) -> None:
    bring_meadow(instance)
    ask(instance, "meadow")
    without = answered(instance, "meadow", {"1": 2, "2": 3})
    bring_bank(instance)
    first = answered(instance, "meadow", {"1": 2, "2": 3}, "0102")
    newer = slip((FOLDER / "packs/orchard_bank.toml").read_text("utf-8"), "slope = 2.0", "slope = 0.5")
    load_pack(instance.db, actor=SITE, text=newer, place="newer.toml", at=NOON)
    second = answered(instance, "meadow", {"1": 2, "2": 3}, "0103")
    values = [
        named(scores_of(instance.db, sitting), "T_pattern").value for sitting in (without, first, second)
    ]
    assert values[0] is None
    assert values[1] != values[2]
    assert len({get_sitting(instance.db, one).definition_hash for one in (without, first, second)}) == 3
    for sitting_id in (without, first, second):
        document = get_document(instance.db, get_sitting(instance.db, sitting_id).definition_hash)
        again = score(instrument_of_document(document), current_values_of(instance.db, sitting_id))
        assert again == scores_of(instance.db, sitting_id)
    assert verify_record(instance.db).sittings == 3


def test_a_new_version_of_a_rule_leaves_scores_under_the_old_one_alone(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    values: dict[str, int | None] = {"1": 3, "2": 3, "3": 3, "w1": 3, "5": 0}
    add_garden(instance)
    add_words(instance)
    ask(instance, "garden")
    old = answered(instance, "garden", values)
    before = scores_of(instance.db, old)
    scale = next(score.scale for score in before if score.rule.startswith("sum@1"))
    # Made up: version 2 bends the middle of the range down.
    bent = TallyRule(
        value=lambda scale, tally: (
            scale.low
            + (tally.total * len(scale.items) / tally.answered - scale.low) ** 2 / (scale.high - scale.low)
        ),
        prorates=True,
    )
    monkeypatch.setitem(TALLY_RULES, ("sum", 2), bent)
    add_garden(instance, slip(edited(4), 'rule = "sum@1"', 'rule = "sum@2"'))
    add_words(instance, words_for(4))
    new = answered(instance, "garden", values, "0102")
    then, now = named(before, scale), named(scores_of(instance.db, new), scale)
    assert now.rule.startswith("sum@2")
    assert now.value != then.value
    assert scores_of(instance.db, old) == before
    assert verify_record(instance.db).sittings == 2


def test_a_standard_error_that_is_not_that_of_the_answers_is_found(instance: PracticeInstance) -> None:
    bring_meadow(instance)
    ask(instance, "meadow")
    sitting_id = answered(instance, "meadow", {"1": 2, "2": 3})
    verify_record(instance.db)
    forged = replace(named(scores_of(instance.db, sitting_id), "T"), standard_error=0.1)
    with changing(instance.db, actor=SITE, act="sitting.send", at=NOON) as change:
        add_scores(change, get_sitting(change, sitting_id), [forged])
    with pytest.raises(TamperedError, match=f"Sitting {sitting_id}: the stored scores"):
        verify_record(instance.db)
