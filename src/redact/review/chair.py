"""The page for the chair of a blind review: each dossier as its copies show it, riskiest first.

It names nobody: what is hidden stays hidden here too, and dossiers have their review numbers alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from redact.datamodel import Outcome
from redact.review import words
from redact.review.frame import framed
from redact.review.letters import ReviewedLetter
from redact.review.marks import visible
from redact.review.page import article, count, legend, ranking
from redact.review.style import STYLE

#: Below this score it is not sure that what is hidden had to be.
_UNSURE = 0.5
_WAITS = {Outcome.HELD: 0, Outcome.WITHHELD: 1, Outcome.REFUSED: 2, Outcome.RELEASED: 3}


@dataclass(frozen=True, slots=True)
class ReviewedDossier:
    """A dossier: its review number, or how it is called while it has none; and its letters.

    `readable` says in words what can still be read in its copies.
    """

    name: str
    outcome: Outcome
    letters: tuple[ReviewedLetter, ...]
    readable: str = ""

    @property
    def risk(self) -> tuple[int, float, int, str]:
        """What dossiers are sorted by: those that wait for a person, then the likeliest leak."""
        likely = [listed.doubt.likelihood for one in self.letters for listed in one.doubts]
        return _WAITS[self.outcome], -max(likely, default=0.0), -len(likely), self.name


@dataclass(frozen=True, slots=True)
class ChairReview:
    """Everything that the page shows; `decisions` is the path of the decisions file."""

    packet: str
    edition: int
    dossiers: tuple[ReviewedDossier, ...]
    decisions: str = field(repr=False)


def page(review: ChairReview) -> str:
    """Return the page as HTML; all that comes from a letter is escaped."""
    dossiers = sorted(review.dossiers, key=lambda one: one.risk)
    letters = [letter for dossier in dossiers for letter in dossier.letters]
    numbered = list(enumerate(letters, 1))
    body = [*_head(review), *_what_to_do(review), *_overview(dossiers), *ranking(numbered)]
    body += legend()
    at = 0
    for dossier in dossiers:
        body.append(f'<section id="dossier-{escape(dossier.name)}"><h2>{_called(dossier)}</h2>')
        if dossier.readable:
            body.append(f'<p class="facts">Still readable: {escape(dossier.readable)}</p>')
        for letter in dossier.letters:
            at += 1
            body += article(at, letter)
        body.append("</section>")
    return framed("review", "Blind review: for the chair", STYLE, body)


def _head(review: ChairReview) -> Iterator[str]:
    counts = Counter(dossier.outcome for dossier in review.dossiers)
    yield '<header id="top"><h1>Blind review: for the chair</h1>'
    yield (
        '<p class="private"><b>Private.</b> This page shows copies that are not released, and what'
        " is in doubt. It is for whoever checks them, not for reviewers. It names nobody: who is"
        " who stands under the seal alone.</p>"
    )
    yield f"<p>Packet <code>{escape(review.packet)}</code>, edition {review.edition}</p>"
    told = [count(counts[one], words.OUTCOMES[one], one) for one in Outcome if counts[one]]
    yield f'<ul class="counts">{"".join(told)}</ul></header>'


def _what_to_do(review: ChairReview) -> Iterator[str]:
    waiting = {dossier.outcome for dossier in review.dossiers} - {Outcome.RELEASED}
    if not waiting:
        return
    file = f"<code>{visible(review.decisions)}</code>"
    steps = {
        Outcome.HELD: "A dossier that is <b>held</b> waits for a decision about the doubts marked"
        f' <b class="holds">holds the letter</b>. Open {file} in any text editor: a doubt with a'
        " number has an entry there under that number, one with a dash (–) has none and asks for"
        " nothing. After <code>do:</code> write <b>hide</b>, <b>keep</b> or <b>accept</b>; say"
        " once, at the top, who decided, when and why.",
        Outcome.WITHHELD: "A dossier that is <b>withheld</b> has a name in a copy that nobody may"
        " see, and so it is not shown here. Open the document itself; add the name to the roster,"
        f" or hide it by an entry of your own in {file} (make that file if it is not there).",
        Outcome.REFUSED: "A dossier that is <b>refused</b> has a document that cannot be read:"
        " convert it, or take it out.",
    }
    yield '<section class="how"><h2>What waits for you</h2><ol>'
    yield from (f"<li>{told}</li>" for outcome, told in steps.items() if outcome in waiting)
    yield (
        "<li>Then prepare the packet again. Which applicant a waiting dossier is of, the program"
        " has said on the terminal, and nowhere else.</li></ol></section>"
    )


def _overview(dossiers: Sequence[ReviewedDossier]) -> Iterator[str]:
    yield '<section><h2 id="dossiers">Dossiers, the riskiest first</h2>'
    yield (
        '<table class="doubts"><thead><tr><th>Dossier</th><th>What became of it</th><th>Documents'
        "</th><th>Hidden</th><th>of that unsure</th><th>Doubts</th></tr></thead><tbody>"
    )
    for dossier in dossiers:
        hidden = [part for one in dossier.letters if one.texts for part in one.texts.hidden]
        unsure = sum(part.score < _UNSURE for part in hidden)
        doubts = sum(len(one.doubts) + one.untold for one in dossier.letters)
        name = escape(dossier.name)
        yield (
            f'<tr><td><a href="#dossier-{name}">{name}</a></td>'
            f"<td>{words.OUTCOMES[dossier.outcome]}</td><td>{len(dossier.letters)}</td>"
            f"<td>{len(hidden)}</td><td>{unsure}</td><td>{doubts}</td></tr>"
        )
    yield "</tbody></table></section>"


def _called(dossier: ReviewedDossier) -> str:
    return f"Dossier {escape(dossier.name)}: {words.OUTCOMES[dossier.outcome]}"
