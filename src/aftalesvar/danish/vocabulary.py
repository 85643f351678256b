"""Danish vocabulary that holds for any agreement: abbreviations and parties."""

from __future__ import annotations

ABBREVIATIONS: dict[str, str] = {
    "øa": "økonomiaftale", "kmf": "kommunal medfinansiering", "dut": "det udvidede totalbalanceprincip",
    "pl": "pris- og lønudvikling", "kkr": "kommunekontaktråd", "fgu": "forberedende grunduddannelse",
    "sosu": "social- og sundhed", "vm": "velfærdsministeriet", "fm": "finansministeriet",
    "opp": "offentlig-privat partnerskab",
    "nat": "national", "indb": "indbygger", "komm": "kommuner", "reg": "regeringen", "inv": "investeringer",
    "budg": "budget", "adm": "administration", "spec": "specialiserede", "soc": "socialområde", "besk": "beskæftigelse",
}  # fmt: skip

# Parties that a question may be about apart from the municipalities as a whole: a place that doesn't name them is of
# others.
ACTORS: dict[str, str] = {
    "regions": r"\bregion(?:er|erne|ernes|ers|en|ens|ale|alt)?\b",
    "one municipality": r"\b(?!den |en |hver |enkelt)[a-zæøå]+s kommune\b"
    r"|\b(?:københavn|aarhus|århus|odense|aalborg|frederiksberg|esbjerg|randers)s?\b",
}
