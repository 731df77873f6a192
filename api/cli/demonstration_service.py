"""The door that the demonstration opens to the service: its database filled, a log-in, addresses of feeds."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from api.cli.service import database_of
from api.cli.terminal import Terminal
from api.clock import wall_clock
from api.post.office import office_of
from api.sample.rules import SEASON_ID
from api.sample.settlement import refuse_foreign, settle
from api.settings import Settings
from api.store.migration import migrate
from planner.plan import Plan
from planner.season import Season


def prepare(settings: Settings) -> None:
    """Migrate the database; refuse one that somebody works with before two minutes are spent on a plan."""
    with database_of(settings, current=False) as database:
        migrate(database)
        refuse_foreign(database, SEASON_ID)


def door(terminal: Terminal, settings: Settings, season: Season, plan: Plan) -> Iterator[RenderableType]:
    """Fill the database, and tell how to get in: the log-in, and a table of feed addresses."""
    with database_of(settings) as database:
        settled = settle(database, season, plan, wall_clock(), office_of(settings))
        where = database.url.render_as_string(hide_password=True)
    url = settings.public_url.rstrip("/")
    yield terminal.say("terminal.demo.service", database=where, number=settled.publication, url=url)
    yield terminal.say("terminal.demo.log_in", login=settled.login, password=settled.password)
    table = Table(title=terminal.say("terminal.demo.feeds"), title_justify="left")
    table.add_column(terminal.say("terminal.demo.leader"))
    table.add_column(terminal.say("terminal.demo.address"), overflow="fold")
    for feed in settled.feeds:
        table.add_row(f"{feed.person.name} {feed.person.title}", f"{url}/cal/{feed.token}.ics")
    yield table
