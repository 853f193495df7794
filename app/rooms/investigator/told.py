"""An alert as staff read it: the question and the answer in the words the patient saw."""

from dataclasses import dataclass

from app.storage.database import Reading
from app.storage.library import get_instrument, get_wording
from app.storage.sittings import get_sitting
from app.storage.studies import get_study, sites_of
from app.study.alerts import Alert
from app.web.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`place` is questionnaire and item, `choice` the owner's words for the answer, both in `locale`."""

    alert: Alert
    visit: str
    place: str
    question: str
    choice: str
    locale: str
    time_zone: str


def tell(db: Reading, alert: Alert) -> Told:
    """The alert with its words, from the versions kept with the sitting."""
    sitting = get_sitting(db, alert.sitting_id)
    instrument = get_instrument(db, sitting.definition_hash)
    wording = get_wording(db, sitting.wording_hash, instrument)
    item = instrument.item(alert.item)
    words = {choice.code: choice.text for choice in wording.choices_of(item)}.get(alert.value)
    titles = {visit.id: visit.title for visit in get_study(db).visits}
    time_zones = {site.id: site.time_zone for site in sites_of(db)}
    return Told(
        alert=alert,
        visit=titles.get(alert.visit, alert.visit),
        place=_("%(instrument)s item %(item)s", instrument=instrument.short_title, item=alert.item),
        question=wording.text_of(item).replace("**", ""),
        choice=f"{alert.value} ({words})" if words else str(alert.value),
        locale=wording.locale,
        time_zone=time_zones[alert.site_id],
    )
