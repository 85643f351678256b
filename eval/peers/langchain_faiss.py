"""LangChain as its semantic-search tutorial does it: recursive splitter, FAISS, similarity search."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from common import DEPTH, Search, Variant, main


def variant(description: str, size: int, overlap: int, query: str = "", passage: str = "") -> Variant:
    """Return a way to run it: how long the passages are, and what is put before questions and passages."""

    def embeddings(model: str) -> object:
        from langchain_huggingface import HuggingFaceEmbeddings

        return HuggingFaceEmbeddings(
            model_name=model,
            encode_kwargs={"prompt": passage} if passage else {},
            query_encode_kwargs={"prompt": query} if query else {},
        )

    def build(documents: Mapping[str, str], model: str, folder: Path) -> None:
        from langchain_community.vectorstores import FAISS
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, add_start_index=True)
        texts = [Document(page_content=text, metadata={"document": name}) for name, text in documents.items()]
        FAISS.from_documents(splitter.split_documents(texts), embeddings(model)).save_local(str(folder))

    def load(model: str, folder: Path) -> Search:
        from langchain_community.vectorstores import FAISS

        store = FAISS.load_local(str(folder), embeddings(model), allow_dangerous_deserialization=True)

        def search(question: str) -> list[tuple[str, int, int, float]]:
            return [
                (
                    hit.metadata["document"],
                    hit.metadata["start_index"],
                    hit.metadata["start_index"] + len(hit.page_content),
                    -float(distance),
                )
                for hit, distance in store.similarity_search_with_score(question, k=DEPTH)
            ]

        return search

    return Variant(description, build, load)


if __name__ == "__main__":
    main(
        {
            "langchain": variant(
                "LangChain, RecursiveCharacterTextSplitter(1000, 200) and FAISS, no prefixes.", 1000, 200
            ),
            "langchain-better": variant(
                "LangChain with passages of 500 characters (overlap 100) and the model's own prefixes.",
                500,
                100,
                "query: ",
                "passage: ",
            ),
        }
    )
