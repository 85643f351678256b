"""The calibration: shipped, kept by an index, and read back."""

from __future__ import annotations

from dataclasses import asdict, fields

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.confidence import Evidence
from aftalesvar.calibration import Calibration, kept_calibration, shipped_calibration


def test_each_piece_of_evidence_has_its_coefficient() -> None:
    named = {field.name for field in fields(Calibration)}
    assert named == {field.name for field in fields(Evidence)} | {"intercept", "threshold"}


def test_the_shipped_one_answers_at_a_probability() -> None:
    assert 0.0 < shipped_calibration().threshold < 1.0


def test_an_index_keeps_what_it_was_built_with(asker: Asker) -> None:
    assert asker.index.manifest.calibration == asdict(shipped_calibration())
    assert asker.tuning.calibration == shipped_calibration()


def test_a_kept_one_decides_and_another_kind_is_not_trusted() -> None:
    other = asdict(shipped_calibration()) | {"threshold": 0.9}
    assert kept_calibration(other).threshold == 0.9
    assert kept_calibration({}) == shipped_calibration()
    assert kept_calibration({"threshold": 0.9}) == shipped_calibration()
