"""The five trips of the sample: with nights, both heads away, from an outpost, with a travel day, pinned."""

from datetime import date

from planner.clock import at
from planner.plan import Day, Leg, Mode, Pause, Point, Revision, Ride, Trip, Visit

_STAMP = at(date(2027, 2, 20), 600)
HOME = Point(name="江津", city="500116", lat=29.29, lon=106.26)


def point(name: str, city: str) -> Point:
    """A place of ``city`` (adcode); where exactly matters to no document."""
    return Point(name=name, city=city, lat=30.0, lon=120.0)


def revision(uid: str) -> Revision:
    """The first revision of the item ``uid``."""
    return Revision(uid=f"{uid}@sample", created_at=_STAMP, changed_at=_STAMP)


def road(day: date, start: int, end: int, origin: Point, destination: Point, km: float) -> Ride:
    """A ride by car."""
    return Ride(
        mode=Mode.ROAD,
        origin=origin,
        destination=destination,
        depart=at(day, start),
        arrive=at(day, end),
        distance_km=km,
    )


def train(day: date, start: int, end: int, origin: Point, destination: Point, number: str = "") -> Ride:
    """A ride by train; without a number it is an estimate."""
    return Ride(
        mode=Mode.RAIL, number=number, origin=origin, destination=destination, depart=at(day, start),
        arrive=at(day, end), distance_km=100, estimated=not number,
    )  # fmt: skip


def flight(day: date, start: int, end: int, origin: Point, destination: Point, number: str = "") -> Ride:
    """A ride by aeroplane; without a number it is an estimate."""
    return train(day, start, end, origin, destination, number).model_copy(update={"mode": Mode.FLIGHT})


def leg(uid: str, *rides: Ride) -> Leg:
    """The rides as one leg."""
    return Leg(
        revision=revision(uid),
        origin=rides[0].origin,
        destination=rides[-1].destination,
        depart=rides[0].depart,
        arrive=rides[-1].arrive,
        rides=rides,
        fare_cny=100,
    )


def visit(company: str, day: date, start: int, end: int) -> Visit:
    """A visit, in minutes of ``day``."""
    return Visit(revision=revision(f"v-{company}"), company=company, start=at(day, start), end=at(day, end))


def lunch(day: date, start: int = 720) -> Pause:
    """An hour for lunch."""
    return Pause(start=at(day, start), end=at(day, start + 60))


def trip(
    key: str, region: str, people: tuple[str, ...], *days: Day, base: str = "home", pinned: bool = False
) -> Trip:
    """A trip of ``days``, its money made up."""
    return Trip(
        id=key,
        revision=revision(key),
        base=base,
        region=region,
        leader=people[0],
        members=people[1:],
        days=days,
        fares_cny=2_450 * len(people),
        lodging_cny=380 * len(people) * (len(days) - 1),
        pinned=pinned,
    )


C01 = point("示例·锐锋精机有限公司", "320500")
C02 = point("示例·海岳新材料股份有限公司", "320500")
C03 = point("示例·云栈智能装备（无锡）有限公司", "320200")
C04 = point("示例·同德汽配", "320200")
CKG, SHA = point("重庆江北机场", "500116"), point("上海虹桥机场", "310000")
SUZHOU, WUXI = point("苏州", "320500"), point("无锡", "320200")


def _east() -> Trip:
    tue, wed, thu = (date(2027, 3, day) for day in (9, 10, 11))
    rail, arrive = point("上海虹桥", "310000"), point("苏州", "320500")
    home_rail, from_rail = point("重庆西", "500116"), point("无锡东", "320200")
    first = Day(
        day=tue,
        visits=(visit("c01", tue, 885, 975),),
        legs=(
            leg("l1", road(tue, 420, 490, HOME, CKG, 71.4), flight(tue, 560, 715, CKG, SHA),
                train(tue, 785, 814, rail, arrive, "G7202"), road(tue, 835, 870, arrive, C01, 14.2)),
            leg("l2", road(tue, 975, 1_000, C01, SUZHOU, 9.8)),
        ),
        night="320500",
    )  # fmt: skip
    second = Day(
        day=wed,
        visits=(visit("c02", wed, 540, 630), visit("c03", wed, 840, 930)),
        legs=(
            leg("l3", road(wed, 500, 530, SUZHOU, C02, 12.0)),
            leg("l4", road(wed, 720, 810, C02, C03, 48.5)),
            leg("l5", road(wed, 930, 955, C03, WUXI, 10.1)),
        ),
        lunch=lunch(wed, 645),
        night="320200",
    )
    third = Day(
        day=thu,
        visits=(visit("c04", thu, 545, 635),),
        legs=(
            leg("l6", road(thu, 505, 535, WUXI, C04, 15.0)),
            leg("l7", road(thu, 640, 670, C04, from_rail, 11.0),
                train(thu, 700, 1_305, from_rail, home_rail, "G1335"),
                road(thu, 1_325, 1_375, home_rail, HOME, 46.0)),
        ),
    )  # fmt: skip
    return trip("t01", "csj", ("zhou", "guo", "wu", "qin", "su"), first, second, third)


def _north() -> Trip:
    wed, thu = date(2027, 3, 10), date(2027, 3, 11)
    pek, beijing, tianjin = point("北京", "110000"), point("北京", "110000"), point("天津", "120000")
    c05, c06 = point("示例·北辰机器人", "110000"), point("示例·津港重工", "120000")
    south, west = point("北京南", "110000"), point("天津西", "120000")
    first = Day(
        day=wed,
        visits=(visit("c05", wed, 900, 1_020),),
        legs=(
            leg("m1", road(wed, 420, 490, HOME, CKG, 71.4), flight(wed, 570, 745, CKG, pek, "CA0000"),
                road(wed, 800, 875, pek, c05, 38.0)),
            leg("m2", road(wed, 1_025, 1_060, c05, beijing, 12.0)),
        ),
        lunch=None,
        night="110000",
    )  # fmt: skip
    second = Day(
        day=thu,
        visits=(visit("c06", thu, 660, 750),),
        legs=(
            leg("m3", road(thu, 510, 545, beijing, south, 9.0), train(thu, 580, 614, south, west, "C2021"),
                road(thu, 625, 645, west, c06, 8.0)),
            leg("m4", road(thu, 840, 880, c06, tianjin, 20.0), flight(thu, 960, 1_150, tianjin, CKG),
                road(thu, 1_190, 1_260, CKG, HOME, 71.4)),
        ),
        lunch=lunch(thu, 765),
    )  # fmt: skip
    return trip("t02", "jjj", ("lin", "deng", "ye", "luo"), first, second)


def _outpost() -> Trip:
    tue, base = date(2027, 3, 16), point("驻长三角招商组", "310000")
    c07 = point("示例·沪江设计院", "310000")
    only = Day(
        day=tue,
        visits=(visit("c07", tue, 570, 660),),
        legs=(
            leg("n1", road(tue, 520, 560, base, c07, 16.0)),
            leg("n2", road(tue, 660, 700, c07, base, 16.0)),
        ),
    )
    return trip("t03", "csj", ("tang", "fang", "mei"), only, base="sh")


def _south() -> Trip:
    tue, wed, thu = (date(2027, 4, day) for day in (13, 14, 15))
    guangzhou, shenzhen = point("广州", "440100"), point("深圳", "440300")
    c08, c09 = point("示例·粤摩动力", "440100"), point("示例·鹏程电子", "440300")
    first = Day(
        day=tue, visits=(), legs=(leg("s1", train(tue, 840, 1_260, HOME, guangzhou)),), night="440100"
    )
    second = Day(
        day=wed,
        visits=(visit("c08", wed, 570, 660),),
        legs=(
            leg("s2", road(wed, 520, 560, guangzhou, c08, 18.0)),
            leg("s3", road(wed, 780, 900, c08, shenzhen, 132.0)),
        ),
        lunch=lunch(wed, 690),
        night="440300",
    )
    third = Day(
        day=thu,
        visits=(visit("c09", thu, 540, 630),),
        legs=(
            leg("s4", road(thu, 500, 530, shenzhen, c09, 12.0)),
            leg("s5", train(thu, 700, 1_150, shenzhen, HOME)),
        ),
    )
    return trip("t04", "zsj", ("he", "deng", "ye", "luo"), first, second, third)


def _strait() -> Trip:
    tue = date(2027, 5, 11)
    xiamen, c10 = point("厦门", "350200"), point("示例·鹭岛食品", "350200")
    only = Day(
        day=tue,
        visits=(visit("c10", tue, 840, 930),),
        legs=(
            leg("x1", flight(tue, 540, 680, HOME, xiamen), road(tue, 720, 760, xiamen, c10, 22.0)),
            leg("x2", flight(tue, 1_080, 1_220, xiamen, HOME)),
        ),
    )
    return trip("t05", "mt", ("chen", "wu", "qin", "su"), only, pinned=True)


TRIPS = (_east(), _north(), _outpost(), _south(), _strait())
