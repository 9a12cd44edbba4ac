"""Make the pictures of the README: the example documents before and after.

Needs LibreOffice (`soffice`) to show Word files; run it with ``python docs/make_pictures.py``.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT / "examples" / "documents"
PICTURES = ROOT / "docs" / "pictures"
HOST = "Baltic Summer School on Probabilistic Machine Learning"
SCALE, GAP, EDGE, COLOURS = 1.4, 24, 1, 64


def main() -> None:
    """Write a picture for each example document."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder) / "copies"
        command = ["-m", "redact", "run", str(DOCUMENTS), "-o", str(copies), "--keep-names", "-q"]
        subprocess.run([sys.executable, *command, "--keep", HOST], check=True)  # noqa: S603
        for source in sorted(DOCUMENTS.iterdir()):
            pages = [_page(path, Path(folder)) for path in (source, copies / source.name)]
            _side_by_side(pages).save(PICTURES / f"{source.stem}.png", optimize=True)


def _page(path: Path, folder: Path) -> Image.Image:
    """Return the first page of a document, without the empty paper at its end."""
    if path.suffix != ".pdf":
        out = folder / path.parent.name
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        path = out / f"{path.stem}.pdf"
    page = pypdfium2.PdfDocument(path)[0]
    picture: Image.Image = page.render(scale=SCALE).to_pil().convert("RGB")
    return picture


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    inked = [ImageOps.invert(page.convert("L")).getbbox() for page in pages]
    bottom = max(box[3] for box in inked if box) + GAP
    width = sum(page.width for page in pages) + GAP
    whole = Image.new("RGB", (width, bottom), "#d8d8d8")
    left = 0
    for page in pages:
        whole.paste(page.crop((0, 0, page.width, bottom)), (left, 0))
        frame = (left, 0, left + page.width - 1, bottom - 1)
        ImageDraw.Draw(whole).rectangle(frame, outline="#b0b0b0", width=EDGE)
        left += page.width + GAP
    return whole.quantize(COLOURS)


if __name__ == "__main__":
    main()
