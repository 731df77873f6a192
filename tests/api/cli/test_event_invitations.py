"""``zhaoshang event invitations``: a list without a service, and its mails on disk."""

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from api.cli.invitation_task import Standing
from tests.api.cli.invitations import AT, act, task
from tests.api.cli.runs import Run, Shell


def run(shell: Shell, given: dict[str, Any], output: str, *more: str, at: str = AT) -> Run:
    Path("i.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return shell("event", "invitations", "i.json", "-o", output, "--at", at, *more)


def stands(shell: Shell, given: dict[str, Any], at: str = AT) -> Standing:
    found = run(shell, given, "list.json", "--force", at=at)
    assert (found.status, found.out) == (0, ""), found.err
    return Standing.model_validate_json(Path("list.json").read_bytes())


def names(folder: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*.*"))


def test_the_list_stands_as_the_acts_left_it_and_the_next_wave_has_its_day(shell: Shell) -> None:
    given = task(most_plus_ones=0, acts=[*task()["acts"][:1], act("decline", 3, "05")])
    found = stands(shell, given, "2026-11-07T10:00")  # a Saturday
    states = {item.guest.id: item.state.value for item in found.invitations.invitations}
    assert states == {"g1": "sent", "g2": "sent", "g3": "declined", "g4": "drafted"}
    assert (found.next_wave, found.by_itself_at) == (("g4",), None)
    assert found.next_wave_at is not None
    assert found.next_wave_at.isoformat() == "2026-11-09T09:00:00+08:00"
    assert found.answer_by is not None
    assert (
        found.answer_by.isoformat() == "2026-11-13T18:00:00+08:00"
    )  # the last answers: the 15th is a Sunday
    # A week later both have let their deadline pass.
    later = stands(shell, given, "2026-11-12T10:00")
    assert {item.guest.id: item.state.value for item in later.invitations.invitations} == {
        "g1": "no_answer", "g2": "no_answer", "g3": "declined", "g4": "drafted",
    }  # fmt: skip


def test_equal_files_make_equal_lists_and_what_it_says_is_said_in_both_languages(shell: Shell) -> None:
    first = run(shell, task(), "a.json")
    assert first.err.splitlines() == [
        "注意：acts[1]：钱教授要带 1 人，余下名额只够 0 人",
        "2026-11-06 10:00 邀请现状：参加 1 人、已发出 1 人、不参加 1 人、待发 1 人。",
        "没有可以发出的下一批。",
        "已写入 a.json",
    ]
    english = run(shell, task(), "b.json", "--lang", "en")
    assert english.err.splitlines()[1:3] == [
        "As of 2026-11-06 10:00: accepted 1, sent 1, declined 1, not sent yet 1.",
        "No wave can go out.",
    ]
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_every_mail_and_letter_is_written_as_it_would_leave(shell: Shell) -> None:
    found = run(shell, task(), "试写", "--print", "mails")
    assert (found.status, found.out) == (0, "")
    assert names("试写") == [
        "mails/001-2026-11-02-invitation-g1.eml",
        "mails/002-2026-11-02-letter-g2.docx",
        "mails/003-2026-11-02-invitation-g3.eml",
        "mails/004-2026-11-03-confirmation-g1.eml",
        "mails/005-2026-11-05-acknowledgement-g3.eml",
        "mails/006-2026-11-05-plus_ones-g1.eml",
    ]
    assert found.err.splitlines()[-4:] == [
        "注意：没有邮箱，须另行告知：g2",
        "试写/mails：6 份邮件和函件",
        "试写/next：0 份邮件和函件",
        "以上为试写，没有发出任何邮件；其中的链接打不开。",
    ]
    mail = message_from_bytes(Path("试写", names("试写")[0]).read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert mail["To"] == "钱教授 <g1@firm.example>"
    assert (text.splitlines()[0], "回复截止：2026年11月9日（周一）18:00" in text) == ("尊敬的钱教授：", True)
    assert Path("试写", names("试写")[1]).read_bytes().startswith(b"PK")
    before = {name: Path("试写", name).read_bytes() for name in names("试写")}
    assert run(shell, task(), "试写", "--print", "mails", "--force").status == 0
    assert {name: Path("试写", name).read_bytes() for name in names("试写")} == before


def test_the_next_wave_stands_apart_from_what_has_been_sent(shell: Shell) -> None:
    run(shell, task(acts=[]), "试写", "--print", "mails", at="2026-11-02T08:00")
    assert names("试写") == [
        "next/001-2026-11-02-invitation-g1.eml",
        "next/002-2026-11-02-letter-g2.docx",
        "next/003-2026-11-02-invitation-g3.eml",
    ]


def test_a_list_that_runs_by_itself_is_played_by_the_clock(shell: Shell) -> None:
    rule = {"last_invitation": "2026-11-13", "last_answer": "2026-11-16", "by_itself": True}
    acts = [act("accept", 1, "03")]
    given = task(rule=rule, acts=[{"kind": "wave", "at": "2026-11-02T10:00:00+08:00"}, *acts])
    found = stands(shell, given)
    assert found.by_itself_at is not None
    # g3 was reminded on Thursday and is on Monday; g2 has no mail and was invited by the wave of a person.
    assert found.by_itself_at.isoformat() == "2026-11-09T10:00:00+08:00"
    run(shell, given, "试写", "--print", "mails")
    assert [name for name in names("试写") if "remind" in name] == [
        "mails/005-2026-11-05-reminder-g3.eml",
        "next/001-2026-11-09-reminder-g3.eml",
    ]


def test_a_proposal_is_taken_with_its_demand(shell: Shell) -> None:
    guests = task()["guests"]
    demand = {"most_guests": 2, "most_per_organisation": None}
    Path("lists.json").write_text(
        json.dumps({"lists": [{"name": "名单", "guests": guests}], "demand": demand}), encoding="utf-8"
    )
    assert shell("event", "guests", "lists.json", "-o", "p.json").status == 0
    given = task(proposal=json.loads(Path("p.json").read_bytes()), demand=demand, places=None, acts=[])
    del given["guests"]
    found = stands(shell, given, "2026-11-02T10:00")
    assert [quota.places for quota in found.invitations.quotas] == [2]
    assert (len(found.next_wave), len(found.invitations.invitations)) == (2, 4)


def test_an_act_that_was_refused_is_told_and_one_that_lies_ahead_does_not_count(shell: Shell) -> None:
    given = task(acts=[*task()["acts"], act("accept", 4, "05"), act("decline", 1, "30")])
    found = run(shell, given, "a.json")
    assert found.err.splitlines()[1:3] == [
        "注意：acts[4]：嘉宾4的邀请还没有发出，答复已存档但未生效",
        "注意：1 件事在这一刻之后，未计入",
    ]


def _without(name: str, **more: Any) -> dict[str, Any]:
    given = task(**more)
    del given[name]
    return given


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (_without("guests"), "i.json：guests（名单）和 proposal（拟定结果）要有且只有一个"),
        (task(proposal={"status": "optimal"}, demand={}), "要有且只有一个"),
        (_without("guests", proposal={"status": "optimal"}), "没有 demand"),
        (_without("guests", proposal={"status": "infeasible"}, demand={}), "拟不出名单"),
        (task(event=task()["event"] | {"candidate_days": []}), "没有写 day"),
        (task(guests=task()["guests"][:1] * 2), "i.json：有来宾或名额在名单上出现两次"),
        (task(acts=[act("accept", 9, "03")]), "「i.json: acts[0]」不在「智能农机企业家联谊会」的邀请名单上"),
        (task(acts=[act("extend", 1, "03", answer_by="2026-11-12T18:00:00+08:00")]), "acts[0].extend.note"),
        (task(acts=[{"kind": "wave", "at": "2026-11-02"}]), "没有时区"),
        (task(acts=[{"kind": "post", "at": "2026-11-02"}]), "i.json: acts[0]"),
        (task(rule={"last_invitation": "2026-11-25", "last_answer": "2026-11-26"}), "先后不对"),
        (task(sender="nobody"), "i.json: sender"),
    ],
)
def test_faults_are_lines_with_place_and_remedy_and_nothing_is_written(
    shell: Shell, given: dict[str, Any], said: str
) -> None:
    for output, more in (("a.json", ()), ("a", ("--print", "mails"))):
        found = run(shell, given, output, *more)
        assert (found.status, found.out) == (1, "")
        assert said in found.err
        assert "办法：" in found.err
        assert "Traceback" not in found.err
    assert [path.name for path in Path().iterdir()] == ["i.json"]


def test_what_is_there_is_not_overwritten(shell: Shell) -> None:
    Path("a.json").write_text("mine", encoding="utf-8")
    Path("here", "mails").mkdir(parents=True)
    Path("here", "mails", "mine.txt").write_text("mine", encoding="utf-8")
    for output, more in (("a.json", ()), ("here", ("--print", "mails")), ("a.json", ("--print", "mails"))):
        assert run(shell, task(), output, *more).status == 1
    assert run(shell, task(), "a.docx").status == 1
    assert run(shell, task(), "none/here", "--print", "mails").status == 1
    assert Path("a.json").read_text(encoding="utf-8") == "mine"
    assert Path("here", "mails", "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_id_names_no_file_outside_the_folder(shell: Shell) -> None:
    guests = [task()["guests"][0] | {"id": "../../../g\n1"}]
    run(shell, task(guests=guests, acts=[]), "试写", "--print", "mails", at="2026-11-02T10:00")
    assert names("试写") == ["next/001-2026-11-02-invitation-.._.._.._g_1.eml"]
    assert sorted(path.name for path in Path().iterdir()) == ["i.json", "试写"]
