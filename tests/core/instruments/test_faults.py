"""Every fault a definition or a wording can have is named with its place, and all at once."""

import pytest

from app.errors import DefinitionError
from app.instruments.model import Instrument
from app.instruments.reader import load_library, parse_instrument, parse_wording, read_wording
from app.scoring.checks import definition_faults, scoring_faults
from app.scoring.missing import MINIMA
from tests.core.garden import DEFINITION, GARDEN, WORDS, slip

JOY, TREND, PESTS = "garden.toml: scale joy", "garden.toml: scale trend", "garden.toml: scale pests"


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        # of form
        ('title = "The Garden Questionnaire"\n', "", "garden.toml: title is missing"),
        ('title = "The Garden Questionnaire"', "title = 7", "garden.toml: title is not a text"),
        ('title = "The Garden Questionnaire"', 'title = " "', "garden.toml: title is not a text"),
        ("version = 3", "version = true", "garden.toml: version is not a whole number"),
        ('recall = "last season"', 'recal = "last season"', "garden.toml: recal has no meaning here"),
        ('notes = ["Invented for the tests."]', "notes = [1]", "garden.toml: notes is not a list of texts"),
        ('owner = "nobody"\n', "", "garden.toml: licence: owner is missing"),
        ('terms = "Free."\n', "terms = []\n", "garden.toml: licence: terms is not a text"),
        (
            "codes = [-1, 0, 1]",
            'codes = "many"',
            "garden.toml: item group 2: codes is not a list of whole numbers",
        ),
        ("-1 = -2.5,", 'x = "y",', "garden.toml: recode 1: points: x = y does not give points to a code"),
        ("range = [4, 16]", "range = [4]", f"{JOY}: range is not two numbers, [low, high]"),
        ('rule = "sum@1"', 'rule = "sum"', f"{JOY}: rule: “sum” is not written as name@version"),
        ("main = true", 'main = "yes"', f"{JOY}: main is not true or false"),
        (
            'direction = "higher is better"',
            'direction = "up"',
            f"{JOY}: direction: “up” is not one of: higher is worse, higher is better, not ordered",
        ),
        (
            'kind = "group_mid"',
            'kind = "mcid"',
            f"{JOY}: threshold 1: kind: “mcid” is not one of: group_mid, measurement_error",
        ),
        ("value = 3.5", "value = nan", f"{JOY}: threshold 2: value is not a number"),
        ("minimum = 3\n", "", f"{JOY}: missing: minimum is missing"),
        ('label = "little"\n', "", f"{JOY}: band 1: label is missing"),
        ('meaning = "sad garden"\n', "", f"{JOY}: cut-off 1: meaning is missing"),
        ('meaning = "Wasps, often"\n', "", "garden.toml: safety rule wasps: meaning is missing"),
        (
            "Spade A. On the keeping",
            "\ufffdpade A. On the keeping",
            "garden.toml: references: Spade 1901: a letter was lost (U+FFFD)",
        ),
        (
            '"Spade 1901" = "Spade A. On the keeping of gardens. Journal of Weeds 1901; 1: 1-2."',
            '"Spade 1901" = ""',
            "garden.toml: reference Spade 1901 says nothing",
        ),
        # of meaning
        ('ids = "1-3, w1"', 'ids = "1-3, 3, w1"', "garden.toml: item 3 stands twice"),
        ('ids = "6"', 'ids = "5"', "garden.toml: item 5 stands twice"),
        ("codes = [0, 1]\n", "", "garden.toml: left-out group 1: codes is missing"),
        ("codes = [-1, 0, 1]", "codes = [-1, 0, 1, 1]", "garden.toml: item 5: code 1 stands twice"),
        ("codes = [-1, 0, 1]", "codes = []", "garden.toml: item 5: it allows no code"),
        (
            'kind = "single_choice"',
            'kind = "slider"',
            "garden.toml: item 1: kind “slider” is not one of: "
            "single_choice, numeric_rating, visual_analogue, number, text, date, instructions",
        ),
        ('items = "1-3, w1"', 'items = "1-4, w1"', f"{JOY}: item 4 is not an item of this instrument"),
        ('items = "1-3, w1"', 'items = "1-3, w1, w1"', f"{JOY}: item w1 stands twice"),
        ('items = "1-3, w1"', 'items = ","', f"{JOY}: it has no items"),
        ('reverse = "2, w1"', 'reverse = "2, 5"', f"{JOY}: reverse: there is no item 5 here"),
        ('items = "5"\npoints', 'items = "8"\npoints', "garden.toml: recode 1: there is no item 8 here"),
        (
            "points = { -1 = -2.5, 0 = 0, 1 = 2.5 }",
            "points = { 0 = 0, 1 = 2.5 }",
            "garden.toml: recode 1: item 5: points are given to 0, 1; its codes are -1, 0, 1",
        ),
        ("range = [4, 16]", "range = [16, 4]", f"{JOY}: range: 16 is not below 4"),
        ("range = [4, 16]", "range = [4, 4]", f"{JOY}: range: 4 is not below 4"),
        ("range = [10, 16]", "range = [9, 16]", f"{JOY}: bands little and much overlap"),
        ("range = [10, 16]", "range = [11, 16]", f"{JOY}: between bands little and much there is a gap"),
        ("range = [10, 16]", "range = [10, 15]", f"{JOY}: the bands do not cover the range 4 to 16"),
        ("range = [4, 9]", "range = [5, 9]", f"{JOY}: the bands do not cover the range 4 to 16"),
        ("range = [4, 9]", "range = [9, 4]", f"{JOY}: band little: 9 is above 4"),
        ('label = "much"', 'label = "little"', f"{JOY}: band little stands twice"),
        ("value = 3.5", "value = 13", f"{JOY}: threshold measurement_error: 13 is not a possible change"),
        ("value = 3.5", "value = 0", f"{JOY}: threshold measurement_error: 0 is not a possible change"),
        ("value = 9\n", "value = 17\n", f"{JOY}: cut-off 17 is outside the range"),
        ("value = 9\n", "value = 3\n", f"{JOY}: cut-off 3 is outside the range"),
        ("main = true\n", "", "garden.toml: no scale is marked as main"),
        (DEFINITION[DEFINITION.index("[[scales]]") :], "", "garden.toml: it has no scales"),
        (
            '"Spade 1901" = "Spade A. On the keeping of gardens. Journal of Weeds 1901; 1: 1-2."\n',
            "",
            "garden.toml: no references are given",
        ),
        (
            'direction = "higher is better"\nreferences = ["Spade 1901"]',
            'direction = "higher is better"\nreferences = ["Rake 1900"]',
            f"{TREND}: reference “Rake 1900” is not given",
        ),
        (
            'value = 2\nreference = "Spade 1901"',
            'value = 2\nreference = "Rake 1900"',
            f"{JOY}: reference “Rake 1900” is not given",
        ),
        (
            'value = 9\nmeaning = "sad garden"\nreference = "Spade 1901"',
            'value = 9\nmeaning = "sad garden"\nreference = "Rake 1900"',
            f"{JOY}: reference “Rake 1900” is not given",
        ),
        ('id = "trend"', 'id = "joy"', "garden.toml: scale joy stands twice"),
        ('"Spade 1901" =', '"Spade 1902" =', f"{JOY}: reference “Spade 1901” is not given"),
        (
            'reference = "Spade 1901"\n\n[[scales]]',
            'reference = "Rake"\n\n[[scales]]',
            "garden.toml: safety rule wasps: reference “Rake” is not given",
        ),
        (
            'references = ["Spade 1901"]\n\n[scales.m',
            "[scales.m",
            f"{JOY}: no reference says how it is scored",
        ),
        ('item = "w1"', 'item = "w2"', "garden.toml: safety rule wasps: there is no item w2"),
        ("at_least = 3", "at_least = 5", "garden.toml: safety rule wasps: item w1 has no code of 5 or more"),
        (
            "[[safety]]",
            '[[safety]]\nid = "wasps"\nitem = "1"\nat_least = 4\nmeaning = "Sitting, always"\n'
            'reference = "Spade 1901"\n[[safety]]',
            "garden.toml: safety rule wasps stands twice",
        ),
        # of scoring
        ('rule = "sum@1"', 'rule = "product@1"', f"{JOY}: there is no rule product@1"),
        ('rule = "sum@1"', 'rule = "sum@2"', f"{JOY}: there is no rule sum@2"),
        ('rule = "at_least@1"', 'rule = "guess@1"', f"{JOY}: missing: there is no rule guess@1"),
        ('rule = "at_least@1"', 'rule = "at_least@2"', f"{JOY}: missing: there is no rule at_least@2"),
        (
            'rule = "at_least@1"',
            'rule = "half_rule@1"',
            f"{JOY}: missing: half_rule@1 needs 2 of 4 items, not 3",
        ),
        ("minimum = 3", "minimum = 5", f"{JOY}: missing: 5 of 4 items cannot be needed"),
        ("minimum = 3", "minimum = 0", f"{JOY}: missing: 0 of 4 items cannot be needed"),
        ("range = [4, 16]", "range = [4, 17]", f"{JOY}: range: the rule reaches 4 to 16, not 4 to 17"),
        ("range = [0, 1]", "range = [0, 2]", f"{PESTS}: range: the rule reaches 0 to 1, not 0 to 2"),
        (
            "range = [-2.5, 2.5]",
            "range = [0, 3]",
            f"{TREND}: range: the rule reaches -2.5 to 2.5, not 0 to 3",
        ),
        (
            "points = { 1 = -2.5, 2 = -1, 3 = 1, 4 = 2.5 }",
            "points = { 1 = -3.5, 2 = -1, 3 = 1, 4 = 1.5 }",
            f"{TREND}: range: the rule reaches -3 to 2, not -2.5 to 2.5",
        ),
        (
            'rule = "complete@1"\nminimum = 4',
            'rule = "half_rule@1"\nminimum = 2',
            f"{PESTS}: symptom_count@1 needs all items answered",
        ),
        ('core = "w1"', 'core = "w9"', f"{PESTS}: settings: item w9 is not an item of this scale"),
        ('core = "w1"\n', "", f"{PESTS}: settings: Object missing required field `core`"),
        (
            "{ at_least = 2, value = 1 }",
            "{ at_least = 2 }",
            f"{PESTS}: settings: Object missing required field `value` - at `$.steps[0]`",
        ),
    ],
)
def test_each_fault_of_a_definition_is_named_with_its_place(right: str, wrong: str, fault: str) -> None:
    assert fault in definition_faults(slip(DEFINITION, right, wrong), "garden.toml")


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_every_shipped_definition_can_be_scored_as_it_says(instrument: Instrument) -> None:
    assert scoring_faults(instrument, instrument.id) == []


@pytest.mark.parametrize(
    ("rule", "minima"),
    [
        ("complete", {1: 1, 2: 2, 9: 9, 21: 21}),
        ("half_rule", {1: 1, 2: 1, 5: 3, 9: 5, 10: 5, 21: 11}),
        ("any_answered", {1: 1, 2: 1, 10: 1}),
    ],
)
def test_a_missing_rule_needs_so_many_of_so_many_items(rule: str, minima: dict[int, int]) -> None:
    minimum = MINIMA[(rule, 1)]
    assert minimum is not None
    assert {items: minimum(items) for items in minima} == minima


@pytest.mark.parametrize(
    ("first", "range_", "reached"),
    [
        ("{ 1 = -1, 2 = 0, 3 = 1, 4 = 2.5 }", "[-1.75, 2.5]", "-2.5 to 2.5"),
        ("{ 1 = -2.5, 2 = 0, 3 = 1, 4 = 2 }", "[-2.5, 2.25]", "-2.5 to 2.5"),
    ],
)
def test_it_is_enough_that_prorating_leaves_the_range_at_one_end(
    first: str, range_: str, reached: str
) -> None:
    text = slip(DEFINITION, "points = { 1 = -2.5, 2 = -1, 3 = 1, 4 = 2.5 }", f"points = {first}")
    text = slip(text, "range = [-2.5, 2.5]", f"range = {range_}")
    assert definition_faults(text, "garden.toml") == [
        f"{TREND}: range: with items missing the rule reaches {reached}; their points span unequally"
    ]


def test_prorating_items_whose_points_span_unequally_is_a_fault_where_it_leaves_the_range() -> None:
    """Item 5 alone could give -2.5 to a scale that runs from -0.75: no score may leave its range."""
    text = slip(
        DEFINITION, "points = { 1 = -2.5, 2 = -1, 3 = 1, 4 = 2.5 }", "points = { 1 = 1, 2 = 2, 3 = 3, 4 = 4 }"
    )
    text = slip(text, "range = [-2.5, 2.5]", "range = [-0.75, 3.25]")
    assert definition_faults(text, "garden.toml") == [
        f"{TREND}: range: with items missing the rule reaches -2.5 to 4; their points span unequally"
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("at_least = 3", "at_least = 4"),  # the highest code of the item
        ("value = 3.5", "value = 12"),  # from one end of the range to the other
        ("value = 9\n", "value = 4\n"),
        ("value = 9\n", "value = 16\n"),
        # without points for its core symptom the lowest sheet has none, whatever the others add up to
        (
            'items = "1-3, w1"\npoints = { 1 = 0, 2 = 0, 3 = 1, 4 = 1 }',
            'items = "1-3"\npoints = { 1 = 1, 2 = 1, 3 = 1, 4 = 1 }\n[[scales.recode]]\nitems = "w1"\n'
            "points = { 1 = 0, 2 = 0, 3 = 1, 4 = 1 }",
        ),
    ],
)
def test_what_lies_just_on_an_edge_is_no_fault(right: str, wrong: str) -> None:
    assert definition_faults(slip(DEFINITION, right, wrong), "garden.toml") == []


def test_a_sound_definition_has_no_fault() -> None:
    assert definition_faults(DEFINITION, "garden.toml") == []


def test_a_definition_without_licence_is_refused() -> None:
    start, end = DEFINITION.index("[licence]"), DEFINITION.index("[references]")
    assert "garden.toml: licence is missing" in definition_faults(
        DEFINITION[:start] + DEFINITION[end:], "garden.toml"
    )


def test_all_faults_are_told_at_once() -> None:
    text = slip(DEFINITION, 'recall = "last season"', 'recal = "last season"')
    text = slip(text, "range = [10, 16]", "range = [11, 16]")
    text = slip(text, 'item = "w1"', 'item = "w2"')
    text = slip(text, 'rule = "mean@1"', 'rule = "median@1"')
    assert sorted(definition_faults(text, "garden.toml")) == [
        "garden.toml: recal has no meaning here",
        "garden.toml: recall is missing",
        "garden.toml: safety rule wasps: there is no item w2",
        "garden.toml: scale joy: between bands little and much there is a gap",
        "garden.toml: scale trend: there is no rule median@1",
    ]


def test_what_could_not_be_read_is_not_judged_as_if_it_had_been() -> None:
    found = definition_faults(slip(DEFINITION, "codes = [-1, 0, 1]", 'codes = "many"'), "garden.toml")
    assert "garden.toml: item group 2: codes is not a list of whole numbers" in found
    assert not any("allows no code" in fault for fault in found)


def test_a_faulty_definition_is_refused_whole_with_all_its_faults() -> None:
    text = slip(slip(DEFINITION, "version = 3\n", ""), "range = [4, 9]", "range = [5, 9]")
    with pytest.raises(DefinitionError) as refusal:
        parse_instrument(text, "garden.toml")
    assert refusal.value.faults == [
        "garden.toml: version is missing",
        f"{JOY}: the bands do not cover the range 4 to 16",
    ]
    assert refusal.value.message == "\n".join(refusal.value.faults)


@pytest.mark.parametrize("text", ["", "items = 3", 'items = "1-9"', "items = [1, 2]", "scales = [[]]"])
def test_what_is_hardly_a_definition_is_refused_and_breaks_nothing(text: str) -> None:
    with pytest.raises(DefinitionError, match=r"garden\.toml: "):
        parse_instrument(text, "garden.toml")


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('heading = "Your garden"\n', "", "heading is missing"),
        ('heading = "Your garden"', 'header = "Your garden"', "header has no meaning here"),
        ('instrument = "garden"', 'instrument = "field"', "these are the words of field@3, not of garden@3"),
        (
            "instrument_version = 3",
            "instrument_version = 2",
            "these are the words of garden@2, not of garden@3",
        ),
        ('1 = "did you sit in the garden?"\n', "", "item 1 has no words"),
        ('1 = "did you sit in the garden?"', '1 = ""', "items: 1 has no words"),
        ('w1 = "did', '7 = "Another"\nw1 = "did', "item 7 belongs to no item of this instrument"),
        ('season = "During', 'reason = "During', "stem season has no words"),
        (
            'season = "During',
            'reason = "x"\nseason = "During',
            "stem reason belongs to no item of this instrument",
        ),
        ("[choices.change]", "[choices.changes]", "choices change has no words"),
        ("[choices.change]", "[choices.changes]", "choices changes belongs to no item of this instrument"),
        ('0 = "The same"\n', "", "item 5: choices change are for [-1, 1]; its codes are [-1, 0, 1]"),
        (
            '1 = "Better"',
            '1 = "Better"\n2 = "Best"',
            "item 5: choices change are for [-1, 0, 1, 2]; its codes are [-1, 0, 1]",
        ),
        ('1 = "Better"', 'good = "Better"', "choices change: good is not a code"),
        ('1 = "Better"', '1 = "Worse"', "choices change: “Worse” stands twice"),
        ('1 = "Better"', "1 = 1", "choices change: 1 is not a text"),
        (
            "did you show your garden to others?",
            "did you sit in the garden?",
            "items 1 and 3 have the same words",
        ),
        (
            "did you show your garden to others?",
            "Did you  meet wasps?",
            "items 3 and w1 have the same words",
        ),
        (
            "Think of your garden.",
            "Think of **your garden.",
            "instructions: an emphasis (**) is opened and not closed",
        ),
        ("**last season**", "**last season", "stem season: an emphasis (**) is opened and not closed"),
        (
            "did you meet **wasps**?",
            "did you meet **wasps*?",
            "item w1: an emphasis (**) is opened and not closed",
        ),
        ("did you meet **wasps**?", "did you meet w\ufffdsps?", "items: w1: a letter was lost (U+FFFD)"),
    ],
)
def test_each_fault_of_a_wording_is_named_with_its_place(right: str, wrong: str, fault: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        parse_wording(slip(WORDS, right, wrong), GARDEN, "garden.en.toml")
    assert f"garden.en.toml: {fault}" in refusal.value.faults


def test_all_faults_of_a_wording_are_told_at_once() -> None:
    text = slip(slip(WORDS, '1 = "did you sit in the garden?"\n', ""), '0 = "The same"\n', "")
    with pytest.raises(DefinitionError) as refusal:
        parse_wording(text, GARDEN, "garden.en.toml")
    assert len(refusal.value.faults) == 2


def test_items_without_words_hide_no_others_that_have_the_same() -> None:
    text = slip(
        slip(WORDS, '1 = "did you sit in the garden?"\n', ""), "did you show", "did you long for a house"
    )
    text = slip(
        text, "did you long for a house your garden to others?", "did you long for a house without a garden?"
    )
    _, faults = read_wording(text, GARDEN, "garden.en.toml")
    assert faults == [
        "garden.en.toml: item 1 has no words",
        "garden.en.toml: items 2 and 3 have the same words",
    ]


def test_words_that_are_no_toml_say_where() -> None:
    with pytest.raises(DefinitionError, match=r"garden\.en\.toml: "):
        parse_wording("[[", GARDEN, "garden.en.toml")


def test_the_same_words_under_another_stem_are_another_question() -> None:
    """RAND asks items 13 and 17 in the same words, once for physical health and once for emotional problems."""
    text = slip(DEFINITION, 'choices = "change"', 'choices = "change"\nstem = "other"')
    instrument = parse_instrument(text, "garden.toml")
    words = slip(WORDS, "[stems]", '[stems]\nother = "And"')
    words = slip(words, "Compared to the season before, how is your garden?", "did you sit in the garden?")
    assert parse_wording(words, instrument, "garden.en.toml").items["1"] == "did you sit in the garden?"
