"""Haystack as its hybrid-retrieval tutorial does it: in-memory BM25 and embeddings, joined.

The tutorial's ranker needs a model from the hub; without one the joiner's reciprocal rank fusion orders the hits.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from common import DEPTH, Search, Variant, main


def variant(description: str, length: int, overlap: int, query: str = "", passage: str = "") -> Variant:
    """Return a way to run it: how long the passages are, and what is put before questions and passages."""

    def build(documents: Mapping[str, str], model: str, folder: Path) -> None:
        from haystack import Document
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )

        splitter = DocumentSplitter(split_by="word", split_length=length, split_overlap=overlap)
        embedder = SentenceTransformersDocumentEmbedder(model=model, prefix=passage, progress_bar=False)
        for part in (splitter, embedder):
            part.warm_up()
        texts = [Document(content=text, meta={"name": name}) for name, text in documents.items()]
        store = InMemoryDocumentStore()
        store.write_documents(embedder.run(splitter.run(texts)["documents"])["documents"])
        store.save_to_disk(str(folder / "store.json"))

    def load(model: str, folder: Path) -> Search:
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

        store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
        pipeline = Pipeline()
        pipeline.add_component(
            "embedder", SentenceTransformersTextEmbedder(model=model, prefix=query, progress_bar=False)
        )
        pipeline.add_component("dense", InMemoryEmbeddingRetriever(store))
        pipeline.add_component("bm25", InMemoryBM25Retriever(store))
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        pipeline.connect("embedder", "dense")
        pipeline.connect("dense", "joiner")
        pipeline.connect("bm25", "joiner")

        def search(question: str) -> list[tuple[str, int, int, float]]:
            found = pipeline.run({"embedder": {"text": question}, "bm25": {"query": question}})["joiner"]["documents"]
            return [
                (
                    hit.meta["name"],
                    hit.meta["split_idx_start"],
                    hit.meta["split_idx_start"] + len(hit.content),
                    float(hit.score),
                )
                for hit in found[:DEPTH]
            ]

        return search

    return Variant(description, build, load)


if __name__ == "__main__":
    main(
        {
            "haystack": variant(
                "Haystack hybrid (BM25 and embeddings, reciprocal rank fusion), 200 words a part, no prefixes.",
                200,
                0,
            ),
            "haystack-better": variant(
                "Haystack hybrid with 80 words a part (overlap 20) and the model's own prefixes.",
                80,
                20,
                "query: ",
                "passage: ",
            ),
        }
    )
