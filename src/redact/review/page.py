"""The review page: one HTML file that needs no script, no network and no other file."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, islice

from redact.datamodel import Doubt, Outcome, Span
from redact.review import words
from redact.review.frame import framed, opening
from redact.review.letters import HiddenPart, ListedDoubt, Review, ReviewedLetter, Texts, to_decide
from redact.review.marks import Mark, marked, visible
from redact.review.style import STYLE

#: How the page begins; a file that begins so may be replaced by a new one.
OPENING = opening("review")
#: How many characters of a copy are shown on each side of a doubt.
_CONTEXT = 60
#: Doubts that take one decision, each with its place among those of its letter.
_Group = list[tuple[int, ListedDoubt]]


def page(review: Review) -> str:
    """Return the page as HTML; all that comes from a letter or a file name is escaped."""
    letters = list(enumerate(review.letters, 1))
    body = chain(
        _head(review),
        _what_to_do(review),
        ranking(letters),
        legend(),
        *(article(number, letter) for number, letter in letters),
    )
    return framed("review", "Letters to review", STYLE, body)


def _head(review: Review) -> Iterator[str]:
    counts = Counter(letter.outcome for letter in review.letters)
    yield '<header id="top"><h1>Letters to review</h1>'
    yield (
        '<p class="private"><b>Private.</b> This page shows the letters as they were. It is'
        " for whoever checks them: do not pass it on.</p>"
    )
    told = [count(counts[one], words.OUTCOMES[one], one) for one in Outcome if counts[one]]
    doubts = [listed for letter in review.letters for listed in letter.doubts]
    left = to_decide(review.letters)
    told.append(count(len(doubts), "doubts" if len(doubts) != 1 else "doubt", "doubts"))
    what = "decisions to make" if left != 1 else "decision to make"
    told.append(count(left, what, "undecided" if left else "decided"))
    yield f'<ul class="counts">{"".join(told)}</ul></header>'


def count(number: int, what: str, name: str) -> str:
    """Return a number at the head of a page, with what it counts."""
    return f'<li class="{name}"><b>{number}</b> {what}</li>'


def _what_to_do(review: Review) -> Iterator[str]:
    """Yield what is left for the person to do; nothing where nothing is in doubt."""
    if to_decide(review.letters):
        yield _how_to_decide(review)
    elif any(letter.doubts for letter in review.letters):
        yield f'<section class="how"><h2>All is decided</h2><p>{_again(review)}</p></section>'


def _how_to_decide(review: Review) -> str:
    return (
        '<section class="how"><h2>How to decide</h2><ol>'
        "<li>Read each doubt below. A doubt is text that a second, simpler reader would look at"
        " again: often it is harmless. A letter that is held waits for those alone that are marked"
        ' <b class="holds">holds the letter</b>.</li>'
        f"<li>Open <code>{visible(review.decisions)}</code> in any text editor. Every doubt has"
        " an entry there with the same number, counted from the top. After <code>do:</code> write"
        " <b>hide</b> (it tells who somebody is), <b>keep</b> (it is nobody’s secret, also where"
        " it is hidden) or <b>accept</b> (it may stay as it is). Say once, at the top, who decided,"
        " when and why. What else should be hidden, or is hidden for nothing, gets an entry of"
        " its own; with the id that stands beside the name of a letter, as <code>letter:</code>,"
        " it goes for that letter, without for all.</li>"
        f"<li>{_again(review)}</li></ol></section>"
    )


def _again(review: Review) -> str:
    command = f"redact run … --records {shlex.quote(review.records)} --overwrite"
    return (
        "Redact the letters again, with the same records and the options of the first time:"
        f" <code>{visible(command)}</code>. Each decision is carried out and recorded, then and"
        " later, until its letter changes."
    )


def ranking(letters: Sequence[tuple[int, ReviewedLetter]]) -> Iterator[str]:
    """Yield a table of all doubts, the likeliest leak first."""
    rows = [(number, letter, group) for number, letter in letters for group in _grouped(letter)]
    yield '<section><h2 id="doubts">All doubts, the likeliest leak first</h2>'
    if not rows:
        yield "<p>There are none. A reader may still see what two programs do not.</p></section>"
        return
    rows.sort(key=lambda row: -row[2][0][1].doubt.likelihood)
    yield (
        '<table class="doubts"><thead><tr><th>No.</th><th>A leak?</th><th>What and where</th>'
        "</tr></thead><tbody>"
    )
    for number, letter, group in rows:
        link = f' · <a href="#letter-{number}">{visible(letter.name)}</a>'
        yield _row(group, number, letter, link)
    yield "</tbody></table></section>"


def _grouped(letter: ReviewedLetter) -> list[_Group]:
    """Return the doubts of a letter, those that take one decision together, the likeliest first."""
    groups: dict[int, _Group] = {}
    for place, listed in enumerate(letter.doubts, 1):
        groups.setdefault(listed.entry or -place, []).append((place, listed))
    return list(groups.values())


def _row(group: _Group, number: int, letter: ReviewedLetter, link: str = "") -> str:
    place, listed = group[0]
    doubt = listed.doubt
    word, step = words.likelihood(doubt.likelihood)
    verdict = f' <b class="done">{words.VERDICTS[listed.verdict]}</b>' if listed.verdict else ""
    holds = not verdict and any(one.holds for _, one in group)
    held = ' <b class="holds">holds the letter</b>' if holds else ""
    times = f" · {len(group)} times in this letter" if len(group) > 1 else ""
    context = _context(letter.texts, doubt) if letter.texts else ""
    return (
        f'<tr class="d{step}"><td><a href="#{_anchor(number, place)}">{_number(listed)}</a></td>'
        f"<td><b>{word}</b><br>{words.percent(doubt.likelihood)}</td>"
        f"<td>{escape(words.kind(doubt.kind))}{times}{link}{held}{verdict}"
        f'<div class="context">{context}</div></td></tr>'
    )


def _number(listed: ListedDoubt) -> str:
    """Return the number of a doubt in the decisions file, a dash where it has no entry."""
    return str(listed.entry or "–")


def _context(texts: Texts, doubt: Doubt) -> str:
    text, span = texts.after, _framed(doubt.span, texts.hidden)
    low, high = _around(text, span)
    mark = Mark(Span(span.start - low, span.end - low), "<em>", "</em>")
    lead, tail = "… " if low else "", " …" if high < len(text) else ""
    return f"<bdi>{lead}{marked(text[low:high], [mark])}{tail}</bdi>"


def _around(text: str, span: Span) -> tuple[int, int]:
    """Return where the context of a span begins and ends: between words, where there are any."""
    low, high = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
    blanks = [place for place in range(low, high) if text[place].isspace()]
    if low:
        low = next((place + 1 for place in blanks if place < span.start), low)
    if high < len(text):
        high = next((place for place in reversed(blanks) if place >= span.end), high)
    return low, high


def legend() -> Iterator[str]:
    """Yield how the letters are to be read."""
    colours: dict[str, list[str]] = {}
    for word, colour in words.LABELS.values():
        colours.setdefault(colour, []).append(word)
    shown = " ".join(
        f'<mark class="{colour} c3">{", ".join(names)}</mark>' for colour, names in colours.items()
    )
    certainties = " ".join(
        f'<mark class="person c{step}">{word}</mark>'
        for word, step in (words.certainty(score) for score in (0.9, 0.6, 0.1))
    )
    yield (
        '<section class="legend"><h2>How to read the letters</h2>'
        f"<p>Hidden text has the colour of what it is: {shown}. The small word behind it says so"
        " too. The same number, there or in the placeholder, is the same person or place. Rest the"
        " pointer on it to see more.</p>"
        f"<p>The fainter the colour, the less sure the program was: {certainties}.</p>"
        '<p><em class="doubt">Framed text</em> is in doubt. <u>Underlined text</u> was found and'
        ' kept on purpose. <i class="x">U+202E</i> stands for a character that cannot be'
        " seen.</p></section>"
    )


def article(number: int, letter: ReviewedLetter) -> Iterator[str]:
    """Yield all that is to be seen of one letter."""
    copy = f"copy: {visible(letter.copy)}" if letter.copy else "no copy"
    name = f"{visible(letter.name)}{_id(letter.letter_id)}"
    yield (
        f'<article id="letter-{number}" class="{letter.outcome}"><h2>{name}</h2>'
        f'<p class="facts"><b class="{letter.outcome}">{words.OUTCOMES[letter.outcome]}</b>'
        f' · {copy} · <a href="#top">top</a></p>'
    )
    for note in (letter.reason.partition("; see redact review")[0], *letter.notes):
        if note:
            yield f'<p class="note">{visible(note)}</p>'
    if letter.untold:
        doubts = words.many(letter.untold, "doubt")
        yield f'<p class="note">{doubts} about its copy, which cannot be shown here</p>'
    if letter.doubts:
        yield '<table class="doubts"><tbody>'
        for group in _grouped(letter):
            yield _row(group, number, letter)
        yield "</tbody></table>"
    if letter.texts:
        yield _panes(number, letter, letter.texts)
    yield "</article>"


def _id(letter_id: str) -> str:
    """Return the id of a letter, with what it is for."""
    if not letter_id:
        return ""
    hint = "An entry of your own in the decisions file goes for this letter if it says this"
    return f' <small title="{hint}">letter: <code>{escape(letter_id)}</code></small>'


def _panes(number: int, letter: ReviewedLetter, texts: Texts) -> str:
    before = texts.before and marked(
        texts.before,
        [
            *(Mark(part.source, _opening(part), "</mark>") for part in texts.hidden),
            *_kept(source for source, _ in texts.kept),
        ],
    )
    after = marked(
        texts.after,
        [
            *(Mark(part.copy, _opening(part), "</mark>") for part in texts.hidden),
            *_kept(copy for _, copy in texts.kept),
        ],
        [_doubt_mark(listed, texts, number, n) for n, listed in enumerate(letter.doubts, 1)],
    )
    shape = "text table" if _has_table(texts.before or texts.after) else "text"
    if not texts.before:
        return f'<div class="{shape}" dir="auto">{after}</div>'
    return (
        '<div class="panes"><section><h3>Before</h3>'
        f'<div class="{shape}" dir="auto">{before}</div></section>'
        f'<section><h3>After</h3><div class="{shape}" dir="auto">{after}</div></section></div>'
    )


def _has_table(text: str) -> bool:
    """Return whether a letter has columns, which fall apart where lines are wrapped."""
    rows = (line for line in text.splitlines() if " | " in line or "\t" in line.strip())
    return len(list(islice(rows, 2))) == 2


def _opening(part: HiddenPart) -> str:
    word, colour = words.LABELS[part.label]
    sure, step = words.certainty(part.score)
    # A placeholder with a number says itself which one it is.
    numbered = part.placeholder.rstrip("]")[-1:].isdigit()
    called = word if numbered else f"{word} {part.number}"
    title = f"{called}, shown as {part.placeholder}; {sure}: {words.percent(part.score)}"
    return f'<mark class="{colour} c{step}" title="{escape(title)}" data-n="{escape(called)}">'


def _kept(spans: Iterable[Span]) -> Iterator[Mark]:
    return (Mark(span, '<u title="found, and kept on purpose">', "</u>") for span in spans)


def _doubt_mark(listed: ListedDoubt, texts: Texts, number: int, place: int) -> Mark:
    doubt = listed.doubt
    word, step = words.likelihood(doubt.likelihood)
    title = f"doubt {_number(listed)}: {words.kind(doubt.kind)}; {word} a leak"
    opening = (
        f'<em class="doubt d{step}" id="{_anchor(number, place)}" title="{escape(title)}"'
        f' data-n="{_number(listed)}">'
    )
    return Mark(_framed(doubt.span, texts.hidden), opening, "</em>")


def _framed(span: Span, hidden: Iterable[HiddenPart]) -> Span:
    """Return the span of a doubt without the halves of placeholders at its ends.

    One that lies within a placeholder becomes all of it.
    """
    start, end = span.start, span.end
    for part in hidden:
        low, high = part.copy.start, part.copy.end
        if low <= span.start and span.end <= high:
            return part.copy
        if low < span.start < high:
            start = high
        if low < span.end < high:
            end = low
    return Span(start, end) if start < end else span


def _anchor(number: int, place: int) -> str:
    return f"doubt-{number}-{place}"
