"""txtai as its documentation does it: Embeddings(hybrid=True, content=True) over the text's paragraphs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from common import DEPTH, Search, Variant, locate, main, windows

Cut = Callable[[str], list[str]]


def paragraphs(text: str) -> list[str]:
    """Cut as txtai's own Segmentation(paragraphs=True) does."""
    from txtai.pipeline import Segmentation

    return list(Segmentation(paragraphs=True)(text))


def variant(description: str, cut: Cut, instructions: dict[str, str] | None = None) -> Variant:
    """Return a way to run it: how long the passages are, and what is put before questions and passages."""

    def build(documents: Mapping[str, str], model: str, folder: Path) -> None:
        from txtai import Embeddings

        places, texts = [], []
        for name, text in documents.items():
            after = 0
            for piece in cut(text):
                start, end = locate(text, piece, after)
                after = start
                places.append((name, start, end))
                texts.append(piece)
        extra = {"instructions": instructions} if instructions else {}
        embeddings = Embeddings(path=model, hybrid=True, content=True, **extra)
        embeddings.index(texts)
        embeddings.save(str(folder / "index"))
        (folder / "places.json").write_text(json.dumps(places), "utf-8")

    def load(model: str, folder: Path) -> Search:
        from txtai import Embeddings

        embeddings = Embeddings()
        embeddings.load(str(folder / "index"))
        places = json.loads((folder / "places.json").read_text("utf-8"))

        def search(question: str) -> list[tuple[str, int, int, float]]:
            return [(*places[int(hit["id"])], float(hit["score"])) for hit in embeddings.search(question, DEPTH)]

        return search

    return Variant(description, build, load)


if __name__ == "__main__":
    main(
        {
            "txtai": variant("txtai, hybrid, over paragraphs (its own segmentation), no prefixes.", paragraphs),
            "txtai-better": variant(
                "txtai, hybrid, over stretches of 500 characters (overlap 100), with the model's own prefixes.",
                windows,
                {"query": "query: ", "data": "passage: "},
            ),
        }
    )
