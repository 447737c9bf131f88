"""The command line: each verb calls one function of one room.  Data on stdout, everything else on stderr."""

from __future__ import annotations

import gc
import os
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from extract.errors import CebkgError, InputError, PartialFailure, UsageError

app = typer.Typer(
    name="cebkg",
    help="Turn a UN report in Chinese into a validated knowledge graph, and ask it.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Graph = Annotated[str, typer.Argument(metavar="GRAPH", help="A graph file, or the OUT folder of a build.")]
Out = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE; - is stdout.")]


_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with the contract's exit code."""
    steady()
    code = run(sys.argv[1:] if arguments is None else arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a graph of half a million objects takes 0.3 s to take down one by one


def steady() -> None:
    """Look for reference cycles less often: a build makes a million objects that stay, and few cycles."""
    gc.set_threshold(100_000, 20, 20)


def run(given: list[str]) -> int:
    """Run one command and return its exit code; a fault becomes one line on stderr."""
    debug = "--debug" in given
    try:
        code = _code(app(args=[a for a in given if a != "--debug"] or ["--help"], standalone_mode=False))
        if code == _INTERRUPTED:  # typer has made an exit of it
            raise KeyboardInterrupt
        return code
    except CebkgError as fault:
        return _fail(str(fault), fault.exit_code, debug)
    except typer.Exit as leave:
        return leave.exit_code
    except BrokenPipeError:
        # The reader of our output has gone (cebkg ... | head): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted; nothing half-written is left", _INTERRUPTED, debug)
    except Exception as fault:
        return _strange(fault, debug)


def _code(result: object) -> int:
    return result if isinstance(result, int) else 0


def _strange(fault: Exception, debug: bool) -> int:
    """Usage errors of the command line have their own class in click; all else is a fault of ours."""
    show = getattr(fault, "format_message", None)
    if show is not None:
        return _fail(f"{' '.join(show().split())} (see cebkg --help)", getattr(fault, "exit_code", 2), debug)
    words = " ".join(str(fault).split()) or "no message"
    return _fail(
        f"{type(fault).__name__}: {words}; a fault of ours, run again with --debug and report it", 70, debug
    )


def _fail(message: str, code: int, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exc()
    print(f"error: {message}", file=sys.stderr)
    return code


def _version(wanted: bool) -> None:
    if wanted:
        print(f"cebkg {version()}")
        raise typer.Exit


def version() -> str:
    """Return the installed version, "unknown" in a source tree that is not installed."""
    try:
        return metadata.version("cebkg")
    except metadata.PackageNotFoundError:
        return "unknown (not installed)"


@app.callback()
def _door(
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    _debug: Annotated[bool, typer.Option("--debug", help="Print a traceback with each error.")] = False,
) -> None:
    """Turn a UN report in Chinese into a validated knowledge graph, and ask it."""


@app.command()
def build(
    context: typer.Context,
    reports: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REPORT]...", help="Reports and folders of them; none: the shipped one."),
    ] = None,
    out: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="Folder to write to.")] = "out",
    base: Annotated[str, typer.Option(metavar="IRI", help="Where the things live, if not at w3id.org.")] = "",
    symbol: Annotated[str, typer.Option(metavar="E/2020/10", help="Symbol, if the text does not tell.")] = "",
    explorer: Annotated[bool, typer.Option(help="Write OUT/explorer.html as well.")] = True,
    cores: Annotated[int, typer.Option(min=0, metavar="N", help="Cores to use; 0: all.")] = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read unchanged reports anew as well.")] = False,
    sparql: Annotated[bool, typer.Option(help="SPARQL in the explorer, 2.4 MB of it.")] = True,
) -> int:
    """Turn reports into OUT/graph.ttl, graph.trig, validation.ttl and explorer.html."""
    from extract.cache import kept
    from extract.many import gather
    from extract.progress import Progress
    from extract.reading import find_files, shipped_report
    from graphs.iris import BASE
    from graphs.writing import check_folder
    from queries.making import Wanted, make
    from queries.summary import summary

    progress = Progress(sys.stderr)
    context.call_on_close(progress.clear)
    check_folder(out)
    given = find_files(reports, leave_out=out, tell=progress.tell) if reports else [shipped_report()]
    if symbol and len(given) > 1:
        raise UsageError("--symbol: names one report; build several one by one")
    # reading one report takes less time than looking at what is kept
    cache = kept(out, fresh=fresh) if len(given) > 1 else None
    gathered = gather(given, symbol=symbol or None, cores=cores, cache=cache, progress=progress)
    found, wanted = gathered.extractions, Wanted(explorer, sparql)
    report, written = make(found, out, wanted, base=base or BASE, cores=cores, progress=progress)
    print(summary(found, violations=len(report.violations), out=out, files=written))
    if gathered.failed:
        raise PartialFailure(
            f"{gathered.failed} of {len(given)} reports failed (see above), the rest is in {out}; mend them"
        )
    return 0 if report.conforms else 1


@app.command()
def validate(
    graph: Graph,
    form: Annotated[str, typer.Option("--format", metavar="text|ttl|json")] = "text",
    out: Out = "-",
) -> int:
    """Check a graph against the shapes; exit 1 if it breaks them."""
    import graphs

    if form not in ("text", "ttl", "json"):
        raise UsageError(f"--format {form}: no such format; there are text, ttl, json")
    report = graphs.validate(graphs.load(graph))
    makers = {"text": report.text, "ttl": report.turtle, "json": report.json}
    _write(out, makers[form]())
    return 0 if report.conforms else 1


@app.command()
def questions() -> None:
    """List the named questions in Chinese and English, with their columns and parameters."""
    from queries import prose

    _write("-", prose.catalogue())


@app.command()
def query(
    graph: Graph,
    what: Annotated[str, typer.Argument(metavar="NAME|FILE.rq|-", help="A named question or SPARQL.")],
    given: Annotated[
        list[str] | None, typer.Option("-p", "--param", metavar="KEY=VALUE", help="Restrict a column.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="table|csv|tsv|json|ttl")] = "table",
    out: Out = "-",
    seconds: Annotated[float, typer.Option("--timeout", help="Seconds after which SPARQL is stopped.")] = 30,
) -> None:
    """Run a named question, or SPARQL from a file or stdin (SELECT, ASK, CONSTRUCT, DESCRIBE)."""
    import graphs
    from queries.catalogue import question
    from queries.render import check, render
    from queries.run import run

    check(form)
    text = _sparql(what)
    parameters = _parameters(given or [])
    if text == what:
        question(what)
    _write(out, render(run(graphs.load(graph), text, parameters, seconds=seconds), form))


def _sparql(what: str) -> str:
    """Return the text behind FILE.rq or -, a question's name as it is; raises InputError."""
    if what == "-":
        return sys.stdin.read()
    if not what.endswith(".rq"):
        return what
    try:
        return Path(what).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or "not UTF-8"
        raise InputError(f"{what}: cannot be read ({reason}); name a file with SPARQL text") from None


def _parameters(given: list[str]) -> dict[str, str]:
    for pair in given:
        if "=" not in pair:
            raise UsageError(f"-p {pair}: write it as key=value")
    return {name: value for name, _, value in (pair.partition("=") for pair in given)}


@app.command()
def ask(
    graph: Graph,
    sentence: Annotated[str, typer.Argument(help="A question in Chinese or English.")],
    lang: Annotated[str, typer.Option(metavar="zh|en", help="Language of the reply.")] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Show the SPARQL as well.")] = False,
) -> int:
    """Answer a sentence with rows and the sentences behind them; exit 1 and three offers when unsure."""
    import graphs
    from queries import prose
    from queries.answer import ask as answer

    if lang not in ("", "zh", "en"):
        raise UsageError(f"--lang {lang}: there are zh and en")
    found = answer(graphs.load(graph), sentence)
    _write("-", prose.answer(found, lang or prose.language(sentence), explain=explain))
    return 0 if found.question else 1


@app.command()
def show(
    graph: Graph, name: Annotated[str, typer.Argument(help="A name, acronym, symbol, IRI or unit.")]
) -> None:
    """Show everything the graph says about one thing."""
    import graphs
    from queries import prose
    from queries.show import show as card

    _write("-", prose.card(card(graphs.load(graph), name)))


@app.command()
def path(
    graph: Graph,
    start: Annotated[str, typer.Argument(help="A thing under any of its names.")],
    end: Annotated[str, typer.Argument(help="Another thing.")],
    most: Annotated[int, typer.Option("-k", min=1, max=50, help="How many ways to show.")] = 3,
) -> None:
    """Show how two things are connected, each step with its sentence."""
    import graphs
    from queries import prose
    from queries.show import path as ways

    _write("-", prose.paths(ways(graphs.load(graph), start, end, most)))


@app.command()
def serve(
    graph: Graph,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free one.")] = 8000,
    public: Annotated[str, typer.Option(metavar="URL", help="The address behind a proxy.")] = "",
    seconds: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds a query may take.")] = 10,
    rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows an answer may have.")] = 100_000,
) -> None:
    """Serve the explorer, a SPARQL endpoint, named questions and a page for every thing."""
    import graphs
    from queries.web.jobs import Limits
    from queries.web.server import serve as run

    def ready(address: str) -> None:
        print(f"Serving {address} (explorer), {address}query, {address}sparql; stop with Ctrl-C", flush=True)

    limits = Limits(seconds=seconds, rows=rows)
    run(graphs.load(graph), host, port, public=public, limits=limits, ready=ready)


@app.command()
def load(
    graph: Graph,
    endpoint: Annotated[
        str, typer.Option(metavar="URL", help="The store's SPARQL (or graph store) address.")
    ],
    queries: Annotated[
        str, typer.Option(metavar="URL", help="The address for queries, if the store has another for them.")
    ] = "",
    protocol: Annotated[str, typer.Option(metavar="update|graph-store")] = "update",
    chunk: Annotated[int, typer.Option(min=1, help="Triples sent in one request.")] = 200,
) -> None:
    """Send the graph to another store, each named graph whole or not at all; run again to go on.

    Credentials are taken from CEBKG_USER and CEBKG_PASSWORD.
    """
    import graphs
    from queries.loading import load_into
    from queries.remote import endpoint as remote

    def tell(line: str) -> None:
        print(line, file=sys.stderr)

    store = remote(endpoint, queries)
    done = load_into(graphs.load(graph), store, protocol=protocol, chunk=chunk, tell=tell)
    there = f"{done.kept} were there, {done.removed} taken away"
    print(f"{done.sent} graphs sent, {there}; {done.triples} triples at {endpoint}")


@app.command()
def export(
    graph: Graph,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="ttl, trig, nq, jsonld, graphml, svg, png ...")
    ],
    out: Out = "-",
    view: Annotated[
        str, typer.Option(metavar="lanes|matrix|ego|timeline", help="What a picture shows.")
    ] = "lanes",
    focus: Annotated[str, typer.Option(metavar="HLCM", help="The thing that a picture is about.")] = "",
    lang: Annotated[str, typer.Option(metavar="zh|en", help="Language of a picture.")] = "zh",
) -> None:
    """Write the graph for other programs, or a picture of it; csv needs a folder as -o for its two files."""
    import graphs
    from graphs import writing
    from graphs.export import export_files
    from graphs.pictures import FORMATS, picture

    loaded = graphs.load(graph)
    if form in FORMATS:
        writing.write(out, picture(loaded, form, view, focus, lang))
        return
    if out == "-":
        writing.write(out, graphs.export(loaded, form))
        return
    made = export_files(loaded, form)
    if len(made) > 1:
        writing.write_all(out, made)
    else:
        writing.write(out, next(iter(made.values())))


@app.command()
def network(
    graph: Graph,
    lang: Annotated[str, typer.Option(metavar="zh|en", help="Language of the report.")] = "en",
    form: Annotated[str, typer.Option("--format", metavar="text|json")] = "text",
    out: Out = "-",
) -> None:
    """Report who holds the system together: centralities, communities, articulation points, bridges."""
    import graphs
    from graphs.cohesion import cohesion
    from graphs.holding import holding

    _write(out, holding(cohesion(graphs.load(graph)), lang, form))


@app.command()
def explore(
    graph: Graph,
    out: Out = "explorer.html",
    sparql: Annotated[bool, typer.Option(help="SPARQL in the page, 2.4 MB of it.")] = True,
    font: Annotated[str, typer.Option(metavar="FILE", help="Put the signs needed of a font in.")] = "",
) -> None:
    """Write the explorer: one HTML file that opens without a network."""
    import graphs
    from queries.publishing import explorer as picture

    given = (font, _bytes(font)) if font else None
    _write(out, picture(graphs.load(graph), sparql=sparql, font=given))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror}); name a file") from None


@app.command()
def publish(
    graph: Graph,
    out: Annotated[str, typer.Option("-o", "--output", metavar="SITE", help="Folder to write to.")] = "site",
) -> None:
    """Write a static site of linked data: a page for every thing, dumps, questions, the explorer."""
    import graphs
    from graphs import writing
    from queries.publishing import published

    writing.check_folder(out)
    made = published(graphs.load(graph))
    writing.write_tree(out, made, mark="SHA256SUMS")
    print(f"{len(made)} files written to {out}; open {out}/index.html in a browser", file=sys.stderr)


@app.command()
def diff(
    first: Annotated[str, typer.Argument(metavar="A", help="A graph file or the OUT folder of a build.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    out: Out = "-",
) -> int:
    """Print what graph A states and B does not (-), and the other way round (+); exit 1 if they differ."""
    import graphs
    from queries.compare import differences, render

    text = render(differences(graphs.load(first), graphs.load(second)))
    _write(out, text)
    return 1 if text else 0


@app.command()
def evaluate(
    graph: Graph,
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="A folder of gold TSV files.")],
    fail_under: Annotated[
        list[str] | None, typer.Option(metavar="KIND=F1", help="Exit 1 if F1 of a kind is below; may repeat.")
    ] = None,
    document: Annotated[
        str, typer.Option(metavar="E/2020/10", help="The report annotated, in a graph of several.")
    ] = "",
    lists: Annotated[bool, typer.Option("--lists/--no-lists", help="List what is missed and false.")] = True,
) -> int:
    """Print precision, recall and F1 by kind of statement against a gold folder."""
    import graphs
    from queries import prose
    from queries.evaluate import below
    from queries.evaluate import evaluate as measure

    scores = measure(graphs.load(graph), gold, document)
    low = below(scores, _parameters(fail_under or []))
    _write("-", prose.scores(scores, lists=lists))
    for line in low:
        print(line, file=sys.stderr)
    return 1 if low else 0


def _write(out: str, text: str | bytes) -> None:
    """Write text to a file, whole or not at all, or to stdout as UTF-8."""
    from graphs import writing

    writing.write(out, text.encode("utf-8") if isinstance(text, str) else text)


if __name__ == "__main__":
    main()
