"""The values that may stay in a copy: numbers, and words of the format, of fonts and of styles."""

import re

#: The words of the schema's enumerations, all in one set: none of them is free text.
_WORDS_TEXT = """
    true false on off auto none nil default
    start end left right center both distribute highKashida mediumKashida lowKashida
    thaiDistribute numTab justify clear decimal bar num dot hyphen underscore heavy middleDot
    single thick double dotted dashed dotDash dotDotDash triple thinThickSmallGap
    thickThinSmallGap thinThickThinSmallGap thinThickMediumGap thickThinMediumGap
    thinThickThinMediumGap thinThickLargeGap thickThinLargeGap thinThickThinLargeGap wave
    doubleWave dashSmallGap dashDotStroked threeDEmboss threeDEngrave outset inset
    solid horzStripe vertStripe reverseDiagStripe diagStripe horzCross diagCross thinHorzStripe
    thinVertStripe thinReverseDiagStripe thinDiagStripe thinHorzCross thinDiagCross
    pct5 pct10 pct12 pct15 pct20 pct25 pct30 pct35 pct37 pct40 pct45 pct50 pct55 pct60 pct62
    pct65 pct70 pct75 pct80 pct85 pct87 pct90 pct95
    words dottedHeavy dash dashedHeavy dashLong dashLongHeavy dashDotHeavy dashDotDotHeavy
    wavyHeavy wavyDouble
    black blue cyan green magenta red yellow white darkBlue darkCyan darkGreen darkMagenta
    darkRed darkYellow darkGray lightGray
    baseline superscript subscript top bottom lrTb tbRl btLr lrTbV tbRlV tbLrV tb rl lr tbV rlV
    lrV even first nextPage nextColumn continuous evenPage oddPage
    upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago
    ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal
    japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth
    irohaFullWidth decimalZero bullet ganada chosung decimalEnclosedFullstop
    decimalEnclosedParen decimalEnclosedCircleChinese ideographEnclosedCircle
    ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting
    ideographLegalTraditional taiwaneseCountingThousand taiwaneseDigital chineseCounting
    chineseLegalSimplified chineseCountingThousand koreanDigital koreanCounting koreanLegal
    koreanDigital2 vietnameseCounting russianLower russianUpper numberInDash hebrew1 hebrew2
    arabicAlpha arabicAbjad hindiVowels hindiConsonants hindiNumbers hindiCounting thaiLetters
    thaiNumbers thaiCounting
    tab space nothing singleLevel multilevel hybridMultilevel continue restart fixed autofit pct
    dxa exact atLeast notBeside around tight through text margin page inside outside inline drop
    pageBottom beneathText sectEnd docEnd eachSect eachPage portrait landscape lines
    linesAndChars snapToChars period colon emDash enDash newPage newSection allPages firstPage
    notFirstPage back front column textWrapping all indent comma circle underDot round square
    angle curly eastAsia cs wholeTable firstRow lastRow firstCol lastCol band1Vert band2Vert
    band1Horz band2Horz neCell nwCell seCell swCell paragraph character table numbering allLines
    firstAndLastLine firstLineOnly lastLineOnly never overlap separator continuationSeparator
    continuationNotice
    """
WORDS = frozenset(_WORDS_TEXT.split())

_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,3})?(?:pt|cm|mm|in|pi|pc|%)?|[0-9A-Fa-f]{6}")


def value(text: str) -> str | None:
    """Return a value that holds no free text: a number, a colour, a word of the schema; or None.

    >>> value("240"), value("FF0000"), value("center"), value("Kowalska")
    ('240', 'FF0000', 'center', None)
    """
    return text if text in WORDS or _NUMBER.fullmatch(text) else None


#: Fonts that half the world has; any other could be an institution's own.
FONTS = frozenset(
    name.strip()
    for name in """
    Aptos, Aptos Display, Aptos Narrow, Arial, Arial Black, Arial Narrow, Arial Unicode MS, Batang,
    Book Antiqua, Bookman Old Style, Caladea, Calibri, Calibri Light, Cambria, Cambria Math,
    Candara, Carlito, Century, Century Gothic, Century Schoolbook, Comic Sans MS, Consolas,
    Constantia, Corbel, Courier, Courier New, DejaVu Sans, DejaVu Sans Mono, DejaVu Serif,
    Franklin Gothic Book, Franklin Gothic Medium, Garamond, Georgia, Gill Sans MT, Gulim,
    Helvetica, Impact, Liberation Mono, Liberation Sans, Liberation Serif, Lucida Console,
    Lucida Sans Unicode, MS Gothic, MS Mincho, Malgun Gothic, Mangal, Microsoft YaHei,
    Noto Sans, Noto Sans CJK SC, Noto Serif, OpenSymbol, PMingLiU, Palatino Linotype,
    Roboto, Segoe UI, Segoe UI Symbol, SimHei, SimSun, Symbol, Tahoma, Times, Times New Roman,
    Trebuchet MS, Verdana, Webdings, Wingdings, Wingdings 2, Wingdings 3, Yu Gothic, Yu Mincho
    """.replace("\n", " ").split(",")
)

_LEVELS = ("heading", "toc", "index")
_FIXED_STYLES = """
    Normal, Title, Subtitle, Strong, Emphasis, Quote, Intense Quote, Intense Emphasis,
    Subtle Emphasis, Subtle Reference, Intense Reference, Book Title, No Spacing, List Paragraph,
    header, footer, caption, page number, line number, footnote text, footnote reference,
    endnote text, endnote reference, Body Text, Body Text 2, Body Text 3, Body Text Indent,
    Body Text Indent 2, Body Text Indent 3, Body Text First Indent, List, List 2, List 3,
    List Bullet, List Bullet 2, List Bullet 3, List Number, List Number 2, List Number 3,
    List Continue, List Continue 2, Plain Text, Block Text, Date, Salutation, Closing, Signature,
    Hyperlink, FollowedHyperlink, Placeholder Text, Balloon Text, Normal (Web), Normal Indent,
    Table Normal, Table Grid, Table Grid Light, Plain Table 1, Plain Table 2, No List,
    Default Paragraph Font, Document Map, envelope address, envelope return, TOC Heading,
    macro, Bibliography, HTML Preformatted
"""
#: The names of styles that Word itself brings; case-folded, with how they are spelt.
STYLES = {
    name.casefold(): name
    for name in (
        *(each.strip() for each in _FIXED_STYLES.replace("\n", " ").split(",")),
        *(f"{name} {level}" for name in _LEVELS for level in range(1, 10)),
    )
}

#: Bullets that stay as they are, those of symbol fonts among them; any other becomes the first.
BULLETS = frozenset("•○▪▫■□●◦–—-*→➢✓✔·o§\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0e0\uf0e8\uf02d")
PLAIN_BULLET = "•"
#: What stays of a list's label besides the places of its numbers.
_LABEL = re.compile(r"%[1-9]|[().,:;\[\]/\-–—§ ]")


def label(text: str, *, bullet: bool) -> str:
    """Return the label of a list level without words, which could be a name.

    >>> label("Kowalska %1.", bullet=False)
    ' %1.'
    """
    if bullet:
        return text if text in BULLETS else PLAIN_BULLET
    return "".join(_LABEL.findall(text))


#: The fields whose code is kept, as it makes a number and nothing else.
PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})

#: Named colours of highlighting.
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
