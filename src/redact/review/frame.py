"""What all pages of redact have in common: one HTML file that fetches, runs and sends nothing."""

from collections.abc import Iterable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def opening(name: str) -> str:
    """Return how a page of that name begins; a file that begins so may be replaced by a new one."""
    return f'<!DOCTYPE html>\n<html lang="en" data-page="redact {name}">\n'


def framed(name: str, title: str, style: str, body: Iterable[str]) -> str:
    """Return a whole page around the body, whose text is escaped already."""
    return (
        f'{opening(name)}<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )
