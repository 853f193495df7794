"""The printed summary, as its reader gets it: pages, words, tags and bytes."""

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree import ElementTree

import pikepdf
import pytest

from app.reports.content import build_report
from app.reports.html import render_html
from app.scoring.engine import score
from app.study.sittings import values_of
from tests.reports.patients import CASES, all_visits, hostile, typical

Printed = Callable[[str], bytes]
FIVE_ANSWERS = (
    "Patient",
    "Is anything dangerous?",
    "How is the patient now",
    "what has changed?",
    "How complete is it?",
)
XHTML = "{http://www.w3.org/1999/xhtml}"
# A4 in points, and the margins of report.css: 16 mm beside, 12 mm above; the footer's ground reaches lower.
LEFT, RIGHT, TOP, BOTTOM = 45.3, 595.3 - 45.3, 33.0, 841.9 - 14


def text_of(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", "-layout", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def words_of(pdf: bytes) -> Iterator[tuple[int, tuple[float, float, float, float], str]]:
    """Page, box and text of every word."""
    command = ["pdftotext", "-bbox", "-", "-"]
    page = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    page = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", page)
    for number, sheet in enumerate(ElementTree.fromstring(page).iter(f"{XHTML}page"), start=1):
        for word in sheet.iter(f"{XHTML}word"):
            x1, y1, x2, y2 = (float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax"))
            yield number, (x1, y1, x2, y2), word.text or ""


@pytest.mark.parametrize("name", CASES)
def test_the_first_page_holds_the_five_answers(printed: Printed, name: str) -> None:
    first = text_of(printed(name), "-l", "1")
    for answer in FIVE_ANSWERS:
        assert answer in first
    assert "Scores over time" not in first
    for visit in (
        build_report(CASES[name]().record()).completeness.visits[:8] if name != "forty_visits" else ()
    ):
        assert visit.title.split()[-1] in first


@pytest.mark.parametrize("name", CASES)
def test_no_word_leaves_the_page_or_lies_on_another(printed: Printed, name: str) -> None:
    boxes: dict[int, list[tuple[tuple[float, float, float, float], str]]] = {}
    for page, box, word in words_of(printed(name)):
        assert box[0] >= LEFT - 1, word
        assert box[2] <= RIGHT + 1, word
        assert box[1] >= TOP - 3, word
        assert box[3] <= BOTTOM, word
        boxes.setdefault(page, []).append((box, word))
    for words in boxes.values():
        words.sort(key=lambda each: each[0][1])
        for place, (box, word) in enumerate(words):
            for other, other_word in words[place + 1 :]:
                if other[1] >= box[3]:
                    break
                across = min(box[2], other[2]) - max(box[0], other[0])
                # A word's box has air above and below its letters: lines may share that air.
                down = min(box[3], other[3]) - max(box[1], other[1])
                shared = down > 0.45 * min(box[3] - box[1], other[3] - other[1])
                assert not (across > 1 and shared), f"{word!r} lies on {other_word!r}"


@pytest.mark.parametrize("name", CASES)
def test_every_page_says_whose_it_is_and_from_when(printed: Printed, name: str) -> None:
    record = CASES[name]().record()
    pages = text_of(printed(name)).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert record.patient.code in page
        assert record.study.code in page
        assert record.hash[:12] in page
        assert record.chain_head[:12] in page
        assert "UTC (" in page
        assert "Certified copy" in page


def test_the_scores_in_the_print_are_those_of_the_manual(printed: Printed) -> None:
    record = typical().record()
    text = text_of(printed("typical"), "-f", "2")
    for one in record.sittings:
        for each in score(record.instrument_of(one.sitting), values_of(one.answers)):
            shown = f"({each.answered}/{each.of})"
            if each.value is not None:
                value = f"{each.value:.2f}".rstrip("0").rstrip(".")
                shown = f"{value}{' p' if each.status == 'prorated' else ''} {shown}"
            assert shown in text, (one.sitting.visit, each)


def test_every_answer_stands_in_its_items_row_in_the_order_of_visits(printed: Printed) -> None:
    text = text_of(printed("all_visits"))
    for table in build_report(all_visits().record()).answers:
        for row in (row for group in table.groups for row in group.rows):
            codes = r"\s+".join(str(cell.code) for cell in row.cells)
            start = re.escape(f"{row.item}. {row.text}"[:30])
            assert re.search(rf"{start}.*?\s{codes}(\s|$)", text), row.text


def test_what_was_declined_changed_or_dangerous_is_marked_in_the_print(printed: Printed) -> None:
    text = text_of(printed("typical"))
    assert re.search(r"5\. Poor appetite or overeating\s+2\s+2\s+2\s+D\s+1\s+1", text)
    assert re.search(r"3\. Trouble falling or staying asleep.*\s2\s+3\*\s", text)
    assert re.search(r"9\. Thoughts that you would be better off dead.*\s0\s+1\*!", text)


def test_an_open_alert_is_the_first_answer_and_a_signed_one_keeps_its_note(printed: Printed) -> None:
    first = text_of(printed("typical"), "-l", "1")
    assert first.index("Yes: 1 open alert") < first.index("How is the patient now")
    assert "nobody has signed for it yet" in " ".join(first.split())
    whole = text_of(printed("earlier_alert"))
    assert "1 earlier alert signed for" in whole
    assert "Dr Ada Byron, 2 Mar 2025 10:21. Took charge of the alert at Baseline" in whole


def test_markup_in_what_people_wrote_is_printed_as_text(printed: Printed) -> None:
    text = text_of(printed("hostile"))
    assert '<script>alert("x")</script>' in text.replace("\n", "")
    assert '<img src="file:///etc/passwd">' in re.sub(r"\s+", " ", text)
    assert "<script" not in render_html(build_report(hostile().record()))


def test_letters_of_other_scripts_are_letters_and_not_boxes(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed("hostile"))) as pdf:
        names = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert any("DejaVu" in name for name in names), "the note holds Greek, Cyrillic and an arrow"
    assert "Ω≥→ ж" in re.sub(r"\s+", " ", text_of(printed("hostile")))


@pytest.mark.parametrize("name", CASES)
def test_the_print_is_tagged_titled_and_in_a_language(printed: Printed, name: str) -> None:
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]).startswith(f"Patient {CASES[name]().patient.code}")
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        figures = [element for element in elements(pdf.Root.StructTreeRoot) if element.get("/S") == "/Figure"]
        assert len(figures) == len(build_report(CASES[name]().record()).trends)
        assert all(str(figure.Alt) for figure in figures)


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element of the tree of tags, in reading order."""
    kids = root.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else pikepdf.Array([kids]):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_headings_step_down_one_level_at_a_time(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed("typical"))) as pdf:
        kinds = [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", CASES)
def test_only_shipped_fonts_are_used_and_all_are_embedded(printed: Printed, name: str) -> None:
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        for font in fonts:
            assert re.search("Atkinson-?Hyperlegible|DejaVu-?Sans", str(font.BaseFont).replace("-Next", ""))
            assert "/ToUnicode" in font
            assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor or (
                "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            )


def test_the_same_record_gives_the_same_bytes_in_another_process_and_time_zone(printed: Printed) -> None:
    program = (
        "import hashlib; from app.reports.content import build_report; from app.reports.html import render_html;"
        "from app.reports.pdf import to_pdf; from tests.reports.patients import typical;"
        "print(hashlib.sha256(to_pdf(render_html(build_report(typical().record())))).hexdigest())"
    )
    for zone in ("Pacific/Chatham", "UTC"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            text=True,
            env={"TZ": zone, "PATH": "/usr/bin:/bin", "LANG": "C", "PYTHONHASHSEED": "7"},
        )
        assert run.stdout.strip() == hashlib.sha256(printed("typical")).hexdigest()


def test_another_record_gives_other_bytes(printed: Printed) -> None:
    assert printed("typical") != printed("earlier_alert")


def test_the_page_itself_names_no_address() -> None:
    html = render_html(build_report(typical().record()))
    assert not re.search(r"""(src|href|action)\s*=|url\(|@import""", html)
