"""What programs can ask, as OpenAPI 3.1: written from the filters that really are read."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from monitor.config import Config
from monitor.query.filters import Filter
from monitor.web.asked import NEEDED, PARAMETERS

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_ROW = {"type": "object"}
_ROWS = {"type": "array", "items": _ROW}
# Path, what it is, the name its answer stands under, and the shape of that.
_JSON: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("/new", "What changed since a moment, a week if left out", "new", _ROW),
    ("/relations", "What does not fit together, most pressing first", "relations", _ROWS),
    ("/timeline", "When each position was said", "timeline", {"type": ["object", "null"]}),
    ("/said", "Who said what when", "claims", _ROWS),
    ("/document", "A document with its revisions, and what an edit changed", "document", _ROW),
    ("/sources", "How the sources fare", "sources", _ROWS),
    ("/source", "How one source fares", "source", _ROW),
)
_ONE = (
    ("/relations/{key}", "One relation with its claims", "relation"),
    ("/claims/{key}", "One claim with its evidence", "claim"),
)
_FEEDS = ("/new", "/relations", "/said", "/sources")
# What stands beside the rows.
_BESIDE: dict[str, dict[str, Any]] = {
    "/relations": {"next": _MAYBE},
    "/said": {"next": _MAYBE},
    "/document": {"edit": {"type": ["object", "null"]}},
}


def description(config: Config) -> dict[str, Any]:
    """The whole document; names that may be chosen are those of this configuration."""
    paths: dict[str, Any] = {}
    for path, summary, name, shape in _JSON:
        parameters = [_parameter(config, path, one) for one in PARAMETERS[path]]
        answer = _answer(name, shape, **_BESIDE.get(path, {}))
        paths[f"{path}.json"] = _get(summary, parameters, "application/json", answer)
        if path in _FEEDS:
            feed = _get(f"{summary}, as an Atom feed", parameters, "application/atom+xml", _TEXT)
            paths[f"{path}.atom"] = feed
    for path, summary, name in _ONE:
        key = {"name": "key", "in": "path", "required": True, "schema": _key()}
        paths[f"{path}.json"] = _get(summary, [key], "application/json", _answer(name, _ROW))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Monitor",
            "version": version("monitor"),
            "description": "Who said what, when, and what cannot both be true. Only read; a "
            "server with a token wants it as a bearer's.",
        },
        "paths": paths,
        "components": {
            "schemas": {"Trouble": _answer("error", _TROUBLE)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


_TROUBLE = {
    "type": "object",
    "required": ["status", "message"],
    "properties": {"status": {"type": "integer"}, "message": _TEXT},
}


def _get(summary: str, parameters: list[Any], kind: str, shape: dict[str, Any]) -> dict[str, Any]:
    told = {"application/json": {"schema": {"$ref": "#/components/schemas/Trouble"}}}
    troubles = {
        "400": "a parameter that cannot be read",
        "401": "nobody who is known",
        "404": "no such name or id",
        "421": "another server's name",
        "429": "too many requests",
        "503": "the database cannot be read now",
    }
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, "content": {kind: {"schema": shape}}},
                **{
                    status: {"description": words, "content": told}
                    for status, words in troubles.items()
                },
            },
        }
    }


def _answer(name: str, shape: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["schema", name, *more],
        "properties": {"schema": {"type": "integer"}, name: shape, **more},
    }


def _parameter(config: Config, path: str, one: Filter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": "query",
        "description": one.help,
        "required": (path, one.name) in NEEDED,
        "schema": _schema(config, one),
    }


def _schema(config: Config, one: Filter) -> dict[str, Any]:
    if one.sort == "choices":
        return {"type": "array", "items": {**_TEXT, "enum": list(one.choices)}}
    if one.sort == "choice":
        return {**_TEXT, "enum": list(one.choices)}
    if one.sort == "flag":
        return {"type": "boolean"}
    named = {
        "topic": [topic.key for topic in config.topics],
        "facet": sorted({name for topic in config.topics for name in topic.facet}),
        "component": sorted({part.name for topic in config.topics for part in topic.component}),
    }
    if one.name in named:
        return {**_TEXT, "enum": named[one.name]}
    if one.name in ("from", "to"):
        return {**_TEXT, "pattern": "^[0-9a-f]{1,16}$"}
    return _key() if one.name == "after" else {**_TEXT, "maxLength": 2600}


def _key() -> dict[str, Any]:
    return {**_TEXT, "pattern": "^[0-9a-f]{16}$"}
