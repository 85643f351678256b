from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftalesvar.danish.hyphens import build_lexicon, inside, line_end

TEXT = """kommunerne har initiativer om trepartsaftaler, finansieringstilskud, it-systemer og e-handel. Loven
om udligningsreformen og COVID-19 er nævnt, ligesom COVID-19-krisen, medarbejdere, personaledata,
personalegrupper, brugertilfredshed og brugerinddragelse, organisationerne, sammensætningen, drift,
sundhedsområdet, ikke-vestlige, tale, reformen, årsplan."""
LEXICON = build_lexicon([TEXT])


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("kom", "munerne", "drop"),
        ("pris", "og", "space"),
        ("dagtilbuds", "eller", "space"),
        ("10", "årsplan", "keep"),
        ("2022", "2023", "keep"),
        ("KL", "aftalen", "keep"),
        ("CO", "VID-19", "drop"),
        ("COVID", "19", "keep"),
        ("EU", "regi", "keep"),
        ("it", "systemer", "keep"),
        ("ikke", "vestlige", "keep"),
        ("sundheds-it", "infrastruktur", "keep"),
        ("velfærds", "it", "keep"),
        ("CO2-be", "sparelser", "drop"),
        ("udligningsrefor", "men.", "drop"),
        ("ejendomsrefor", "men", "drop"),
        ("drifts", "men", "space"),
        ("MENAP(T)", "landene", "keep"),
        ("Med", "arbejder-", "drop"),
    ],
)
def test_line_ends(left: str, right: str, wanted: str) -> None:
    assert line_end(left, right, LEXICON) == wanted


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("Trepartsaf", "tale", "drop"),
        ("initia", "tiv", "drop"),
        ("finansierings", "tilskud", "drop"),
        ("Bruger", "organisationerne", "drop"),
        ("personale", "sammensætningen", "drop"),
        ("Ud", "ruklningen", "drop"),
        ("e", "handel", "keep"),
        ("it", "systemer", "keep"),
        ("sundheds", "it", "keep"),
        ("tre", "årig", "keep"),
        ("Housing", "Princip", "keep"),
        ("KL", "aftalen", "keep"),
        ("COVID", "19", "keep"),
    ],
)
def test_hyphens_inside_a_line(left: str, right: str, wanted: str) -> None:
    assert inside(left, right, LEXICON) == wanted


def test_a_lexicon_leaves_out_what_a_line_end_tears() -> None:
    lexicon = build_lexicon(["en kom-\nmune har\n\n10-\nårsplan her"])
    assert dict(lexicon.words) == {"en": 1, "har": 1, "her": 1}


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_halves_are_decided(left: str, right: str) -> None:
    assert line_end(left, right, LEXICON) in ("drop", "keep", "space")
    assert inside(left, right, LEXICON) in ("drop", "keep", "space")
