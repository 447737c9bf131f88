"""The door: what each command prints, its exit codes, and what it makes of bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import cebkg
from extract.reading import shipped_report
from graphs import build
from tests.sample import sample
from tests.test_akn import BODY, HEAD

ROOT = Path(cebkg.__file__).parent
PATHS = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample graph as a file."""
    file = tmp_path_factory.mktemp("sample") / "graph.trig"
    file.write_bytes(build(sample()).trig())
    return str(file)


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the main job writes."""
    folder = tmp_path_factory.mktemp("build") / "out"
    done = command("build", "-o", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def command(*arguments: str, stdin: str = "", seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    environment = os.environ | {"PYTHONPATH": PATHS, "PYTHONHASHSEED": seed, "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, "-m", "cebkg", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


def failed(capfd: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    """Run a command that must fail with this code; return its one line on stderr."""
    assert cebkg.run(list(arguments)) == code
    text, errors = capfd.readouterr()
    assert text == ""
    lines = errors.strip().splitlines()
    assert len(lines) == 1, errors
    assert lines[0].startswith("error: ")
    assert "Traceback" not in errors
    return lines[0]


def done(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command that must end with this code; return its stdout."""
    assert cebkg.run(list(arguments)) == code
    return capfd.readouterr().out


def test_help_names_every_command(capfd: pytest.CaptureFixture[str]) -> None:
    text = done(capfd, "--help")
    for verb in (
        "build",
        "validate",
        "questions",
        "query",
        "ask",
        "show",
        "path",
        "export",
        "explore",
        "evaluate",
    ):
        assert f"  {verb} " in text
    assert done(capfd) == text


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert done(capfd, "--version").startswith("cebkg ")


def test_the_door_opens_fast() -> None:
    slow = ("rdflib", "pyshacl", "networkx", "rich.table", "pyoxigraph")
    code = f"import sys, cebkg; print(*(m for m in {slow} if m in sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert found.stdout.strip() == ""


def test_the_main_job_writes_four_files_and_a_summary(out: Path) -> None:
    assert sorted(p.name for p in out.iterdir()) == [
        "explorer.html",
        "graph.trig",
        "graph.ttl",
        "validation.ttl",
    ]
    again = command("build", str(shipped_report()), "-o", str(out.parent / "again"), seed="7")
    assert again.returncode == 0
    assert "53 paragraphs, 17 footnotes" in again.stdout
    for word in ("bodies", "resolutions", "sessions", "acts", "signatories", "statements", "violations"):
        assert f"  {word} " in again.stdout
    assert "Try next:" in again.stdout
    for file in out.iterdir():
        assert (out.parent / "again" / file.name).read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize(
    "text", ["", HEAD + BODY, "A/85/1\n\n1. 空无一物。"], ids=["report", "resolution", "bare"]
)
def test_what_to_try_next_finds_something(
    text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source.xml"
    source.write_text(text or shipped_report().read_text(encoding="utf-8"), encoding="utf-8")
    told = done(capfd, "build", str(source), "-o", str(tmp_path / "out"), "--no-explorer")
    hints = [shlex.split(line) for line in told.split("Try next:")[1].splitlines() if line.strip()]
    assert hints
    for hint in hints:
        assert len(done(capfd, *hint[1:]).splitlines()) > 3, hint


def test_the_real_graph_answers(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(done(capfd, "query", str(out), "signatories", "--format", "csv"))))
    assert len({row["signatory"] for row in rows if row["unit"] == "fn14"}) == 17
    assert "CEB/2019/1/Add.2" in done(capfd, "ask", str(out), "Which strategies did HLCP approve?")
    assert "CEB" in done(capfd, "show", str(out), "HLCP")
    assert "p3" in done(capfd, "path", str(out), "CPC", "A/RES/74/251")
    assert done(capfd, "validate", str(out))


def test_the_explorer_may_be_left_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    done(capfd, "build", "--no-explorer", "-o", str(tmp_path / "o"))
    assert not (tmp_path / "o" / "explorer.html").exists()


def test_another_base(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    done(capfd, "build", "--no-explorer", "--base", "https://example.org/x/", "-o", str(tmp_path / "o"))
    assert "<https://example.org/x/" in (tmp_path / "o" / "graph.ttl").read_text(encoding="utf-8")
    rows = done(capfd, "query", str(tmp_path / "o"), "acts", "--format", "csv", "-p", "type=endorse")
    assert rows.count("\n") > 5
    assert "not an absolute IRI" in failed(capfd, 2, "build", "--base", "x y", "-o", str(tmp_path / "p"))
    assert not (tmp_path / "p").exists()


def test_questions_are_listed_in_both_languages(capfd: pytest.CaptureFixture[str]) -> None:
    text = done(capfd, "questions")
    assert "谁签署了哪份声明？" in text
    assert "Who signed which statement?" in text
    assert "document, unit, statement, signatory, quote" in text


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
def test_query_in_each_format(graph: str, form: str, capfd: pytest.CaptureFixture[str]) -> None:
    text = done(capfd, "query", graph, "citations", "--format", form)
    assert "A/RES/74/251" in text
    if form == "json":
        assert json.loads(text)["head"]["vars"][0] == "document"


def test_query_with_parameters_and_into_a_file(
    graph: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new" / "acts.csv"
    arguments = ("-p", "agent=首协会", "-p", "type=endorse", "--format", "csv", "-o", str(file))
    assert done(capfd, "query", graph, "acts", *arguments) == ""
    assert file.read_text(encoding="utf-8").count("\n") == 4


def test_query_from_a_file_and_from_stdin(
    graph: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", encoding="utf-8")
    first = done(capfd, "query", graph, str(file), "--format", "csv")
    assert first.splitlines()[0] == "n"
    found = command("query", graph, "-", "--format", "csv", stdin=file.read_text(encoding="utf-8"))
    assert found.stdout == first


def test_a_graph_from_stdin(graph: str) -> None:
    text = Path(graph).read_text(encoding="utf-8")
    assert command("query", "-", "crossrefs", "--format", "csv", stdin=text).stdout.count("\n") == 2


def test_construct_as_turtle(graph: str) -> None:
    found = command("query", graph, "-", "--format", "ttl", stdin="CONSTRUCT WHERE { ?s a ?c }")
    assert "@prefix ceb:" in found.stdout


def test_ask_tells_what_it_understood_and_shows_sentences(
    graph: str, capfd: pytest.CaptureFixture[str]
) -> None:
    text = done(capfd, "ask", graph, "谁签署了相互承认声明？")
    assert text.startswith("谁签署了哪份声明？  [signatories -p statement=相互承认声明]")
    assert "fn14" in text
    assert "SELECT" not in text
    english = done(capfd, "ask", graph, "谁签署了相互承认声明？", "--lang", "en", "--explain")
    assert english.startswith("Who signed which statement?")
    assert 'VALUES ?statement { "相互承认声明" }' in english


def test_ask_offers_three_questions_when_unsure(graph: str, capfd: pytest.CaptureFixture[str]) -> None:
    text = done(capfd, "ask", graph, "What is the weather?", code=1)
    assert text.startswith("Not sure")
    assert text.count("\n") == 4


def test_show_and_path(graph: str, capfd: pytest.CaptureFixture[str]) -> None:
    card = done(capfd, "show", graph, "首协会")
    assert card.startswith("CEB  (CoordinationBody)")
    assert "p11: “首协会在 2019 年第一届常会上核可了这些产品”" in card
    assert "WHO" in done(capfd, "path", graph, "WHO", "人工智能", "-k", "1")


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "jsonld", "graphml", "csv"])
def test_export(graph: str, form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert done(capfd, "export", graph, "--format", form)
    assert done(capfd, "export", graph, "--format", form, "-o", str(tmp_path / "x")) == ""
    assert (tmp_path / "x").exists()


def test_explore_writes_one_file(graph: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    done(capfd, "explore", graph, "-o", str(tmp_path / "page.html"))
    assert "<html" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_evaluate_fails_under_a_threshold(
    graph: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "crossrefs.tsv").write_text("from_unit\tto_unit\tsurface\np16\tp11\tx\n", encoding="utf-8")
    assert "crossrefs" in done(capfd, "evaluate", graph, str(tmp_path), "--fail-under", "crossrefs=1")
    (tmp_path / "crossrefs.tsv").write_text("from_unit\tto_unit\tsurface\np16\tp12\tx\n", encoding="utf-8")
    assert cebkg.run(["evaluate", graph, str(tmp_path), "--fail-under", "crossrefs=0.5"]) == 1
    text, errors = capfd.readouterr()
    assert "  - p16 · p12" in text
    assert errors == "crossrefs: F1 0.000 is below 0.5\n"
    assert "KIND=NUMBER" in failed(capfd, 2, "evaluate", graph, str(tmp_path), "--fail-under", "x=1")


USAGE = [
    (("frobnicate",), "No such command"),
    (("query",), "Missing argument"),
    (("query", "GRAPH", "act"), "nearest: acts,"),
    (("query", "GRAPH", "acts", "--format", "xml"), "--format xml"),
    (("query", "GRAPH", "acts", "-p", "agent"), "key=value"),
    (("query", "GRAPH", "acts", "-p", "colour=red"), "no parameter 'colour'"),
    (("query", "GRAPH", "acts", "-p", "type=dance"), "no such act type"),
    (("query", "GRAPH", "acts", "--format", "ttl"), "only CONSTRUCT"),
    (("ask", "GRAPH", "x", "--lang", "fr"), "--lang fr"),
    (("validate", "GRAPH", "--format", "xml"), "--format xml"),
    (("export", "GRAPH", "--format", "docx"), "docx"),
    (("path", "GRAPH", "CEB", "首协会"), "same thing"),
    (("build", "a", "b", "--symbol", "E/1"), "--symbol"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE)
def test_wrong_usage_is_one_line_and_exit_2(
    graph: str, arguments: tuple[str, ...], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    given = [graph if a == "GRAPH" else a for a in arguments]
    assert words in failed(capfd, 2, *given)


def test_an_unknown_thing_is_a_negative_answer(graph: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert "nearest: HLCP" in failed(capfd, 1, "show", graph, "HLCPP")
    assert "not in the graph" in failed(capfd, 1, "path", graph, "CEB", "Atlantis")


def bad_reports(folder: Path) -> dict[str, Path]:
    """Files that are no report, by what is wrong with them."""
    made = {
        "missing": folder / "missing.txt",
        "folder": folder / "none",
        "empty": folder / "empty.txt",
        "binary": folder / "binary.txt",
        "image": folder / "image.png",
        "unnumbered": folder / "unnumbered.txt",
    }
    made["folder"].mkdir(exist_ok=True)
    made["empty"].write_bytes(b"\xef\xbb\xbf \n")
    made["binary"].write_bytes(b"report\x00\x01\x02")
    made["image"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)))
    made["unnumbered"].write_text("一份没有段号的文件。\n首协会核可了该战略。\n", encoding="utf-8")
    return made


@pytest.mark.parametrize("fault", ["missing", "folder", "empty", "binary", "image", "unnumbered"])
def test_a_bad_report_is_one_line_exit_3_and_nothing_written(
    fault: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = bad_reports(tmp_path)[fault]
    line = failed(capfd, 3, "build", str(bad), "-o", str(tmp_path / "out"))
    assert bad.name in line
    assert not (tmp_path / "out").exists()


def test_one_bad_report_of_several_is_told_and_the_rest_is_built(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = bad_reports(tmp_path)["empty"]
    code = cebkg.run(["build", str(bad), str(shipped_report()), "-o", str(tmp_path / "o"), "--no-explorer"])
    text, errors = capfd.readouterr()
    assert code == 4
    assert "E/2020/10" in text
    assert [line[:7] for line in errors.splitlines() if line.startswith("error")] == ["error: ", "error: "]
    assert (tmp_path / "o" / "graph.trig").is_file()
    both = bad_reports(tmp_path)
    assert cebkg.run(["build", str(both["empty"]), str(both["binary"]), "-o", str(tmp_path / "p")]) == 3
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(("encoding", "words"), [("gb18030", "GB18030"), ("utf-8-sig", "byte order mark")])
def test_another_encoding_is_read_and_said(
    encoding: str, words: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    text = shipped_report().read_text(encoding="utf-8")
    report.write_bytes(text.encode(encoding, "ignore"))
    assert cebkg.run(["build", str(report), "-o", str(tmp_path / "o"), "--no-explorer"]) == 0
    found = capfd.readouterr()
    assert "warning: report.txt:1: " in found.err
    assert words in found.err
    assert "53 paragraphs" in found.out


def test_half_a_report_is_built_with_warnings_that_name_lines(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = shipped_report().read_text(encoding="utf-8").splitlines(keepends=True)
    half = tmp_path / "half.txt"
    half.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    assert cebkg.run(["build", str(half), "-o", str(tmp_path / "o"), "--no-explorer"]) == 0
    assert (tmp_path / "o" / "graph.ttl").is_file()


@pytest.mark.parametrize("content", [b"", b"not rdf at all", b"\x00\x01", "首协会".encode("gb18030")])
@pytest.mark.parametrize("verb", ["query", "validate", "ask", "show", "export"])
def test_a_graph_that_is_not_rdf_is_exit_3(
    verb: str, content: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "graph.ttl"
    file.write_bytes(content)
    more = {"query": ["acts"], "ask": ["x"], "show": ["CEB"], "export": ["--format", "nq"]}
    assert "graph.ttl" in failed(capfd, 3, verb, str(file), *more.get(verb, []))


def test_an_empty_folder_and_a_missing_graph_are_exit_3(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    failed(capfd, 3, "query", str(tmp_path), "acts")
    failed(capfd, 3, "query", str(tmp_path / "none"), "acts")
    failed(capfd, 3, "query", str(tmp_path / "none"), str(tmp_path / "none.rq"))


def test_a_foreign_graph_gives_empty_answers_not_faults(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<http://a/b> <http://a/c> 'd' .", encoding="utf-8")
    assert done(capfd, "query", str(file), "acts", "--format", "csv").count("\n") == 1
    failed(capfd, 1, "show", str(file), "CEB")


def test_an_unwritable_output_is_exit_2_and_leaves_nothing(
    graph: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("kept", encoding="utf-8")
    failed(capfd, 2, "query", graph, "acts", "-o", str(blocked / "acts.csv"))
    assert cebkg.run(["build", "-o", str(blocked), "--no-explorer"]) == 2
    assert blocked.read_text(encoding="utf-8") == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file"]


def test_faulty_sparql_and_service_are_exit_2(graph: str) -> None:
    for sparql, words in (
        ("SELECT * {", "error at 1:"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE is an update"),
    ):
        found = command("query", graph, "-", stdin=sparql)
        assert found.returncode == 2
        assert words in found.stderr
        assert found.stderr.count("\n") == 1


def test_a_query_that_takes_too_long_is_stopped(graph: str) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
    found = command("query", graph, "-", "--timeout", "0.3", stdin=endless)
    assert found.returncode == 2
    assert "stopped after 0.3 s" in found.stderr


def test_a_fault_of_ours_is_exit_70_and_a_traceback_only_with_debug(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise RuntimeError("boom")

    monkeypatch.setattr("queries.prose.catalogue", broken)
    assert "RuntimeError: boom" in failed(capfd, 70, "questions")
    assert cebkg.run(["questions", "--debug"]) == 70
    assert "Traceback" in capfd.readouterr().err


def test_an_interrupted_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("queries.prose.catalogue", interrupted)
    assert failed(capfd, 130, "questions") == "error: interrupted; nothing half-written is left"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with pipes")
def test_a_reader_that_leaves_early_is_no_fault(graph: str) -> None:
    line = f"'{sys.executable}' -m cebkg query '{graph}' acts --format csv | head -1"
    environment = os.environ | {"PYTHONPATH": PATHS}
    found = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert found.stdout.count("\n") == 1
    assert found.stderr == ""
