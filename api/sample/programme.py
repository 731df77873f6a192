"""The sample's events at home: a forum, a signing ceremony, the joint meetings, two trainings."""

from api.sample.district import CHAINS, District, Row


def events(district: District) -> list[Row]:
    """The sheet 活动."""
    principals = f"{district.name('secretary')}、{district.name('mayor')}"
    return [
        _forum(district, principals),
        _signing(district, principals),
        _joint_meeting(),
        _training(
            "policy",
            "产业政策与项目包装培训",
            "3月15日-3月26日",
            "招商投资局、农业农村委、财政局、行政审批局",
        ),
        _training(
            "manners", "招商礼仪与谈判培训", "5月6日-5月21日", "招商投资局、德望工业园、珞源产业城、外事办"
        ),
    ]


def _forum(district: District, principals: str) -> Row:
    return {
        "id": "forum",
        "kind": "企业家联谊会",
        "title": "装备制造（山地农机）企业家联谊会",
        "days": "4月12日-4月30日",
        "start": "9:30",
        "duration_minutes": "3小时",
        "required": district.name("bureau-head"),
        "wished": principals,
        "venue": "示例会展中心",
        "chain": "装备制造",
        "company_count": 30,
        "expert_count": 5,
    }


def _signing(district: District, principals: str) -> Row:
    chiefs = "、".join(district.chief(name) for name, *_ in CHAINS)
    return {
        "id": "signing",
        "kind": "集中签约",
        "title": "第二季度招商项目集中签约",
        "days": "5月17日-5月28日",
        "start": "15:00",
        "duration_minutes": "2小时",
        "required": f"{district.name('bureau-head')}、{district.name('bureau-deputy')}",
        "wished": f"{principals}、{chiefs}",
        "after": "forum",
        "venue": "示例宾馆",
        "company_count": 12,
    }


def _joint_meeting() -> Row:
    """One row without days: the import makes a meeting of it for the 20th of every month."""
    return {
        "id": "joint",
        "kind": "联席会议",
        "title": "招商投资促进联席会议",
        "start": "14:30",
        "duration_minutes": "2小时",
        "required_units": "招商投资局、发展改革委、经济信息委",
        "wished_units": "全部",
        "venue": "区行政中心三楼会议室",
    }


def _training(id_: str, title: str, days: str, units: str) -> Row:
    return {
        "id": f"training-{id_}",
        "kind": "培训",
        "title": title,
        "days": days,
        "start": "9:00",
        "duration_minutes": "3小时",
        "wished_units": units,
        "venue": "区委党校",
    }
