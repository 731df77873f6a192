"""A signing ceremony from its list to milestones and targets, over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep
from typing import Any

import httpx

from api.accounts.role import Role
from api.store import event_sheets
from api.store.event_sheets import SheetKind
from api.store.work import SYSTEM
from events.signing import SignedProject, Signing
from tests.api.routes.answered_forum import EVENT, PATH, codes, match, staff
from tests.api.routes.asking import NOW, Asking

CEREMONY = f"{PATH}/ceremony"
DAY = "2026-03-30"
READY = {"reviewed_on": "2026-03-01", "contract_in_on": "2026-03-20"}


def project(number: int, host: str = "mayor", **fields: Any) -> dict[str, Any]:
    known = {
        "id": f"p{number}",
        "title": f"项目{number}",
        "host_unit": "双福园区",
        "host_signer": {"id": host, "name": f"甲{host}", "post": "区长"},
        "company_name": f"示例·企业{number}",
        "company_signer": {"id": f"s{number}", "name": f"签约人{number}", "post": "董事长"},
        "amount_cny": number * 100_000_000,
        "chain": "chain-example",
    }
    return known | READY | fields


def plan(*projects: dict[str, Any], **fields: Any) -> dict[str, Any]:
    witness = {"id": "person-example", "name": "陈志强", "post": "区长", "rank": 1}
    given = {"day": DAY, "venue": "会议中心", "rules": {"seats": 2}, "witnesses": [witness]}
    return given | {"projects": list(projects)} | fields


THREE = plan(project(1), project(2, "park"), project(3))


def kept(client: httpx.Client, asked: dict[str, Any], version: int = 0) -> Any:
    answer = client.put(CEREMONY, json=asked, headers=match(version))
    assert answer.status_code == 200, answer.text
    return answer.json()


def arranged(client: httpx.Client, asked: dict[str, Any] = THREE) -> Any:
    kept(client, asked)
    answer = client.post(f"{CEREMONY}/arrangement", headers=match(1))
    assert answer.status_code == 200, answer.text
    return answer.json()


def signed(client: httpx.Client, *projects: str, version: int = 1, day: str = DAY) -> httpx.Response:
    body = {"signed": [{"project": name, "signed_on": day} for name in projects]}
    return client.put(f"{CEREMONY}/signed", json=body, headers=match(version))


def test_a_ceremony_takes_title_and_day_of_its_event(service: Asking) -> None:
    client = staff(service)
    found = kept(client, THREE)
    told = found["value"]["plan"]
    assert (found["version"], told["title"], told["day"]) == (1, "智能装备企业家联谊会（示例）", DAY)
    event = service.client().get(PATH).json()["value"]
    assert told["start_minute"] == event["start_minute"] != 600
    assert kept(client, THREE | {"start_minute": 600}, 1)["value"]["plan"]["start_minute"] == 600
    assert (found["value"]["arrangement"], found["value"]["signed"]) == (None, [])


def test_a_stale_or_broken_list_is_refused_whole(service: Asking) -> None:
    client = staff(service)
    first = kept(client, THREE)
    refused = {
        "sheet_changed": (plan(project(1)), 0),
        "signing_doubled": (plan(project(1), project(1)), 1),
        "unfit_id": (plan(project(1, id="a/b")), 1),
        "greater_than_equal": (plan(project(1, amount_cny=-1)), 1),
        "missing": ({"projects": [{"id": "x"}]}, 1),
    }
    for code, (body, version) in refused.items():
        assert codes(client.put(CEREMONY, json=body, headers=match(version)))[1] == [code]
    assert codes(client.put(CEREMONY, json=THREE)) == (428, ["version_required"])
    assert client.get(CEREMONY).json() == first
    nowhere = client.put("/events/season-example:none/ceremony", json=THREE, headers=match(0))
    assert codes(nowhere) == (404, ["no_such_record"])


def test_readiness_tells_what_each_project_lacks_by_the_day(service: Asking) -> None:
    client = staff(service)
    late = project(2, contract_in_on="2026-04-02", amount_cny=0)
    kept(client, plan(project(1), late))
    found = client.get(f"{CEREMONY}/readiness").json()
    assert (found["day"], found["ready"]) == (DAY, 1)
    assert [(item["project"], item["ready"]) for item in found["projects"]] == [("p1", True), ("p2", False)]
    assert [item["text"] for item in found["projects"][1]["missing"]] == [
        "合同文本未交（2026年4月2日）",
        "未填签约金额",
    ]
    later = client.get(f"{CEREMONY}/readiness", params={"day": "2026-04-02"}).json()
    assert [item["lack"] for item in later["projects"][1]["missing"]] == ["amount"]


def test_batches_are_shown_first_and_kept_then(service: Asking) -> None:
    client = staff(service)
    kept(client, THREE)
    path = f"{CEREMONY}/arrangement"
    dry = client.post(path, params={"dry_run": True}, headers=match(1)).json()
    assert (dry["dry_run"], dry["version"], dry["faults"]) == (True, 1, [])
    assert client.get(CEREMONY).json()["value"]["arrangement"] is None
    done = client.post(path, headers=match(1)).json()
    assert (done["version"], done["arrangement"]) == (2, dry["arrangement"])
    batches = [{place["project"] for place in batch["places"]} for batch in done["arrangement"]["batches"]]
    # The mayor signs twice, so two batches; the largest signs last.
    assert (len(batches), "p3" in batches[-1]) == (2, True)
    assert codes(client.post(path, headers=match(1))) == (409, ["sheet_changed"])
    assert client.get(CEREMONY).json()["value"]["arrangement"] == done["arrangement"]


def test_what_cannot_be_arranged_says_why_and_is_not_kept(service: Asking) -> None:
    client = staff(service)
    kept(client, plan(project(1), project(2), project(3), rules={"seats": 2, "most_batches": 2}))
    path = f"{CEREMONY}/arrangement"
    dry = client.post(path, params={"dry_run": True}, headers=match(1)).json()
    assert [fault["code"] for fault in dry["faults"]] == ["batches_signer_too_often"]
    assert dry["faults"][0]["message"] == "甲mayor要签3个项目，一批只能签一个，议程最多2批"
    assert codes(client.post(path, headers=match(1))) == (422, ["batches_signer_too_often"])
    assert client.get(CEREMONY).json()["version"] == 1


def test_batches_do_not_outlive_the_list_they_were_made_from(service: Asking) -> None:
    client = staff(service)
    arranged(client)
    same = kept(client, THREE | {"venue": "另一会场"}, 2)
    assert same["value"]["arrangement"] is not None
    other = kept(client, plan(project(1), project(2, "park")), 3)
    assert other["value"]["arrangement"] is None
    assert codes(client.get(f"{CEREMONY}/script.docx")) == (409, ["not_arranged"])


FILES = (
    "script.docx",
    "script.pdf",
    "batch-plan.docx",
    "batch-plan.pdf",
    "contract-copies.docx",
    "contract-copies.xlsx",
    "batches/1/standing-plan.svg",
)


def test_files_are_of_their_kind_and_the_same_every_time(service: Asking) -> None:
    client = staff(service)
    arranged(client)
    starts = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "svg": b"<svg"}
    for name in FILES:
        first, second = (client.get(f"{CEREMONY}/{name}") for _ in range(2))
        assert (name, first.status_code) == (name, 200)
        assert first.content.lstrip().startswith(starts[name.rpartition(".")[2]]), name
        assert first.content == second.content, name
    assert codes(client.get(f"{CEREMONY}/batches/9/standing-plan.svg")) == (404, ["no_such_batch"])


def test_what_was_signed_is_recorded_and_may_be_corrected(service: Asking) -> None:
    client = staff(service)
    kept(client, THREE)
    assert signed(client, "p1", "p2").json()["version"] == 2
    assert codes(signed(client, "p1", version=1)) == (409, ["sheet_changed"])
    refused = {
        "signed_unknown_project": ("p9",),
        "signing_doubled": ("p1", "p1"),
    }
    for code, names in refused.items():
        assert codes(signed(client, *names, version=2)) == (422, [code])
    # The clock of the tests stands at 1 April.
    assert codes(signed(client, "p1", version=2, day="2026-04-02")) == (422, ["signed_in_future"])
    left_out = client.put(CEREMONY, json=plan(project(3)), headers=match(2))
    assert codes(left_out) == (422, ["signed_project_left_out"] * 2)
    assert [item["project"] for item in client.get(CEREMONY).json()["value"]["signed"]] == ["p1", "p2"]
    assert signed(client, "p2", version=2).json()["value"]["signed"] == [
        {"project": "p2", "signed_on": DAY, "amount_cny": None}
    ]


def test_a_project_is_signed_at_one_ceremony(service: Asking) -> None:
    client = staff(service)
    other = client.get(f"/events/{EVENT}").json()["value"] | {"id": "second"}
    assert client.post("/events", json=other).status_code == 201
    kept(client, THREE)
    assert signed(client, "p1").status_code == 200
    second = "/events/season-example:second/ceremony"
    assert client.put(second, json=THREE, headers=match(0)).status_code == 200
    body = {"signed": [{"project": "p1", "signed_on": DAY}]}
    answer = client.put(f"{second}/signed", json=body, headers=match(1))
    assert codes(answer) == (409, ["signed_elsewhere"])
    assert EVENT in answer.json()["faults"][0]["message"]


def test_milestones_follow_from_what_was_signed(service: Asking) -> None:
    client = staff(service)
    kept(client, plan(project(1), project(2, chain=None, key_project=True), project(3)))
    path = f"{CEREMONY}/milestones"
    assert codes(client.post(path, json={})) == (409, ["nothing_signed"])
    signed(client, "p1", "p2")
    # The first is led by the chief of its chain, of the second nobody knows who leads it.
    assert codes(client.post(path, json={})) == (422, ["milestone_without_leader"])
    leaders = {"leaders": {"p2": "person-example"}}
    dry = client.post(path, json=leaders, params={"dry_run": True}).json()
    assert [(item["project"], item["due"], item["agreed_cny"]) for item in dry["made"]] == [
        ("p1", "2026-06-30", 100_000_000),
        ("p2", "2026-09-30", 200_000_000),
    ]
    assert client.get("/milestones/p1").status_code == 404
    done = client.post(path, json=leaders).json()
    assert (done["made"], done["present"]) == (dry["made"], [])
    assert client.get("/milestones/p1").json()["value"] == done["made"][0]
    again = client.post(path, json={}).json()
    assert (again["made"], again["present"]) == ([], ["p1", "p2"])


def test_a_ceremony_of_the_longest_title_can_be_read_again(service: Asking) -> None:
    client = staff(service)
    event = client.get(PATH).json()["value"] | {"title": "长" * 300}
    assert client.put(PATH, json=event, headers=match(1)).status_code == 200
    kept(client, plan(project(1)))
    assert client.get(CEREMONY).json()["value"]["plan"]["title"] == "长" * 200
    signed(client, "p1")
    far = {"rule": {"months": 10**6}}
    assert codes(client.post(f"{CEREMONY}/milestones", json=far)) == (422, ["less_than_equal"])


def test_a_dry_run_refuses_whom_nobody_knows_as_the_run_does(service: Asking) -> None:
    client = staff(service)
    kept(client, THREE)
    signed(client, "p1")
    for dry_run in (True, False):
        body = {"leaders": {"p1": "nobody"}}
        answer = client.post(f"{CEREMONY}/milestones", json=body, params={"dry_run": dry_run})
        assert codes(answer) == (422, ["dangling_reference"])
    assert client.get("/milestones/p1").status_code == 404


def test_readers_see_a_ceremony_and_change_nothing(service: Asking) -> None:
    arranged(staff(service))
    reader, unit = service.client(Role.READER), service.client(Role.UNIT)
    assert reader.get(CEREMONY).status_code == 200
    for refused in (
        reader.put(CEREMONY, json=THREE, headers=match(2)),
        reader.post(f"{CEREMONY}/arrangement", headers=match(2)),
        reader.post(f"{CEREMONY}/milestones", json={}),
        reader.get(f"{CEREMONY}/script.docx"),
        unit.get(CEREMONY),
    ):
        assert refused.status_code == 403


def test_the_examples_can_be_sent_in_their_order(service: Asking) -> None:
    client = staff(service)
    example = service.examples("/events/{identity}/ceremony")
    kept(client, example("put", ""))
    assert client.post(f"{CEREMONY}/arrangement", headers=match(1)).status_code == 200
    recorded = client.put(f"{CEREMONY}/signed", json=example("put", "/signed"), headers=match(2))
    assert recorded.status_code == 200
    made = client.post(f"{CEREMONY}/milestones", json=example("post", "/milestones"))
    assert [item["project"] for item in made.json()["made"]] == ["project-signed-example"]


def test_of_two_ceremonies_that_record_a_project_at_once_one_does(service: Asking) -> None:
    client = staff(service)
    other = client.get(f"/events/{EVENT}").json()["value"] | {"id": "second"}
    assert client.post("/events", json=other).status_code == 201
    paths = (CEREMONY, "/events/season-example:second/ceremony")
    for path in paths:
        assert client.put(path, json=THREE, headers=match(0)).status_code == 200
    body = {"signed": [{"project": "p1", "signed_on": DAY}]}
    with ThreadPoolExecutor(1) as pool:
        with service.database.work(SYSTEM, NOW) as work:  # records at the first, and has not committed
            before = event_sheets.sheet(work.session, EVENT, SheetKind.CEREMONY)
            signing = Signing.model_validate(before.body)
            done = SignedProject(project="p1", signed_on=date.fromisoformat(DAY))
            event_sheets.keep(
                work, EVENT, SheetKind.CEREMONY, signing.model_copy(update={"signed": (done,)}), 1
            )
            waiting = pool.submit(client.put, f"{paths[1]}/signed", json=body, headers=match(1))
            sleep(0.5)
        assert codes(waiting.result()) == (409, ["signed_elsewhere"])
    assert [len(client.get(path).json()["value"]["signed"]) for path in paths] == [1, 0]
