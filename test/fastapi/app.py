"""The server of `npm run test:fastapi`: path functions that yield, as on the FastAPI page "Stream JSON Lines".

Serves the page next to them, so that the browser needs no other server and no CORS.
"""

import asyncio
import itertools
import math
import os
import sys
import threading
from collections.abc import AsyncIterable, AsyncIterator, Iterable

import fastapi
import uvicorn
from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

app = FastAPI()


class Item(BaseModel):
    name: str
    description: str | None


items = [
    Item(name="Plumbus", description="A multi-purpose household device."),
    Item(name="Portal Gun", description="A portal opening device."),
    Item(name="Meeseeks Box", description="A box that summons a Meeseeks."),
]

unicode_items = [
    Item(name="Café ☕ 日本語", description="line one\nline two\ttab"),
    Item(name="👩‍💻 e\u0301 \u202eעברית\u202c", description=None),
    Item(name="\u2028sep\u2029\u0085\ufeff", description='quote " back \\ slash / null \u0000'),
]


# The four path functions of the documentation, with its addresses.


@app.get("/items/stream")
async def stream_items() -> AsyncIterable[Item]:
    for item in items:
        yield item


@app.get("/items/stream-no-annotation")
async def stream_items_no_annotation():
    for item in items:
        yield item


@app.get("/items/stream-no-async")
def stream_items_no_async() -> Iterable[Item]:
    for item in items:
        yield item


@app.get("/items/stream-no-async-no-annotation")
def stream_items_no_async_no_annotation():
    for item in items:
        yield item


open_streams = 0


async def counted() -> AsyncIterator[None]:
    """Not in the path function itself: stopped at its `yield`, that ends only when Python collects garbage."""
    global open_streams
    open_streams += 1
    try:
        yield
    finally:
        open_streams -= 1


@app.get("/open")
async def get_open_streams() -> int:
    return open_streams


@app.get("/items/endless", dependencies=[Depends(counted)])
async def endless_items() -> AsyncIterable[Item]:
    for item in itertools.cycle(items):
        yield item
        await asyncio.sleep(0.05)


# Paces the streams below: each step waits until the test allows it, whatever the speed of the machine.
steps = asyncio.Semaphore(0)


@app.post("/step")
async def allow_step() -> None:
    steps.release()


@app.get("/items/stepwise", dependencies=[Depends(counted)])
async def stepwise_items() -> AsyncIterable[Item]:
    for item in items:
        await steps.acquire()
        yield item


requests = itertools.count(1)


@app.get("/items/breaks-at-first")
async def items_that_break_at_first() -> AsyncIterable[Item]:
    is_first = next(requests) == 1
    yield items[0]
    yield items[1]
    if is_first:
        await steps.acquire()
        raise RuntimeError("broken on purpose")
    yield items[2]


@app.get("/items/not-as-annotated")
async def items_not_as_annotated() -> AsyncIterable[Item]:
    yield items[0]
    yield items[1]
    await steps.acquire()
    yield {"name": 5}  # FastAPI checks it: the same as an exception.


@app.get("/items/unicode")
async def stream_unicode() -> AsyncIterable[Item]:
    for item in unicode_items:
        yield item


@app.get("/items/unicode-no-annotation")
async def stream_unicode_no_annotation():
    for item in unicode_items:
        yield item


@app.get("/items/unchecked")
async def unchecked_items():
    """Without an annotation FastAPI checks nothing, and writes what JSON does not know."""
    yield items[0]
    yield {"name": 5, "description": None}
    yield {"name": "Not a number", "description": math.nan}
    yield items[1]


# Last, because it answers for every address that is left.
app.mount("/", StaticFiles(directory=os.environ["FASTAPI_TEST_PAGE"], html=True))


def end_with_parent() -> None:
    """Standard input closes when whoever started this is gone, however it went."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    print(f"FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}", flush=True)
    threading.Thread(target=end_with_parent, daemon=True).start()
    uvicorn.run(app, port=0, access_log=False)
