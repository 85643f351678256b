"""Every word that a user reads on the page, in Danish and English."""

from __future__ import annotations

from typing import Literal

from aftalesvar.asking.kind_names import KIND_NAMES
from aftalesvar.records import AnswerKind

Lang = Literal["da", "en"]
_TEXTS: dict[str, tuple[str, str]] = {
    # the page
    "name": ("Aftalesvar", "Aftalesvar"),
    "tagline": ("Spørg i aftalerne, og se hvor svaret står.", "Ask the agreements, and see where the answer stands."),
    "question": ("Dit spørgsmål", "Your question"),
    "ask": ("Spørg", "Ask"),
    "years": ("År", "Years"),
    "years_info": (
        "Valgfrit: spørg kun til disse år. Skriver du et år i spørgsmålet, gælder det.",
        "Optional: ask about these years only. A year in the question goes first.",
    ),
    "examples": ("Prøv et af disse", "Try one of these"),
    "nav_ask": ("Spørg", "Ask"),
    "nav_documents": ("Aftaler", "Agreements"),
    "nav_changes": ("Forskelle", "Changes"),
    "nav_label": ("Hovedmenu", "Main menu"),
    "skip": ("Gå til svaret", "Skip to the answer"),
    "empty": (
        "Skriv et spørgsmål, og tryk Enter. Svaret står altid i en aftale, og kilden vises ved siden af.",
        "Write a question in Danish and press Enter. The answer always stands in an agreement, shown beside it.",
    ),
    "holds": ("Aftaler, der kan spørges i", "Agreements that can be asked"),
    "holds_see": ("Se, hvad de indeholder", "See what they hold"),
    "holds_changes": ("Sammenlign to af dem", "Compare two of them"),
    "keys": (
        "Genveje: / sætter markøren i feltet · Enter spørger · Esc lukker kilden",
        "Keys: / goes to the field · Enter asks · Esc closes the source",
    ),
    # the answer
    "answer": ("Svar", "Answer"),
    "status_not_found": ("Intet svar fundet", "No answer found"),
    "status_partial": ("Svaret er ikke fuldstændigt", "The answer is not complete"),
    "status_ambiguous": ("Hvilken aftale mener du?", "Which agreement do you mean?"),
    "figure_for": ("for {year}", "for {year}"),
    "ambiguous_lead": (
        "Spørgsmålet passer på flere aftaler. Vælg en:",
        "The question fits several agreements. Choose one:",
    ),
    "ambiguous_plain": (
        "Der er flere læsninger. Spørg mere præcist, fx med et år.",
        "There are several readings. Ask more precisely, for instance with a year.",
    ),
    "understood": ("Forstået som", "Understood as"),
    "read_as": ("Læst som: {question}", "Read as: {question}"),
    "corrected": ("Stavning rettet: {old} → {new}", "Spelling corrected: {old} → {new}"),
    "chip_year": ("år {year}", "year {year}"),
    "chip_agreement": ("aftalen for {year}", "agreement for {year}"),
    "chip_remove": ("Fjern {what} og spørg igen", "Remove {what} and ask again"),
    "chip_add": ("Vælg år", "Choose year"),
    "chip_change": ("Skift år", "Change year"),
    "chip_kind": ("Skift slags svar", "Change the kind of answer"),
    "chip_kind_open": ("Slags svar", "Kind of answer"),
    "chip_kind_words": ("som spørgsmålet siger", "as the question says"),
    "chip_again": ("Spørg igen", "Ask again"),
    "chip_add_agreement": ("Vælg aftale", "Choose agreement"),
    "sources": ("Kilder", "Sources"),
    "source": ("Kilde {n}", "Source {n}"),
    "open_source": ("Vis i aftalen", "Show in the agreement"),
    "copy_quote": ("Kopiér citat", "Copy quote"),
    "copy_link": ("Kopiér link", "Copy link"),
    "nearest": ("Nærmeste steder", "Nearest passages"),
    "other_passages": ("Andre steder om emnet", "Other passages on the subject"),
    "computed": ("Beregnet af de citerede tal", "Computed from the cited figures"),
    "elapsed": ("Fundet på {ms} ms · sikkerhed {sure} pct.", "Found in {ms} ms · confidence {sure}%"),
    "remembered": ("Fundet før · sikkerhed {sure} pct.", "Found before · confidence {sure}%"),
    "suggest": ("Prøv i stedet", "Try instead"),
    "held_years": ("Korpus har aftaler for {years}.", "The corpus holds agreements for {years}."),
    "copy_all": ("Kopiér svar med kilder", "Copy answer with sources"),
    "markdown": ("Hent som Markdown", "Download as Markdown"),
    "csv": ("Hent som CSV", "Download as CSV"),
    "csv_series": ("Hent tallene som CSV (regneark)", "Download the figures as CSV (spreadsheet)"),
    "share": ("Kopiér link til svaret", "Copy link to the answer"),
    "busy": (
        "Der er optaget lige nu, fordi mange spørger. Prøv igen om et øjeblik.",
        "Busy: many are asking. Try again in a moment.",
    ),
    "failed": (
        "Noget gik galt. Prøv igen; hjælper det ikke, så se i terminalen, hvor siden kører.",
        "Something went wrong. Try again; else look in the terminal that runs the page.",
    ),
    "chart_title": ("Udvikling efter år", "By year"),
    "chart_axis": ("Aksen begynder ikke ved 0.", "The axis does not begin at 0."),
    "chart_gap": ("Intet tal for {years}.", "No figure for {years}."),
    "a_change": ("ændring", "a change"),
    "told_by": ("ifølge aftalen for {year}", "according to the agreement for {year}"),
    "as_table": ("Tallene", "The figures"),
    "col_year": ("År", "Year"),
    "col_figure": ("Tal", "Figure"),
    "col_source": ("Kilde", "Source"),
    "sort": ("Sortér efter {what}", "Sort by {what}"),
    # feedback
    "feedback": ("Var svaret rigtigt?", "Was the answer right?"),
    "verdict_right": ("Rigtigt", "Right"),
    "verdict_wrong": ("Forkert", "Wrong"),
    "verdict_source": ("Forkert kilde", "Wrong source"),
    "comment": ("Et ord med på vejen (valgfrit)", "A comment (optional)"),
    "send": ("Gem", "Save"),
    # the source
    "close": ("Luk kilden", "Close the source"),
    "own_page": ("Åbn på egen side", "Open on its own page"),
    "outline": ("Indhold", "Contents"),
    "page": ("side {n}", "page {n}"),
    "line": ("linje {n}", "line {n}"),
    "source_label": ("Aftaleteksten", "The agreement's text"),
    "no_mark": (
        "Stedet findes ikke i den aftale, der ligger her nu.",
        "The place is not in the agreement as it is now.",
    ),
    # the corpus
    "documents": ("Aftaler i korpus", "Agreements in the corpus"),
    "date": ("Indgået {date}", "Concluded on {date}"),
    "parties": ("Parter: {parties}", "Parties: {parties}"),
    "counts": (
        "{pages}{sections} afsnit · {sentences} sætninger og rækker",
        "{pages}{sections} sections · {sentences} sentences and rows",
    ),
    "pages_count": ("{n} sider · ", "{n} pages · "),
    "quality_good": ("Læst uden bemærkninger", "Read without remarks"),
    "quality": ("Bemærkninger til læsningen: {remarks}", "Remarks on the reading: {remarks}"),
    "history": ("Tidligere spørgsmål", "Earlier questions"),
    "history_clear": ("Ryd", "Clear"),
    "history_note": ("Gemt i denne browser alene", "Kept in this browser only"),
    "add": ("Tilføj aftaler", "Add agreements"),
    "add_file": (
        "Fil (PDF, tekst, Markdown eller HTML, højst {mb} MB)",
        "File (PDF, text, Markdown or HTML, at most {mb} MB)",
    ),
    "add_year": ("Budgetår (kan udelades)", "Budget year (optional)"),
    "add_send": ("Tilføj", "Add"),
    "add_closed": (
        "Ejeren af denne side har ikke åbnet for at tilføje aftaler.",
        "The owner has not allowed adding agreements here.",
    ),
    "adding": ("Tilføjer …", "Adding …"),
    # changes
    "prices": (
        "Beløbene er som trykt, hver aftale i sit eget års priser.",
        "Amounts are as printed, each agreement in the prices of its own year.",
    ),
    "changes": ("Hvad er ændret mellem to aftaler?", "What changed between two agreements?"),
    "from": ("Fra", "From"),
    "to": ("Til", "To"),
    "show": ("Vis", "Show"),
    "changed_rows": ("Tabeller", "Tables"),
    "changed_sentences": ("Sætninger med andre tal", "Sentences with other figures"),
    "new_sections": ("Afsnit, der kun er i {title}", "Sections only in {title}"),
    "change": ("Forskel", "Difference"),
    "row": ("Post", "Item"),
    "none": ("Ingen fundet.", "None found."),
    "download_csv": ("Hent som CSV", "Download as CSV"),
    "units_differ": ("andre enheder", "other units"),
}
_ENGLISH_KINDS: dict[str, str] = {
    "amount": "amount",
    "percent": "per cent",
    "date": "date",
    "count": "count",
    "who": "who",
    "what": "what",
    "how": "how",
    "why": "why",
    "list": "list",
    "yesno": "yes or no",
    "series": "series",
    "compare": "comparison",
    "which-year": "which year",
}


def language(asked: str | None, default: str = "da") -> Lang:
    """The language to use for what ``?lang=`` says."""
    return "en" if (asked or default).lower().startswith("en") else "da"


def say(lang: Lang, key: str, **values: object) -> str:
    """A text with its places filled in (plain text: escape it before it goes into markup)."""
    text = _TEXTS[key][lang == "en"]
    return text.format(**values) if values else text


def kind_name(lang: Lang, kind: AnswerKind) -> str:
    """The name of an answer's kind."""
    return _ENGLISH_KINDS[kind] if lang == "en" else KIND_NAMES[kind]
