"""What only opens a question, or names its agreement: "Ved I om …", "Passer det, at …", "ØA22: …"."""

from __future__ import annotations

import re

# Verbs that a question of yes or no begins with.
VERBS = (
    r"er|bliver|blev|skal|skulle|kan|kunne|må|vil|ville|har|havde|får|fik|findes|indgår|afsættes|afsatte|gælder"
    r"|omfatter"
    r"|indeholder|stiger|falder|øges|hæves|sænkes|nedsættes|videreføres|forlænges|dækker|forpligter|aftaler"
    r"|aftalte|betaler"
    r"|modtager|forhøjes|fastholdes|nedlægges|afskaffes|kompenseres|nævner|står|siger|kræver|stilles|sættes|gives|giver"
    r"|udkommer|kommer|overtager|beholder|slipper|mister|indføres|ophører|hører|tæller|fritages|undgår|vinder|taber"
    r"|opgøres|afholdes|fordeles|udbetales|tilbydes|undersøges|evalueres|udvides|forbliver|består|gør|tager|deler|ejer"
    r"|kender|driver|hjælper|rammer|finansierer|styrer|planlægger|bør|udgør|ændres|opkræves|fortsætter|lægges|bruges|sker|støtter|var|blir|ser|nåede|udløber|handler|ryger|lykkedes|gik|tog|kom|holder|holdt|virker"
)
_NAMING = (
    r"(?:ø[ak] ?(?:20)?\d\d|(?:kl-?|økonomi)?aftalen?(?: \w+)?(?: (?:for|om|i|fra))? (?:20)?\d\d|(?:20)?\d\d-aftalen)"
)
_OPENING = re.compile(rf"^\W*{_NAMING}\s*[:,–-]\s*", re.IGNORECASE)
_WHETHER = re.compile(
    r"^\W*(?:(?:og |men )?(?:ved (?:i|du|man|vi)(?: noget om| mon)?|mon"
    r"|kan (?:i|du|man) (?:sige|fortælle|svare på|bekræfte|se)(?: mig| os)?),? (?:om|at)"
    r"|(?:passer det|er det (?:rigtigt|sandt|korrekt|sådan|rigtig)|stemmer det|kan det passe|forholder det sig sådan)"
    r"(?: nu| virkelig)?,? (?:at|om))\s+",
    re.IGNORECASE,
)
TAG = re.compile(rf"\([^\w(]*(?:i |ifølge |efter )?{_NAMING}\W*\)|(?<=\?)\s*{_NAMING}\W*$", re.IGNORECASE)
THAN_SO_MANY = re.compile(r"\b(?:mere|flere|færre|mindre|større|højere|lavere) end (?=\d)", re.IGNORECASE)
_TOPIC = re.compile(rf"^[^?.:!]{{3,60}}?\s*(?:\s[-–]|:)\s+(?=(?:{VERBS})\b)", re.IGNORECASE)


def plainly(question: str) -> str:
    """A question without its agreement's name before it, and without what it only opens with.

    "ØA22: skal …", "e-handel - beholder de …" begin with their verb then; so doesn't "Ved I, om …".
    """
    return _TOPIC.sub("", _WHETHER.sub("", _OPENING.sub("", question)))


def asks_whether(question: str) -> bool:
    """Whether a question opens with "Ved I, om …" or "Passer det, at …": what follows is asked with yes or no."""
    return bool(_WHETHER.match(_OPENING.sub("", question)))
