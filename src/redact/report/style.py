"""The look of the report: that of the review page, and of its plots."""

from redact.review.style import STYLE

REPORT_STYLE = (
    STYLE
    + """
body { max-width: 62rem; }
.verdict { font-size: 1.2rem; border-left: .4rem solid var(--good); padding: .3rem 0 .3rem 1rem; }
.verdict.open { border-color: var(--doubt); }
.doubts td small { font-weight: 400; color: var(--faint); }
.counts .refused { border-color: var(--doubt); }
svg { width: 100%; max-width: 46rem; height: auto; display: block; }
svg text { fill: var(--ink); font-size: 13px; }
svg path { stroke: var(--faint); } svg rect { fill: rgb(var(--colour, var(--number))); }
svg .released { --colour: var(--place); } svg .held { --colour: var(--organization); }
svg .withheld, svg .refused { --colour: 179 38 30; }
svg g.number { --colour: var(--number); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--link); }
table.facts { border-collapse: collapse; color: inherit; } .facts td, .facts th {
  padding: .2rem 1rem .2rem 0; text-align: left; } .facts td + td { text-align: right; }
.head { font: .95rem ui-monospace, monospace; overflow-wrap: anywhere; }
@media print { section { break-inside: avoid; } }
"""
)
