"""Making synthetic letters with exact gold spans: templates in, JSON Lines out."""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from training.corrupt import corrupt
from training.fill import fill
from training.gazetteers import Gazetteers, load
from training.marked import Marked
from training.template import Template, check_folder, read_templates, template_files

TEMPLATES = Path(__file__).parent / "templates"


def letters(
    gazetteers: Gazetteers, templates: Sequence[Template], count: int, seed: int
) -> Iterator[tuple[str, Marked]]:
    """Yield letters with their ids: the same for a seed, and all templates equally often."""
    order: list[Template] = []
    for number in range(count):
        rng = Random(f"{seed}:{gazetteers.side}:{number}")
        if not order:
            order = list(templates)
            rng.shuffle(order)
        template = order.pop()
        yield f"{template.name}-{seed}-{number}", corrupt(rng, fill(rng, gazetteers, template))


def as_record(name: str, marked: Marked) -> dict[str, object]:
    """Return a letter in the form of the annotated letters."""
    return {
        "id": name,
        "text": marked.text,
        "spans": [
            {"start": s.start, "end": s.end, "label": s.label, "entity": s.entity}
            for s in marked.spans
            if s.label != "KEEP"
        ],
        "keep": [{"start": s.start, "end": s.end} for s in marked.spans if s.label == "KEEP"],
    }


def write(path: Path, made: Iterator[tuple[str, Marked]]) -> int:
    """Write letters to a file that appears only when it is whole, and return how many there are."""
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8") as file:
        for name, marked in made:
            file.write(json.dumps(as_record(name, marked), ensure_ascii=False) + "\n")
            count += 1
    part.replace(path)
    return count


def check(folder: Path) -> int:
    """Print every error in the templates of a folder, and return the exit status."""
    errors = check_folder(folder)
    for error in errors:
        print(error)
    count = len(template_files(folder)) + len(template_files(folder / "test"))
    print(f"{count} templates, {len(errors)} errors", file=sys.stderr)
    return 1 if errors else 0


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.generate", description=__doc__)
    parser.add_argument(
        "--templates",
        type=Path,
        default=TEMPLATES,
        help="folder of templates; those for testing in its folder test",
    )
    parser.add_argument(
        "--check", action="store_true", help="only name every error in the templates"
    )
    parser.add_argument("--data", type=Path, help="folder that holds gazetteers/")
    parser.add_argument("--split", choices=("train", "test"), default="train")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--out", type=Path, help="the JSON Lines file to write")
    parser.add_argument(
        "--show", type=int, metavar="N", help="print N letters with their marks instead"
    )
    parser.add_argument(
        "--only",
        default="",
        metavar="PATTERN",
        help="use only templates in whose name this regular expression is found, such as ^h_",
    )
    found = parser.parse_args(arguments)
    if not found.check and found.show is None and found.out is None:
        parser.error("say --out FILE, --show N or --check")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    asked = parse_arguments(arguments)
    if asked.check:
        return check(asked.templates)
    folder = asked.templates / "test" if asked.split == "test" else asked.templates
    templates = [
        template for template in read_templates(folder) if re.search(asked.only, template.name)
    ]
    if not templates:
        print(f"{folder}: no templates", file=sys.stderr)
        return 1
    if asked.data is None:
        print("--data is missing; name the folder that holds gazetteers/", file=sys.stderr)
        return 2
    gazetteers = load(asked.data, asked.split)
    if asked.show is not None:
        for name, marked in letters(gazetteers, templates, asked.show, asked.seed):
            print(f"===== {name}\n{marked.markup()}")
        return 0
    print(
        f"{write(asked.out, letters(gazetteers, templates, asked.count, asked.seed))} letters",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
