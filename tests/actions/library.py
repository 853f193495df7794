"""What a site brings in: the made-up garden, its words in two languages, and a study that asks it."""

from app.actions.loading import LoadedWording, load_pack, load_wording, release_definition
from app.actions.setting_up import put_study_in_force
from app.storage.wordings import Provenance
from app.study.access import system
from app.study.reader import parse_study
from tests.actions.conftest import NOON
from tests.core.garden import DEFINITION, FOLDER, WORDS, slip
from tests.practice import EXAMPLE, PracticeInstance

SITE = system("command line")
ITALIAN = slip(slip(WORDS, 'locale = "en"', 'locale = "it"'), '1 = "Never"', '1 = "Mai"')
NEWER = slip(slip(WORDS, 'version = "first"', 'version = "second"'), '1 = "Never"', '1 = "Not once"')


def add_garden(instance: PracticeInstance, text: str = DEFINITION) -> None:
    """Release the garden, or an edited one, in the instance."""
    release_definition(instance.db, actor=SITE, text=text, place="garden.toml", at=NOON)


def add_words(
    instance: PracticeInstance, text: str = WORDS, provenance: Provenance | None = None
) -> LoadedWording:
    """Load words of the garden."""
    return load_wording(
        instance.db,
        actor=SITE,
        text=text,
        place="garden.toml",
        provenance=provenance or Provenance(),
        at=NOON,
    )


def bring_meadow(instance: PracticeInstance) -> None:
    """Release the meadow and load its licensed words: two items, a score by table and one that needs a bank."""
    text = (FOLDER / "meadow.toml").read_text("utf-8")
    release_definition(instance.db, actor=SITE, text=text, place="meadow.toml", at=NOON)
    words = (FOLDER / "meadow.en.toml").read_text("utf-8")
    load_wording(instance.db, actor=SITE, text=words, place="meadow.en.toml", at=NOON)


def bring_bank(instance: PracticeInstance) -> None:
    """Load the item parameters that the meadow needs."""
    text = (FOLDER / "packs/orchard_bank.toml").read_text("utf-8")
    load_pack(instance.db, actor=SITE, text=text, place="orchard_bank.toml", at=NOON)


def ask(instance: PracticeInstance, *instruments: str, version: int = 2) -> None:
    """Put a version of the example study in force that asks these at every visit."""
    text = slip(EXAMPLE.read_text("utf-8"), "version = 1", f"version = {version}")
    listed = ", ".join(f'"{one}"' for one in instruments)
    study = parse_study(text.replace('"phq9", "mfis", "rand36"', listed), "study.toml")
    put_study_in_force(instance.db, actor=SITE, study=study, at=NOON)


def edited(version: int) -> str:
    """The garden in another version."""
    return slip(
        slip(DEFINITION, '"gardening"', f'"gardening {version}"'), "version = 3", f"version = {version}"
    )


def words_for(version: int, text: str = WORDS) -> str:
    """The garden's words for another version."""
    return slip(text, "instrument_version = 3", f"instrument_version = {version}")
