"""The look of the review page: light and dark, on a screen and on paper, in colour and without."""

STYLE = """
:root { color-scheme: light dark;
  --paper: #fbfaf7; --card: #fff; --ink: #1d2126; --faint: #5d6670; --line: #d9d7d0;
  --link: #0b57a4;
  --person: 37 99 195; --organization: 168 92 10; --place: 22 128 76; --contact: 142 60 168;
  --number: 90 98 110; --doubt: #b3261e; --doubtback: #fde9e7; --warn: #8a5a00; --good: #1d7a46; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #15181c; --card: #1d2126; --ink: #e8e6e1; --faint: #a2abb5; --line: #363c44;
  --link: #8ab8f0; --person: 110 165 245; --organization: 232 160 75; --place: 95 200 140;
  --contact: 210 140 235; --number: 165 175 190; --doubt: #ff8a80; --doubtback: #4a1f1c;
  --warn: #e5b567; --good: #7fd6a3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem clamp(.8rem, 3vw, 3rem) 4rem; max-width: 110rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.9rem; margin: 0 0 .4rem; }
h2 { font-size: 1.25rem; margin: 0 0 .6rem; overflow-wrap: anywhere; }
h2 small { font-size: .8rem; font-weight: 400; color: var(--faint); }
h3 { font-size: .8rem; margin: 0; letter-spacing: .08em; text-transform: uppercase;
  color: var(--faint); }
a { color: var(--link); }
code { font-size: .92em; overflow-wrap: anywhere; }
body > section { margin: 2rem 0; }
.how, .legend { max-width: 60rem; }
.how ol { padding-left: 1.3rem; margin: 0; }
.how li + li { margin-top: .35rem; }
.private { margin: 0 0 1rem; color: var(--doubt); }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .7rem; padding: 0; margin: 0; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .45rem .9rem; }
.counts b { font-size: 1.35rem; margin-right: .25rem; }
.counts .held, .counts .withheld, .counts .undecided { border-color: var(--doubt); }
table.doubts { border-collapse: collapse; width: 100%; background: var(--card);
  border: 1px solid var(--line); }
.doubts th { text-align: left; font-size: .8rem; color: var(--faint); font-weight: 600; }
.doubts th, .doubts td { padding: .45rem .8rem; border-top: 1px solid var(--line);
  vertical-align: top; }
.doubts td:first-child { white-space: nowrap; font-weight: 600; }
.doubts td:nth-child(2) { white-space: nowrap; font-size: .9rem; }
.doubts .d4 td:first-child { box-shadow: inset .3rem 0 var(--doubt); }
.doubts .d3 td:first-child { box-shadow: inset .2rem 0 var(--doubt); }
.doubts .d2 td:first-child { box-shadow: inset .1rem 0 var(--doubt); }
.context { color: var(--faint); font-size: .92rem; overflow-wrap: anywhere; }
.context em { font-style: normal; font-weight: 700; color: var(--doubt); }
.done { color: var(--good); }
.holds { color: var(--doubt); font-size: .85rem; white-space: nowrap; }
article { margin: 2.5rem 0; padding-top: 1.2rem; border-top: 3px solid var(--line); }
article .doubts { margin: .8rem 0; }
.facts { margin: 0 0 .4rem; color: var(--faint); overflow-wrap: anywhere; }
.facts .released { color: var(--good); }
.facts .held, .facts .withheld, .facts .refused { color: var(--doubt); }
.note { margin: .2rem 0; color: var(--warn); }
.panes { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-top: .8rem; }
.panes section { min-width: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
  padding: 1rem 1.1rem; margin-top: .3rem; font-size: .95rem; line-height: 1.65; }
.text.table { white-space: pre; overflow-wrap: normal; overflow-x: auto; tab-size: 8;
  font: .85rem/1.65 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
mark { color: inherit; border-radius: .2rem; padding: .05em .15em; unicode-bidi: isolate;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark[data-n]::after, .doubt[data-n]::after { content: attr(data-n); font-size: .68em;
  margin-left: .3em; color: var(--faint); white-space: nowrap; }
.person { --colour: var(--person); } .organization { --colour: var(--organization); }
.place { --colour: var(--place); } .contact { --colour: var(--contact); }
mark.number { --colour: var(--number); }
.c3 { background: rgb(var(--colour) / .26); border-bottom: 2px solid rgb(var(--colour)); }
.c2 { background: rgb(var(--colour) / .15); border-bottom: 2px dashed rgb(var(--colour)); }
.c1 { background: rgb(var(--colour) / .07); border-bottom: 2px dotted rgb(var(--colour)); }
u { text-decoration: underline double; text-underline-offset: .2em; }
em.doubt { font-style: normal; background: var(--doubtback); outline: 2px solid var(--doubt);
  border-radius: .2rem; padding: .05em .2em; scroll-margin: 5rem; }
em.doubt.d1, em.doubt.d2 { outline-width: 1px; }
.doubt[data-n]::after { content: "doubt " attr(data-n); color: var(--doubt); font-weight: 700; }
em.doubt:target { outline-width: 4px; }
.x { font: .72em ui-monospace, monospace; border: 1px solid var(--faint); border-radius: .2rem;
  padding: 0 .2em; color: var(--faint); }
@media (max-width: 60rem) { .panes { grid-template-columns: 1fr; }
  .doubts th, .doubts td { padding: .4rem .5rem; } }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --faint: #444; }
  body { font-size: 9pt; padding: 0; max-width: none; }
  article { break-before: page; }
  .panes { grid-template-columns: 1fr 1fr; } .text { border: 0; padding: 0; }
  tr, .counts li { break-inside: avoid; }
  mark, em.doubt { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""
