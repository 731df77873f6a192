"""The papers of a signing ceremony: script, batches with places, contract copies."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from api.documents.amounts import investment
from api.documents.content import OfficialPaper, Paragraph, Row, Section, Table
from api.documents.dates import dated, long_date
from api.documents.legible import one_line
from api.documents.numerals import heading_number
from api.documents.seat_plan import seat_plan
from api.documents.signing_rows import SigningRow, names_of, signing_rows, total_cny
from api.texts import Language, say
from events.batches.arrangement import Arrangement, Batch, BatchRules, Witness
from events.batches.readiness import NO_DAY, Missing
from events.batches.signing_project import SigningProject
from events.run_sheet.programme import Programme


class CeremonyPapers(NamedTuple):
    """What the papers of one ceremony are made from; ``made_at`` dates the files."""

    programme: Programme
    arrangement: Arrangement
    projects: Sequence[SigningProject]
    witnesses: Sequence[Witness]
    rules: BatchRules
    made_at: datetime
    language: Language = "zh"

    @property
    def rows(self) -> dict[int, tuple[SigningRow, ...]]:
        """The rows that every paper prints."""
        return signing_rows(self.arrangement, self.projects, self.language)

    def say(self, key: str, **words: object) -> str:
        """The wording of ``key`` in the papers' language."""
        return say(key, self.language, **words)

    def joined(self, names: Sequence[str]) -> str:
        """甲、乙、丙."""
        return say("document.list.separator", self.language).join(names)


def script(papers: CeremonyPapers) -> OfficialPaper:
    """主持词: what the compere says, batch by batch, with the names of the rows."""
    names = names_of(papers.witnesses)
    standing = {name for batch in papers.arrangement.batches for row in batch.rows for name in row}
    present = sorted(standing, key=_protocol(papers).__getitem__)
    title = one_line(papers.programme.title)
    introduced = papers.joined([names[name] for name in present])
    opening = (
        papers.say("ceremony.script.opening", title=title, witnesses=introduced)
        if introduced
        else papers.say("ceremony.script.opening_plain", title=title)
    )
    sections = [
        (
            "ceremony.script.opening_heading",
            (opening, papers.say("ceremony.script.count", **_totals(papers))),
        ),
        *((None, tuple(_called(papers, batch, names))) for batch in papers.arrangement.batches),
        ("ceremony.script.closing_heading", (papers.say("ceremony.script.closing"),)),
    ]
    headings = [
        papers.say(key) if key else _batch_heading(papers, papers.arrangement.batches[number - 1])
        for number, (key, _) in enumerate(sections)
    ]
    return _paper(
        papers,
        "ceremony.paper.script_title",
        tuple(
            Section(
                heading=heading_number(number, 1, papers.language) + heading,
                blocks=tuple(Paragraph(text=text) for text in texts),
            )
            for number, (heading, (_, texts)) in enumerate(zip(headings, sections, strict=True), start=1)
        ),
    )


def batch_plan(papers: CeremonyPapers) -> OfficialPaper:
    """批次与站位表: each batch as a table and as a picture, its witnesses, and what is not ready."""
    layout = papers.rules.layout
    custom = papers.say(
        "ceremony.batch.custom", source=layout.source, date=long_date(layout.in_force_from, papers.language)
    )
    total = papers.say("ceremony.batch.total", **_totals(papers))
    sections = [
        Section(heading="", blocks=(Paragraph(text=total), Paragraph(text=custom, style="note"))),
        *(_batch_section(papers, batch) for batch in papers.arrangement.batches),
        *_obstacles(papers),
        *_not_ready(papers),
    ]
    return _paper(papers, "ceremony.paper.plan_title", tuple(sections))


def contract_copies(papers: CeremonyPapers) -> OfficialPaper:
    """合同文本清单: what lies at each place, to be checked off, and how much of it there is."""
    listed = [row for rows in papers.rows.values() for row in rows]
    lines = [
        Row(
            cells=(
                str(row.batch),
                str(row.place),
                row.title,
                f"{row.host_unit}\n{row.company}",
                str(row.copies),
                "2",
                "",
            )
        )
        for row in listed
    ]
    sums = (str(sum(row.copies for row in listed)), str(2 * len(listed)), "")
    lines.append(Row(cells=("", "", papers.say("ceremony.copies.total"), "", *sums), strong=True))
    columns = ("batch", "place", "project", "parties", "copies", "pens", "checked")
    table = Table(
        header=tuple(papers.say(f"ceremony.copies.{name}") for name in columns),
        widths_mm=(12, 12, 46, 42, 13, 17, 14),
        centred=(0, 1, 4, 5, 6),
        rows=tuple(lines),
    )
    return _paper(papers, "ceremony.paper.copies_title", (Section(heading="", blocks=(table,)),))


def _paper(papers: CeremonyPapers, key: str, sections: tuple[Section, ...]) -> OfficialPaper:
    day, venue = dated(papers.programme.day, papers.language), one_line(papers.programme.venue)
    return OfficialPaper(
        title=papers.say(key, title=one_line(papers.programme.title)),
        subtitle=papers.say("ceremony.paper.subtitle", date=day, venue=venue) if venue else day,
        footer=papers.say("ceremony.paper.footer"),
        made_at=papers.made_at,
        language=papers.language,
        sections=sections,
    )


def _totals(papers: CeremonyPapers) -> dict[str, object]:
    batches = papers.arrangement.batches
    return {
        "batches": len(batches),
        "projects": sum(len(batch.places) for batch in batches),
        "amount": investment(total_cny(papers.arrangement, papers.projects), papers.language) or "0",
    }


def _batch_heading(papers: CeremonyPapers, batch: Batch) -> str:
    key = "ceremony.batch.heading_online" if batch.online else "ceremony.batch.heading"
    return papers.say(key, number=batch.number, count=len(batch.places))


def _called(papers: CeremonyPapers, batch: Batch, names: Mapping[str, str]) -> Iterator[str]:
    yield papers.say(
        "ceremony.script.call_online" if batch.online else "ceremony.script.call", number=batch.number
    )
    standing = sorted((name for row in batch.rows for name in row), key=_protocol(papers).__getitem__)
    if standing:
        yield papers.say(
            "ceremony.script.witness_call", witnesses=papers.joined([names[name] for name in standing])
        )
    for row in papers.rows[batch.number]:
        yield papers.say(
            "ceremony.script.project",
            host_unit=row.host_unit,
            company=row.company,
            title=row.title,
            amount=row.amount,
            host=row.host,
            signer=row.signer,
        )
    yield papers.say("ceremony.script.sign")


def _batch_section(papers: CeremonyPapers, batch: Batch) -> Section:
    rows = papers.rows[batch.number]
    names = names_of(papers.witnesses)
    columns = ("place", "project", "host", "company", "amount", "presence")
    table = Table(
        header=tuple(papers.say(f"ceremony.batch.{name}") for name in columns),
        widths_mm=(12, 32, 37, 37, 24, 14),
        centred=(0, 4, 5),
        rows=tuple(
            Row(
                cells=(
                    str(row.place),
                    row.title,
                    papers.say("ceremony.batch.party", unit=row.host_unit, signer=row.host),
                    papers.say("ceremony.batch.party", unit=row.company, signer=row.signer),
                    row.amount,
                    row.presence,
                )
            )
            for row in rows
        ),
    )
    witnesses = {witness.id: witness for witness in papers.witnesses}
    drawn = seat_plan(batch, rows, witnesses, papers.rules.seats, papers.rules.layout, papers.language)
    standing = [papers.joined([names[name] for name in row]) for row in batch.rows]
    if len(standing) > 1:
        standing = [
            papers.say("ceremony.batch.row", number=k, names=row) for k, row in enumerate(standing, 1)
        ]
    separator = say("document.list.semicolon", papers.language)
    told = (
        [Paragraph(text=papers.say("ceremony.batch.witnesses", names=separator.join(standing)))]
        if standing
        else []
    )
    heading = heading_number(batch.number, 1, papers.language) + _batch_heading(papers, batch)
    return Section(heading=heading, blocks=(table, *told, drawn))


def _protocol(papers: CeremonyPapers) -> dict[str, tuple[int, int, str]]:
    """Where each witness stands in the order of protocol."""
    return {witness.id: (witness.rank, witness.order, witness.id) for witness in papers.witnesses}


def _obstacles(papers: CeremonyPapers) -> Iterator[Section]:
    found = papers.arrangement.impossible
    if found:
        texts = (papers.say(f"ceremony.obstacle.{item.obstacle.value}", **item.detail) for item in found)
        yield Section(heading="", blocks=tuple(Paragraph(text=text) for text in texts))


def lack_words(missing: Missing, language: Language) -> str:
    """What is missing, its day as documents write days."""
    words = dict(missing.detail)
    if "day" in words:
        told = words["day"] != NO_DAY
        words["day"] = (
            long_date(date.fromisoformat(words["day"]), language)
            if told
            else say("ceremony.lack.no_day", language)
        )
    return say(f"ceremony.lack.{missing.lack.value}", language, **words)


def _not_ready(papers: CeremonyPapers) -> Iterator[Section]:
    if not papers.arrangement.not_ready:
        return
    titles = {project.id: one_line(project.title) for project in papers.projects}
    rows = tuple(
        Row(
            cells=(
                titles[item.project],
                "\n".join(lack_words(lack, papers.language) for lack in item.missing),
            )
        )
        for item in papers.arrangement.not_ready
    )
    header = (papers.say("ceremony.not_ready.project"), papers.say("ceremony.not_ready.missing"))
    yield Section(
        heading=papers.say("ceremony.not_ready.heading"),
        blocks=(Table(header=header, widths_mm=(56, 100), rows=rows),),
    )
