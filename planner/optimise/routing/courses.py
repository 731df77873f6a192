"""Courses made of given routes, and tours read off a course."""

import numpy as np

from planner.optimise.routing.compile import empty_course
from planner.optimise.routing.ground import Course, Ground, has_room, put_in
from planner.orienteering import Orienteering, Tour
from planner.travel.compiled import compiled


@compiled
def _line_up(g: Ground, c: Course, r: int, stops: np.ndarray) -> None:
    """Put stops at the end of a route one by one; those that stand elsewhere, or no longer fit, are passed over."""
    for stop in stops:
        p = c.length[r]
        if c.route[stop] >= 0 or not has_room(g, c, stop):
            continue
        put_in(g, c, stop, r, p)


def course_of(problem: Orienteering, g: Ground, routes: list[tuple[int, list[int]]]) -> Course:
    """A course of routes (calendar, stops), each given to the first free route of its calendar."""
    course, free = empty_course(problem), list(range(len(problem.routes)))
    for calendar, stops in routes:
        r = next(r for r in free if problem.routes[r].calendar == calendar)
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
