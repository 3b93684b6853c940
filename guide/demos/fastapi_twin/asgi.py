"""The ASGI application: ``uvicorn guide.demos.fastapi_twin.asgi:application``."""

import os
from pathlib import Path
from typing import Any, Literal

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel
from sqlalchemy import func, select

from . import learner, waiting
from .models import Message, session

REMOTE_URL = os.environ.get("TWIN_REMOTE_URL") or "http://127.0.0.1:8099/"
application = FastAPI()
templates = Jinja2Templates(Path(__file__).parent / "templates")


class Features(BaseModel):
    """Four measurements of a flower, in cm."""

    sepal_length: float
    sepal_width: float
    petal_length: float
    petal_width: float


class Asked(BaseModel):
    """What to predict, and by which model."""

    model: Literal["simple", "heavy"]
    features: Features


@application.get("/json")
async def json() -> dict[str, str]:
    """Serialise one small object."""
    return {"message": "Hello, World!"}


@application.get("/remote", response_class=PlainTextResponse)
async def remote() -> Response:
    """Wait for another server, and pass on what it says."""
    try:
        return Response(await waiting.fetch(REMOTE_URL), media_type="text/plain")
    except OSError:
        raise HTTPException(
            503, "The remote server does not answer. See TWIN_REMOTE_URL."
        ) from None


@application.get("/complete")
def complete(request: Request) -> Response:
    """Load 100 rows at random, add one, sort them, render them."""
    with session() as database:
        messages = list(database.scalars(select(Message).order_by(func.random()).limit(100)))
        messages.append(Message(content="Hello, World!"))
        messages.sort(key=lambda message: message.content)
        return templates.TemplateResponse(request, "complete.html", {"messages": messages})


@application.post("/predict")
def predict(asked: Asked) -> dict[str, Any]:
    """Predict from the measurements in the body."""
    return learner.predict(asked.model, asked.features.model_dump())
