from datetime import date

from events.batches.arrange import arrange_batches
from events.batches.arrangement import BatchRules
from events.batches.signing_project import Presence
from events.run_sheet.line import Material, Step
from events.run_sheet.programme import CEREMONY_PARTS, FORUM_PARTS, Part, Programme, run_sheet
from planner.person import Rank
from tests.events.batches.projects import DAY, project, witness

RULES = BatchRules(seats=2, minutes_a_batch=4)
PROJECTS = (
    project("a", "x", 3),
    project("b", "y", 9),
    project("c", "x", 1),
    project("d", "z", 2, presence=Presence.ONLINE),
)
ARRANGED = arrange_batches(PROJECTS, DAY, RULES, (witness("书记", Rank.PRINCIPAL),))
CEREMONY = Programme(
    title="集中签约", day=DAY, start_minute=600, venue="会议中心", compere="副书记", parts=CEREMONY_PARTS
)


def test_parts_follow_each_other_and_signing_in_ends_at_the_start() -> None:
    sheet = run_sheet(CEREMONY, ARRANGED, PROJECTS, RULES)
    assert [(line.step, line.start_minute, line.minutes) for line in sheet.lines] == [
        (Step.SIGN_IN, 570, 30),
        (Step.OPENING, 600, 3),
        (Step.ADDRESS, 603, 8),
        (Step.SIGNING, 611, 4),
        (Step.SIGNING, 615, 4),
        (Step.SIGNING, 619, 4),
        (Step.SERVICE_TEAMS, 623, 5),
        (Step.COMPANY_SPEECH, 628, 5),
        (Step.CLOSING, 633, 2),
    ]


def test_a_batch_calls_its_signers_and_witnesses_and_a_screen_if_online() -> None:
    first, second, third = (
        line for line in run_sheet(CEREMONY, ARRANGED, PROJECTS).lines if line.step is Step.SIGNING
    )
    assert (first.words, first.people) == (
        {"batch": "1", "projects": "1"},
        ("副书记", "z", "of-d", "书记"),
    )
    assert Material.VIDEO_LINK in first.materials
    assert Material.VIDEO_LINK not in second.materials
    # x keeps his place, the first of two, from the batch before.
    assert (third.people, third.minutes) == (("副书记", "x", "of-a", "y", "of-b", "书记"), 5)


def test_without_batches_nobody_signs() -> None:
    steps = [line.step for line in run_sheet(CEREMONY).lines]
    assert (Step.SIGNING in steps, len(steps)) == (False, 6)


def test_a_forum_has_its_own_parts_and_a_part_its_own_place() -> None:
    parts = (*FORUM_PARTS, Part(step=Step.OTHER, minutes=30, title="参观", where="产业园"))
    sheet = run_sheet(Programme(title="联谊会", day=date(2026, 5, 6), venue="酒店", parts=parts))
    assert [line.start_minute for line in sheet.lines] == [510, 540, 545, 555, 595, 670, 680, 740]
    assert [line.where for line in sheet.lines[-2:]] == ["酒店", "产业园"]


def test_the_compere_is_on_stage_but_not_while_people_sign_in_meet_and_eat() -> None:
    programme = Programme(title="联谊会", day=DAY, compere="副书记", parts=FORUM_PARTS)
    on_stage = {line.step for line in run_sheet(programme).lines if line.people == ("副书记",)}
    assert on_stage == {Step.OPENING, Step.ADDRESS, Step.KEYNOTE, Step.PHOTO}
