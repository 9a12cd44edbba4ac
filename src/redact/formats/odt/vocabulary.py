"""What may stay in a copy: attributes by name, and values that hold no free text."""

import re

from redact.formats.docx.vocabulary import FONTS
from redact.formats.odt.names import names

_WORDS_TEXT = """
    true false none auto normal always page column avoid start end left right center justify
    top middle bottom baseline automatic inherit transparent scroll
    solid dotted dashed double groove ridge inset outset hidden wave long-dash dash dot-dash
    dot-dot-dash small-wave single thin bold medium thick font-color continuous
    skip-white-space italic oblique small-caps uppercase lowercase capitalize super sub
    embossed engraved accent dot circle disc above below
    100 200 300 400 500 600 700 800 900
    lr-tb rl-tb tb-rl tb-lr lr rl tb ltr rtl portrait landscape mirrored all odd even
    page-number margins collapsing separating wrap no-wrap parallel dynamic run-through
    biggest foreground background full outside inside content clip visible
    paragraph char as-char frame page-content paragraph-content page-start-margin
    page-end-margin paragraph-start-margin paragraph-end-margin char-start from-left from-top
    from-inside line text fixed variable roman swiss modern decorative script system
    fill stroke color watermark mono standard greyscale iteratively once-successive
    once-concurrent once-simultaneous position size protected 3d bitmap gradient hatch
    ideograph-alpha hanging simple strict char-wrap listtab space nothing
    label-alignment label-width-and-position document chapter footnote endnote current
    previous next text-box exact min ignore repeat no-repeat stretch
    paragraph-rel horizontal vertical both
"""
WORDS = frozenset(_WORDS_TEXT.split())
_TOKEN = re.compile(
    r"[-+]?(?:\d{1,7}(?:\.\d{1,6})?|\.\d{1,6})(?:in|cm|mm|pt|pc|px|em|%|\*)?|#[0-9a-fA-F]{6}|0x[0-9a-f]+"
)
#: Names that the program gives itself, the same for every letter but for a number.
OWN = re.compile(
    r"(?:[SLMG]\d{1,5}|(?:Table|Frame|Section|Picture)\d{1,5}|\d{1,6}"
    r"|Pictures/picture\d{1,5}\.(?:png|jpeg)|ftn\d{1,5})"
)


def value(text: str) -> str | None:
    """Return a value that holds no free text: lengths, colours, words of the format; or None.

    >>> value("0.5pt solid #000000"), value("center"), value("Kowalska")
    ('0.5pt solid #000000', 'center', None)
    """
    if text in WORDS or _TOKEN.fullmatch(text):
        return text
    tokens = text.split(" ")
    if len(tokens) > 8:
        return None
    fits = all(token in WORDS or _TOKEN.fullmatch(token) for token in tokens)
    return text if fits else None


def font(text: str) -> str | None:
    """Return the name of a font that half the world has, else None.

    >>> font("'Liberation Serif', serif"), font("Brackenmoor Sans")
    ('Liberation Serif', None)
    """
    name = text.partition(",")[0].strip().strip("'\"").strip()
    return name if name in FONTS else None


_STYLES_TEXT = """
    Standard Heading Text_20_body List Caption Index Title Subtitle Header Footer
    Footnote Endnote Quotations Signature Salutation Sender Addressee Table_20_Contents
    Table_20_Heading Text_20_body_20_indent First_20_line_20_indent Frame_20_contents
    Graphics Frame OLE Footnote_20_Symbol Endnote_20_Symbol Footnote_20_anchor
    Endnote_20_anchor Internet_20_link Emphasis Strong_20_Emphasis Bullet_20_Symbols
    Numbering_20_Symbols Page_20_Number Preformatted_20_Text Horizontal_20_Line
    Header_20_and_20_Footer Outline HTML First_20_Page Left_20_Page Right_20_Page
"""
#: The names of styles that every writer of letters has; any other is numbered.
STYLES = frozenset(
    {
        *_STYLES_TEXT.split(),
        *(f"Heading_20_{level}" for level in range(1, 11)),
        *(f"List_20_{level}" for level in range(1, 6)),
    }
)

#: The attributes of the properties of styles and of page layouts.
PROPERTIES = names(
    """
    fo:background-color fo:border fo:border-top fo:border-bottom fo:border-left fo:border-right
    fo:break-after fo:break-before fo:clip fo:color fo:column-count fo:column-gap
    fo:font-size fo:font-style fo:font-variant fo:font-weight fo:height fo:hyphenate
    fo:keep-together fo:keep-with-next fo:letter-spacing fo:line-height fo:margin fo:margin-bottom
    fo:margin-left fo:margin-right fo:margin-top fo:max-height fo:max-width fo:min-height
    fo:min-width fo:orphans fo:padding fo:padding-bottom fo:padding-left fo:padding-right
    fo:padding-top fo:page-height fo:page-width fo:text-align fo:text-align-last fo:text-indent
    fo:text-transform fo:widows fo:width fo:wrap-option fo:start-indent fo:end-indent
    style:auto-text-indent style:background-transparency style:border-line-width
    style:border-line-width-top style:border-line-width-bottom style:border-line-width-left
    style:border-line-width-right style:column-width style:rel-column-width
    style:contextual-spacing style:dynamic-spacing style:flow-with-text
    style:font-independent-line-spacing
    style:font-size-asian style:font-size-complex style:font-style-asian style:font-style-complex
    style:font-weight-asian style:font-weight-complex style:font-relief style:footnote-max-height
    style:height style:horizontal-pos style:horizontal-rel style:justify-single-word
    style:letter-kerning style:line-break style:line-height-at-least style:line-spacing
    style:may-break-between-rows style:min-row-height style:mirror style:num-format
    style:number-wrapped-paragraphs style:page-number style:print-orientation style:punctuation-wrap
    style:rel-height style:rel-width style:row-height style:run-through style:shadow
    style:snap-to-layout-grid style:tab-stop-distance style:text-autospace style:text-blinking
    style:text-line-through-style style:text-line-through-type style:text-outline
    style:text-position style:text-rotation-angle style:text-rotation-scale style:text-scale
    style:text-underline-color style:text-underline-mode style:text-underline-style
    style:text-underline-type style:text-underline-width style:use-optimal-column-width
    style:use-optimal-row-height style:use-window-font-color style:vertical-align
    style:vertical-pos style:vertical-rel style:width style:wrap style:wrap-contour
    style:wrap-contour-mode style:writing-mode style:adjustment style:distance-before-sep
    style:distance-after-sep style:color style:min-height
    svg:height svg:width svg:x svg:y
    draw:fill draw:fill-color draw:stroke draw:auto-grow-height draw:auto-grow-width
    draw:textarea-horizontal-align draw:textarea-vertical-align
    table:align table:border-model table:display
    text:anchor-type text:min-label-distance text:min-label-width text:space-before
    text:list-level-position-and-space-mode text:label-followed-by text:list-tab-stop-position
    text:line-number text:number-lines
    """
)

#: The attributes of elements of the text itself.
ATTRIBUTES = names(
    """
    text:outline-level text:start-value text:continue-numbering text:restart-numbering
    text:note-class text:anchor-type svg:x svg:y svg:width svg:height style:rel-width
    style:rel-height fo:min-height fo:min-width draw:z-index text:select-page
    text:anchor-page-number
    table:number-columns-repeated table:number-rows-repeated table:number-columns-spanned
    table:number-rows-spanned table:is-sub-table
    """
)
