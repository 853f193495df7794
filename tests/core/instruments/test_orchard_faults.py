"""Every fault of the parts that only larger definitions use: spans, conditions, composites, tables, data packs."""

import pytest

from app.instruments.reader import equipped, parse_instrument, parse_pack, read_pack, read_wording
from app.scoring.checks import definition_faults, is_pack, scoring_faults
from tests.core.garden import FOLDER, slip
from tests.core.orchard import BANK, DEFINITION, EQUIPPED, ORCHARD, VALUES, WORDS

PLACE = "orchard.toml"
STORM_DEFINITION = (FOLDER / "storm.toml").read_text("utf-8")
ADAPTIVE = """
[adaptive]
rule = "maximum_information@1"
scale = "T_pattern"
standard_error = 3.0
at_least = 1
at_most = 2

[[items]]
ids = "intro"
"""


def test_the_orchard_itself_has_no_fault() -> None:
    assert definition_faults(DEFINITION, PLACE) == []
    assert scoring_faults(EQUIPPED, PLACE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        # spans
        ("low = 0\nhigh = 10\n", "low = 0\n", "item group 3: high is missing"),
        (
            "low = 0\nhigh = 10\n",
            "low = 9\nhigh = 9\n",
            "item group 3: low 9 and high 9 do not span 2 to 10001 codes",
        ),
        (
            "low = 0\nhigh = 10\n",
            "low = 0\nhigh = 10001\n",
            "item group 3: low 0 and high 10001 do not span 2 to 10001 codes",
        ),
        ("low = 0\nhigh = 500", "codes = [0, 1]", "item group 5: low is missing"),
        ('kind = "text"', 'kind = "text"\ncodes = [1]', "item group 7: codes has no meaning here"),
        ('kind = "date"', 'kind = "date"\nchoices = "amount"', "item group 6: choices has no meaning here"),
        # conditions
        ("codes = [2, 3]", "codes = [4]", "item 3: it cannot be reached, item 1 has none of those codes"),
        ("codes = [2, 3]", "codes = [3, 4]", "item 3: item 1 does not have all of those codes"),
        ("codes = [2, 3]", 'codes = "2"', "item group 3: condition 1: codes is not a list of whole numbers"),
        (
            "codes = [2, 3]",
            "codes = [2, 3]\nnot = true",
            "item group 3: condition 1: not has no meaning here",
        ),
        (
            'item = "1"\ncodes = [2, 3]',
            'item = "4"\ncodes = [2]',
            "item 3: it cannot be reached, item 4 does not come before it",
        ),
        (
            "codes = [2, 3]",
            'codes = [2]\n[[items.when]]\nitem = "1"\ncodes = [3]',
            "item 3: it cannot be reached, its conditions on item 1 exclude one another",
        ),
        # points
        ('2 = "7/3"', '2 = "7/0"', "scale fruit: recode 1: points: 2 = 7/0 does not give points to a code"),
        ('2 = "7/3"', '2 = "many"', "scale fruit: recode 1: points: 2 = many does not give points to a code"),
        ('2 = "7/3"', "2 = true", "scale fruit: recode 1: points: 2 = True does not give points to a code"),
        (
            'given = { item = "1", codes = [3] }',
            'given = { item = "3", codes = [3] }',
            "scale fruit: recode 2: given: item 3 does not have the codes 3 here",
        ),
        (
            'given = { item = "1", codes = [3] }',
            'given = { item = "1", codes = [7] }',
            "scale fruit: recode 2: given: item 1 does not have the codes 7 here",
        ),
        (
            'given = { item = "1", codes = [3] }',
            'given = { item = "1" }',
            "scale fruit: recode 2: given: codes is missing",
        ),
        (
            '[[items]]\nids = "intro"',
            '[[recode]]\nitems = "1"\ngiven = { item = "2", codes = [1] }\npoints = { 1 = 1, 2 = 2, 3 = 3 }\n'
            '[[items]]\nids = "intro"',
            "recode: points that depend on another item (given) belong to a scale",
        ),
        (
            'given = { item = "1", codes = [3] }\n',
            'given = { item = "1", codes = [9] }\n',
            "scale fruit: recode 2: given: item 1 does not have the codes 9 here",
        ),
        # scales of items
        ('items = "3"', 'items = "remark"', "scale taste: item remark has no codes and cannot be scored"),
        (
            'range = [0, 100]\ndirection = "higher is better"\nmain',
            'range = [0, 99]\ndirection = "higher is better"\nmain',
            "scale fruit: range: the rule reaches 0 to 100, not 0 to 99",
        ),
        # scales of scales
        (
            'parts = "fruit, taste"',
            'parts = "fruit, seeds"',
            "scale harvest: parts: there is no scale seeds before this one",
        ),
        (
            'parts = "fruit, taste"\nrule = "norm',
            'parts = "fruit, harvest"\nrule = "norm',
            "scale norm: parts: harvest is made of scales itself",
        ),
        ('rule = "weighted_sum@1"', 'rule = "sum@1"', "scale harvest: sum@1 needs items"),
        (
            'items = "3"\nrule = "sum@1"',
            'items = "3"\nrule = "weighted_sum@1"',
            "scale taste: weighted_sum@1 needs parts",
        ),
        (
            'rule = "weighted_sum@1"',
            'rule = "weighted_sum@2"',
            "scale harvest: there is no rule weighted_sum@2",
        ),
        (
            "weights = { fruit = 0.5, taste = -0.5 }",
            "weights = { fruit = 0.5 }",
            "scale harvest: settings: weights: each part needs one number",
        ),
        (
            "weights = { fruit = 0.5, taste = -0.5 }",
            "weights = { fruit = 0.5, taste = true }",
            "scale harvest: settings: weights: each part needs one number",
        ),
        (
            "weights = { fruit = 0.5, taste = -0.5 }",
            "factors = { fruit = 0.5, taste = -0.5 }",
            "scale harvest: settings: they are factors, not weights",
        ),
        (
            "weights = { fruit = 0.5, taste = -0.5 }",
            "weights = { fruit = inf, taste = -0.5 }",
            "scale harvest: settings: weights: each part needs one number",
        ),
        (
            "weights = { fruit = 0.5, taste = -0.5 }",
            "weights = 0.5",
            "scale harvest: settings: weights: each part needs one number",
        ),
        (
            "weights = { fruit = 0.5, taste = -0.5 }",
            "",
            "scale harvest: settings: they are none, not weights",
        ),
        (
            "means = { fruit = 60, taste = 5 }",
            "",
            "scale norm: settings: they are sds, weights, not means, sds, weights",
        ),
        (
            "sds = { fruit = 15, taste = 2 }",
            "sds = { fruit = 15, taste = 0 }",
            "scale norm: settings: sds: a standard deviation is 0",
        ),
        (
            "range = [-5, 50]",
            "range = [0, 50]",
            "scale harvest: range: the rule reaches -5 to 50, not 0 to 50",
        ),
        (
            "range = [20.0, 73.3]",
            "range = [20.0, 73.4]",
            "scale norm: range: the rule reaches 20 to 73.3, not 20 to 73.4",
        ),
        (
            'minimum = 2\nowner = "project"',
            'minimum = 1\nowner = "project"',
            "scale harvest: missing: complete@1 needs 2 of 2 scales, not 1",
        ),
        # tables
        (
            "[6, 70, 5.9]]",
            "]",
            "scale T: settings: table: sums without a row: 6; rows that no sum reaches: none",
        ),
        (
            "[5, 61, 3.3], [6, 70, 5.9]]",
            "[7, 61, 3.3], [8, 70, 5.9]]",
            "scale T: settings: table: sums without a row: 5, 6; rows that no sum reaches: 7, 8",
        ),
        (
            "[6, 70, 5.9]]",
            "[6, 70, 5.9], [7, 80, 6]]",
            "scale T: settings: table: sums without a row: none; rows that no sum reaches: 7",
        ),
        ("[6, 70, 5.9]]", "[6, 70, 5.9], [6, 71, 5.9]]", "scale T: settings: table: each sum needs one row"),
        (
            "[6, 70, 5.9]]",
            "[6]]",
            "scale T: settings: table: [6] is not [sum, value] or [sum, value, standard error]",
        ),
        (
            "[6, 70, 5.9]]",
            '[6, 70, "many"]]',
            "scale T: settings: table: [6, 70, 'many'] is not [sum, value] or [sum, value, standard error]",
        ),
        (
            "[6, 70, 5.9]]",
            "[6, 70, 5, 9]]",
            "scale T: settings: table: [6, 70, 5, 9] is not [sum, value] or [sum, value, standard error]",
        ),
        (
            "[6, 70, 5.9]]",
            "70]",
            "scale T: settings: table: 70 is not [sum, value] or [sum, value, standard error]",
        ),
        (
            "table = [[2, 38.2, 5.7], [3, 45, 3.3], [4, 52, 3.1], [5, 61, 3.3], [6, 70, 5.9]]",
            "table = 70",
            "scale T: settings: table: each sum needs one row",
        ),
        (
            "range = [38.2, 70]",
            "range = [38, 70]",
            "scale T: range: the rule reaches 38.2 to 70, not 38 to 70",
        ),
        (
            "[scales.settings]\ntable",
            '[[scales.recode]]\nitems = "2"\ngiven = { item = "1", codes = [3] }\n'
            "points = { 1 = 2, 2 = 3, 3 = 5 }\n[scales.settings]\ntable",
            "scale T: settings: table: sums without a row: 8; rows that no sum reaches: none",
        ),
        # packs
        (
            'parameters = { 1 = "APPLE", 2 = "PEAR" }',
            'parameters = { 1 = "APPLE", 2 = "APPLE" }',
            "scale T_pattern: settings: parameters: two items have the same name",
        ),
        (
            'parameters = { 1 = "APPLE", 2 = "PEAR" }',
            'parameters = { 1 = "APPLE" }',
            "scale T_pattern: settings: parameters: each item needs one name, and there is no other setting",
        ),
        (
            'parameters = { 1 = "APPLE", 2 = "PEAR" }',
            'parameters = { 1 = "APPLE", 2 = "PEAR" }\nmetric = 1.7',
            "scale T_pattern: settings: parameters: each item needs one name, and there is no other setting",
        ),
        (
            'parameters = { 1 = "APPLE", 2 = "PEAR" }',
            "parameters = 3",
            "scale T_pattern: settings: parameters: each item needs one name, and there is no other setting",
        ),
        (
            'id = "worth"',
            'id = "worth"\nsettings = { country = "Nowhere" }',
            "scale worth: settings: value_set@1 needs none",
        ),
        # adaptive
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace('"T_pattern"', '"U"'),
            "adaptive: there is no scale U",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("3.0", "0"),
            "adaptive: standard_error 0 is not above 0",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("at_most = 2", "at_most = 9"),
            "adaptive: at least 1 and at most 9 of 8 items cannot be asked",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("at_least = 1", "at_least = 0"),
            "adaptive: at least 0 and at most 2 of 8 items cannot be asked",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("at_least = 1", "at_least = 3"),
            "adaptive: at least 3 and at most 2 of 8 items cannot be asked",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE,
            "adaptive: items that are chosen one by one cannot have conditions",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE,
            "adaptive: scale fruit cannot be scored: not all of its items are asked",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("T_pattern", "T"),
            "adaptive: scale T is not scored by graded_response_eap@1",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("information@1", "information@2"),
            "adaptive: there is no rule maximum_information@2",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("at_most = 2", "upto = 2"),
            "adaptive: at_most is missing",
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("at_most = 2", "upto = 2"),
            "adaptive: upto has no meaning here",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(right: str, wrong: str, fault: str) -> None:
    faults = definition_faults(slip(DEFINITION, right, wrong), PLACE)
    assert f"{PLACE}: {fault}" in faults


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("low = 0\nhigh = 500", "low = 0\nhigh = 1"),
        ("low = 0\nhigh = 500", "low = -5000\nhigh = 5000"),
        ("codes = [2, 3]", "codes = [1, 2, 3]"),
        (
            "codes = [2, 3]",
            'codes = [2, 3]\n[[items.when]]\nitem = "2"\ncodes = [1]\n[[items.when]]\nitem = "1"\ncodes = [3]',
        ),
        ("range = [-5, 50]", "range = [-5, 50]\nmain = true"),
        ("[3, 45, 3.3]", "[3, 45, 0.9]"),
        ("[3, 45, 3.3]", "[3, 38.2, 3.3]"),
    ],
)
def test_what_lies_just_on_an_edge_is_no_fault(right: str, wrong: str) -> None:
    assert definition_faults(slip(DEFINITION, right, wrong), PLACE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "faults"),
    [
        (
            "codes = [2, 3]",
            "codes = []",
            ["item 3: it cannot be reached, item 1 has none of those codes"],
        ),
        (
            '[[items]]\nids = "intro"\n',
            ADAPTIVE.replace("at_most = 2", "upto = 2"),
            ["adaptive: at_most is missing", "adaptive: upto has no meaning here"],
        ),
        (
            'given = { item = "1", codes = [3] }',
            'given = { item = "1" }',
            [
                "scale fruit: recode 2: given: codes is missing",
                "scale fruit: range: with items missing the rule reaches 0 to 133.333333; "
                "their points span unequally",
            ],
        ),
        (
            'given = { item = "1", codes = [3] }\npoints = { 1 = 2, 2 = 3, 3 = 5 }',
            'given = { item = "1", codes = [8] }\npoints = { 1 = 2, 2 = 3, 3 = 5 }\n[[scales.recode]]\nitems = "2"\n'
            'given = { item = "1", codes = [9] }\npoints = { 1 = 2, 2 = 3, 3 = 5 }',
            [
                "scale fruit: recode 2: given: item 1 does not have the codes 8 here",
                "scale fruit: recode 3: given: item 1 does not have the codes 9 here",
                "scale fruit: range: with items missing the rule reaches 0 to 133.333333; "
                "their points span unequally",
            ],
        ),
    ],
)
def test_one_slip_is_told_once_and_hides_no_other(right: str, wrong: str, faults: list[str]) -> None:
    assert definition_faults(slip(DEFINITION, right, wrong), PLACE) == [
        f"{PLACE}: {fault}" for fault in faults
    ]


def test_the_points_of_two_items_may_depend_on_two_others() -> None:
    another = '[[scales.recode]]\nitems = "1"\ngiven = { item = "2", codes = [1] }\npoints = { 1 = 1, 2 = 2, 3 = 3 }\n'
    text = slip(DEFINITION, "[scales.missing]", f"{another}\n[scales.missing]")
    assert definition_faults(text, PLACE) == []


def test_points_that_depend_on_all_codes_of_another_item_are_no_fault() -> None:
    text = slip(DEFINITION, "codes = [3] }\npoints", "codes = [1, 2, 3] }\npoints")
    assert definition_faults(slip(text, "1 = 2, 2 = 3, 3 = 5", "1 = 1, 2 = 3, 3 = 5"), PLACE) == []


@pytest.mark.parametrize(("least", "most"), [(1, 20), (1, 1), (20, 20), (4, 12)])
def test_an_adaptive_test_may_ask_one_item_or_all(least: int, most: int) -> None:
    text = slip(STORM_DEFINITION, "at_least = 4", f"at_least = {least}")
    assert definition_faults(slip(text, "at_most = 12", f"at_most = {most}"), "storm.toml") == []


def test_conditional_points_are_tried_sheet_by_sheet_while_there_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.scoring.reach.MOST_SHEETS", 9)
    assert definition_faults(DEFINITION, PLACE) == [], "3 codes by 3"
    monkeypatch.setattr("app.scoring.reach.MOST_SHEETS", 8)
    assert definition_faults(DEFINITION, PLACE) == [
        f"{PLACE}: scale fruit: settings: conditional points: more than 8 sheets to try"
    ]


def test_points_that_are_all_the_same_have_no_range_to_be_a_percentage_of() -> None:
    same = "points = { 1 = 1, 2 = 1, 3 = 1 }"
    text = slip(DEFINITION, "[[scales.recode]]", f'[[scales.recode]]\nitems = "1"\n{same}\n[[scales.recode]]')
    text = slip(text, 'points = { 1 = 1, 2 = "7/3", 3 = 5 }', same)
    text = slip(text, "points = { 1 = 2, 2 = 3, 3 = 5 }", same)
    fault = f"{PLACE}: scale fruit: settings: points: every code of every item is worth the same"
    assert fault in definition_faults(text, PLACE)


def test_parts_may_not_share_items() -> None:
    text = slip(DEFINITION, 'parts = "fruit, taste"', 'parts = "fruit, profile"')
    text = slip(text, "weights = { fruit = 0.5, taste = -0.5 }", "weights = { fruit = 0.5, profile = -0.5 }")
    moved = text.replace('id = "profile"', 'id = "late"').replace(
        'id = "taste"\ntitle = "Taste"\nitems = "3"', 'id = "profile"\ntitle = "Taste"\nitems = "1"'
    )
    assert any(
        "scale harvest: settings: parts: they share items" in fault
        for fault in definition_faults(moved, PLACE)
    )


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (
            'kind = "item_parameters"',
            'kind = "spells"',
            "bank: kind: “spells” is not one of: item_parameters, value_set",
        ),
        ('name = "Orchard bank"\n', "", "bank: name is missing"),
        ('licence = "Free."', 'license = "Free."', "bank: licence is missing"),
        ("slope = 2.0\n", "", "bank: items: APPLE: slope is missing"),
        ("slope = 2.0", "slope = 0", "bank: items: APPLE: slope 0.0 is not above 0"),
        ("slope = 2.0", "slope = -1.5", "bank: items: APPLE: slope -1.5 is not above 0"),
        (
            "thresholds = [-0.5, 0.75]",
            "thresholds = [0.75, -0.5]",
            "bank: items: APPLE: thresholds do not rise",
        ),
        (
            "thresholds = [-0.5, 0.75]",
            "thresholds = [0.5, 0.5]",
            "bank: items: APPLE: thresholds do not rise",
        ),
        ("thresholds = [-0.5, 0.75]", "thresholds = []", "bank: items: APPLE: thresholds do not rise"),
        (
            "thresholds = [-0.5, 0.75]",
            'thresholds = "low"',
            "bank: items: APPLE: thresholds is not a list of numbers",
        ),
        ("slope = 2.0", "slope = 15.1", "bank: items: APPLE: slope 15.1 is above 15"),
        (
            "thresholds = [-0.5, 0.75]",
            "thresholds = [-8.5, 0.75]",
            "bank: items: APPLE: thresholds are not all between -8 and 8",
        ),
        ("slope = 2.0", "slope = 2.0\nguess = 0.2", "bank: items: APPLE: guess has no meaning here"),
        ("[items.APPLE]", "[values]\n11 = 1\n[items.APPLE]", "bank: values has no meaning here"),
    ],
)
def test_each_fault_of_item_parameters_is_named(right: str, wrong: str, fault: str) -> None:
    _, faults = read_pack(slip(BANK, right, wrong), "bank")
    assert fault in faults


@pytest.mark.parametrize(
    ("right", "wrong"), [("slope = 2.0", "slope = 15"), ("thresholds = [-0.5, 0.75]", "thresholds = [-8, 8]")]
)
def test_item_parameters_may_go_to_the_end_of_the_grid(right: str, wrong: str) -> None:
    assert read_pack(slip(BANK, right, wrong), "bank")[1] == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("full_health = 1\n", "", "values: full_health is missing"),
        ("1 = [0, 0.25, 0.7]", '1 = "much"', "values: decrements: 1 is not a list of numbers"),
        ("[decrements]", "[values]\n11 = 1\n[decrements]", "values: it needs either values or decrements"),
        (
            "[decrements]\n1 = [0, 0.25, 0.7]\n2 = [0, 0.1, 0.4]\n",
            "",
            "values: it needs either values or decrements",
        ),
        (
            "[decrements]",
            '[values]\n1x = 1\n11 = "a"\n[decrements]',
            "values: values: 1x = 1 does not give a value to a profile",
        ),
        (
            "[decrements]",
            '[values]\n1x = 1\n11 = "a"\n[decrements]',
            "values: values: 11 = a does not give a value to a profile",
        ),
        ('country = "Nowhere"', "country = 7", "values: country is not a text"),
    ],
)
def test_each_fault_of_a_value_set_is_named(right: str, wrong: str, fault: str) -> None:
    _, faults = read_pack(slip(VALUES, right, wrong), "values")
    assert fault in faults


@pytest.mark.parametrize(
    ("pack", "right", "wrong", "fault"),
    [
        (
            BANK,
            "[items.PEAR]",
            "[items.PLUM]",
            "scale T_pattern: settings: Orchard bank: there is no item PEAR",
        ),
        (BANK, "[items.PEAR]", "[items.PLUM]", "scale T_sum: settings: Orchard bank: there is no item PEAR"),
        (
            BANK,
            "thresholds = [0, 1.25]",
            "thresholds = [0]",
            "scale T_pattern: settings: Orchard bank: item PEAR has 2 categories; item 2 has 3",
        ),
        (
            VALUES,
            "2 = [0, 0.1, 0.4]",
            "2 = [0, 0.1]",
            "scale worth: settings: Orchard values: item 2 needs 3 decrements",
        ),
        (
            VALUES,
            "2 = [0, 0.1, 0.4]",
            "2 = [0, 0.1, 1.4]",
            "scale worth: range: the rule reaches -1.1 to 1, beyond -1 to 1",
        ),
        (
            VALUES,
            "full_health = 1\n\n[decrements]\n1 = [0, 0.25, 0.7]\n2 = [0, 0.1, 0.4]",
            "[values]\n11 = 1\n14 = 0",
            "scale worth: settings: Orchard values: it values 1 of 9 profiles, and 1 that do not exist",
        ),
    ],
)
def test_a_pack_that_does_not_fit_the_instrument_is_a_fault(
    pack: str, right: str, wrong: str, fault: str
) -> None:
    instrument = equipped(ORCHARD, [parse_pack(slip(pack, right, wrong), "pack")])
    assert f"{PLACE}: {fault}" in scoring_faults(instrument, PLACE)


def test_a_file_that_says_what_kind_of_pack_it_is_is_a_pack() -> None:
    assert is_pack(BANK)
    assert is_pack(VALUES)
    assert not is_pack(DEFINITION)
    assert not is_pack(WORDS)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('0 = "Sour"\n', "", "item 3: choices taste need words for 0 and 10"),
        ('10 = "Sweet"', '11 = "Sweet"', "item 3: choices taste need words for 0 and 10"),
        ('50 = "Middling"', '101 = "Beyond"', "item 4: choices state need words for 0 and 100"),
        ('remark = "What', 'other = "What', "item remark has no words"),
    ],
)
def test_a_rating_needs_words_at_both_ends(right: str, wrong: str, fault: str) -> None:
    _, faults = read_wording(slip(WORDS, right, wrong), ORCHARD, "orchard.en.toml")
    assert f"orchard.en.toml: {fault}" in faults


def test_words_between_the_ends_are_no_fault() -> None:
    assert read_wording(WORDS, ORCHARD, "orchard.en.toml")[1] == []


def test_a_definition_may_carry_its_own_data() -> None:
    text = DEFINITION + "\n[data.item_parameters]\n" + BANK.replace("[items.", "[data.item_parameters.items.")
    assert definition_faults(text, PLACE) == []
    assert parse_instrument(text, PLACE).data["item_parameters"].name == "Orchard bank"


def test_data_under_the_name_of_another_kind_is_a_fault() -> None:
    text = DEFINITION + "\n[data.value_set]\n" + BANK.replace("[items.", "[data.value_set.items.")
    assert f"{PLACE}: data: value_set: its kind is item_parameters" in definition_faults(text, PLACE)
