"""Forms of Danish verbs that a stemmer doesn't join: vowels that change and participles in -t."""

from __future__ import annotations

from functools import cache, lru_cache

from aftalesvar.danish.terms import stem

# Words whose stem is that of a word of another meaning: "har" and "havet".
_APART = {
    **dict.fromkeys(["have", "har", "havde", "haft"], "have"),
    "blandt": "blandt",
    **dict.fromkeys(["udsat", "udsatte", "udsattes"], "udsat"),  # who is exposed, and not what is put off
}
# What stands before a verb in a longer one ("ned-satte"): it takes the verb's forms.
_PREFIXES = (
    "af", "an", "be", "bort", "efter", "for", "fore", "fra", "frem", "gen", "igang", "ind", "iværk", "med", "ned", "om",
    "op", "over", "på", "sammen", "til", "ud", "under", "ved",
)  # fmt: skip
_NO_FORMS = frozenset({"sats"})  # "indsats" is no form of "indsætte"
_SHORTEST = 5  # letters of a word that a form is made of by rule
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
    for infinitive, forms in _forms().items():
        for form in forms:
            held.setdefault(form, infinitive)
    return held


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {verb.split()[0]: tuple(verb.split()[1:]) for verb in _FORMS.split(";")}


@cache
def _of_stem() -> dict[str, str]:
    """Infinitives by their stems."""
    return {stem(infinitive): infinitive for infinitive in _forms()}


@lru_cache(maxsize=20_000)
def infinitive_of(word: str) -> str | None:
    """The infinitive of a lower-case verb form that its stem doesn't tell ("nedsatte": "nedsætte"); None of others."""
    held = _infinitives()
    if word in _APART:
        return None
    if found := held.get(word.removesuffix("s")) or held.get(word):
        return found
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest not in _NO_FORMS and (found := held.get(rest.removesuffix("s"))):
            return prefix + found
    return None


@lru_cache(maxsize=20_000)
def other_stems(word: str) -> tuple[str, ...]:
    """The stems of a lower-case word's other forms that the stemmer parts from it ("betjene": "betjent").

    Some are of no word at all: they're met in no text.
    """
    if word in _APART:
        return ()
    prefix, bare = _parted(word)
    infinitive = infinitive_of(word) or (prefix + _of_stem()[bare] if bare in _of_stem() else None)
    found = []
    if infinitive:
        prefix, bare = _parted(infinitive)
        forms = (prefix + form for form in _forms().get(_of_stem().get(bare, ""), ()))
        found = [infinitive, *(form for form in forms if stem(form) == form)]  # not "valgte": its stem is "valg"
    elif len(word) >= _SHORTEST:
        if word.endswith(_WEAK):
            found = [word[:-2] + "t"]
        elif word.endswith(("e", "er", "es")):
            found = [word.rstrip("rs")[:-1] + "t"]
        elif word.endswith("et"):
            found = [word[:-1] + "de"]
        elif word.endswith("t"):
            found = [word[:-1] + "e"]
    return tuple(dict.fromkeys(s for s in map(stem, found) if s != stem(word)))


def _parted(word: str) -> tuple[str, str]:
    """A word's prefix of a verb, or "", and the stem of the rest, where that is of a verb whose forms are listed."""
    for prefix in ("", *_PREFIXES):
        if word.startswith(prefix) and (bare := stem(word[len(prefix) :])) in _of_stem():
            return prefix, bare
    return "", stem(word)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """The stem that a lower-case word shares with all other forms of its verb ("skåret" as "skærer": "skær")."""
    if word in _APART:
        return _APART[word]
    infinitive = infinitive_of(word)
    if infinitive:
        return stem(infinitive)
    return stem(word[:-2]) if word.endswith(_WEAK) and len(word) > len(_WEAK) + 2 else stem(word)
