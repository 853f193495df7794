"""Slips of the pen that leave a definition or a pack readable, and its scores wrong: each is named with its place."""

from pathlib import Path

import pytest

from app.instruments.reader import LIBRARY, load_instrument, read_pack
from app.scoring.checks import definition_faults, file_faults
from tests.core.garden import DEFINITION, slip
from tests.core.orchard import BANK
from tests.core.orchard import DEFINITION as ORCHARD

JOY = "garden.toml: scale joy"
PLACE = "orchard.toml"


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("version = 3", "version = 0", "garden.toml: version 0 is not 1 or more"),
        ('id = "garden"', 'id = "../garden"', "garden.toml: id “../garden” is not made of small letters"),
        ('ids = "1-3, w1"', 'ids = "1-3, w 1"', "garden.toml: item w 1: an id is made of letters"),
        ('items = "1-3, w1"', 'items = "3-1, w1"', f"{JOY}: item 3-1 is not an item of this instrument"),
        (
            'items = "1"\npoints = { 1 = -2.5, 2 = -1, 3 = 1, 4 = 2.5 }\n',
            'items = "1"\npoints = { 1 = -2.5, 2 = -1, 3 = 1, 4 = 2.5 }\n[[scales.recode]]\n'
            'items = "1"\npoints = { 1 = 2.5, 2 = 1, 3 = -1, 4 = -2.5 }\n',
            "garden.toml: scale trend: recode 2: item 1: another recode gives it points already",
        ),
        (
            "at_least = 3",
            "at_least = 1",
            "garden.toml: safety rule wasps: every answer to item w1 would raise",
        ),
        ("range = [4, 9]", "range = [4, 9.5]", f"{JOY}: between bands little and much there is a gap"),
        (
            "value = 3.5",
            "standard_error_of_measurement = 0\nvalue = 3.5",
            f"{JOY}: threshold measurement_error: standard_error_of_measurement 0 is not above 0",
        ),
        (
            'kind = "group_mid"',
            'kind = "group_mid"\nstandard_error_of_measurement = 1',
            f"{JOY}: threshold group_mid: a standard error of measurement belongs to a measurement_error",
        ),
        (
            "value = 3.5",
            "value = 1e999999",
            "garden.toml: scales: 1: thresholds: 2: value: a number has more than 30 digits",
        ),
        (
            "version = 3",
            f"version = 1{'0' * 30}",
            "garden.toml: version: a number has more than 30 digits",
        ),
        ("version = 3", f"version = {'9' * 5000}", "garden.toml: a number or a date cannot be read"),
        ("version = 3", f"version = {'[' * 5000}", "garden.toml: its tables or lists are nested too deeply"),
        ('rule = "sum@1"', f'rule = "sum@{"9" * 5000}"', f"{JOY}: rule: “sum@999"),
    ],
)
def test_each_slip_is_named(right: str, wrong: str, fault: str) -> None:
    found = definition_faults(slip(DEFINITION, right, wrong), "garden.toml")
    assert any(one.startswith(fault) for one in found), found


@pytest.mark.parametrize("gap", ["[4, 9.99]", "[4, 9]"])
def test_between_two_bands_may_lie_the_last_decimal_in_which_they_are_written(gap: str) -> None:
    assert definition_faults(slip(DEFINITION, "range = [4, 9]", f"range = {gap}"), "garden.toml") == []


SECOND = '[[items]]\nids = "4"\nkind = "visual_analogue"\n'


@pytest.mark.parametrize(
    ("conditions", "fault"),
    [
        ([("3", "[1]"), ("1", "[1]")], "item 4: it cannot be reached, its conditions on item 1 exclude one"),
        ([("3", "[11]")], "item 4: it cannot be reached, item 3 has none of those codes"),
    ],
)
def test_an_item_must_fit_what_the_items_it_hangs_on_hang_on(
    conditions: list[tuple[str, str]], fault: str
) -> None:
    """Item 3 is asked after 2 or 3 at item 1: nobody who gave 1 there can answer it."""
    when = "".join(f'[[items.when]]\nitem = "{item}"\ncodes = {codes}\n' for item, codes in conditions)
    text = slip(ORCHARD, 'choices = "state"\n', f'choices = "state"\n{when}')
    assert any(one.startswith(f"{PLACE}: {fault}") for one in definition_faults(text, PLACE))


def test_what_hangs_on_an_unreachable_item_is_unreachable_too() -> None:
    text = slip(ORCHARD, "codes = [2, 3]", "codes = [9]")
    text = slip(text, 'choices = "state"\n', 'choices = "state"\n[[items.when]]\nitem = "3"\ncodes = [1]\n')
    faults = definition_faults(text, PLACE)
    assert f"{PLACE}: item 3: it cannot be reached, item 1 has none of those codes" in faults
    assert f"{PLACE}: item 4: it cannot be reached, since item 3 cannot" in faults


GIVEN = 'given = { item = "1", codes = [3] }'


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ('given = { item = "2", codes = [3] }', "given: item 2: its points cannot depend on itself"),
        (GIVEN + "\npoints = { 1 = 0, 2 = 1, 3 = 2 }\n[[scales.recode]]\n" + 'items = "2"\n' + GIVEN,
         "given: item 2: another recode gives it points already"),
    ],
)  # fmt: skip
def test_conditional_points_leave_nothing_open(wrong: str, fault: str) -> None:
    assert any(fault in one for one in definition_faults(slip(ORCHARD, GIVEN, wrong), PLACE))


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("slope = 2.0", "slope = 15.5", "bank: items: APPLE: slope 15.5 is above 15"),
        ("slope = 2.0", "slope = 1e400", "bank: items: APPLE: slope: a number has more than 30 digits"),
        ("slope = 2.0", "slope = 1e-400", "bank: items: APPLE: slope: a number has more than 30 digits"),
    ],
)
def test_item_parameters_beyond_what_can_be_computed_are_refused(right: str, wrong: str, fault: str) -> None:
    faults = read_pack(slip(BANK, right, wrong), "bank")[1]
    assert any(one.startswith(fault) for one in faults), faults


@pytest.mark.parametrize("thresholds", ["[-8.1, 0]", "[0, 8.1]", "[1, 1.00000000000000000001]"])
def test_thresholds_lie_apart_and_where_theta_is_looked_for(thresholds: str) -> None:
    faults = read_pack(f"{PACK}[items.A]\nslope = 1\nthresholds = {thresholds}\n", "bank")[1]
    assert len(faults) == 1
    assert faults[0].startswith("bank: items: A: thresholds ")


PACK = 'kind = "item_parameters"\nname = "n"\nversion = "1"\nsource = "s"\nlicence = "l"\n'


def test_words_for_no_possible_instrument_are_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "x.en.toml"
    file.write_text(f'instrument = "{"a" * 300}"\n')
    assert file_faults(file, LIBRARY) == [f"x.en.toml: instrument: “{'a' * 60}” is no instrument's id"]


FATIGUE = (LIBRARY / "promis_fatigue_4a.toml").read_text("utf-8")
UNLIKE = "table: each row needs a standard error above 0, or none has one"


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("[10, 513.1, 2.4]", "table: the values do not rise with the sums"),
        ("[10, 53.1, -2.4]", UNLIKE),
        ("[10, 53.1, 0]", UNLIKE),
        ("[10, 53.1]", UNLIKE),
    ],
)
def test_a_slip_in_the_middle_of_a_conversion_table_is_seen(wrong: str, fault: str) -> None:
    text = slip(FATIGUE, "[10, 53.1, 2.4]", wrong)
    assert definition_faults(text, "form.toml") == [f"form.toml: scale T: settings: {fault}"]


PROMIS = ["promis_depression_4a", "promis_depression_8a", *(f"promis_fatigue_{n}a" for n in (4, 6, 7, 8))]


@pytest.mark.parametrize("form", PROMIS)
def test_a_t_score_of_55_is_within_normal_limits(form: str) -> None:
    """HealthMeasures, PROMIS score cut points: up to 55. The tables have one decimal."""
    (cut_off,) = load_instrument(form).scale("T").cut_offs
    assert float(cut_off.value) == 55.1


@pytest.mark.parametrize("form", PROMIS)
def test_scoring_one_answer_by_its_pattern_is_this_projects_rule(form: str) -> None:
    """HealthMeasures asks for at least four answered items where a precise score is needed."""
    instrument = load_instrument(form)
    missing = instrument.scale("T_pattern").missing
    assert (missing.owner, missing.minimum) == ("project", 1)
    assert "at least four" in instrument.references["HealthMeasures scoring"]


def test_the_table_worked_out_for_fatigue_6a_is_not_called_published() -> None:
    assert not any("published conversion" in note for note in load_instrument("promis_fatigue_6a").notes)
