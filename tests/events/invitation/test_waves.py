"""Who comes next, and when; and what holds whatever guests, clock and office do (stateful)."""

from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from events.invitation.act import Act, Extend, Restore
from events.invitation.answer_rule import AnswerRule
from events.invitation.by_clock import by_the_clock
from events.invitation.decide import decide
from events.invitation.decision import Decision
from events.invitation.effect import EffectKind
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.plus_ones import grantable, owed
from events.invitation.state import HOLDING, PENDING, State
from events.invitation.waves import PassedOver, advance, next_wave
from planner.clock import at, day_of
from planner.window import Span
from planner.workdays import Workdays
from tests.events.guests.people import guest
from tests.events.invitation.lists import (
    DUE,
    NOW,
    RULE,
    SPAN,
    WORKDAYS,
    done,
    drafted,
    expire,
    hand_on,
    invitations,
    no,
    seen,
    states,
    take_back,
    unsure,
    yes,
)

QUOTAS = (
    PlaceQuota(id="list", places=3),
    PlaceQuota(id="上游", places=2),
    PlaceQuota(id="专家", places=2),
)


def _ids(group: InvitationList, now: datetime = NOW) -> list[str]:
    return [send.guest for send in next_wave(group, now, WORKDAYS).sends]


def test_a_wave_is_the_drafts_in_order_as_far_as_places_go() -> None:
    group = invitations(drafted("c", order=2), drafted("a", order=0), drafted("b", order=1))
    wave = next_wave(group, NOW, WORKDAYS)
    assert [(send.guest, send.answer_by, send.wave) for send in wave.sends] == [("a", DUE, 1), ("b", DUE, 1)]
    assert (wave.answer_by, wave.left_out, wave.ended, wave.not_before) == (DUE, ("c",), False, None)


def test_a_full_quota_holds_up_no_other() -> None:
    group = invitations(
        *(drafted(name, "上游", "list", order=n) for n, name in enumerate("abc")),
        drafted("x", "专家", "list", order=9),
        quotas=QUOTAS,
    )
    assert _ids(group) == ["a", "b", "x"]


def test_when_one_declines_the_next_is_invited_in_the_next_wave() -> None:
    group = advance(invitations(*(drafted(name, order=n) for n, name in enumerate("abc"))), NOW, WORKDAYS)
    assert _ids(group.invitations) == []
    later = done(group.invitations, no("a"))
    wave = next_wave(later, NOW, WORKDAYS)
    assert [(send.guest, send.wave) for send in wave.sends] == [("c", 2)]


def test_when_a_deadline_passes_the_next_is_invited_from_the_next_working_morning() -> None:
    # The deadline is Thursday 17 September at 18:00; Friday is worked, so is Sunday the 20th.
    span = Span(start=at(date(2026, 9, 24), 540), end=at(date(2026, 9, 24), 720))
    days = AnswerRule(answer_days=2, last_invitation=date(2026, 9, 21), last_answer=date(2026, 9, 22))
    group = invitations(
        drafted("a"),
        drafted("b", order=1),
        span=span,
        rule=days,
        invites_until=days.invites_until(WORKDAYS),
        answers_until=days.answers_until(WORKDAYS),
        quotas=(PlaceQuota(id="list", places=1),),
    )
    group = advance(group, at(date(2026, 9, 17), 600), WORKDAYS).invitations
    # Two days on is Saturday the 19th, off; the answer is due on Sunday the 20th, which is worked.
    due = at(date(2026, 9, 20), 1_080)
    assert group.invitations[0].answer_by == due
    assert states(advance(group, due, WORKDAYS).invitations) == {"a": "sent", "b": "drafted"}
    evening = due + timedelta(minutes=1)
    closed = next_wave(group, evening, WORKDAYS)
    assert (closed.sends, closed.not_before) == ((), at(date(2026, 9, 21), 540))
    assert states(advance(group, evening, WORKDAYS).invitations) == {"a": "no_answer", "b": "drafted"}
    assert states(advance(group, at(date(2026, 9, 21), 540), WORKDAYS).invitations) == {
        "a": "no_answer",
        "b": "sent",
    }


def test_nobody_is_invited_after_the_last_day_and_that_is_said() -> None:
    group = invitations(drafted("a"))
    wave = next_wave(group, at(date(2026, 11, 16), 1_079), WORKDAYS)
    assert [send.guest for send in wave.sends] == ["a"]
    for now in (at(date(2026, 11, 16), 1_080), at(date(2026, 11, 17), 600)):
        ended = next_wave(group, now, WORKDAYS)
        assert (ended.sends, ended.ended) == ((), True)
        assert [note.code for note in ended.notes] == ["invitations_closed"]
    assert next_wave(invitations(), at(date(2026, 11, 17), 600), WORKDAYS).notes == ()


def test_who_waits_goes_before_who_was_never_asked() -> None:
    one = (PlaceQuota(id="list", places=1),)
    group = advance(
        invitations(*(drafted(n, order=k) for k, n in enumerate("abc")), quotas=one), NOW, WORKDAYS
    )
    group = advance(done(group.invitations, no("a")), NOW, WORKDAYS)
    waiting = done(group.invitations, yes("a"))
    assert states(waiting) == {"a": "waiting", "b": "sent", "c": "drafted"}
    freed = done(waiting, no("b"))
    assert (states(freed)["a"], _ids(freed)) == ("accepted", [])


def test_one_who_is_elsewhere_at_that_hour_is_passed_over_and_told_of() -> None:
    wave = next_wave(
        invitations(drafted("a"), drafted("b", order=1)), NOW, WORKDAYS, PassedOver(frozenset("a"))
    )
    assert [send.guest for send in wave.sends] == ["b"]
    assert [(note.code, note.place) for note in wave.notes] == [("guest_engaged_elsewhere", "a")]
    assert wave.left_out == ()


def test_a_deadline_in_a_year_not_announced_is_said() -> None:
    far = Workdays(date(2090, 1, 1), date(2090, 12, 31))
    days = AnswerRule(last_invitation=date(2090, 5, 8), last_answer=date(2090, 5, 12))
    group = invitations(
        drafted("a"),
        span=Span(start=at(date(2090, 5, 16), 540), end=at(date(2090, 5, 16), 700)),
        rule=days,
        invites_until=days.invites_until(far),
        answers_until=days.answers_until(far),
    )
    wave = next_wave(group, at(date(2090, 5, 4), 600), far)
    assert [(note.code, note.detail) for note in wave.notes] == [
        ("deadline_in_unannounced_year", {"year": "2090"})
    ]
    assert wave.sends != ()


def test_of_two_offices_that_send_at_once_one_gets_the_last_place() -> None:
    group = invitations(drafted("a"), drafted("b", order=1), quotas=(PlaceQuota(id="list", places=1),))
    [first] = next_wave(group, NOW, WORKDAYS).sends
    second = first.model_copy(update={"guest": "b"})
    after = decide(group, first).invitations
    assert [fault.code for fault in decide(after, second).faults] == ["no_place_left"]
    assert [fault.code for fault in decide(after, first).faults] == ["invitation_already_sent"]


def test_an_acceptance_and_the_next_wave_at_once_fill_the_place_once() -> None:
    one = (PlaceQuota(id="list", places=1),)
    start = invitations(drafted("a"), drafted("b", order=1), quotas=one)
    start = done(start, *next_wave(start, NOW, WORKDAYS).sends, no("a"))
    [promotion] = next_wave(start, NOW, WORKDAYS).sends
    for acts in ((yes("a"), promotion), (promotion, yes("a"))):
        group = start
        for act in acts:
            group = decide(group, act).invitations
        assert group.held("list") == 1
    assert sorted(states(done(start, yes("a"))).values()) == ["accepted", "drafted"]
    assert states(done(start, promotion, yes("a"))) == {"a": "waiting", "b": "sent"}


def test_two_who_decline_free_two_places_for_two() -> None:
    group = advance(invitations(*(drafted(n, order=k) for k, n in enumerate("abcde"))), NOW, WORKDAYS)
    freed = done(group.invitations, no("a"), no("b"))
    assert _ids(freed) == ["c", "d"]


PEOPLE = tuple(f"g{n}" for n in range(9))
_NAMES = st.sampled_from(PEOPLE)


class Office(RuleBasedStateMachine):
    """Guests answer, the clock runs, an office that has not looked lately sends: no promise is broken."""

    @initialize(
        places=st.tuples(st.integers(0, 9), st.integers(0, 6), st.integers(0, 6)), looked=st.booleans()
    )
    def _open(self, places: tuple[int, int, int], looked: bool) -> None:  # noqa: FBT001
        total, upstream, experts = places
        self.quotas = (
            PlaceQuota(id="list", places=total),
            PlaceQuota(id="上游", places=upstream),
            PlaceQuota(id="专家", places=experts),
            PlaceQuota(id="甲", places=1, guests_only=True),
        )
        items = [
            drafted(name, ("上游", "专家")[n % 2], *(("甲",) if n < 3 else ()), "list", order=n)
            for n, name in enumerate(PEOPLE)
        ]
        self.list = invitations(*items, quotas=self.quotas, most_plus_ones=2)
        self.stale = self.list
        self.now = NOW
        self.sent: Counter[str] = Counter()
        self.sent_at: list[datetime] = []
        self.reminded: set[tuple[str, date]] = set()
        self.restored: Counter[str] = Counter()
        self.colleagues = 0
        if looked:
            self.the_office_looks()

    def _store(self, decision: Decision) -> None:
        for effect in decision.effects:
            if effect.kind in (EffectKind.INVITE, EffectKind.INVITE_BY_LETTER):
                self.sent[effect.guest] += 1
                self.sent_at.append(self.now)
            if effect.kind is EffectKind.REMIND:
                self._is_reminded(effect.guest)
        assert decision.invitations.version >= self.list.version
        self.list = decision.invitations

    def _is_reminded(self, name: str) -> None:
        item = self.list.find(name)
        assert item is not None
        assert item.state in PENDING
        assert item.answer_by is not None
        assert self.now < item.answer_by
        assert RULE.next_office_hour(self.now, WORKDAYS) == self.now
        assert (name, day_of(self.now)) not in self.reminded
        self.reminded.add((name, day_of(self.now)))

    def _act(self, act: Act) -> None:
        before = self.list.find(act.guest)
        decision = decide(self.list, act)
        self._store(decision)
        after = self.list.find(act.guest)
        if before is not None and after is not None:
            assert after.history[: len(before.history)] == before.history

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_office_looks(self) -> None:
        self._store(advance(self.list, self.now, WORKDAYS))

    @rule()
    def the_clock_looks(self) -> None:
        self._store(by_the_clock(self.list, self.now, WORKDAYS))

    @rule(name=_NAMES, days=st.integers(0, 6))
    def is_given_longer(self, name: str, days: int) -> None:
        until = at(day_of(self.now) + timedelta(days=days), 1_080)
        self._act(Extend(guest=name, at=self.now, answer_by=until, note="出差"))

    @rule()
    def another_office_reads(self) -> None:
        self.stale = self.list

    @rule()
    def another_office_sends_what_it_read(self) -> None:
        for send in next_wave(self.stale, self.now, WORKDAYS).sends:
            self._act(send)

    @rule(name=_NAMES, plus_ones=st.integers(0, 2))
    def accepts(self, name: str, plus_ones: int) -> None:
        self._act(yes(name, self.now, plus_ones))

    @rule(name=_NAMES, what=st.sampled_from([no, unsure, seen, take_back, expire]))
    def says_or_is_told(self, name: str, what: object) -> None:
        self._act(what(name, self.now))  # type: ignore[operator]

    @rule(name=_NAMES)
    def is_restored(self, name: str) -> None:
        item = self.list.find(name)
        assert item is not None
        self.restored[name] += item.state is State.WITHDRAWN
        self._act(Restore(guest=name, at=self.now))

    @rule(name=_NAMES)
    def sends_a_colleague(self, name: str) -> None:
        self.colleagues += 1
        self._act(hand_on(name, guest(f"colleague{self.colleagues}"), self.now, plus_ones=1))

    @invariant()
    def no_quota_is_overrun(self) -> None:
        for quota in self.quotas:
            heads = sum(
                1 if quota.guests_only else 1 + item.plus_ones
                for item in self.list.invitations
                if item.state in HOLDING and quota.id in item.quotas
            )
            assert heads <= quota.places

    @invariant()
    def nobody_is_invited_twice(self) -> None:
        assert all(self.sent[name] <= 1 + self.restored[name] for name in self.sent)

    @invariant()
    def nobody_is_invited_after_the_last_day_or_out_of_hours(self) -> None:
        for when in self.sent_at:
            assert when <= RULE.invites_until(WORKDAYS)
            assert WORKDAYS.is_workday(day_of(when))
            assert RULE.next_office_hour(when, WORKDAYS) == when

    @invariant()
    def nobody_is_lost_or_stands_twice(self) -> None:
        names = [item.guest.id for item in self.list.invitations]
        assert names[: len(PEOPLE)] == list(PEOPLE)
        assert len(set(names)) == len(names)

    @invariant()
    def who_waits_has_no_place_to_have_nor_have_those_whom_guests_would_bring(self) -> None:
        if self.now > SPAN.end:
            return
        items = self.list.invitations
        waiting = [item for item in items if item.state is State.WAITING and self.list.room(item.quotas) > 0]
        cut = [item for item in owed(self.list) if grantable(self.list, item) > item.plus_ones]
        assert waiting + cut == []

    @invariant()
    def nobody_brings_more_than_he_wished_or_has_longer_than_to_the_event(self) -> None:
        for item in self.list.invitations:
            assert item.plus_ones <= (item.reply.plus_ones if item.reply else 0)
            assert item.answer_by is None or item.answer_by <= SPAN.start

    @invariant()
    def every_state_is_that_of_the_last_line_of_the_history(self) -> None:
        for item in self.list.invitations:
            assert item.state is (item.history[-1].after if item.history else State.DRAFTED)
            assert item.plus_ones == 0 or item.holds_place

    @invariant()
    def the_list_is_one_that_can_be_stored(self) -> None:
        assert InvitationList.model_validate_json(self.list.model_dump_json()) == self.list


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
