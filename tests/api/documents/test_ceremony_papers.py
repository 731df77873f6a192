"""Script, table, copies and plan say the same of every project."""

import re
from random import Random

import pytest

from api.documents.ceremony_papers import CeremonyPapers, batch_plan, contract_copies, script
from api.documents.content import OfficialPaper, Paragraph, Picture, Table
from api.documents.signing_rows import titled
from api.texts import Language, say
from events.batches.arrange import arrange_batches
from events.batches.arrangement import BatchRules, Hand, Layout, Obstacle, Witness
from events.batches.readiness import Lack
from events.batches.signing_project import Signer
from planner.person import Rank
from tests.api.documents.ceremony import DAY, MADE_AT, PAPERS, PROGRAMME, PROJECTS, WITNESSES
from tests.events.batches.projects import random_projects

NAMED = re.compile(r"^(.+)与(.+)：(.+)，签约金额(.+)。甲方代表(.+)，乙方代表(.+)。$")


def _spoken(page: OfficialPaper) -> list[tuple[str, ...]]:
    """What the compere says of each project: 甲方, 乙方, project, amount, signers."""
    texts = [block.text for part in page.sections for block in part.blocks if isinstance(block, Paragraph)]
    return [match.groups() for text in texts if (match := NAMED.match(text))]


def _tabled(page: OfficialPaper) -> list[tuple[str, ...]]:
    tables = [block for part in page.sections for block in part.blocks if isinstance(block, Table)]
    found: list[tuple[str, ...]] = []
    for row in (row for table in tables if len(table.header) == 6 for row in table.rows):
        _, title, host, company, amount, _ = row.cells
        (unit, host_signer), (firm, signer) = host.split("\n"), company.split("\n")
        found.append((unit, firm, title, amount, host_signer, signer))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_names_of_the_script_are_the_names_of_the_table_in_the_same_order(seed: int) -> None:
    projects = random_projects(Random(seed), 9)
    rules = BatchRules(seats=3)
    papers = CeremonyPapers(
        PROGRAMME, arrange_batches(projects, DAY.replace(year=2026), rules), projects, (), rules, MADE_AT
    )
    spoken = _spoken(script(papers))
    assert spoken == _tabled(batch_plan(papers))
    assert len(spoken) == 9


def test_the_sample_names_every_ready_project_once() -> None:
    spoken = _spoken(script(PAPERS))
    assert spoken == _tabled(batch_plan(PAPERS))
    assert sorted(title for _, _, title, *_ in spoken) == sorted(p.title for p in PROJECTS if p.id != "p6")


def test_copies_and_pens_are_counted() -> None:
    (section,) = contract_copies(PAPERS).sections
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert table.rows[-1].cells[4:6] == ("24", "12")


def _plan(**layout: Hand) -> str:
    rules = BatchRules(seats=3, layout=Layout.model_validate(layout))
    papers = PAPERS._replace(rules=rules)
    blocks = [block for part in batch_plan(papers).sections for block in part.blocks]
    return next(block.svg for block in blocks if isinstance(block, Picture))


def test_the_host_sits_at_the_companys_left_which_the_audience_sees_at_the_right() -> None:
    assert _plan().index("蒋总") < _plan().index("赵立")
    other = _plan(host_at=Hand.RIGHT)
    assert other.index("赵立") < other.index("蒋总")


def test_an_arrangement_that_is_impossible_says_so_on_paper() -> None:
    rules = BatchRules(seats=1, most_batches=2)
    arrangement = arrange_batches(PROJECTS, DAY, rules, WITNESSES)
    papers = PAPERS._replace(arrangement=arrangement, rules=rules)
    texts = [b.text for part in batch_plan(papers).sections for b in part.blocks if isinstance(b, Paragraph)]
    assert any(text.startswith("6个项目、每批1席，至少要6批（约30分钟），议程最多2批") for text in texts)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_lack_and_obstacle_has_its_sentence(language: Language) -> None:
    words = dict.fromkeys(
        ("name", "day", "projects", "seats", "batches", "minutes", "most", "least_seats"), "7"
    )
    told = [say(f"ceremony.lack.{item.value}", language, **words) for item in Lack]
    told += [say(f"ceremony.obstacle.{item.value}", language, **words) for item in Obstacle]
    assert all(told)


def test_a_post_stands_before_the_name() -> None:
    assert titled(Signer(id="a", name="李明", post="区长")) == "区长李明"
    assert titled(Signer(id="a", name="Smith", post="CEO")) == "CEO Smith"
    assert (titled(Signer(id="a", name="李明")), titled(None)) == ("李明", "")


def test_on_a_standing_plan_every_name_and_title_can_be_read_however_long_posts_are() -> None:
    posts = [f"区人大常委会党组副书记、常务副主任兼第{k}专委会主任委员" for k in range(9)]
    standing = tuple(
        Witness(id=f"w{k}", name=f"欧阳见证{k}", post=post, rank=Rank.PRINCIPAL, order=k)
        for k, post in enumerate(posts)
    )
    projects = tuple(
        project.model_copy(update={"title": f"长三角精密传动西南总部及研发中心{k}期"})
        for k, project in enumerate(PROJECTS)
    )
    rules = BatchRules(seats=3)
    arrangement = arrange_batches(projects, DAY, rules, standing)
    papers = PAPERS._replace(projects=projects, witnesses=standing, rules=rules, arrangement=arrangement)
    drawn = [b.svg for part in batch_plan(papers).sections for b in part.blocks if isinstance(b, Picture)]
    for batch, svg in zip(arrangement.batches, drawn, strict=True):
        shown = re.findall(r">([^<]+)</text>", svg)
        assert {f"欧阳见证{k}" for k in range(9)} <= set(shown)
        assert "".join(shown).count("长三角精密传动西南总部及研发中心") == len(batch.places)


def test_a_post_that_the_name_says_is_called_out_once() -> None:
    host = Signer(id="a", name="李区长", post="区长")
    assert titled(host) == "李区长"
    projects = tuple(
        project.model_copy(update={"host_signer": host}) if project.host_signer else project
        for project in PAPERS.projects
    )
    text = "".join("".join(line) for line in _spoken(script(PAPERS._replace(projects=projects))))
    assert ("李区长" in text, "区长李区长" in text) == (True, False)
