"""Write trained weights as a spaCy pipeline: ONNX graph, vocabulary, configuration."""

import argparse
import json
import tempfile
from pathlib import Path

import spacy
from safetensors.numpy import load_file

from redact.detect.decoding import LABELS
from redact.detect.tagger import META_FILE, MODEL_FILE, TOKENIZER_FILE
from training.encoder import shape_of
from training.graph import build
from training.train import load_tokenizer

NAME = "redact_letters"
O_BIAS = 3.5


def export(weights: Path, out: Path, *, quantised: bool, version: str = "1.2.0") -> None:
    """Return nothing; write the pipeline directory ``out``, over what is there."""
    arrays = load_file(str(weights))
    model = build(arrays, shape_of(arrays), quantised)
    nlp = spacy.blank("en")
    nlp.meta.update(_description(version))
    tagger = nlp.add_pipe("redact_tagger", config={"o_bias": O_BIAS})
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        (files / MODEL_FILE).write_bytes(model.SerializeToString())
        load_tokenizer().save(str(files / TOKENIZER_FILE), pretty=False)
        (files / META_FILE).write_text(json.dumps({"format": 1, "labels": LABELS}))
        tagger.from_disk(files)
    nlp.to_disk(out)


def _description(version: str) -> dict[str, str]:
    """Return the pipeline's name, version and licence for its ``meta.json``."""
    return {
        "name": NAME,
        "version": version,
        "description": "People, organizations and places in letters (eight-bit ONNX).",
        "license": "Apache-2.0",
    }


def main() -> None:
    """Return nothing; export what the command line names."""
    parser = argparse.ArgumentParser(description="Write trained weights as a spaCy pipeline.")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--floats", action="store_true", help="32-bit floats instead of eight-bit integers"
    )
    values = parser.parse_args()
    export(values.weights, values.out, quantised=not values.floats)


if __name__ == "__main__":
    main()
