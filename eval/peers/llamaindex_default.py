"""LlamaIndex as its starter tutorial does it: VectorStoreIndex.from_documents with a local embedding model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from common import DEPTH, Search, Variant, main


def variant(description: str, size: int | None, overlap: int | None, query: str = "", passage: str = "") -> Variant:
    """Return a way to run it: how long the passages are, and what is put before questions and passages."""

    def embedding(model: str) -> object:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        return HuggingFaceEmbedding(model_name=model, query_instruction=query or None, text_instruction=passage or None)

    def build(documents: Mapping[str, str], model: str, folder: Path) -> None:
        from llama_index.core import Document, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter

        splitter = SentenceSplitter(chunk_size=size, chunk_overlap=overlap) if size else SentenceSplitter()
        texts = [Document(text=text, metadata={"file_name": name}) for name, text in documents.items()]
        index = VectorStoreIndex.from_documents(texts, transformations=[splitter], embed_model=embedding(model))
        index.storage_context.persist(str(folder))

    def load(model: str, folder: Path) -> Search:
        from llama_index.core import StorageContext, load_index_from_storage

        storage = StorageContext.from_defaults(persist_dir=str(folder))
        index = load_index_from_storage(storage, embed_model=embedding(model))
        retriever = index.as_retriever(similarity_top_k=DEPTH)

        def search(question: str) -> list[tuple[str, int, int, float]]:
            return [
                (hit.node.metadata["file_name"], hit.node.start_char_idx, hit.node.end_char_idx, float(hit.score))
                for hit in retriever.retrieve(question)
            ]

        return search

    return Variant(description, build, load)


if __name__ == "__main__":
    main(
        {
            "llamaindex": variant(
                "LlamaIndex, VectorStoreIndex.from_documents with its default splitter (1,024 tokens), ten hits.",
                None,
                None,
            ),
            "llamaindex-better": variant(
                "LlamaIndex with chunks of 192 tokens (overlap 32) and the model's own prefixes.",
                192,
                32,
                "query: ",
                "passage: ",
            ),
        }
    )
