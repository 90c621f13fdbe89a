"""The OpenAPI description: what ninja makes of the operations, with what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from hefu.web.api import answers, shapes
from hefu.web.api.problems import MEDIA_TYPE
from hefu.web.api.routes import api
from hefu.web.views.page import page

PREFIX = "api/v1"
_PROBLEM = "#/components/schemas/Problem"
PROBLEMS = {
    "400": "The request is none that can be understood.",
    "401": "The token is unknown, at its end or revoked, or one is needed.",
    "403": "The token has not the scope that this needs.",
    "404": "The ledger holds no such thing.",
    "406": "There is no such form of the answer.",
    "413": "The file is too large.",
    "422": "A value makes no sense here.",
    "429": "Too many requests in a minute: see Retry-After.",
    "503": "The queue is full for now: see Retry-After.",
    "500": "Something went wrong; it is in the log of the server.",
}
_EVERYWHERE = ("400", "401", "403", "422", "429", "500")


@cache
def description() -> dict[str, Any]:
    """The description as a dictionary."""
    made = dict(api.get_openapi_schema(path_prefix=f"{PREFIX}/"))
    components = made["components"] = dict(made["components"])
    components["schemas"]["Problem"] = shapes.Problem.model_json_schema()
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{}, {"token": []}]
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    return made


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Problems and the other forms of an answer, which ninja does not know of."""
    responses = {str(code): told for code, told in operation["responses"].items()}
    operation["responses"] = responses
    paged = any(parameter["name"] == "cursor" for parameter in operation["parameters"])
    if paged:
        responses["200"]["content"][answers.TYPES["csv"]] = {"schema": {"type": "string"}}
    if path.endswith("/text"):
        responses["200"] = {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}
    sends = "requestBody" in operation
    codes = [
        *_EVERYWHERE,
        *(["413", "503"] if sends else []),
        *(["406"] if paged else []),
        *(["404"] if paged or "{" in path else []),
    ]
    for code in sorted(codes):
        content = {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}}
        responses.setdefault(code, {"description": PROBLEMS[code], "content": content})


def openapi(request: HttpRequest) -> HttpResponse:
    """The description for programs."""
    here = {"servers": [{"url": answers.site(request)}]}
    return JsonResponse(description() | here, json_dumps_params={"ensure_ascii": False})


def texts() -> Iterator[str]:
    """The English sentences of the description that the page for people shows, each in its language."""
    made = description()
    yield made["info"]["description"]
    for operations in made["paths"].values():
        for operation in operations.values():
            yield operation.get("description", "")
            yield from (one.get("description", "") for one in operation["parameters"])
    for shape in made["components"]["schemas"].values():
        if "properties" in shape:
            yield shape.get("description", "")
            yield from (field.get("description", "") for field in shape["properties"].values())


def _said(one: dict[str, Any]) -> str:
    """What is said of an operation, a parameter, a shape, a field, in the language of the page."""
    words = one.get("description", "")
    return translation.gettext(words) if words else ""


def docs(request: HttpRequest) -> HttpResponse:
    """The description for people: the operations with their parameters and answers."""
    made = description()
    found = [
        {
            "path": path,
            "method": method.upper(),
            **operation,
            "description": _said(operation),
            "shape": _shape(operation),
            "told": [(one["name"], kind(one["schema"]), _said(one)) for one in operation["parameters"]],
        }
        for path, operations in made["paths"].items()
        for method, operation in operations.items()
    ]
    shapes_of = [
        {"name": name, "description": _said(shape), "fields": _fields(shape)}
        for name, shape in sorted(made["components"]["schemas"].items())
        if "properties" in shape
    ]
    context = {"section": "api", "operations": found, "shapes": shapes_of, "about": _said(made["info"])}
    return page(request, "api.html", context)


def _shape(operation: dict[str, Any]) -> str:
    """The name of what an operation answers with."""
    content = next(iter(operation["responses"].items()))[1].get("content", {})
    return str(content.get("application/json", {}).get("schema", {}).get("$ref", "")).rpartition("/")[2]


def _fields(shape: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(name, kind(field), _said(field)) for name, field in shape["properties"].items()]


def kind(field: dict[str, Any]) -> str:
    """What a field is, in short: `string or null`, `Statement[]`."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " | ".join(map(kind, field["anyOf"]))
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if field.get("type") == "array":
        return f"{kind(field.get('items', {}))}[]"
    return str(field.get("type", "object"))
