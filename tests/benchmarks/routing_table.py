"""What came of a family of routing benchmarks, as sentences and tables in Markdown."""

from collections.abc import Sequence
from statistics import fmean, median
from typing import NamedTuple

from tests.benchmarks.routing_gap import Gaps, gap_percent, gaps_of
from tests.benchmarks.routing_known import Known
from tests.benchmarks.routing_run import Outcome
from tests.benchmarks.season import table


class Measured(NamedTuple):
    """A case, what the planner made of it, and what each peer did."""

    known: Known
    ours: Outcome
    peers: dict[str, Outcome]


def section(measured: Sequence[Measured]) -> str:
    """The summary, the table by group, and the table of cases."""
    return f"{summary(measured)}\n\n{by_group(measured)}\n\n{by_case(measured)}"


def summary(measured: Sequence[Measured]) -> str:
    """What all cases together say: a line on the gaps, then bounds, referee, seconds, published and peers."""
    outcomes = [item.ours for item in measured]
    outside = median(outcome.outside for outcome in outcomes)
    words = [
        f"{len(measured)} cases: {_gap_words(_gaps(measured))}.\n",
        _bound_words(outcomes),
        f"- Interpreter and imports: {outside:.1f} s (median), not counted in the seconds.",
    ]
    for name in _published(measured):
        scores = [
            (item.ours.score, item.known.published[name]) for item in measured if name in item.known.published
        ]
        least, more = sum(a >= b for a, b in scores), sum(a > b for a, b in scores)
        words.append(f"- {name}: reached on {least} of {len(scores)}, bettered on {more}.")
    for name in measured[0].peers:
        pairs = [(item.ours.score, item.peers[name].score) for item in measured]
        better, worse = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
        words.append(
            f"- {name}: {_gap_words(_gaps(measured, name))}; "
            f"the planner is better on {better}, worse on {worse}."
        )
    return "\n".join(words)


def by_group(measured: Sequence[Measured]) -> str:
    """Gaps of all cases, by the number of tours, and by kind of instance."""
    groups = {"all": list(measured)}
    for tours in sorted({item.known.tours for item in measured}):
        groups[f"m = {tours}"] = [item for item in measured if item.known.tours == tours]
    for kind in dict.fromkeys(item.known.group for item in measured):
        groups[kind] = [item for item in measured if item.known.group == kind]
    names = (None, *measured[0].peers)
    columns = ["group", "cases"]
    for name in names:
        columns += [f"{name + ': ' if name else ''}{what}" for what in ("mean gap, %", "worst, %", "reached")]
    rows = []
    for group, items in groups.items():
        cells = [group, str(len(items))]
        for name in names:
            gaps = _gaps(items, name)
            cells += [f"{gaps.mean:.3f}", f"{gaps.worst:.2f}", str(gaps.reached)]
        rows.append(cells)
    return table(columns, rows)


def by_case(measured: Sequence[Measured]) -> str:
    """A line for each case."""
    published, peers = _published(measured), tuple(measured[0].peers)
    beside = [column for name in peers for column in (name, "gap, %")]
    columns = (
        "instance", "m", "score", "best known", "gap, %", *published, "bound", "seconds", *beside, "referee",
    )  # fmt: skip
    return table(columns, [_line(item, published) for item in measured])


def _line(item: Measured, published: Sequence[str]) -> list[str]:
    known, ours = item.known, item.ours
    cells = [
        known.instance, str(known.tours), f"{ours.score:g}", f"{known.best:g}", _gap(known, ours),
        *(f"{known.published[name]:g}" if name in known.published else "–" for name in published),
        "–" if ours.bound is None else str(ours.bound), f"{ours.seconds:.1f}",
    ]  # fmt: skip
    for outcome in item.peers.values():
        said = f"{outcome.score:g}" if outcome.accepted else outcome.verdict
        cells += [said, _gap(known, outcome)]
    return [*cells, ours.verdict]


def _gap(known: Known, outcome: Outcome) -> str:
    return f"{gap_percent(outcome.score, known.best):.2f}"


def _gaps(measured: Sequence[Measured], peer: str | None = None) -> Gaps:
    return gaps_of(
        (item.known.title, (item.ours if peer is None else item.peers[peer]).score, item.known.best)
        for item in measured
    )


def _published(measured: Sequence[Measured]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in measured for name in item.known.published))


def _gap_words(gaps: Gaps) -> str:
    return (
        f"mean gap {gaps.mean:.3f} % ({gaps.mean_gains_as_zero:.3f} % with gains as 0), "
        f"worst {gaps.worst:.2f} % ({gaps.worst_case}), {gaps.reached} at or above the best known, "
        f"{gaps.above} of them above"
    )


def _bound_words(outcomes: Sequence[Outcome]) -> str:
    refused = sum(not outcome.accepted for outcome in outcomes)
    verdict = f"the referee accepts {len(outcomes) - refused}" + (f", **{refused} WRONG**" if refused else "")
    bounds = [(outcome.bound, outcome.score) for outcome in outcomes if outcome.bound]
    if not bounds:
        return f"- No bound; {verdict}."
    optimal = sum(outcome.verdict == "optimal" for outcome in outcomes)
    above = fmean(100.0 * (bound - score) / bound for bound, score in bounds)
    distance = f"the score {above:.2f} % below it on average"
    return f"- A bound on {len(bounds)}, {distance}, {optimal} proven optimal; {verdict}."
