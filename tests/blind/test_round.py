"""A whole round from the command line: thirty dossiers, a packet, a ranking, and who it was."""

import csv
import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from blind.applicants import Applicant, write_dossiers, write_roster
from blind.chancery import carry_out_here, told
from blind.mixed import told_by, write_mixed
from redact.blind.locks import Passphrase
from redact.cli import jobs
from redact.cli.main import main
from redact.config import data_folder, load_config
from redact.pipeline.blind import prepare as preparing
from redact.pipeline.blind.vault import today

with_model = pytest.mark.skipif(
    not (data_folder("models") / load_config().model.pipeline).is_dir(), reason="no model here"
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["blind", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def fill_in(packet: Path, ranks: Path) -> list[str]:
    """Rank the dossiers of a packet in the reverse order of their numbers; return the numbers."""
    with (packet / "reviewers.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    numbers = [row[0] for row in rows][::-1]
    with ranks.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows((number, rank, "read it") for rank, number in enumerate(numbers, 1))
    return numbers


def whose(packet: Path, number: str, people: tuple[Applicant, ...]) -> set[str]:
    """Return the dossiers that a number's copies may be of, by the topic that they show."""
    pages = [PdfReader(path).pages for path in (packet / number).iterdir()]
    text = " ".join(" ".join(page.extract_text().split()) for each in pages for page in each)
    return {one.dossier for one in people if one.topic in text}


@with_model
def test_thirty_dossiers_from_letters_to_the_decision(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    people = write_mixed(tmp_path / "dossiers")
    roster = write_roster(tmp_path / "applicants.csv", people)
    packet = tmp_path / "packet"

    code, out, _ = run(capsys, "keygen", "office-key")
    assert code == 0
    code, out, err = run(
        capsys, "prepare", "dossiers", "-o", "packet", "--roster", "applicants.csv",
        *("--recipient", "office-key.pub", "--expires", "2099-12-31"),
    )  # fmt: skip
    assert code == 0, err
    assert "30 dossiers, 90 documents" in out
    assert "no name of the roster in any file or file name" in out
    assert "reviewers get this folder and nothing else" in out

    files = [path for path in tmp_path.rglob("*") if path != roster]
    files = [path for path in files if not path.is_relative_to(tmp_path / "dossiers")]
    assert sum(path.is_file() for path in packet.rglob("*")) == 30 * 3 + 2
    assert told(files, people) == []
    assert {path.suffix for path in packet.glob("*/*")} == {".pdf"}
    assert told_in_pages(packet, people, tmp_path) == []

    for more in ((), ("--key", "office-key")):
        code, out, err = run(capsys, "verify", "packet", "--roster", "applicants.csv", *more)
        assert code == 0, err
        assert "none of 60 names of the roster" in out

    numbers = fill_in(packet, tmp_path / "ranks.csv")
    code, out, err = run(
        capsys, "unseal", "packet", "--ranking", "ranks.csv", "--key", "office-key"
    )
    assert code == 0, err
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["number"] for row in rows] == numbers
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, 31)]
    assert {row["applicant"] for row in rows} == {one.name for one in people}
    for row in rows:
        assert row["dossier"] in whose(packet, row["number"], people)

    code, out, err = run(capsys, "forget", numbers[0], "packet", "--yes")
    assert code == 0, err
    assert f"its copies stay in packet/{numbers[0]}; in a ranking" in out
    code, out, _ = run(capsys, "unseal", "packet", "--ranking", "ranks.csv", "--key", "office-key")
    assert next(csv.DictReader(io.StringIO(out)))["applicant"] == "(forgotten)"
    code, out, _ = run(capsys, "purge", "packet")
    assert (code, out) == (0, "packet: stays until 2099-12-31 is over\n")


class _Terminal(io.StringIO):
    """A stream at which somebody sits."""

    def isatty(self) -> bool:
        return True


def told_in_pages(
    packet: Path, people: tuple[Applicant, ...], aside: Path
) -> list[tuple[str, str]]:
    """Return which copies tell who it is, by what another program reads on their pages."""
    texts = []
    for number, path in enumerate(sorted(packet.glob("*/*.pdf"))):
        pdf = PdfReader(path)
        pages = [page.extract_text() for page in pdf.pages]
        texts.append(aside / f"page-{number}")
        texts[-1].write_text(" ".join(" ".join([*pages, str(pdf.metadata)]).split()), "utf-8")
    return told(texts, people)


class TestTheCommands:
    """Each refusal of the command line has its exit code and its one sentence."""

    @pytest.fixture
    def folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Path:
        monkeypatch.setattr(jobs, "carry_out", carry_out_here)
        monkeypatch.chdir(tmp_path)
        people = write_dossiers(tmp_path / "dossiers", 3)
        write_roster(tmp_path / "applicants.csv", people)
        (tmp_path / "passphrase").write_text("seven words that nobody would guess\n")
        (tmp_path / "wrong").write_text("eight words that nobody would guess\n")
        assert main(["blind", "keygen", "office-key"]) == 0
        assert main(["blind", "keygen", "other-key"]) == 0
        arguments = ["--roster", "applicants.csv", "--uniform", "txt", "-q"]
        keys = ["--recipient", "office-key.pub", "--passphrase-file", "passphrase"]
        assert main(["blind", "prepare", "dossiers", "-o", "packet", *arguments, *keys]) == 0
        fill_in(tmp_path / "packet", tmp_path / "ranks.csv")
        return tmp_path

    @pytest.mark.parametrize(
        "opens", [("--key", "office-key"), ("--passphrase-file", "passphrase")]
    )
    def test_a_key_or_a_passphrase_opens(
        self, folder: Path, capsys: pytest.CaptureFixture[str], opens: tuple[str, ...]
    ) -> None:
        code, out, err = run(capsys, "unseal", "packet", "--ranking", "ranks.csv", *opens)

        assert (code, len(out.splitlines())) == (0, 4)
        assert "in the log before the seal was opened" in err
        assert "other purposes" not in err

    def test_a_look_at_a_letter_that_is_gone_tells_no_number(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        gone = min((folder / "dossiers").iterdir())
        gone.rename(folder / "aside")

        code, out, err = run(capsys, "verify", "packet", "--key", "office-key")
        assert (code, out) == (4, "")
        assert err.startswith("3 copies: not searched for what was hidden")
        assert not [path.name for path in (folder / "packet").glob("[0-9]*") if path.name in err]

        opens = ("--ranking", "ranks.csv", "--key", "office-key")
        _, _, err = run(capsys, "unseal", "packet", *opens)
        assert "the seal was opened for other purposes before: check (1)" in err

    @pytest.mark.parametrize(
        ("arguments", "code", "sentence"),
        [
            (("--passphrase-file", "wrong"), 11, "the passphrase is wrong"),
            (("--key", "other-key"), 14, "this key is for another packet"),
            (("--key", "office-key.pub"), 3, "no private key that opens seals"),
            (("--key", "missing"), 3, "No such file"),
            ((), 2, "nobody is there to type a passphrase"),
            (("--key", "office-key", "--passphrase-file", "passphrase"), 2, "leave the other out"),
            (("--key", "office-key", "--seal", "nowhere"), 4, "the seal cannot be read"),
        ],
    )
    def test_what_does_not_open_says_why(
        self,
        folder: Path,
        capsys: pytest.CaptureFixture[str],
        arguments: tuple[str, ...],
        code: int,
        sentence: str,
    ) -> None:
        found, out, err = run(capsys, "unseal", "packet", "--ranking", "ranks.csv", *arguments)

        assert (found, out) == (code, "")
        first, *rest = err.splitlines()
        assert sentence in first
        assert [line.startswith("audit log: ") for line in rest] == [True] * (code in (11, 14))

    def test_without_a_ranking_nothing_opens(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, "unseal", "packet", "--key", "office-key")

        assert (code, out) == (2, "")
        assert "nobody looks first and ranks after" in err

    def test_a_packet_that_was_prepared_needs_its_key_again(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = ["dossiers", "-o", "packet", "--roster", "applicants.csv", "--uniform", "txt"]
        code, _, err = run(capsys, "prepare", *arguments, "--recipient", "office-key.pub")
        assert code == 11
        assert "its numbers are to stay" in err
        assert err.endswith(": prepare with another -o and --recipient\n")
        (folder / "packet.records" / "private" / "decisions.yaml").write_text("decisions: []\n")
        _, _, err = run(capsys, "prepare", *arguments, "--recipient", "office-key.pub")
        assert err.endswith("packet.records/private/decisions.yaml\n")
        assert "--recipient, and --decisions " in err

        code, out, err = run(capsys, "prepare", *arguments, "--key", "office-key")
        assert code == 0, err
        assert "packet, edition 1: 3 dossiers, 9 documents" in out

    def test_verify_finds_what_was_put_into_a_packet(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "packet" / "notes Kowalska.txt").write_text("see Thabo Mokoena")

        code, out, err = run(capsys, "verify", "packet", "--roster", "applicants.csv")

        assert (code, out) == (7, "")
        assert [line.partition(": ")[2] for line in err.splitlines()] == [
            "no file of this packet; take it out",
            "a name of the roster stands in it; do not pass the packet on",
        ]

    @pytest.mark.parametrize("pipe", ["cover.txt", "reviewers.csv", "copy"])
    def test_verify_waits_for_no_pipe(
        self, folder: Path, capsys: pytest.CaptureFixture[str], pipe: str
    ) -> None:
        copy = min((folder / "packet").glob("*/*.txt"))
        place = copy if pipe == "copy" else folder / "packet" / pipe
        place.unlink()
        os.mkfifo(place)

        code, _, err = run(capsys, "verify", "packet", "--roster", "applicants.csv")
        assert code in (4, 12)
        assert place.name in err

    def test_verify_finds_what_a_file_carries_beside_its_bytes(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        copy = min((folder / "packet").glob("*/*.txt"))
        try:
            os.setxattr(copy, "user.who", b"Anna Kowalska")
        except OSError:
            pytest.skip("this file system keeps no attributes")

        code, _, err = run(capsys, "verify", "packet")
        assert (code, "no file of this packet" in err) == (12, True)

    def test_verify_passes_over_no_folder_that_it_cannot_look_into(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret, scandir = folder / "packet" / "secret", os.scandir
        secret.mkdir()

        def shut(path: Any) -> Any:
            if Path(path) == Path("packet/secret"):
                raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", shut)
        code, _, err = run(capsys, "verify", "packet")
        assert (code, "secret: cannot be looked into" in err) == (4, True)

    def test_verify_finds_a_copy_that_changed(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        copy = next((folder / "packet").glob("*/letter-1.txt"))
        copy.write_text(copy.read_text("utf-8") + "One thing more.\n", "utf-8")

        code, _, err = run(capsys, "verify", "packet", "--roster", "applicants.csv")

        assert code == 12
        assert "not as it was released; prepare the packet again" in err

    def test_each_file_that_is_wrong_is_told_once(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        number = min(path.name for path in (folder / "packet").glob("[0-9]*"))
        place = folder / "packet" / number
        (place / "letter-1.txt").rename(place / "letter-8.txt")
        (place / "letter-2.txt").write_text("Something else.\n")
        (folder / "packet" / "notes.txt").write_text("Mine.\n")

        code, _, err = run(capsys, "verify", "packet", "--key", "office-key")

        wrong, end = err.splitlines()[:4], err.splitlines()[-1]
        assert code == 12
        assert sorted(wrong) == [
            f"{number}/letter-1.txt: gone; prepare the packet again",
            f"{number}/letter-2.txt: not as it was released; prepare the packet again",
            f"{number}/letter-8.txt: no file of this packet; take it out",
            "notes.txt: no file of this packet; take it out",
        ]
        assert end.startswith("audit log: ")

    def test_after_the_opening_a_changed_copy_is_brought_back(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = ["packet", "--ranking", "ranks.csv", "--key", "office-key"]
        assert run(capsys, "unseal", *arguments)[0] == 0
        copy = next((folder / "packet").glob("*/letter-1.txt"))
        copy.write_text("Something else.\n")

        for code, _, err in (run(capsys, "unseal", *arguments), run(capsys, "verify", "packet")):
            assert code == 12
            assert "bring it back as it was released" in err
            assert "prepare" not in err

    def test_a_seal_says_with_what_it_opens(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = ["--uniform", "txt", "--roster", "applicants.csv", "-q"]
        secret = ["--passphrase-file", "passphrase"]
        assert run(capsys, "prepare", "dossiers", "-o", "other", *arguments, *secret)[0] == 0
        fill_in(folder / "other", folder / "ranks.csv")

        opens = ("--ranking", "ranks.csv", "--key", "office-key")
        code, _, err = run(capsys, "unseal", "other", *opens)
        assert code == 11
        assert "this seal opens with a passphrase; leave --key out" in err

        seal = "packet.records/private/seal"
        code, _, err = run(capsys, "unseal", "other", *opens, "--seal", seal)
        assert code == 14
        assert "the seal belongs to another packet" in err

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("cover.txt", "cover.txt: not as it was released"),
            ("reviewers.csv", "reviewers.csv: not as it was released"),
            ("replaced.csv", "replaced.csv: no file of this packet"),
            ("1234/", "1234/: no file of this packet"),
            ("notes/of/Kowalska/", "notes/of/: no file of this packet"),
        ],
    )
    def test_verify_finds_whatever_else_changed(
        self, folder: Path, capsys: pytest.CaptureFixture[str], name: str, found: str
    ) -> None:
        place = folder / "packet" / name
        if name.endswith("/"):
            place.mkdir(parents=True)
        else:
            before = place.read_text("utf-8") if place.exists() else ""
            place.write_text(f"{before}5678,1,\n", "utf-8")

        code, out, err = run(capsys, "verify", "packet")

        assert (code, out) == (12, "")
        assert found in err

    def test_the_other_verify_names_the_one_for_packets(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        capsys.readouterr()

        assert main(["verify", "packet"]) == 2
        assert "redact blind verify checks it" in capsys.readouterr().err

    def test_an_interrupt_says_what_is_left(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(jobs, "carry_out", interrupt)
        arguments = ("dossiers", "-o", "other", "--recipient", "office-key.pub", "-q")

        code, _, err = run(capsys, "prepare", *arguments)
        assert code == 130
        assert (
            err == "redact: interrupted; a packet is changed whole or not at all: prepare again\n"
        )
        assert not (folder / "other").exists()

    def test_an_interrupt_that_comes_late_waits_for_the_packet(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_pages = preparing.write_pages

        def late(*given: Any) -> Any:
            signal.raise_signal(signal.SIGINT)
            return write_pages(*given)

        monkeypatch.setattr(preparing, "write_pages", late)
        arguments = ("dossiers", "-o", "other", "--recipient", "office-key.pub", "--uniform", "txt")
        code, out, err = run(capsys, "prepare", *arguments)

        assert code == 0, err
        assert "packet, edition 1: 3 dossiers" in out
        assert run(capsys, "verify", "other")[0] == 0

    def test_a_table_that_was_filled_in_is_no_change(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "packet" / "reviewers.csv").write_bytes((folder / "ranks.csv").read_bytes())

        assert run(capsys, "verify", "packet")[0] == 0

    def test_the_program_says_what_a_number_is_and_what_a_day(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(capsys, "forget", "12", "packet", "--yes")[0] == 2
        days = {
            "soon": "--expires is a day such as",
            "1999-01-01": "--expires names a day that is over or is today",
            today().isoformat(): "--expires names a day that is over or is today",
        }
        for day, sentence in days.items():
            code, _, err = run(capsys, "prepare", "dossiers", "-o", "p", "--expires", day)
            assert code == 2
            assert sentence in err

    def test_forgetting_is_asked_for_twice(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = min(path.name for path in (folder / "packet").glob("[0-9]*"))
        seal = (folder / "packet.records" / "private" / "seal").read_bytes

        before = seal()
        code, _, err = run(capsys, "forget", number, "packet")
        assert (code, seal()) == (2, before)
        assert f"forgetting {number} cannot be undone" in err
        assert "give --yes" in err
        code, _, err = run(capsys, "forget", "packet", number)
        assert code == 2
        assert "the number comes first" in err

        monkeypatch.setattr(sys, "stdin", _Terminal("4711\n"))
        assert run(capsys, "forget", number, "packet")[0] == 2
        assert seal() == before
        monkeypatch.setattr(sys, "stdin", _Terminal(f"{number}\n"))
        code, out, err = run(capsys, "forget", number, "packet")
        assert code == 0
        assert seal() != before
        assert f"{number} is forgotten" in out
        assert f"until the next prepare its copies stay in packet/{number}" in out
        assert "audit log: " in err

    def test_a_folder_that_is_left_of_the_forgotten_is_named(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        number = min(path.name for path in (folder / "packet").glob("[0-9]*"))
        assert run(capsys, "forget", number, "packet", "--yes")[0] == 0
        arguments = ["dossiers", "-o", "packet", "--roster", "applicants.csv", "--uniform", "txt"]

        code, _, err = run(capsys, "prepare", *arguments, "--key", "office-key")
        assert code == 2
        assert "name what is truly new with --new FOLDER" in err
        assert "audit log: " in err
        (named,) = [name for name in (folder / "dossiers").iterdir() if name.name in err]

        more = ("--key", "office-key", "--new", f"dossiers/{named.name}/")
        code, _, err = run(capsys, "prepare", *arguments, *more)
        assert code == 0, err
        assert not (folder / "packet" / number).exists()

    def test_a_roster_without_a_row_is_told_in_any_case(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "empty.csv").write_text("dossier,role,name\n")
        arguments = ["-o", "other", "--uniform", "txt", "--recipient", "office-key.pub", "-q"]

        code, out, err = run(capsys, "prepare", "dossiers", *arguments, "--roster", "empty.csv")

        assert (code, out) == (0, "")
        assert "roster: has no row" in err

    def test_a_passphrase_is_asked_for_before_the_bar_is_there(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from redact.cli import opening

        seen: list[str] = []

        def ask(*, new: bool) -> Passphrase:
            seen.append(screen.getvalue())
            return Passphrase("seven words that nobody would guess")

        screen = _Terminal()
        monkeypatch.setattr(opening, "ask", ask)
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setenv("TERM", "xterm")
        code = main(["blind", "prepare", "dossiers", "-o", "other", "--uniform", "txt"])

        assert (code, seen) == (0, [""])
        assert "9/9" in screen.getvalue()

    def test_a_seal_in_the_packet_is_refused(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for place in ("new/seal", "dossiers/seal", "nowhere/seal"):
            code, _, err = run(
                capsys, "prepare", "dossiers", "-o", "new", "--seal", place, "--recipient",
                "office-key.pub",
            )  # fmt: skip
            assert code == 2, err
            assert not (folder / "new").exists()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom redact.cli.main import main\nmain(['blind', 'prepare', '--help'])\n"
        "assert not {'numpy', 'spacy', 'yaml', 'cryptography'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@with_model
@pytest.mark.slow
def test_no_identity_stands_in_a_packet_unpacked_to_the_last_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    people = write_mixed(tmp_path / "dossiers")
    write_roster(tmp_path / "applicants.csv", people)
    assert run(capsys, "keygen", "office-key")[0] == 0
    arguments = ["--roster", "applicants.csv", "--recipient", "office-key.pub"]
    for kind in ("pdf", "docx"):
        made = ["-o", kind, "--uniform", kind]
        assert run(capsys, "prepare", "dossiers", *made, *arguments)[0] == 0
        assert told_by(tmp_path / kind, people) == []
    assert (
        len({name for name, _ in told_by(tmp_path / "dossiers" / people[0].dossier, people)}) == 3
    )
