"""What a Word file says of itself: title, dates, language, and which faces to take where ours are missing."""

from datetime import UTC, datetime

from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from api.documents.paper import FALLBACKS

PROGRAM = "zhaoshang"
# Of a property, by python-docx.
MOST_CHARACTERS = 255
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


def stamp(document: DocumentType, title: str, made_at: datetime, language: str) -> None:
    """Date the file by the plan, not by the clock, and drop what the template says of its own making."""
    properties, instant = (
        document.core_properties,
        made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
    )
    properties.title, properties.author, properties.comments = title[:MOST_CHARACTERS], PROGRAM, ""
    properties.last_modified_by, properties.language = PROGRAM, "zh-CN" if language == "zh" else "en"
    properties.created = properties.modified = instant
    properties.revision = 1
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == _THUMBNAIL]:
        del relations[key]
    # The template was made on a Japanese machine: without this Word draws Japanese forms of our characters.
    for element in (
        *document.settings.element.iter(qn("w:themeFontLang")),
        *document.styles.element.iter(qn("w:lang")),
    ):
        element.set(qn("w:eastAsia"), "zh-CN")


def name_fallback_faces(document: DocumentType) -> None:
    """A font table that gives each face of official documents its usual substitute (``w:altName``)."""
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{substitute}"/><w:charset w:val="86"/></w:font>'
        for face, substitute in FALLBACKS.items()
    )
    table = etree.fromstring(f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>")
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
