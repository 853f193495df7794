"""The words shown are the owner's, compared with copies that others made.

PHQ-9, PHQ-8, GAD-7, CES-D and RAND-36: the English strings inside the PyPI package camcops-server, exactly but for
the deviations listed here. MFIS: CamCOPS has none, so only the short names of CDISC's terminology are compared; the
wording file names its sources.
"""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.instruments.model import Wording
from app.instruments.reader import load_instrument, load_wording

FREE = ("phq9", "phq8", "gad7", "cesd", "rand36", "mfis")
EVERY = {name: load_wording(name, "en") for name in FREE}
PHQ9, PHQ8, GAD7, CESD, RAND36, MFIS = EVERY.values()

# Ours, theirs, and why we differ. A deviation that no longer exists fails the test too.
DEVIATIONS = {
    ("rand36", "item 2"): (
        "Compared to one year ago, how would you rate your health in general now?",
        "Compared to one year ago, how would your rate your health in general now?",
        "“your rate” is a slip of the pen in web copies; RAND's 1993 paper and the SF-36 have “you rate”",
    ),
    ("rand36", "stem statements"): (
        "How TRUE or FALSE is each of the following statements for you.",
        "How TRUE or FALSE is each of the following statements for you?",
        "RAND prints a full stop, as two other public copies do; CamCOPS put a question mark",
    ),
    ("gad7", "stem last_2_weeks"): (
        "Over the last 2 weeks, how often have you been bothered by the following problems?",
        "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
        "the form of phqscreeners.com and three other public copies have no “any of”: that is the PHQ-9's question",
    ),
    ("cesd", "item 3"): (
        "I felt that I could not shake off the blues even with help from my family or friends",
        "I felt that I could not shake off the blues even with help from my family",
        "CamCOPS lost “or friends”, which Radloff 1977 and five other public copies have",
    ),
    ("cesd", "item 19"): (
        "I felt that people dislike me",
        "I felt that people disliked me",
        "copies are divided; Radloff 1977 has “dislike”, as have the item lists of MIDUS and of the HELP study",
    ),
    ("cesd", "item 20"): (
        "I could not get “going.”",
        "I could not “get going”",
        "Radloff 1977 sets “going” alone in quotation marks, as three other public copies do",
    ),
    ("cesd", "choice 3"): (
        "Most or all of the time (5–7 days)",
        "All of the time (5–7 days)",
        "CamCOPS lost “Most or”, which Radloff 1977 and five other public copies have",
    ),
    ("cesd", "stem past_week"): (
        "During the past week:",
        "During the past week...",
        "Radloff 1977 has a colon",
    ),
    ("cesd", "instructions"): (
        "Below is a list of the ways you might have felt or behaved. "
        "Please tell me how often you have felt this way during the past week.",
        "Below is a list of some of the ways you may have felt or behaved. "
        "Please indicate how often you have felt this way during the past week:",
        "CamCOPS follows a later self-report copy; these are the words of 1977",
    ),
}
RAND36_STEMS = {
    "activities": ("activities_q",),
    "physical_health": ("work_activities_physical_q",),
    "emotional_problems": ("work_activities_emotional_q",),
    "feelings": ("last4weeks_q_a", "last4weeks_q_b"),
    "statements": ("q33to36stem",),
}
RAND36_CHOICES = {
    "quality": "q1",
    "comparison": "q2",
    "limitation": "activities",
    "yes_no": "yesno",
    "extent": "q20",
    "severity": "q21",
    "interference": "q22",
    "time_of_six": "last4weeks",
    "time_of_five": "q32",
    "truth": "q33to36",
}


@pytest.mark.parametrize("name", ["phq9", "phq8", "gad7", "cesd"])
def test_the_scales_of_mood_read_as_in_camcops_but_for_the_deviations_listed(name: str) -> None:
    theirs, ours = camcops(name), EVERY[name]
    (stem,) = ours.stems
    items = {number: unnumbered(theirs[f"q{number}"]) for number in ours.items}
    choices = {str(choice.code): choice.text for choice in ours.choices["frequency"]}
    found = differences(name, unstopped(bare(ours.items)), items, "item")
    found |= differences(name, bare(ours.stems), {stem: theirs["stem"]}, "stem")
    found |= differences(name, choices, {code: theirs[f"a{code}"] for code in choices}, "choice")
    if ours.instructions:
        told = {"": " ".join(ours.instructions)}
        found |= differences(name, told, {"": theirs["instruction"]}, "instructions")
    assert found == listed(name)


def test_the_phq8_has_the_words_of_the_phq9_but_for_its_ninth_item() -> None:
    assert {**PHQ8.items, "9": PHQ9.items["9"]} == PHQ9.items
    assert (PHQ8.stems, PHQ8.choices) == (PHQ9.stems, PHQ9.choices)


def test_the_lowest_choice_of_the_gad7_is_not_at_all() -> None:
    """Zorowitz 2021: faulty copies have “Not at all sure”."""
    assert GAD7.choices["frequency"][0].text == "Not at all"


@pytest.mark.parametrize(
    ("item", "word"), [("4", "as good as"), ("8", "hopeful"), ("12", "happy"), ("16", "enjoyed")]
)
def test_the_cesd_items_that_are_turned_round_ask_about_good_days(item: str, word: str) -> None:
    assert word in CESD.items[item]


def test_the_rand36_reads_as_in_camcops_but_for_the_deviations_listed() -> None:
    theirs = camcops("rand36")
    items = {number: unnumbered(theirs[f"q{number}"]) for number in RAND36.items}
    stems = {name: " ".join(theirs[part] for part in parts) for name, parts in RAND36_STEMS.items()}
    found = differences("rand36", bare(RAND36.items), items, "item")
    found |= differences("rand36", bare(RAND36.stems), stems, "stem")
    assert found == listed("rand36")


def test_the_rand36_offers_the_choices_of_camcops() -> None:
    theirs = camcops("rand36")
    for name, choices in RAND36.choices.items():
        prefix = RAND36_CHOICES[name]
        ours = {choice.code: choice.text for choice in choices}
        assert ours == {code: straight(theirs[f"{prefix}_option{code}"]) for code in ours}
        assert f"{prefix}_option{len(ours) + 1}" not in theirs


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("2", "I have had difficulty paying attention for long periods of time."),
        ("9", "I have been limited in my ability to do things away from home."),
        ("10", "I have trouble maintaining physical effort for long periods."),
        ("16", "I have had difficulty organizing my thoughts when doing things at home or at work."),
        ("21", "I have needed to rest more often or for longer periods."),
    ],
)
def test_the_mfis_has_the_long_form_of_the_items_that_web_copies_change(item: str, words: str) -> None:
    assert MFIS.items[item] == words


@pytest.mark.parametrize("name", ["mfis", "rand36", "phq9"])
def test_each_item_agrees_with_cdiscs_short_name(name: str) -> None:
    """Short names cut words short: `MFIS01-Trouble Maintain Physical Effort`. Two words in five must be found again."""
    wording = load_wording(name, "en")
    cdisc = load_instrument(name).codings["cdisc"]
    assert isinstance(cdisc, dict)
    assert cdisc["items"].keys() == wording.items.keys()
    for number, coding in cdisc["items"].items():
        short = stems_of(coding["test"].split("-", 1)[1])
        own = stems_of(full_text(wording, name, number))
        assert len(short & own) >= 0.4 * len(short), (number, coding["test"])


def test_the_mfis_choices_are_the_owners() -> None:
    assert [choice.text for choice in MFIS.choices["frequency"]] == [
        "Never",
        "Rarely",
        "Sometimes",
        "Often",
        "Almost always",
    ]


def test_every_difference_from_the_paper_form_is_identified() -> None:
    """RAND demands that changes be identified; the same is done for the others."""
    assert all(wording.changes for wording in EVERY.values())


@pytest.mark.parametrize("wording", EVERY.values(), ids=lambda wording: wording.instrument)
def test_the_screen_never_speaks_of_paper(wording: Wording) -> None:
    shown = " ".join((*wording.instructions, *wording.stems.values(), *wording.items.values()))
    assert not re.search(r"\b(circle|tick|pencil|number of the best)\b", shown, re.IGNORECASE)


def test_the_credit_rand_asks_for_is_given() -> None:
    assert (
        "developed at RAND as part of the Medical Outcomes Study" in load_instrument("rand36").licence.credit
    )


def test_the_rand36_is_never_called_sf36_on_the_screen() -> None:
    shown = [RAND36.heading, *RAND36.instructions, *RAND36.items.values(), load_instrument("rand36").title]
    assert not any("SF-36" in text or "SF36" in text for text in shown)


@pytest.mark.parametrize("wording", EVERY.values(), ids=lambda wording: wording.instrument)
def test_a_heading_tells_no_one_looking_over_a_shoulder_what_is_measured(wording: Wording) -> None:
    told = "depress|anx|PHQ|GAD|CES|MFIS|RAND|scale|inventory"
    assert not re.search(told, wording.heading, re.IGNORECASE)


def camcops(task: str) -> dict[str, str]:
    """The package is only unpacked, never imported: importing it would start a server's worth of modules."""
    package = find_spec("camcops_server")
    if package is None or package.origin is None:
        pytest.skip("camcops-server is not installed: the words are NOT compared with an independent copy")
    file = Path(package.origin).parent / "extra_strings" / f"{task}.xml"
    strings = ElementTree.parse(file).getroot().iter("string")
    return {string.attrib["name"]: straight("".join(string.itertext())) for string in strings}


def differences(name: str, ours: dict[str, str], theirs: dict[str, str], what: str) -> dict[object, object]:
    assert ours.keys() == theirs.keys()
    return {
        (name, f"{what} {key}".strip()): (straight(ours[key]), theirs[key])
        for key in ours
        if straight(ours[key]) != theirs[key]
    }


def listed(name: str) -> dict[object, object]:
    return {place: (ours, other) for place, (ours, other, _why) in DEVIATIONS.items() if place[0] == name}


def unstopped(texts: Mapping[str, str]) -> dict[str, str]:
    """CamCOPS leaves out the full stops of the CES-D's items."""
    return {key: text.removesuffix(".") for key, text in texts.items()}


def bare(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text.replace("**", "") for key, text in texts.items()}


def unnumbered(text: str) -> str:
    return re.sub(r"^\d+\. +", "", text)


def straight(text: str) -> str:
    """Typographic apostrophes are a matter of the font, not of the words."""
    return text.replace("’", "'")


def full_text(wording: Wording, name: str, number: str) -> str:
    item = load_instrument(name).item(number)
    choices = " ".join(choice.text for choice in wording.choices_of(item))
    return f"{wording.stem_of(item) or ''} {wording.text_of(item)} {choices}"


def stems_of(text: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[A-Za-z]{3,}", text)}
