"""``aftalesvar <verb>``: everything but asking."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from aftalesvar.cli.edge import DanishParser, at_the_edge
from aftalesvar.settings import Settings

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command ``aftalesvar``; returns the exit code. A bare question goes to ``ask``."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] == "ask":
        from aftalesvar.cli.ask import ask_main

        return ask_main(words[1:])
    args = parser(with_eval=bool(words) and words[0] == "eval").parse_args(words)
    command: Command = args.command
    return at_the_edge(lambda: command(args))


def parser(*, with_eval: bool = True) -> argparse.ArgumentParser:
    """The verbs and their arguments; the evaluation's are only added when asked for, since they load more."""
    top = DanishParser(
        prog="aftalesvar", description="Svar på dansk om officielle aftaletekster, med kilden til hvert svar."
    )
    verbs = top.add_subparsers(title="kommandoer", metavar="KOMMANDO", required=True, parser_class=DanishParser)
    verbs.add_parser("ask", help="stil et spørgsmål (også som kommandoen ask)")
    _add_corpus_verbs(verbs)
    _add_web(verbs)
    said = verbs.add_parser("feedback", help="vis brugernes domme over svar, eller gør dem til spørgsmål")
    _feedback_arguments(said)
    evaluation = verbs.add_parser("eval", help="mål svarene på spørgsmålene i eval/questions")
    if with_eval:
        from aftalesvar.evaluation.cli import add_arguments

        add_arguments(evaluation)
    evaluation.set_defaults(command=_eval)
    return top


def _add_corpus_verbs(verbs: argparse._SubParsersAction[DanishParser]) -> None:
    from aftalesvar.cli import adding, comparing, corpus, figures, outline

    add = verbs.add_parser("add", help="tilføj aftaler (PDF, tekst, markdown, HTML)")
    add.add_argument("files", nargs="+", metavar="FIL", help="filer, der skal tilføjes")
    add.add_argument("--title", metavar="TITEL", help="aftalens titel, hvis den foreslåede er forkert")
    add.add_argument(
        "--year", type=int, action="append", default=[], metavar="ÅR", help="budgetår; gentag for en flerårig aftale"
    )
    add.add_argument("--date", metavar="DATO", help="aftalens dato, fx 2031-06-08")
    add.add_argument("--party", action="append", default=[], metavar="PART", help="en part; gentag for hver")
    add.add_argument("--id", metavar="ID", help="aftalens id i kildehenvisninger")
    add.add_argument("--yes", action="store_true", help="spørg ikke først")
    add.add_argument("--allow-similar", action="store_true", help="tilføj også en tekst, der næsten er i korpus")
    add.add_argument("--json", action="store_true", help="som JSON")
    add.set_defaults(command=adding.add)
    remove = verbs.add_parser("remove", help="fjern aftaler fra korpus og indeks")
    remove.add_argument("ids", nargs="+", metavar="ID", help="aftalernes id, se «aftalesvar list»")
    remove.add_argument("--keep-file", action="store_true", help="lad filen ligge i korpusmappen")
    remove.set_defaults(command=adding.remove)
    index = verbs.add_parser("index", help="byg indekset af korpusmappen")
    index.add_argument("--rebuild", action="store_true", help="glem det gamle indeks og beregn alle vektorer igen")
    index.add_argument("--watch", action="store_true", help="følg korpusmappen, og opdatér ved hver ændring")
    index.set_defaults(command=corpus.index)
    listing = verbs.add_parser("list", help="vis aftalerne i indekset")
    listing.add_argument("--json", action="store_true", help="som JSON")
    listing.set_defaults(command=corpus.list_documents)
    show = verbs.add_parser("show", help="vis en aftales opbygning eller teksten i en del af den")
    show.add_argument("id", metavar="ID", help="aftalens id, se «aftalesvar list»")
    show.add_argument("--section", metavar="TITEL", help="vis teksten i denne del: titel, nummer eller begyndelsen")
    show.add_argument("--json", action="store_true", help="som JSON")
    show.set_defaults(command=outline.show)
    listed = verbs.add_parser("figures", help="find aftalernes tal, med kilder; som tabel, CSV, JSON eller Parquet")
    figures.add_arguments(listed)
    listed.set_defaults(command=figures.figures)
    compared = verbs.add_parser("compare", help="sammenlign to aftaler: hvad er nyt, udgået og ændret")
    comparing.add_arguments(compared)
    compared.set_defaults(command=comparing.compare_agreements)
    check = verbs.add_parser("check", help="kontrollér at indekset er helt og passer til korpus og model")
    check.set_defaults(command=corpus.check)


def _feedback_arguments(parser: argparse.ArgumentParser) -> None:
    from aftalesvar.cli import feedback

    feedback.add_arguments(parser)
    parser.set_defaults(command=feedback.feedback)


def _add_web(verbs: argparse._SubParsersAction[DanishParser]) -> None:
    web = verbs.add_parser("web", help="start siden i browseren")
    web.add_argument(
        "--host", default="127.0.0.1", metavar="ADRESSE", help="adresse at lytte på (127.0.0.1: kun denne maskine)"
    )
    web.add_argument("--port", type=int, default=7860, metavar="PORT", help="port (7860)")
    web.add_argument("--auth", metavar="NAVN:KODE", help="kræv login; anbefales på enhver anden adresse end 127.0.0.1")
    web.add_argument("--open", action="store_true", help="åbn browseren")
    web.add_argument("--lang", choices=("da", "en"), default="da", help="sidens sprog (da)")
    web.add_argument(
        "--allow-upload",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="lad siden tilføje aftaler (fra begyndelsen kun på denne maskines egen adresse)",
    )
    web.set_defaults(command=_web)


def _web(args: argparse.Namespace) -> int:
    from aftalesvar.cli.progress import Bar
    from aftalesvar.web import serve

    with Bar() as bar:
        return serve(
            Settings.from_environment(), host=args.host, port=args.port, auth=args.auth, open_browser=args.open,
            lang=args.lang, allow_upload=args.allow_upload, progress=bar,
        )  # fmt: skip


def _eval(args: argparse.Namespace) -> int:
    from aftalesvar.evaluation.cli import main as evaluate
    from aftalesvar.evaluation.product import Product, variants

    def systems(ablate: bool) -> Sequence[Product]:
        from aftalesvar.cli.progress import Bar
        from aftalesvar.opening import open_asker

        with Bar() as bar:
            asker = open_asker(Settings.from_environment(), bar)
        return variants(asker) if ablate else [Product(asker)]

    return evaluate(args, systems)


if __name__ == "__main__":
    sys.exit(main())
