"""The library from the command line, as a user types it: bringing in, showing, checking, scoring."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.instruments.reader import load_instrument
from app.storage.wordings import wording_loadings_of
from tests.actions.library import ITALIAN, NEWER, edited, words_for
from tests.core.garden import DEFINITION, FOLDER, WORDS, slip
from tests.practice import EXAMPLE, PracticeInstance, reopen_instance

MYELOG = Path(sys.executable).with_name("myelog")
MEADOW, MEADOW_WORDS = FOLDER / "meadow.toml", FOLDER / "meadow.en.toml"
BANK = FOLDER / "packs/orchard_bank.toml"


class Shell:
    """A folder with an instance in it, and commands typed there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.instance = folder, folder / "instance"

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def run(self, *words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [MYELOG, *words, "--instance", self.instance],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def says(self, *words: str | Path, stdin: str = "") -> str:
        """What a command prints that does what it was asked to."""
        done = self.run(*words, stdin=stdin)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def refuses(self, *words: str | Path) -> str:
        """Why a command refuses, without a trace."""
        done = self.run(*words)
        assert done.returncode == 1, done
        assert "Traceback" not in done.stderr
        return done.stderr

    def init(self, *more: str | Path, asks: str = '"phq9"') -> tuple[str | Path, ...]:
        """The words of `init` for a study that asks these at every visit."""
        text = EXAMPLE.read_text("utf-8").replace('"phq9", "mfis", "rand36"', asks)
        return ("init", "--http", "--study", self.file("study.toml", text), *more)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """An instance that has the garden, with words in English."""
    garden, words = shell.file("garden.toml", DEFINITION), shell.file("garden.en.toml", WORDS)
    shell.says(*shell.init("--definition", garden, "--wording", words, asks='"phq9", "garden"'))
    return shell


def reopened(shell: Shell) -> PracticeInstance:
    return reopen_instance(shell.instance)


def test_a_study_is_refused_without_what_it_needs_and_leaves_no_instance(shell: Shell) -> None:
    asks = '"phq9", "garden"'
    assert "there is no instrument 'garden' in the library" in shell.refuses(*shell.init(asks=asks))
    garden = shell.file("garden.toml", DEFINITION)
    told = shell.refuses(*shell.init("--definition", garden, asks=asks))
    assert "garden cannot be asked: it has no words yet, bring them with --wording FILE" in told
    assert not list(shell.instance.glob("*"))


def test_the_faults_of_all_files_are_told_at_once(shell: Shell) -> None:
    garden = shell.file("garden.toml", DEFINITION)
    words = shell.file("a.toml", slip(WORDS, '1 = "Never"', ""))
    more = shell.file("b.toml", slip(ITALIAN, "wasps", "w\ufffdsps"))
    told = shell.refuses(*shell.init("--definition", garden, "--wording", words, "--wording", more))
    assert "a.toml: item 1: choices often are for [2, 3, 4]" in told
    assert "b.toml: items: w1: a letter was lost" in told
    assert not list(shell.instance.glob("*"))


def test_init_brings_everything_in_one_step_and_says_what_is_not_scored_yet(shell: Shell) -> None:
    needed = ("--definition", MEADOW, "--wording", MEADOW_WORDS)
    told = shell.says(*shell.init(*needed, asks='"meadow"'))
    assert (
        "meadow: T_pattern cannot be scored, no item parameters are loaded: myelog instruments data FILE"
        in told
    )
    assert "meadow: it serves" in shell.says("instruments", "data", BANK)
    assert shell.says("verify").startswith("Verified: ")
    other = Shell(shell.folder / "other")
    other.folder.mkdir()
    assert "cannot be scored" not in other.says(*other.init(*needed, "--data", BANK, asks='"meadow"'))


def test_loading_words_tells_what_is_kept(stocked: Shell) -> None:
    file = stocked.folder / "validation.pdf"
    file.write_bytes(b"%PDF-1.7 linguistic validation")
    newer = stocked.file("garden.en.2.toml", NEWER)
    more = ("--certificate", file, "--translator", "A. Nother", "--released-on", "2024-02-29")
    told = stocked.says("instruments", "wording", "garden", "en", newer, *more)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert "garden@3 in en, second is loaded, sha256:" in told
    assert f"Certificate: the file validation.pdf, sha256:{sha256}\n" in told
    assert told.endswith("Sittings begin in these words from now on.\n")
    again = stocked.says("instruments", "wording", "garden", "en", newer, *more)
    assert again == "These words are in force already. Nothing was changed.\n"
    loading = wording_loadings_of(reopened(stocked).db, "garden")[0]
    assert (loading.translator, loading.certificate_sha256, loading.certificate_name) == (
        "A. Nother",
        sha256,
        "validation.pdf",
    )
    assert loading.actor == "system:command line"


def test_a_certificate_may_be_a_note_but_not_a_file_that_is_not_there(stocked: Shell) -> None:
    newer = stocked.file("garden.en.2.toml", NEWER)
    words = ("instruments", "wording", "garden", "en", newer, "--certificate")
    assert stocked.refuses(*words, "validation.PDF") == "--certificate: there is no file validation.PDF.\n"
    assert stocked.refuses(*words, " ").startswith("--certificate: there is no file")
    told = stocked.says(*words, "Validated 2019, report 17")
    assert "Certificate, in words: Validated 2019, report 17\n" in told


def test_words_with_faults_are_refused_whole(stocked: Shell) -> None:
    bad = stocked.file("bad.toml", slip(slip(WORDS, "wasps", "wÃ¤sps"), '4 = "Always"', ""))
    told = stocked.refuses("instruments", "wording", "garden", "en", bad)
    assert "bad.toml: items: w1: “Ã¤” stands where “ä” was meant" in told
    assert "bad.toml: item 1: choices often are for [1, 2, 3]" in told
    latin = stocked.folder / "latin.toml"
    latin.write_bytes(slip(WORDS, "wasps", "wäsps").encode("latin-1"))
    assert "latin.toml: this is not UTF-8" in stocked.refuses("instruments", "wording", "garden", "en", latin)
    assert len(wording_loadings_of(reopened(stocked).db, "garden")) == 1


def test_a_file_with_a_byte_order_mark_is_read(stocked: Shell) -> None:
    file = stocked.folder / "bom.toml"
    file.write_text(NEWER, "utf-8-sig")
    assert "is loaded" in stocked.says("instruments", "wording", "garden", "en", file)


def test_words_for_what_is_not_there_are_refused_with_what_is(stocked: Shell) -> None:
    five = stocked.file("five.toml", words_for(5))
    told = stocked.refuses("instruments", "wording", "garden", "en", five)
    assert told == "five.toml: there is no garden@5. There is: garden@3.\n"


def test_an_edited_definition_needs_a_new_version(stocked: Shell) -> None:
    same = stocked.file("same.toml", slip(DEFINITION, '"gardening"', '"weeding"'))
    assert "Give the edited definition a new version: 4." in stocked.refuses("instruments", "add", same)
    four = stocked.file("four.toml", edited(4))
    assert "garden@4 is added. It has no words yet" in stocked.says("instruments", "add", four)
    assert "garden@3 " in stocked.says("instruments", "list")
    old = stocked.file("old.toml", NEWER)
    assert "Sittings begin in these words" in stocked.says("instruments", "wording", "garden", "en", old)
    new = stocked.file("new.toml", words_for(4))
    stocked.says("instruments", "wording", "garden", "en", new)
    assert "garden@4 " in stocked.says("instruments", "list")
    older = stocked.file("older.toml", WORDS)
    told = stocked.says("instruments", "wording", "garden", "en", older)
    assert "Sittings in en begin in garden@4, which has words too." in told
    assert "Nothing was changed" in stocked.says("instruments", "add", four)


def test_an_instances_library_is_shown_where_the_instance_is_named(stocked: Shell) -> None:
    assert "garden@3  The Garden Questionnaire  (5 items, 3 scales; en)" in stocked.says(
        "instruments", "list"
    )
    shown = json.loads(stocked.says("instruments", "show", "garden", "--json"))
    assert shown["items"][0]["text"] == "did you sit in the garden?"
    elsewhere = subprocess.run([MYELOG, "instruments", "list"], capture_output=True, text=True, check=True)
    assert "garden" not in elsewhere.stdout


def test_a_definition_is_shown_as_it_is_equipped(shell: Shell) -> None:
    words = ("instruments", "show", "meadow", "--library", FOLDER, "--json")
    plain, given = (json.loads(shell.says(*words, *more))["name"] for more in ((), ("--data", BANK)))
    assert plain == load_instrument("meadow", FOLDER).name
    assert given != plain


def test_sheets_are_scored_with_a_data_pack_and_without_an_instance(shell: Shell) -> None:
    sheet = '{"id": 1, "answers": {"1": 2, "2": 3}}\n'
    words = ("score", "meadow", "--library", FOLDER)
    plain = json.loads(shell.says(*words, stdin=sheet))["scores"]["T_pattern"]
    assert plain["reason"] == "no item parameters are loaded"
    given = json.loads(shell.says(*words, "--data", BANK, stdin=sheet))["scores"]["T_pattern"]
    assert given["status"] == "complete"
    assert given["standard_error"] > 0
    assert shell.refuses(*words, "--data", FOLDER / "packs/storm.toml").startswith(
        "storm.toml does not serve meadow: it has no APPLE"
    )
    told = shell.refuses("score", "phq9", "--data", BANK)
    assert told == "orchard_bank.toml: phq9 needs no item parameters.\n"


def test_packs_are_checked_like_definitions(shell: Shell) -> None:
    bad = shell.file("bad.toml", slip(BANK.read_text("utf-8"), "slope = 2.0", "slope = 0"))
    done = shell.run("instruments", "check", bad)
    assert done.returncode == 1
    assert "bad.toml: items: APPLE: slope" in done.stdout
    shell.says(*shell.init())
    assert "bad.toml: items: APPLE: slope" in shell.refuses("instruments", "data", bad)


@pytest.mark.parametrize("command", [("wording", "phq9", "en"), ("data",), ("add",)])
def test_without_an_instance_there_is_nothing_to_load_into(shell: Shell, command: tuple[str, ...]) -> None:
    file = shell.file("x.toml", WORDS)
    assert "There is no instance" in shell.refuses("instruments", *command, file)
