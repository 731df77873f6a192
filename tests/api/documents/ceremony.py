"""A ceremony, a meeting and a quarter whose papers are printed in tests."""

from datetime import date

from api.documents.ceremony_papers import CeremonyPapers, batch_plan, contract_copies, script
from api.documents.content import OfficialPaper
from api.documents.meeting_papers import MeetingPapers, agenda_paper, minutes_paper
from api.documents.run_sheet_papers import run_sheet_paper
from api.texts import Language
from events.agenda import AgendaRules, agenda
from events.batches.arrange import arrange_batches
from events.batches.arrangement import BatchRules, Witness
from events.batches.signing_project import Presence, Signer, SigningProject
from events.four_rates import four_rates
from events.milestones import Milestone, Paid
from events.problem import Problem, Topic
from events.quarter import Quarter
from events.reception import Reception, ReceptionRules, WelcomeAt, reception_warnings
from events.run_sheet.line import RunSheet
from events.run_sheet.pick_ups import Arrival, PickUpRules, lines_of, pick_ups
from events.run_sheet.programme import CEREMONY_PARTS, Programme, run_sheet
from events.targets import Payment, Signed, against_targets, jiangjin_2022
from planner.clock import at
from planner.person import Rank

LANGUAGES: tuple[Language, ...] = ("zh", "en")
DAY = date(2022, 6, 28)
MADE_AT = at(date(2022, 6, 20), 600)
YI = 10**8

MAYOR = Signer(id="mayor", name="李明远", post="区长")
PARK = Signer(id="park", name="王建国", post="双福园区管委会主任")
TOWN = Signer(id="town", name="赵立", post="德感街道办主任")
WITNESSES = (
    Witness(id="secretary", name="陈志强", post="区委书记", rank=Rank.PRINCIPAL, order=1),
    Witness(id="mayor", name="李明远", post="区长", rank=Rank.PRINCIPAL, order=2),
    Witness(id="chief", name="周海", post="副区长", rank=Rank.DEPUTY, order=1, chains=("equipment",)),
    Witness(id="deputy", name="吴敏", post="副区长", rank=Rank.DEPUTY, order=2, chains=("food",)),
    Witness(id="bureau", name="郑洁", post="区招商投资局局长", rank=Rank.DEPARTMENT_HEAD),
)


def _project(
    number: int, title: str, company: str, host: Signer, yi: int, **fields: object
) -> SigningProject:
    units = {"mayor": "江津区人民政府", "park": "双福工业园发展中心", "town": "德感街道办事处"}
    given: dict[str, object] = {
        "id": f"p{number}",
        "title": title,
        "host_unit": units[host.id],
        "host_signer": host,
        "company_name": company,
        "company": f"c{number}",
        "company_signer": Signer(id=f"s{number}", name=f"{'钱孙冯褚卫蒋沈韩杨'[number]}总", post="董事长"),
        "amount_cny": yi * YI,
        "reviewed_on": date(2022, 6, 1),
        "contract_in_on": date(2022, 6, 15),
        "chain": "equipment",
    }
    return SigningProject.model_validate(given | fields)


PROJECTS = (
    _project(0, "新能源电池基地", "示例·甲能源", MAYOR, 60),
    _project(1, "智能农机产业园", "示例·乙农机", MAYOR, 12),
    _project(2, "粮油加工", "示例·丙食品", PARK, 5, chain="food"),
    _project(3, "冷链物流中心", "示例·丁物流", TOWN, 8),
    _project(4, "精密铸造", "示例·戊铸造", PARK, 15),
    _project(5, "通机电控研发", "示例·己电控", TOWN, 3, presence=Presence.ONLINE),
    _project(
        6,
        "新材料",
        "示例·庚材料",
        PARK,
        9,
        company_signer=Signer(id="s6", name="尤总", post="总经理", left_on=date(2022, 6, 10)),
        contract_in_on=None,
    ),
)
RULES = BatchRules(seats=3)
ARRANGEMENT = arrange_batches(PROJECTS, DAY, RULES, WITNESSES)
PROGRAMME = Programme(
    title="江津区2022年二季度招商项目集中签约",
    day=DAY,
    start_minute=600,
    venue="江津会议中心",
    compere="vice",
    parts=CEREMONY_PARTS,
)
PAPERS = CeremonyPapers(PROGRAMME, ARRANGEMENT, PROJECTS, WITNESSES, RULES, MADE_AT)
PEOPLE = {
    "vice": "区委副书记刘红",
    **{witness.id: f"{witness.post}{witness.name}" for witness in WITNESSES},
    **{signer.id: f"{signer.post}{signer.name}" for project in PROJECTS for signer in project.signers},
}
ARRIVALS = (
    Arrival(guest="s0", number="G8501", station="重庆西站", minute=500),
    Arrival(guest="s1", number="G2217", station="重庆西站", minute=515, heads=3),
    Arrival(guest="s4", number="CA4136", station="江北机场", minute=560, heads=2),
)


def sheet() -> RunSheet:
    """The programme with its pick-ups; the last guest is still on the road when it starts."""
    rules = PickUpRules(ride_minutes={"重庆西站": 45})
    fetched = lines_of(pick_ups(ARRIVALS, rules), PROGRAMME.venue)
    return run_sheet(PROGRAMME, ARRANGEMENT, PROJECTS, RULES).with_lines(*fetched)


WARNINGS = reception_warnings(
    Reception(
        day=date(2026, 3, 30),
        guests=12,
        letter=True,
        menu=("香槟", "回锅肉"),
        welcomes=(WelcomeAt.STATION, WelcomeAt.AIRPORT),
        hosts_at_meal=5,
    ),
    ReceptionRules(),
)

MILESTONES = (
    Milestone(
        project="p1",
        signed_on=date(2022, 3, 30),
        due=date(2022, 6, 30),
        reminder=date(2022, 5, 30),
        leader="chief",
        unit="park",
        performed_on=date(2022, 4, 20),
        agreed_cny=12 * YI,
        paid=(Paid(day=date(2022, 5, 1), amount_cny=3 * YI),),
    ),
    Milestone(
        project="p3",
        signed_on=date(2022, 3, 1),
        due=date(2022, 6, 1),
        reminder=date(2022, 4, 29),
        leader="deputy",
        unit="town",
        agreed_cny=8 * YI,
    ),
)
PROBLEMS = (
    Problem(
        id="1",
        text="用地指标未落实，厂房无法开工",
        topic=Topic.LAND,
        project="p3",
        unit="land",
        person="bureau",
        due=date(2022, 5, 31),
        raised_on=date(2022, 4, 1),
    ),
    Problem(id="2", text="高管子女入学", topic=Topic.SCHOOLING, raised_on=date(2022, 6, 2)),
)
MEETING = MeetingPapers(
    title="2022年6月招商投资促进工作联席会议",
    agenda=agenda(
        date(2022, 6, 20), date(2022, 7, 20), PROBLEMS, MILESTONES, AgendaRules(standing=("invest",)), 20
    ),
    names={
        **PEOPLE,
        **{project.id: project.title for project in PROJECTS},
        "invest": "区招商投资局",
        "land": "区规划自然资源局",
        "park": "双福工业园发展中心",
        "town": "德感街道办事处",
    },
    start_minute=540,
    venue="区政府三楼会议室",
    made_at=MADE_AT,
)
QUARTER = Quarter(year=2022, number=2)
SIGNED = tuple(
    Signed(
        project=project.id,
        company=project.company or "",
        signed_on=DAY,
        amount_cny=project.amount_cny,
        outside_city=project.id != "p2",
        kinds=("上市公司",) if project.id == "p0" else (),
    )
    for project in PROJECTS
    if any(place.project == project.id for batch in ARRANGEMENT.batches for place in batch.places)
)
STANDINGS = against_targets(
    SIGNED, (Payment(project="p1", day=date(2022, 5, 1), amount_cny=3 * YI),), jiangjin_2022(), QUARTER
)


def papers() -> dict[str, OfficialPaper]:
    """Every paper in both languages by the name of its golden text."""
    made: dict[str, OfficialPaper] = {}
    for language in LANGUAGES:
        ceremony, meeting = PAPERS._replace(language=language), MEETING._replace(language=language)
        made |= {
            f"script_{language}": script(ceremony),
            f"batch_plan_{language}": batch_plan(ceremony),
            f"contract_copies_{language}": contract_copies(ceremony),
            f"run_sheet_{language}": run_sheet_paper(sheet(), PEOPLE, MADE_AT, language, WARNINGS),
            f"agenda_{language}": agenda_paper(meeting),
            f"minutes_{language}": minutes_paper(meeting),
        }
    return made


RATES = four_rates(MILESTONES, (Quarter(year=2022, number=1), QUARTER))
