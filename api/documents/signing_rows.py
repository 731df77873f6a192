"""The rows of a signing: what table, script, list of copies and seat plan all say of a project at its place.

One source for all of them, so that a name in the script is the name in the table.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.documents.amounts import investment
from api.documents.legible import one_line
from api.texts import Language, say
from api.texts.person_name import introduced
from events.batches.arrangement import Arrangement, Batch, Witness
from events.batches.signing_project import Presence, Signer, SigningProject


class SigningRow(NamedTuple):
    """A project at its place: everything as it is printed. ``host`` and ``signer`` carry post and name."""

    batch: int
    place: int
    title: str
    host_unit: str
    host: str
    host_name: str
    company: str
    signer: str
    signer_name: str
    amount: str
    presence: str
    copies: int


def signing_rows(
    arrangement: Arrangement, projects: Sequence[SigningProject], language: Language
) -> dict[int, tuple[SigningRow, ...]]:
    """The rows of each batch by its number, in order of place. Raises KeyError for an unknown project."""
    by_id = {project.id: project for project in projects}
    return {
        batch.number: tuple(
            _row(batch, place.number, by_id[place.project], language) for place in batch.places
        )
        for batch in arrangement.batches
    }


def _row(batch: Batch, place: int, project: SigningProject, language: Language) -> SigningRow:
    online = project.presence is Presence.ONLINE
    return SigningRow(
        batch=batch.number,
        place=place,
        title=one_line(project.title),
        host_unit=one_line(project.host_unit),
        host=titled(project.host_signer),
        host_name=one_line(project.host_signer.name) if project.host_signer else "",
        company=one_line(project.company_name),
        signer=titled(project.company_signer),
        signer_name=one_line(project.company_signer.name) if project.company_signer else "",
        amount=investment(project.amount_cny, language),
        presence=say(f"ceremony.batch.{'online' if online else 'on_site'}", language),
        copies=project.copies,
    )


def titled(person: Signer | Witness | None) -> str:
    """区长李明: the post, then the name."""
    if person is None:
        return ""
    return introduced(one_line(person.post), one_line(person.name))


def names_of(witnesses: Sequence[Witness]) -> Mapping[str, str]:
    """Post and name of each witness by id."""
    return {witness.id: titled(witness) for witness in witnesses}


def total_cny(arrangement: Arrangement, projects: Sequence[SigningProject]) -> int:
    """What all batches together sign, in yuan."""
    signed = {place.project for batch in arrangement.batches for place in batch.places}
    return sum(project.amount_cny for project in projects if project.id in signed)
