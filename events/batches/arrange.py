"""Projects in, batches out; or what stands against them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from events.batches.arrangement import (
    Arrangement,
    Batch,
    BatchRules,
    Impossible,
    Obstacle,
    Place,
    Witness,
)
from events.batches.readiness import sort_out
from events.batches.signing_project import Presence, SigningProject
from events.batches.standing import rows_of, witnesses_of
from events.batches.weight import (
    at_least,
    disorder_of,
    host_of,
    returns_of,
    sittings,
    spread_of,
    times_signing,
)


def arrange_batches(
    projects: Sequence[SigningProject], day: date, rules: BatchRules, witnesses: Iterable[Witness] = ()
) -> Arrangement:
    """The batches of all ``projects`` that are ready on ``day``; the others are listed with what they lack.

    If they cannot be arranged ``impossible`` says why and there are no batches; nobody is left out silently.
    """
    ready, waiting = sort_out(projects, day)
    against = _obstacles(ready, rules)
    if against:
        return Arrangement(not_ready=waiting, impossible=against)
    from events.batches.optimise.division import divide  # noqa: PLC0415  (only here is the solver imported)

    division = divide(ready, rules)
    if rules.most_batches is not None and division.batches > rules.most_batches:
        return Arrangement(not_ready=waiting, impossible=(_too_many(ready, division.batches, rules),))
    batches, seated = _seat(ready, division.batch_of, rules, tuple(witnesses))
    return Arrangement(
        batches=batches,
        not_ready=waiting,
        returns=returns_of(ready, division.batch_of),
        spread=spread_of(ready, division.batch_of, rules),
        disorder=disorder_of(ready, division.batch_of, division.batches, rules.drama),
        proven=division.proven and seated,
    )


def _obstacles(ready: Sequence[SigningProject], rules: BatchRules) -> tuple[Impossible, ...]:
    """What can be said before anything is solved."""
    if not ready:
        return (Impossible(obstacle=Obstacle.NOTHING_READY, detail={}),)
    if rules.most_batches is None:
        return ()
    least = sum(at_least(group, rules.seats) for group in sittings(ready, rules))
    names = {signer.id: signer.name for project in ready for signer in project.signers}
    found = [
        Impossible(
            obstacle=Obstacle.SIGNER_TOO_OFTEN,
            detail={"name": names[signer], "projects": str(times), "most": str(rules.most_batches)},
        )
        for signer, times in sorted(times_signing(ready).items())
        if times > rules.most_batches
    ]
    if not found and least > rules.most_batches:
        found.append(_too_many(ready, least, rules))
    return tuple(found)


def _too_many(ready: Sequence[SigningProject], batches: int, rules: BatchRules) -> Impossible:
    """``least_seats`` would do if nobody signed twice and everybody signed on site."""
    most = rules.most_batches or batches
    detail = {
        "projects": len(ready),
        "seats": rules.seats,
        "batches": batches,
        "most": most,
        "minutes": batches * rules.minutes_a_batch,
        "least_seats": -(-len(ready) // most),
    }
    return Impossible(
        obstacle=Obstacle.TOO_MANY_BATCHES, detail={name: str(value) for name, value in detail.items()}
    )


def _seat(
    ready: Sequence[SigningProject],
    batch_of: Mapping[str, int],
    rules: BatchRules,
    witnesses: tuple[Witness, ...],
) -> tuple[tuple[Batch, ...], bool]:
    """Tables and rows of every batch, and whether no better order at any of the tables is possible."""
    from events.batches.optimise.places import take_places  # noqa: PLC0415  (as above)

    batches: list[Batch] = []
    before: dict[str, int] = {}
    proven = True
    for number in range(1, max(batch_of.values()) + 1):
        batch = [project for project in ready if batch_of[project.id] == number]
        seated = take_places(batch, rules.seats, before)
        proven &= seated.proven
        before = {host_of(project): seated.places[project.id] for project in batch}
        standing = witnesses_of(batch, witnesses, rules.most_witnesses)
        places = (Place(project=p.id, number=seated.places[p.id]) for p in batch)
        batches.append(
            Batch(
                number=number,
                online=all(project.presence is Presence.ONLINE for project in batch),
                places=tuple(sorted(places, key=lambda place: place.number)),
                rows=rows_of(standing, rules.layout),
            )
        )
    return tuple(batches), proven
