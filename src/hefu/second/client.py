"""Asking an endpoint that speaks the chat completions protocol, with bounds on time, size and trust."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx

from hefu.errors import SecondReaderError
from hefu.second.question import Question

LARGEST = 64 * 1024
"""Bytes of an answer; a proposal has a few hundred."""
LONGEST = 800
"""Tokens that an answer may have."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, and the tokens that question and answer cost as far as the endpoint tells."""

    text: str
    tokens: int


class Client:
    """One endpoint and one model.

    endpoint: the address before /chat/completions, such as http://localhost:11434/v1.
    key: sent as bearer token, never printed.  timeout: seconds for one answer.
    """

    def __init__(self, endpoint: str, model: str, *, key: str = "", timeout: float = 60) -> None:
        self.model = model
        self._address = f"{endpoint.rstrip('/')}/chat/completions"
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, question: Question) -> Reply:
        """The endpoint's answer. SecondReaderError when it has none that can be read."""
        body = {
            "model": self.model,
            "messages": question.messages(),
            "temperature": 0,
            "max_tokens": LONGEST,
            "response_format": {"type": "json_object"},
        }
        try:
            return _reply(json.loads(self._post(body)))
        except httpx.TimeoutException:
            raise SecondReaderError("the endpoint took too long to answer") from None
        except httpx.HTTPError as error:
            raise SecondReaderError(f"the endpoint cannot be reached: {type(error).__name__}") from None
        except (ValueError, LookupError, TypeError) as error:
            raise SecondReaderError("the endpoint does not answer as chat completions do") from error

    def _post(self, body: dict[str, Any]) -> bytes:
        with self._http.stream("POST", self._address, json=body) as answer:
            if answer.status_code != httpx.codes.OK:
                raise SecondReaderError(f"the endpoint refuses with status {answer.status_code}")
            found = bytearray()
            for piece in answer.iter_bytes():
                found += piece
                if len(found) > LARGEST:
                    raise SecondReaderError(f"the endpoint answers with more than {LARGEST} bytes")
            return bytes(found)


def _reply(answer: Any) -> Reply:
    text = answer["choices"][0]["message"]["content"]
    tokens = (answer.get("usage") or {}).get("total_tokens", 0)
    if not isinstance(text, str) or not isinstance(tokens, int) or tokens < 0:
        raise ValueError("no text")
    return Reply(text, tokens)
