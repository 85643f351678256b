"""haiku.rag's hybrid search (LanceDB vectors and full text, reciprocal rank fusion). Search only.

Its own converter and chunker want models and tokenizers from the hub, so passages of about its default size
are handed to it; its embedder only knows addresses, so the model is served on this machine.
"""

from __future__ import annotations

import asyncio
import atexit
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from common import DEPTH, Search, Variant, locate, main, windows

SERVER = Path(__file__).with_name("embedding_server.py")
PYTHON = Path(__file__).resolve().parents[1] / ".peers" / "langchain" / "bin" / "python"


@contextmanager
def served(model: str) -> Iterator[str]:
    """Serve the model while the block runs; gives its address."""
    server = subprocess.Popen(
        [str(PYTHON), str(SERVER), model],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
    finally:
        server.stdin.close()
        server.wait()


def configuration(address: str, query: str, passage: str) -> object:
    """Return haiku.rag's configuration with our model and its defaults for all else."""
    from haiku.rag.config import AppConfig

    model = {
        "provider": "openai",
        "name": "multilingual-e5-small",
        "vector_dim": 384,
        "base_url": address,
        "api_key": "none",
        "query_prefix": query,
        "document_prefix": passage,
    }
    return AppConfig.model_validate({"embeddings": {"model": model}})


def variant(description: str, size: int, overlap: int, query: str = "", passage: str = "") -> Variant:
    """Return a way to run it: how long the passages are, and what is put before questions and passages."""

    async def fill(documents: Mapping[str, str], config: object, path: Path) -> None:
        from docling_core.types.doc.document import DoclingDocument
        from haiku.rag.client import HaikuRAG
        from haiku.rag.store.models.chunk import Chunk

        async with HaikuRAG(path, config=config, create=True) as client:
            for name, text in documents.items():
                chunks, after = [], 0
                for order, piece in enumerate(windows(text, size, overlap)):
                    start, end = locate(text, piece, after)
                    after = start
                    chunks.append(Chunk(content=piece, order=order, metadata={"start": start, "end": end}))
                await client.import_document(DoclingDocument(name=name), chunks, uri=name, title=name)

    def build(documents: Mapping[str, str], model: str, folder: Path) -> None:
        with served(model) as address:
            asyncio.run(fill(documents, configuration(address, query, passage), folder / "haiku.lancedb"))

    def load(model: str, folder: Path) -> Search:
        from haiku.rag.client import HaikuRAG

        opened = served(model)
        config = configuration(opened.__enter__(), query, passage)
        loop = asyncio.new_event_loop()
        client = HaikuRAG(folder / "haiku.lancedb", config=config)
        loop.run_until_complete(client.__aenter__())

        def close() -> None:
            loop.run_until_complete(client.__aexit__(None, None, None))
            opened.__exit__(None, None, None)

        def search(question: str) -> list[tuple[str, int, int, float]]:
            found = loop.run_until_complete(client.chunk_repository.search(question, limit=DEPTH, search_type="hybrid"))
            return [
                (chunk.document_uri, chunk.metadata["start"], chunk.metadata["end"], float(score))
                for chunk, score in found
            ]

        # The server lives as long as the process, and is waited for so that its memory is counted.
        atexit.register(close)
        return search

    return Variant(description, build, load)


if __name__ == "__main__":
    main(
        {
            "haiku": variant(
                "haiku.rag, hybrid search, passages of 900 characters (its 256 tokens), no prefixes.", 900, 0
            ),
            "haiku-better": variant(
                "haiku.rag, hybrid search, passages of 500 characters (overlap 100), with the model's own prefixes.",
                500,
                100,
                "query: ",
                "passage: ",
            ),
        }
    )
