"""Whether a study's questionnaires can be asked: what is in the way is said before a patient sits at the tablet."""

from collections.abc import Iterator

from app.errors import NotFoundError, RefusedError
from app.instruments.model import Instrument, Wording
from app.instruments.needs import LACKING, asking_faults, unmet_needs
from app.saying import say
from app.storage.database import Reading
from app.storage.in_force import find_wording_in_force, get_instrument_in_force, locales_in_force
from app.study.protocol import Study


def get_words(db: Reading, instrument_id: str, locale: str) -> tuple[Instrument, Wording]:
    """The definition and the words in which a sitting would begin now; RefusedError if it cannot."""
    instrument = get_instrument_in_force(db, instrument_id, locale)
    faults = asking_faults(instrument)
    if faults:
        raise RefusedError(
            say(
                "The questionnaire %(id)s cannot be asked: %(faults)s.",
                id=instrument_id,
                faults="; ".join(faults),
            )
        )
    wording = find_wording_in_force(db, instrument, locale)
    if wording is None:
        raise RefusedError(
            say(
                "The questionnaire %(id)s has no wording in the patient's language (%(locale)s). "
                "Whoever may use it loads it with: myelog instruments wording %(id)s %(locale)s FILE",
                id=instrument_id,
                locale=locale,
            )
        )
    return instrument, wording


def locales_of_study(db: Reading, study: Study) -> tuple[str, ...]:
    """The languages in which every questionnaire of the study has words, English first."""
    first, *rest = (locales_in_force(db, instrument_id) for instrument_id in instruments_of(study))
    return tuple(locale for locale in first if all(locale in locales for locales in rest))


def check_locale(db: Reading, study: Study, locale: str) -> None:
    """RefusedError unless every questionnaire of the study has words in that language."""
    allowed = locales_of_study(db, study)
    if locale not in allowed:
        raise RefusedError(
            say(
                "Not all questionnaires of this study have words in %(locale)s. Allowed: %(allowed)s.",
                locale=locale,
                allowed=", ".join(allowed) or say("none"),
            )
        )


def instruments_of(study: Study) -> tuple[str, ...]:
    """The ids of all questionnaires of the study, in the order of its visits."""
    return tuple(dict.fromkeys(one for visit in study.visits for one in visit.instruments))


def scheduling_faults(db: Reading, study: Study) -> list[str]:
    """Why the study's questionnaires cannot be asked; nothing if they can be, in one language at least."""
    faults = [
        f"{_visits_with(study, instrument_id)}: {fault}"
        for instrument_id in instruments_of(study)
        for fault in _faults_of(db, instrument_id)
    ]
    if not faults and not locales_of_study(db, study):
        told = (f"{one} has {', '.join(locales_in_force(db, one))}" for one in instruments_of(study))
        faults.append(f"no language has words for every questionnaire: {'; '.join(told)}")
    return faults


def scores_lacking(db: Reading, study: Study) -> tuple[str, ...]:
    """The scales of the study that cannot be scored until a data pack is loaded, in words."""
    return tuple(
        f"{instrument_id}: {need.scale_ids} cannot be scored, {LACKING[need.kind]}"
        for instrument_id in instruments_of(study)
        for need in unmet_needs(get_instrument_in_force(db, instrument_id))
    )


def _faults_of(db: Reading, instrument_id: str) -> Iterator[str]:
    try:
        instrument = get_instrument_in_force(db, instrument_id)
    except NotFoundError:
        yield f"there is no instrument {instrument_id!r} in the library"
        return
    yield from (f"{instrument_id} cannot be asked: {fault}" for fault in asking_faults(instrument))
    if not locales_in_force(db, instrument_id):
        yield f"{instrument_id} cannot be asked: it has no words yet, bring them with --wording FILE"


def _visits_with(study: Study, instrument_id: str) -> str:
    visits = [visit.id for visit in study.visits if instrument_id in visit.instruments]
    return f"visit {visits[0]}" if len(visits) == 1 else f"visits {', '.join(visits)}"
