"""Official paper by GB/T 9704-2012 (党政机关公文格式) §5, §7: A4, margins, 22 lines of 28 characters, faces.

The named faces are not free; Word falls back to those of ``FALLBACKS`` where they are missing, and the PDF is
set in those of the package pylopdf_fonts_zh_cn (Noto Serif SC for running text, Noto Sans SC for headings).
"""

PAGE_WIDTH_MM = 210
PAGE_HEIGHT_MM = 297
MARGIN_TOP_MM = 37
MARGIN_BOTTOM_MM = 35
MARGIN_LEFT_MM = 28
MARGIN_RIGHT_MM = 26
TEXT_WIDTH_MM = PAGE_WIDTH_MM - MARGIN_LEFT_MM - MARGIN_RIGHT_MM

LINES_A_PAGE = 22
CHARACTERS_A_LINE = 28
# 225 mm of text height over 22 lines: 10.23 mm, that is 28.95 pt or 579 twentieths of a point.
LINE_PITCH_TWIPS = 579
# 156 mm over 28 characters: 15.79 pt each, 0.21 pt less than the size of 三号. Word counts twentieths of a
# point, and a quarter point is the first of them that lets 28 characters in. A character grid would do the
# same in Word but spreads the text in LibreOffice, which gives a character of 16 pt two cells of 15.79 pt.
TRACKING_TWIPS = -5

TITLE_PT = 26.0  # 一号, on the cover
HEADLINE_PT = 22.0  # 二号, above a paper without one
BODY_PT = 16.0  # 三号
TABLE_PT = 12.0  # 小四
NOTE_PT = 10.5  # 五号
PAGE_NUMBER_PT = 14.0  # 四号

TITLE_FACE = "方正小标宋简体"
BODY_FACE = "仿宋_GB2312"
HEADING_FACE = "黑体"
SUBHEADING_FACE = "楷体_GB2312"
NUMBER_FACE = "宋体"
LATIN_FACE = "Times New Roman"

FALLBACKS = {
    TITLE_FACE: "华文中宋",
    BODY_FACE: "仿宋",
    SUBHEADING_FACE: "楷体",
    HEADING_FACE: "SimHei",
    NUMBER_FACE: "SimSun",
}
