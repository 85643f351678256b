"""Forms of Danish verbs that a stemmer doesn't join: vowels that change and participles in -t."""

from __future__ import annotations

from functools import cache, lru_cache

from aftalesvar.danish.terms import stem

# Words whose stem is that of a word of another meaning: "læger" and "lægger", "har" and "havet", "billig" and "bil".
_APART = {
    **dict.fromkeys(["læge", "lægen", "læger", "lægerne", "lægens", "lægernes", "lægers"], "læge"),
    **dict.fromkeys(["have", "har", "havde", "haft"], "have"),
    **dict.fromkeys(["billig", "billigt", "billige", "billigere", "billigst", "billigste"], "billig"),
    "blandt": "blandt",
}
_WEAK = "ede"  # "dækkede": its stem is "dækked", that of "dækker" is "dæk"
# Infinitive, and the forms whose stem is another.
_FORMS = """
afholde afholdt; aftage aftog aftaget; afvige afveg; anvende anvendt; bede bad bedt; begynde begyndt; bestemme
bestemt; betale betalt betalte; binde bandt bundet; blive blev blevet; bringe bragt bragte; bruge brugt brugte;
bryde brød brudt; byde bød budt; drage drog draget; drikke drak drukket; drive drev drevet; dø døde; dømme dømt
dømte; falde faldt; finde fandt fundet; flyde flød; flyve fløj; fortælle fortalt fortalte; føde født fødte; følge
fulgt fulgte; føre ført førte; gemme gemt gemte; give gav givet giv; glemme glemt glemte; gribe greb grebet; gælde
gjaldt; gøre gør gjort gjorde; gå går gik gået gås; have har havde haft; hedde hed; hente hentet; hjælpe hjalp
hjulpet; holde holdt; hyre hyret; hæve hævet; høre hørt hørte; kalde kaldt kaldte; komme kom kommet; kræve krævet;
købe købt købte; køre kørt kørte; lade lod ladet; ligge lå ligget; lyde lød; lægge lagt lagde; læse læst læste; løbe
løb; løfte løftet; løse løst løste; miste mistet; modtage modtog; mødes mødtes; nedbringe nedbragt; nå nåede nået
nås; overdrage overdrog overdraget; overtage overtog; pege peget; ramme ramt ramte; rejse rejst rejste; ride red;
rive rev revet; ryge røg røget; række rakt; råde rådet; se så set ses; sende sendt sendte; sidde sad siddet; sige
sagt sagde; skille skilt; skride skred; skrive skrev skrevet; skrue skruer skrues skruet skruede; skyde skød skudt;
skære skar skåret; slide sled slidt; slippe slap sluppet; slå slog slået slås; snyde snød snydt; sove sov; spise
spist; springe sprang; sprænge sprængt; stige steg; stille stillet; strække strakt; støtte støttet; stå stod stået;
sælge solgt solgte; sætte sat satte; søge søgt søgte; tabe tabt tabte; tage tog; tale talt talte; tjene tjent
tjente; træde trådt trådte; træffe traf truffet; trække trak trukket; tvinge tvang tvunget; tælle talt; tænke tænkt;
vedtage vedtog; veje vejet; vinde vandt vundet; vise vist viste; vælge valgt valgte; være er var været; yde ydet
"""


@cache
def _infinitives() -> dict[str, str]:
    held: dict[str, str] = {}
    for verb in _FORMS.split(";"):
        infinitive, *forms = verb.split()
        for form in forms:
            held.setdefault(form, infinitive)
    return held


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """The stem that a lower-case word shares with all other forms of its verb ("skåret" as "skærer": "skær")."""
    if word in _APART:
        return _APART[word]
    infinitive = _infinitives().get(word.removesuffix("s")) or _infinitives().get(word)
    if infinitive:
        return stem(infinitive)
    return stem(word[:-2]) if word.endswith(_WEAK) and len(word) > len(_WEAK) + 2 else stem(word)
