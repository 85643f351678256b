"""Danish BM25 alone: bm25s with the Snowball stemmer, over the same chunks as LangChain's. No model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from common import DEPTH, Search, Variant, main

# The most frequent Danish function words; bm25s ships no Danish list.
STOP_WORDS = """
og i at er en et den det de til af på for med der som har ikke om fra ved skal vil kan blive bliver være var
hvad hvor hvem hvornår hvilke hvilken hvilket hvordan hvorfor mange meget stor stort store
"""


def variant(description: str, size: int, overlap: int) -> Variant:
    """Return a way to run it: how long the passages are, and what is put before questions and passages."""

    def tokenize(texts: list[str]) -> object:
        import bm25s
        import Stemmer

        return bm25s.tokenize(
            texts, stopwords=STOP_WORDS.split(), stemmer=Stemmer.Stemmer("danish"), show_progress=False
        )

    def build(documents: Mapping[str, str], model: str, folder: Path) -> None:
        import bm25s
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, add_start_index=True)
        places, texts = [], []
        for name, text in documents.items():
            for piece in splitter.create_documents([text]):
                start = piece.metadata["start_index"]
                places.append((name, start, start + len(piece.page_content)))
                texts.append(piece.page_content.replace("-\n", ""))
        retriever = bm25s.BM25()
        retriever.index(tokenize(texts), show_progress=False)
        retriever.save(str(folder / "bm25"))
        (folder / "places.json").write_text(json.dumps(places), "utf-8")

    def load(model: str, folder: Path) -> Search:
        import bm25s

        retriever = bm25s.BM25.load(str(folder / "bm25"))
        places = json.loads((folder / "places.json").read_text("utf-8"))

        def search(question: str) -> list[tuple[str, int, int, float]]:
            numbers, scores = retriever.retrieve(tokenize([question]), k=DEPTH, show_progress=False)
            return [
                (*places[int(number)], float(score))
                for number, score in zip(numbers[0], scores[0], strict=True)
                if score > 0
            ]

        return search

    return Variant(description, build, load)


if __name__ == "__main__":
    main(
        {
            "bm25-danish": variant(
                "Danish BM25 alone (bm25s, Snowball stems), chunks of 1,000 characters (overlap 200).", 1000, 200
            ),
            "bm25-danish-better": variant("Danish BM25 alone, chunks of 500 characters (overlap 100).", 500, 100),
        }
    )
