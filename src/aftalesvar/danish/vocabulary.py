"""Words that mean the same in Danish agreements on public finances: everyday words and terms of the field.

Each line is one group; a question that uses one word of it also searches for the others, at a lower
weight. These are meanings, never answers: no figure, no year, no agreement stands here.
"""

from __future__ import annotations

from collections.abc import Iterator

SYNONYM_WEIGHT = 0.5

GROUPS: tuple[tuple[str, ...], ...] = (
    ("anlægsramme", "anlægsniveau", "bruttoanlæg", "anlægsinvesteringer", "investeringsramme",
     "ramme for investeringer"),
    ("anlæg", "anlægsinvesteringer", "bruttoanlæg", "investeringer", "anlægsudgifter"),
    ("serviceramme", "serviceudgifter", "serviceudgifterne", "driftsramme"),
    ("overførsler", "overførselsudgifter"),
    ("medfinansiering", "KMF", "aktivitetsbestemt medfinansiering", "aktivitetsbaseret medfinansiering"),
    ("bloktilskud", "statstilskud", "tilskud fra staten", "generelle tilskud", "statens tilskud"),
    ("grundbidrag", "bidrag til regionerne", "udviklingsbidrag"),
    ("pris- og lønudvikling", "PL", "pl-skøn", "prisudvikling", "lønudvikling", "pris og løn"),
    ("skattefastsættelse", "skat", "skatten", "kommuneskat", "skatteprocent", "udskrivningsprocent", "indkomstskat"),
    ("skatteindtægter", "skatteprovenu"),
    ("dækningsafgift", "erhvervsejendomme"),
    ("grundskyld", "ejendomsskat", "boligskat", "ejendomsværdiskat"),
    ("demografi", "demografiske udvikling", "demografiske træk", "flere ældre", "flere børn", "befolkningsudvikling"),
    ("udgiftsloft", "loft over udgifterne"),
    ("særtilskud", "særtilskudspulje", "særligt vanskeligt stillede kommuner"),
    ("udligning", "udligningssystem", "udligningsreform", "tilskuds- og udligningssystem"),
    ("lån", "lånepulje", "låneadgang", "lånedispensation", "låneramme", "dispensation"),
    ("likviditet", "kassebeholdning"),
    ("deponering", "deponeringsfritagelse", "deponeringsforpligtelse"),
    ("kvalitetsfond", "kvalitetsfondsområderne"),
    ("sanktion", "betinget", "straf", "modregning"),
    ("balance", "udgifter i alt", "indtægter i alt"),
    ("penge", "midler", "ressourcer", "beløb", "kroner"),
    ("spare", "besparelse", "nedbringe", "reducere", "effektivisering", "frigøre", "frigørelse", "mindre"),
    ("bureaukrati", "administration", "administrative opgaver", "papirarbejde", "dokumentationskrav", "kontorfolk"),
    ("afbureaukratisering", "regelforenkling", "forenkling", "enklere regler"),
    ("konsulent", "eksterne konsulenter", "konsulentforbrug"),
    ("vikar", "vikarer", "vikarforbrug"),
    ("frisættelse", "frikommuner", "velfærdsaftaler", "frihed fra regler"),
    ("corona", "covid-19", "covid", "pandemi", "epidemi", "smitte"),
    ("værnemidler", "mundbind"),
    ("vaccination", "vacciner", "vaccine"),
    ("flygtninge", "fordrevne", "fordrevne fra ukraine", "ukrainere", "krigsflygtninge"),
    ("asyl", "integration", "udlændinge", "indvandring"),
    ("daginstitution", "dagtilbud", "børnehave", "vuggestue", "dagpleje"),
    ("minimumsnormering", "minimumsnormeringer", "normering", "pædagoger"),
    ("skole", "folkeskole", "folkeskolen", "elever", "undervisning"),
    ("lærer", "lærere", "undervisere", "kompetencedækning"),
    ("læreplads", "praktikplads", "lærling", "elevplads", "lærepladsaftaler"),
    ("ungdomsuddannelse", "fgu", "erhvervsuddannelse", "uddannelse for unge"),
    ("ældre", "ældrepleje", "plejehjem", "hjemmehjælp", "gamle", "ældreområdet"),
    ("ensomhed", "ensomme"),
    ("handicap", "handicappede", "funktionsnedsættelse", "det specialiserede socialområde", "socialområdet", "udsatte"),
    ("botilbud", "bosteder", "boform", "botilbudskapacitet", "botilbudspladser"),
    ("hjemløshed", "hjemløse", "herberg", "forsorgshjem", "housing first"),
    ("kvindekrisecenter", "krisecenter", "kvindekrisecentre"),
    ("anbringelse", "anbragte", "tvangsfjernelse", "plejefamilie", "børnene først"),
    ("psykiatri", "psykisk syge", "psykisk sygdom", "psykiske lidelser", "mental sundhed"),
    ("misbrug", "stofmisbrug", "alkoholbehandling"),
    ("tilsyn", "kontrol", "inspektion"),
    ("sygehus", "hospital", "hospitaler"),
    ("praktiserende læge", "almen praksis", "lægedækning", "familielæge"),
    ("sygeplejerske", "sosu", "social- og sundhedsassistent", "sundhedspersonale"),
    ("rekruttering", "arbejdskraft", "mangel på medarbejdere", "personalemangel", "fuldtid"),
    ("genoptræning", "rehabilitering"),
    ("sundhedsreform", "sundhedsråd", "sundhedsklynger"),
    ("jobcenter", "beskæftigelsesindsats", "ledige", "arbejdsløse", "beskæftigelse"),
    ("førtidspension", "fleksjob", "sygedagpenge", "kontanthjælp"),
    ("seniorpension", "tidlig pension"),
    ("klima", "grøn omstilling", "co2", "drivhusgas", "klimamål", "udledning"),
    ("elbil", "bilflåde", "elbiler", "ladestandere", "køretøjer"),
    ("varme", "fjernvarme", "varmeplanlægning", "naturgas", "gas"),
    ("energi", "energieffektivisering", "energirenovering", "energibesparelser", "energiforbrug"),
    ("solceller", "vindmøller", "vedvarende energi", "sol og vind"),
    ("kystbeskyttelse", "klimatilpasning", "oversvømmelse"),
    ("affald", "genanvendelse", "cirkulær økonomi"),
    ("busser", "kollektiv trafik", "trafikselskaber", "offentlig transport", "rejsekort", "transport"),
    ("digitalisering", "it", "digital", "digitale løsninger", "digitaliseringsstrategi"),
    ("kunstig intelligens", "ai", "automatisering"),
    ("cybersikkerhed", "informationssikkerhed", "it-sikkerhed"),
    ("almene boliger", "boligorganisationer", "boliger"),
    ("feriepenge", "feriemidler", "indefrosne feriemidler"),
    ("kommunesammenlægning", "kommunalreform", "strukturreform"),
    ("udbud", "offentlig-privat samarbejde", "konkurrenceudsættelse"),
    ("indkøb", "grønne indkøb"),
    ("kompensation", "kompenseres", "dækning", "merudgifter", "godtgørelse"),
    ("gebyr", "takst", "egenbetaling", "betaling"),
    ("lov", "lovgivning", "lovforslag", "lovændring"),
    ("løft", "løftes", "forhøjes", "øges", "hæves", "stiger", "stigning", "merbevilling"),
    ("falder", "sænkes", "nedsættes", "fald", "reduceres"),
    ("ansætte", "ansættelse", "medarbejdere", "personale", "ansatte", "velfærdsmedarbejdere"),
    ("borger", "borgere", "indbygger", "indbyggere", "folk"),
    ("barn", "børn"),
    ("ung", "unge"),
    ("arbejdsgruppe", "udvalg", "ekspertudvalg", "kommission", "ekspertgruppe"),
    ("undersøgelse", "analyse", "evaluering", "kortlægning", "analysearbejde", "eftersyn"),
    ("deadline", "frist", "senest", "tidsfrist"),
    ("afskaffe", "nedlægge", "ophæve", "bortfalde", "stoppe"),
    ("starte", "igangsætte", "iværksætte", "begynde", "træde i kraft"),
    ("inflation", "prisstigninger", "høje priser"),
    ("forsvar", "sikkerhedspolitiske situation", "beredskab"),
    ("vanddistrikter", "vandløb", "natur", "miljø"),
    ("landdistrikter", "yderkommuner", "udkantsdanmark", "balance på tværs af landet", "sammenhængskraft"),
)  # fmt: skip

ABBREVIATIONS: dict[str, str] = {
    "øa": "økonomiaftale", "kmf": "kommunal medfinansiering", "dut": "det udvidede totalbalanceprincip",
    "pl": "pris- og lønudvikling", "kkr": "kommunekontaktråd", "fgu": "forberedende grunduddannelse",
    "sosu": "social- og sundhed", "vm": "velfærdsministeriet", "fm": "finansministeriet",
    "opp": "offentlig-privat partnerskab",
    "nat": "national", "indb": "indbygger", "komm": "kommuner", "reg": "regeringen", "inv": "investeringer",
    "budg": "budget", "adm": "administration", "spec": "specialiserede", "soc": "socialområde", "besk": "beskæftigelse",
}  # fmt: skip


def synonyms(phrase: str) -> Iterator[str]:
    """The other words and phrases of every group that holds ``phrase`` (lower case, exact)."""
    for group in GROUPS:
        lowered = [member.lower() for member in group]
        if phrase in lowered:
            yield from (member for member in lowered if member != phrase)


# Pairs of opposites: a question that uses one side is denied by a sentence that uses the other.
OPPOSITES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("stige", "stiger", "øges", "hæves", "højere", "forhøjes", "ændres", "falde", "sænkes"),
     ("uændret", "uændrede", "fastholdes", "fastfryses")),
    (("stige", "stiger", "øges", "hæves", "højere", "forhøjes", "større", "mere"),
     ("falde", "falder", "sænkes", "nedsættes", "reduceres", "lavere", "mindre")),
    (("tvunget", "tvungen", "pligt", "forpligtet", "obligatorisk", "krav", "skal"),
     ("frivillig", "frivilligt", "frivillige")),
    (("støtte", "statsstøtte", "tilskud"), ("støttefri", "støttefrit")),
    (("aflevere", "afgive", "tilbagebetale", "miste"), ("forbliver", "beholder", "fastholder", "bevarer")),
    (("betale", "af med", "opkræves", "restbetaling"), ("eftergive", "eftergives", "eftergivet", "fritages")),
    (("fælles", "centralt", "staten"), ("selv", "decentralt", "egne")),
    (
        ("fortsætte", "fortsætter", "videreføre", "videreføres", "opretholdes", "forlænge", "forlænges", "fastholdes",
         "fastholde"),
        ("nedlægges", "nedlægge", "afskaffes", "afskaffe", "ophører", "bortfalder", "lukkes", "lukke", "ophæves",
         "ophævet", "stoppes", "forkortes"),
    ),
    (
        ("indføre", "indføres", "genindføre", "genindføres", "oprettes", "etableres", "starte"),
        ("nedlægges", "afskaffes", "ophæves", "bortfalder", "udgår"),
    ),
    (("udskyde", "udskydes", "udskyder", "forsinkes"), ("fremrykke", "fremrykkes", "fremskyndes", "accelerere")),
    (("udvide", "udvides", "flere"), ("reducere", "reduceres", "færre", "indskrænkes")),
    (("ekstra", "yderligere", "koster", "merudgift"), ("eksisterende", "inden for")),
    (("færdig", "afsluttet", "endelig"), ("foreløbig", "endnu", "afventer")),
)  # fmt: skip

# Parties that a question may be about apart from the municipalities as a whole: a place that doesn't name them is of
# others.
ACTORS: dict[str, str] = {
    "regions": r"\bregion(?:er|erne|ernes|ers|en|ens|ale|alt)?\b",
    "one municipality": r"\b(?!den |en |hver |enkelt)[a-zæøå]+s kommune\b"
    r"|\b(?:københavn|aarhus|århus|odense|aalborg|frederiksberg|esbjerg|randers)s?\b",
}
