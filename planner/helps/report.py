"""What would help a plan most: wishes ranked by estimate, the best solved, as many as there is time."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.clock import day_of
from planner.errors import Fault, InvalidPlan
from planner.helps.assessment import Assessment, Basis, Forced, Helps, Loss, Standing, Subject, ranked
from planner.helps.candidates import candidate_wishes, wishes_for
from planner.helps.granting import granted, refuse_unknown, widened
from planner.helps.losses import loss_forced, losses_left, with_easiest_wishes, with_forced
from planner.helps.resolve import Resolver, assessed, standing_of
from planner.options import Options
from planner.plan import Plan
from planner.progress import Phase, Progress
from planner.season import Season
from planner.stop import Never, Share, Stop
from planner.wish import AnyWish, CoolDownWaived, DayFreed, NeedsWaived, WeekdayOpened, burden

Teller = Callable[[Subject, Progress], None]
Keeper = Callable[[Helps], None]

MOST_ESTIMATES = 5  # of each kind, that are handed over beside what was solved
# A search that gets less time than this has none left for searching, and says nothing of a wish.
LEAST_SECONDS = 1.0
LEAST_SECONDS_A_COMPANY = 0.1
_OF_A_COMPANY = (WeekdayOpened, CoolDownWaived, NeedsWaived)


def helps(
    season: Season,
    plan: Plan,
    options: Options | None = None,
    *,
    companies: Sequence[str] = (),
    wishes: Sequence[AnyWish] | None = None,
    most: int = 6,
    published: Plan | None = None,
    today: date | None = None,
    stop: Stop | None = None,
    progress: Teller | None = None,
    keep: Keeper | None = None,
    done: Helps | None = None,
) -> Helps:
    """Rank ``wishes`` (by default all of :func:`candidate_wishes`) by what they bring to ``plan``.

    Estimates come first and are cheap; then the season itself is searched once more from the plan, with
    ``options``, and so is that of each of the ``most`` wishes whose estimates are highest, no more than half
    of them of one kind. Of the
    ``companies`` (ids) that are asked for, and left out, each is forced in besides, and of every kind of wish
    that could bring it in the likeliest is solved, the easiest to grant first, until one does.

    With ``options.effort`` and no ``stop`` the answer is the same on every machine. The time ``stop`` leaves
    is shared out evenly, among fewer wishes where shares would be too short to search in; ``progress``
    hears each step with what is being solved, ``keep`` gets what is known each time something was.
    ``done`` is what an earlier call had kept: it is not solved again. Changes are counted against
    ``published``; with ``today`` what has begun by then stays.

    Raises :class:`InvalidPlan` (``plan_breaks_season`` among others) for a plan that does not keep the
    season's rules, :class:`InvalidWish` for a wish or company that names nothing in it.
    """
    inquiry = _Inquiry(
        season,
        Resolver(plan, options or Options(), published, today),
        stop or Never(),
        progress or (lambda _, __: None),
        keep or (lambda _: None),
    )
    inquiry.begin(companies, done)
    return inquiry.run(companies, wishes, most)


@dataclass
class _Inquiry:
    """One call: what is known so far, and how many searches are still to be made."""

    season: Season
    resolver: Resolver
    stop: Stop
    tell: Teller
    keep: Keeper
    plan: Plan = field(init=False)
    anew: Plan | None = field(default=None, init=False)
    standing: Standing | None = field(default=None, init=False)
    shown: dict[AnyWish, Assessment] = field(default_factory=dict, init=False)
    estimates: dict[AnyWish, Assessment] = field(default_factory=dict, init=False)
    losses: dict[str, Loss] = field(default_factory=dict, init=False)
    ahead: int = field(default=0, init=False)

    def begin(self, companies: Sequence[str], done: Helps | None) -> None:
        """Take the plan as one of the season, and what an earlier call knew."""
        now = self.resolver.ahead(self.season)
        self.plan, judged = self.resolver.as_it_stands(now)
        if judged.violations:
            raise InvalidPlan(
                Fault(code="plan_breaks_season", place=item.place, value=item.rule)
                for item in judged.violations
            )
        refuse_unknown(self.season, companies, ())
        self.losses = losses_left(now, self.plan, self.plan)
        if done is not None:
            self.standing = done.anew
            self.shown = {item.wish: item for item in done.assessments if item.basis.is_shown}
            self.losses |= {item.company: item for item in done.losses}

    def run(self, companies: Sequence[str], wishes: Sequence[AnyWish] | None, most: int) -> Helps:
        """Estimate, search the season anew, then solve what was asked for and what promises most."""
        asked = candidate_wishes(self.season, self.plan) if wishes is None else tuple(dict.fromkeys(wishes))
        self._estimate(asked)
        first = self._most_promising(asked, most, by_name=wishes is not None)
        tries = {name: self._tries(name, asked) for name in companies if name in self.losses}
        self.ahead = 1 + len(first) + sum(1 + len(own) for own in tries.values())
        self._search_anew()
        for name, own in tries.items():
            self._bring_in(name, own)
        for wish in first:
            self._solve(wish)
        return self._told()

    def _estimate(self, asked: Sequence[AnyWish]) -> None:
        """Every wish by the relaxation or an insertion; those there is no time for are not judged."""
        from planner.optimise.estimates import Estimates  # noqa: PLC0415  (only here is the solver imported)

        refuse_unknown(self.season, (), asked)
        freed = widened(self.season, *(wish for wish in asked if isinstance(wish, DayFreed)))
        wide = widened(self.season, *(wish for wish in asked if isinstance(wish, _OF_A_COMPANY)))
        now, freed, wide = (self.resolver.ahead(season) for season in (self.season, freed, wide))
        estimates = Estimates(
            now, freed, wide, self.plan, self.resolver.published,
            lambda: not self.stop.stopped(), lambda: self.tell(None, Progress(phase=Phase.BOUND)),
        )  # fmt: skip
        for wish in asked:
            if self.stop.stopped():
                return
            basis = Basis.INSERTION if isinstance(wish, _OF_A_COMPANY) else Basis.DUAL
            self.estimates[wish] = Assessment(wish=wish, basis=basis, gain=estimates.points(wish))
        self.keep(self._told())

    def _most_promising(self, asked: Sequence[AnyWish], most: int, *, by_name: bool) -> list[AnyWish]:
        """The wishes of highest estimate, of one kind no more than half unless there are no others.

        Those asked for ``by_name`` are among them even where they promise nothing.
        """
        order = [item.wish for item in ranked(tuple(self.estimates.values())) if item.gain or by_name]
        order += [wish for wish in asked if by_name and wish not in self.estimates]
        crowded: list[AnyWish] = []
        counts = Counter[str]()
        for wish in order:
            counts[wish.kind] += 1
            if counts[wish.kind] > (most + 1) // 2:
                crowded.append(wish)
        return [*(wish for wish in order if wish not in crowded), *crowded][:most]

    def _tries(self, name: str, asked: Sequence[AnyWish]) -> list[AnyWish]:
        """Of each kind the wish that promises most for the company, the easiest kinds first."""
        company = next(item for item in self.season.companies if item.id == name)
        left = next(item for item in self.plan.left_out if item.id == name)
        open_days = {day_of(window.start) for window in company.windows}
        pool = [*wishes_for(self.season, company, left)]
        pool += [wish for wish in asked if not isinstance(wish, _OF_A_COMPANY) and self._promises(wish)]
        pool = [wish for wish in pool if not isinstance(wish, DayFreed) or wish.day in open_days]
        best: dict[int, AnyWish] = {}
        for wish in sorted(pool, key=lambda item: -self._promises(item)):
            best.setdefault(burden(wish), wish)
        return [best[kind] for kind in sorted(best)]

    def _promises(self, wish: AnyWish) -> int:
        return self.estimates[wish].gain if wish in self.estimates else 0

    def _share(self) -> Share | None:
        """The time for the next search; None if there is too little for one."""
        if self.stop.stopped():
            return None
        left = self.stop.remaining_seconds()
        if left is None:
            return Share(self.stop, None)
        least = LEAST_SECONDS + LEAST_SECONDS_A_COMPANY * len(self.season.companies)
        fits = min(max(1, self.ahead), int(left / least))
        return Share(self.stop, left * (1 - 1 / fits)) if fits else None

    def _search_anew(self) -> None:
        share = self._share() if self.standing is None else None
        if share is not None:
            found = self.resolver.best(self.season, share, lambda step: self.tell(None, step))
            self.anew, self.standing = found, standing_of(found)
            self.losses = losses_left(self.season, self.plan, found)
            self.keep(self._told())
        self.ahead -= 1

    def _bring_in(self, name: str, tries: Sequence[AnyWish]) -> None:
        """Force the company in, then look for a wish that brings it in."""
        share = self._share() if self.standing and self.losses[name].basis is not Basis.EXACT else None
        if share is not None and self.standing is not None:
            forced = self.resolver.best(
                with_forced(self.season, name), share, lambda step: self.tell(Forced(company=name), step)
            )
            self.losses[name] = loss_forced(self.losses[name], self.standing, forced)
            self.keep(self._told())
        self.ahead -= 1
        for number, wish in enumerate(tries):
            if self._solve(wish) and name in self.shown[wish].brings:
                self.ahead -= len(tries) - number - 1
                return

    def _solve(self, wish: AnyWish) -> bool:
        """Solve the season with ``wish`` granted, unless that is done; whether it is."""
        share = self._share() if self.standing is not None and wish not in self.shown else None
        self.ahead -= 1
        if share is not None and self.standing is not None:
            after = self.resolver.best(
                granted(self.season, wish), share, lambda step: self.tell(wish, step), self.anew
            )
            self.shown[wish] = assessed(wish, self.plan, self.standing, after)
            self.keep(self._told())
        return wish in self.shown

    def _told(self) -> Helps:
        """What is known so far, ranked."""
        guesses = [item for wish, item in self.estimates.items() if wish not in self.shown and item.gain]
        return Helps(
            season=self.season.id,
            plan=standing_of(self.plan),
            anew=self.standing,
            assessments=ranked((*self.shown.values(), *_foremost(guesses))),
            losses=with_easiest_wishes(self.losses, self.shown.values()),
        )


def _foremost(guesses: Sequence[Assessment]) -> list[Assessment]:
    """Of each kind of wish the largest estimates."""
    best: dict[str, list[Assessment]] = {}
    for item in ranked(tuple(guesses)):
        best.setdefault(item.wish.kind, []).append(item)
    return [item for items in best.values() for item in items[:MOST_ESTIMATES]]
