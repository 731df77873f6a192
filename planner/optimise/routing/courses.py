"""Courses made of given routes, and tours read off a course."""

import numpy as np

from planner.optimise.routing.compile import empty_course
from planner.optimise.routing.ground import Course, Ground, Ints, has_room, put_in, starts
from planner.orienteering import Orienteering, Tour
from planner.travel.compiled import compiled


@compiled
def _line_up(g: Ground, c: Course, r: int, stops: Ints) -> None:
    """Put stops at the end of a route one by one, but those that stand elsewhere or do not fit."""
    for stop in stops:
        p = c.length[r]
        last, end = c.rows[r, p], c.rows[r, p + 1]
        start = starts(g.opens, g.closes, g.calendar[r], stop, c.ready[r, p] + g.leave[last, stop])
        in_time = start + g.leave[stop, end] <= g.finish[r]
        if in_time and c.route[stop] < 0 and has_room(g, c, stop):
            put_in(g, c, stop, r, p)


def course_of(problem: Orienteering, g: Ground, routes: list[tuple[int, list[int]]]) -> Course:
    """A course of routes (kind, stops), each given to the first free route of its kind."""
    course, free = empty_course(problem), list(range(len(problem.routes)))
    for kind, stops in routes:
        r = next(r for r in free if g.kind[r] == kind)
        free.remove(r)
        _line_up(g, course, r, np.array(stops, np.int64))
    return course


def tours_of(problem: Orienteering, course: Course) -> tuple[Tour, ...]:
    """The routes of a course as tours."""
    n, found = len(problem.stops), []
    for r in range(len(problem.routes)):
        row = course.rows[r, : course.length[r] + 2].tolist()
        found.append(Tour(start=row[0] - n, stops=tuple(row[1:-1]), end=row[-1] - n))
    return tuple(found)
