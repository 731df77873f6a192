"""An arrangement judged in plain Python, apart from the solver that made it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from events.batches.arrangement import Arrangement, BatchRules, Witness
from events.batches.readiness import sort_out
from events.batches.signing_project import Presence, SigningProject
from events.batches.weight import at_least, disorder_of, leading_project, returns_of, sittings, spread_of
from planner.value import Value


class BrokenRule(StrEnum):
    """What an arrangement may not do."""

    SIGNS_ONCE = "signs_once"
    ONLY_READY = "only_ready"
    SEATS = "seats"
    SIGNER_TWICE = "signer_twice"
    ONLINE_APART = "online_apart"
    LARGEST_AT_THE_END = "largest_at_the_end"
    TOO_MANY_BATCHES = "too_many_batches"
    STANDS_AND_SIGNS = "stands_and_signs"
    UNKNOWN_WITNESS = "unknown_witness"
    FIGURE = "figure"


class Broken(Value):
    """A rule broken in a batch (0: in all of them), by whom or what."""

    rule: BrokenRule
    batch: int = 0
    who: str = ""


def broken_rules(
    projects: Sequence[SigningProject],
    day: date,
    rules: BatchRules,
    arrangement: Arrangement,
    witnesses: Iterable[Witness] = (),
) -> tuple[Broken, ...]:
    """Every rule that ``arrangement`` breaks; nothing for one that is impossible and says so."""
    if arrangement.impossible:
        return ()
    ready, _ = sort_out(projects, day)
    judged = _Judged(ready, rules, arrangement, frozenset(witness.id for witness in witnesses))
    return tuple(broken for rule in _RULES for broken in rule(judged))


class _Judged:
    def __init__(
        self,
        ready: tuple[SigningProject, ...],
        rules: BatchRules,
        arrangement: Arrangement,
        witnesses: frozenset[str],
    ) -> None:
        self.ready, self.rules, self.arrangement, self.witnesses = ready, rules, arrangement, witnesses
        self.by_id = {project.id: project for project in ready}
        self.batches = [
            (batch, [self.by_id[place.project] for place in batch.places if place.project in self.by_id])
            for batch in arrangement.batches
        ]
        self.batch_of = {project.id: batch.number for batch, present in self.batches for project in present}


def _once(judged: _Judged) -> Iterator[Broken]:
    listed = Counter(place.project for batch in judged.arrangement.batches for place in batch.places)
    for name in sorted(listed.keys() - judged.by_id.keys()):
        yield Broken(rule=BrokenRule.ONLY_READY, who=name)
    for name in judged.by_id:
        if listed[name] != 1:
            yield Broken(rule=BrokenRule.SIGNS_ONCE, who=name)


def _seats(judged: _Judged) -> Iterator[Broken]:
    numbers = [batch.number for batch in judged.arrangement.batches]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Broken(rule=BrokenRule.SEATS, who=str(numbers))
    for batch in judged.arrangement.batches:
        taken = [place.number for place in batch.places]
        if not taken or len(set(taken)) < len(taken) or max(taken) > judged.rules.seats:
            yield Broken(rule=BrokenRule.SEATS, batch=batch.number, who=str(taken))


def _signers(judged: _Judged) -> Iterator[Broken]:
    for batch, present in judged.batches:
        times = Counter(signer.id for project in present for signer in project.signers)
        for name in sorted(name for name, count in times.items() if count > 1):
            yield Broken(rule=BrokenRule.SIGNER_TWICE, batch=batch.number, who=name)


def _online(judged: _Judged) -> Iterator[Broken]:
    for batch, present in judged.batches:
        kinds = {project.presence for project in present}
        mixed = judged.rules.online_apart and len(kinds) > 1
        if mixed or batch.online != (kinds == {Presence.ONLINE}):
            yield Broken(rule=BrokenRule.ONLINE_APART, batch=batch.number)


def _largest(judged: _Judged) -> Iterator[Broken]:
    leading = leading_project(judged.ready, judged.rules)
    end = 1 if judged.rules.drama.value == "largest_first" else len(judged.batches)
    if judged.batch_of.get(leading) != end:
        yield Broken(rule=BrokenRule.LARGEST_AT_THE_END, who=leading)


def _count(judged: _Judged) -> Iterator[Broken]:
    """No more batches than the programme has time for, nor than needed where the bound is known to be met."""
    most = judged.rules.most_batches
    hosts = {project.host_signer.id for project in judged.ready if project.host_signer}
    guests = {project.company_signer.id for project in judged.ready if project.company_signer}
    least = sum(at_least(group, judged.rules.seats) for group in sittings(judged.ready, judged.rules))
    needless = not hosts & guests and len(judged.batches) > least
    if needless or (most is not None and len(judged.batches) > most):
        yield Broken(rule=BrokenRule.TOO_MANY_BATCHES, who=str(len(judged.batches)))


def _witnesses(judged: _Judged) -> Iterator[Broken]:
    for batch, present in judged.batches:
        standing = Counter(name for row in batch.rows for name in row)
        signing = {signer.id for project in present for signer in project.signers}
        for name in sorted(standing):
            if name in signing or standing[name] > 1:
                yield Broken(rule=BrokenRule.STANDS_AND_SIGNS, batch=batch.number, who=name)
            if name not in judged.witnesses:
                yield Broken(rule=BrokenRule.UNKNOWN_WITNESS, batch=batch.number, who=name)


def _figures(judged: _Judged) -> Iterator[Broken]:
    if judged.batch_of.keys() != judged.by_id.keys():
        return
    stated, rules = judged.arrangement, judged.rules
    computed = {
        "returns": returns_of(judged.ready, judged.batch_of),
        "spread": spread_of(judged.ready, judged.batch_of, rules),
        "disorder": disorder_of(judged.ready, judged.batch_of, len(judged.batches), rules.drama),
    }
    for name, value in computed.items():
        if getattr(stated, name) != value:
            yield Broken(rule=BrokenRule.FIGURE, who=name)


_RULES: tuple[Callable[[_Judged], Iterator[Broken]], ...] = (
    _once,
    _seats,
    _signers,
    _online,
    _largest,
    _count,
    _witnesses,
    _figures,
)
