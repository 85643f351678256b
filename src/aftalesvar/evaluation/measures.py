"""From outcomes to measures: each is one value a question, so that it has an n, an interval and a pair.

A measure is a mapping of item id to a value from 0 to 1; items that it doesn't apply to are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.retrieval import MEASURES as RETRIEVAL
from aftalesvar.evaluation.retrieval import judge_run, measure
from aftalesvar.evaluation.risk import Curve, risk_coverage
from aftalesvar.evaluation.run import Run
from aftalesvar.evaluation.scoring import CAUSES, Outcome, score
from aftalesvar.evaluation.sources import Sources
from aftalesvar.evaluation.statistics import Interval, interval

# name -> (Danish label, English label, whether higher is better)
LABELS: dict[str, tuple[str, str, bool]] = {
    **{name: (name, name, True) for name in RETRIEVAL},
    "found_early": ("fundet i de første 2.500 tegn", "found in the first 2,500 characters", True),
    "right": ("rigtigt svar", "right answer", True),
    "right_cited": ("rigtigt med rigtig kilde", "right and cited", True),
    "number_right": ("tal rigtigt med enhed og størrelse", "number right with unit and scale", True),
    "wrong_year": ("forkert år", "wrong year", False),
    "complete": ("fuldstændighed af rækker og lister", "completeness of series and lists", True),
    "quotes_exact": ("citater ordrette", "quotes exact", True),
    "figures_supported": ("viste tal står i kilden", "shown figures stand in the source", True),
    "refusal_precision": ("afvisninger der er rigtige", "refusal precision", True),
    "refusal_recall": ("ubesvarlige der afvises", "refusal recall", True),
    "needless_refusals": ("unødige afvisninger", "needless refusals", False),
    "correct": ("rigtigt i alt", "correct over all", True),
}
# The family that two runs are compared on, declared beforehand (Holm corrects over it).
# What two systems or two settings are set side by side on.
DECIDING = (
    "Success@1",
    "Success@5",
    "right",
    "right_cited",
    "number_right",
    "wrong_year",
    "refusal_recall",
    "needless_refusals",
)
FAMILY = (
    "Success@1",
    "Success@5",
    "right_cited",
    "number_right",
    "wrong_year",
    "refusal_recall",
    "needless_refusals",
    "correct",
)
# Peers only retrieve; they are compared on these.
RETRIEVAL_FAMILY = ("Success@1", "Success@5", "RR@10", "nDCG@10", "R@10", "found_early")
EARLY = 2_500  # characters of source shown, about a page: what five passages of 500 characters are

Values = dict[str, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure's mean over ``n`` questions, its interval, and the interval when agreements are drawn."""

    value: float
    n: int
    interval: Interval | None
    clustered: Interval | None


@dataclass(frozen=True, slots=True)
class Result:
    """A run, scored: outcomes and measures by question; ``run`` keeps the raw answers."""

    run: Run
    items: tuple[Item, ...]
    outcomes: tuple[Outcome, ...]
    values: Mapping[str, Values]

    def outcome(self, id: str) -> Outcome | None:  # noqa: A002 - the item's own word
        """Return the outcome of an item, None when it wasn't asked."""
        return next((outcome for outcome in self.outcomes if outcome.id == id), None)

    @property
    def causes(self) -> dict[str, int]:
        """How many errors each cause has, in the order of the way from question to answer."""
        return {cause: sum(outcome.cause == cause for outcome in self.outcomes) for cause in CAUSES}

    def curve(self, *, answerable_only: bool) -> Curve:
        """Return the risk-coverage curve of the answerable; or of these and the unanswerable that were answered.

        A right refusal is in neither: nothing is to be covered there.
        """
        return risk_coverage([o for o in self.outcomes if o.right is not None or (o.answered and not answerable_only)])


def evaluate(run: Run, items: Sequence[Item], sources: Sources) -> Result:
    """Score a run on ``items``. An item that the run has no reply to counts as an error, not as absent."""
    replies = {reply.id: reply for reply in run.replies}
    outcomes = []
    for item in items:
        reply = replies.get(item.id)
        outcomes.append(score(item, reply.response if reply else {}, sources, reply.seconds if reply else 0.0))
    values = {**measure(judge_run(run, items, sources)), **_answer_values(outcomes)}
    return Result(run, tuple(items), tuple(outcomes), values)


def _answer_values(outcomes: Sequence[Outcome]) -> dict[str, Values]:
    def collect(value: Callable[[Outcome], float | bool | None]) -> Values:
        return {outcome.id: float(v) for outcome in outcomes if (v := value(outcome)) is not None}

    return {
        "found_early": collect(lambda o: None if o.right is None else bool(o.characters and o.characters <= EARLY)),
        "right": collect(lambda o: o.right),
        "right_cited": collect(lambda o: o.right_and_cited),
        "number_right": collect(lambda o: o.number_right),
        "wrong_year": collect(lambda o: o.wrong_year),
        "complete": collect(lambda o: o.completeness),
        "quotes_exact": collect(lambda o: o.citations_exact / o.citations if o.citations else None),
        "figures_supported": collect(lambda o: o.figures_supported == o.figures if o.figures else None),
        "refusal_precision": collect(lambda o: o.right is None if o.refused else None),
        "refusal_recall": collect(lambda o: o.refused if o.right is None else None),
        "needless_refusals": collect(lambda o: o.refused if o.right is not None else None),
        "correct": collect(lambda o: o.correct),
    }


def estimate(values: Values, agreements: Mapping[str, str] | None = None) -> Estimate | None:
    """Return mean, n and intervals; ``agreements`` (item id -> agreement) adds the clustered one."""
    if not values:
        return None
    numbers = list(values.values())
    clustered = interval(numbers, [agreements[key] for key in values]) if agreements else None
    return Estimate(sum(numbers) / len(numbers), len(numbers), interval(numbers), clustered)


def estimates(result: Result) -> dict[str, Estimate]:
    """Return the estimate of every measure that applies to at least one question."""
    agreements = {item.id: item.agreement for item in result.items}
    found = {name: estimate(result.values.get(name, {}), agreements) for name in LABELS}
    return {name: value for name, value in found.items() if value is not None}


def by_field(result: Result, measure_name: str, field: str) -> dict[str, Estimate]:
    """Return the estimate of one measure for each agreement, type, style or hard of the items."""
    groups: dict[str, Values] = {}
    for item in result.items:
        if item.id in result.values[measure_name]:
            group = str(getattr(item, field) or "–")
            groups.setdefault(group, {})[item.id] = result.values[measure_name][item.id]
    found = {group: estimate(values) for group, values in sorted(groups.items())}
    return {group: value for group, value in found.items() if value is not None}
