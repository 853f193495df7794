"""Definition and wording files into frozen values, and back from the documents a database kept of them."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from app.errors import DefinitionError, NotFoundError
from app.instruments.checks import instrument_faults, wording_faults
from app.instruments.definition import build_instrument
from app.instruments.model import Instrument, Wording
from app.instruments.packs import Pack, build_pack
from app.instruments.table import Table, is_integer
from app.instruments.texts import text_faults
from app.instruments.wording_definition import build_wording

LIBRARY = Path(__file__).parent / "library"
RELEASED = "released.toml"
"""Beside the definitions: what each was when it was released. `releases` reads and writes it."""

DIGITS = 30
"""As many digits as a number may have before its point, and as many after it."""

_ENCODER = msgspec.json.Encoder(decimal_format="number", order="sorted")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


@cache
def load_library(library: Path = LIBRARY) -> tuple[Instrument, ...]:
    """Every instrument of the library, by id."""
    return tuple(load_instrument(path.stem, library) for path in definition_files(library))


@cache
def load_instrument(instrument_id: str, library: Path = LIBRARY) -> Instrument:
    """The instrument of that id; NotFoundError names those there are."""
    for path in definition_files(library):
        if path.stem == instrument_id:
            instrument = parse_instrument(path.read_text("utf-8"), path.name)
            if instrument.id != instrument_id:
                raise DefinitionError([f"{path.name}: the file is not named after its id, {instrument.id}"])
            return instrument
    names = ", ".join(path.stem for path in definition_files(library))
    raise NotFoundError(f"There is no instrument “{instrument_id}”. There are: {names}.")


@cache
def load_wording(instrument_id: str, locale: str, library: Path = LIBRARY) -> Wording:
    """The instrument's words in one locale; NotFoundError names the locales there are."""
    instrument = load_instrument(instrument_id, library)
    locales = find_wordings(instrument_id, library)
    if locale not in locales:
        there = ", ".join(locales) or "none"
        raise NotFoundError(f"There are no words for {instrument_id} in “{locale}”. There are: {there}.")
    path = library / f"{instrument_id}.{locale}.toml"
    return parse_wording(path.read_text("utf-8"), instrument, path.name)


def find_wordings(instrument_id: str, library: Path = LIBRARY) -> tuple[str, ...]:
    """The locales in which the instrument has words."""
    paths = sorted(library.glob("*.*.toml"))
    return tuple(path.name.split(".")[1] for path in paths if path.name.split(".")[0] == instrument_id)


def definition_files(library: Path = LIBRARY) -> tuple[Path, ...]:
    """`<id>.toml` for each instrument, sorted; wording files are `<id>.<locale>.toml`."""
    return tuple(
        path for path in sorted(library.glob("*.toml")) if "." not in path.stem and path.name != RELEASED
    )


def parse_instrument(text: str, place: str) -> Instrument:
    """The instrument a definition file describes; DefinitionError with every fault, each with its place."""
    instrument, faults = read_instrument(text, place)
    if instrument is None or faults:
        raise DefinitionError(faults)
    return instrument


def read_instrument(text: str, place: str) -> tuple[Instrument | None, list[str]]:
    """What could be read of a definition, and all its faults."""
    raw, faults = _read_toml(text, place)
    if raw is None:
        return None, faults
    document, digest = _canonical(raw)
    instrument = build_instrument(Table(raw, place, faults), document, digest)
    if instrument is not None:
        faults += instrument_faults(instrument, place)
    return instrument, faults


def parse_wording(text: str, instrument: Instrument, place: str) -> Wording:
    """The words a wording file holds for `instrument`; DefinitionError with every fault, each with its place."""
    wording, faults = read_wording(text, instrument, place)
    if wording is None or faults:
        raise DefinitionError(faults)
    return wording


def read_wording(text: str, instrument: Instrument, place: str) -> tuple[Wording | None, list[str]]:
    """What could be read of a wording file, and all its faults."""
    raw, faults = _read_toml(text, place)
    if raw is None:
        return None, faults
    document, digest = _canonical(raw)
    wording = build_wording(Table(raw, place, faults), document, digest)
    return wording, faults + wording_faults(wording, instrument, place)


def parse_pack(text: str, place: str) -> Pack:
    """The data pack a file holds; DefinitionError with every fault, each with its place."""
    pack, faults = read_pack(text, place)
    if pack is None or faults:
        raise DefinitionError(faults)
    return pack


def read_pack(text: str, place: str) -> tuple[Pack | None, list[str]]:
    """What could be read of a data pack, and all its faults."""
    raw, faults = _read_toml(text, place)
    if raw is None:
        return None, faults
    return build_pack(Table(raw, place, faults)), faults


def equipped(instrument: Instrument, packs: Iterable[Pack]) -> Instrument:
    """The instrument with these packs in its document, in place of any of the same kind."""
    given = {pack.kind: pack.body for pack in packs}
    if not given:
        return instrument
    raw = _DECODER.decode(instrument.document)
    return instrument_of_document(_canonical({**raw, "data": {**raw.get("data", {}), **given}})[0])


def bare(instrument: Instrument) -> Instrument:
    """The instrument without any pack, as its definition file has it."""
    if not instrument.data:
        return instrument
    raw = {key: value for key, value in _DECODER.decode(instrument.document).items() if key != "data"}
    return instrument_of_document(_canonical(raw)[0])


def document_of_pack(pack: Pack) -> tuple[str, str]:
    """The pack's canonical JSON and its SHA-256."""
    return _canonical(pack.body)


def pack_of_document(document: str) -> Pack:
    """The pack whose canonical JSON was kept; DefinitionError if it cannot be read."""
    faults: list[str] = []
    pack = build_pack(Table(_DECODER.decode(document), "the kept data pack", faults))
    if pack is None:
        raise DefinitionError(faults)
    return pack


def find_subject(text: str) -> str | None:
    """The id of the instrument a wording file says it is for; None if the file is a definition or unreadable."""
    raw, _ = _read_toml(text, "")
    subject = raw.get("instrument") if raw else None
    return subject if isinstance(subject, str) else None


def find_subject_version(text: str) -> int | None:
    """The version of the instrument a wording file says it is for; None where it does not say."""
    raw, _ = _read_toml(text, "")
    version = raw.get("instrument_version") if raw else None
    return version if is_integer(version) else None


def instrument_of_document(document: str) -> Instrument:
    """The instrument whose canonical JSON was kept, exactly as it was; DefinitionError if it cannot be read.

    Only its form is judged: a check added later must not lock up what was once answered.
    """
    faults: list[str] = []
    raw, digest = _DECODER.decode(document), _digest(document)
    instrument = build_instrument(Table(raw, "the kept definition", faults), document, digest)
    if instrument is None or faults:
        raise DefinitionError(faults)
    return instrument


def wording_of_document(document: str, instrument: Instrument) -> Wording:
    """The wording whose canonical JSON was kept; DefinitionError if it is not `instrument`'s."""
    faults: list[str] = []
    place = "the kept wording"
    wording = build_wording(Table(_DECODER.decode(document), place, faults), document, _digest(document))
    if (wording.instrument, wording.instrument_version) != (instrument.id, instrument.version):
        faults.append(f"{place}: these are not the words of {instrument.id}@{instrument.version}")
    if faults:
        raise DefinitionError(faults)
    return wording


def _read_toml(text: str, place: str) -> tuple[dict[str, object] | None, list[str]]:
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        large = list(_large_numbers(raw, place))
        return (None, large) if large else (raw, text_faults(raw, place))
    except tomllib.TOMLDecodeError as error:
        return None, [f"{place}: {error}".replace("Cannot overwrite a value", "this stands there twice")]
    except RecursionError:
        return None, [f"{place}: its tables or lists are nested too deeply"]
    except ValueError:
        return None, [f"{place}: a number or a date cannot be read"]


def _large_numbers(raw: object, place: str) -> Iterator[str]:
    """Numbers that no questionnaire needs and exact arithmetic would choke on."""
    if isinstance(raw, dict | list):
        parts = raw.items() if isinstance(raw, dict) else enumerate(raw, start=1)
        for name, part in parts:
            yield from _large_numbers(part, f"{place}: {name}")
    elif is_integer(raw) and abs(raw) >= 10**DIGITS:
        yield f"{place}: a number has more than {DIGITS} digits"
    elif isinstance(raw, Decimal) and raw.is_finite() and not _is_short(raw):
        yield f"{place}: a number has more than {DIGITS} digits before or after its point"


def _is_short(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return number.adjusted() < DIGITS and isinstance(exponent, int) and -DIGITS <= exponent < DIGITS


def _canonical(raw: object) -> tuple[str, str]:
    """Canonical JSON (keys sorted, no white space, numbers as written) and its SHA-256."""
    document = _ENCODER.encode(raw).decode("utf-8")
    return document, _digest(document)


def _digest(document: str) -> str:
    return hashlib.sha256(document.encode("utf-8")).hexdigest()
