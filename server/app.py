"""The application put together from its parts."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request

from kg.settings import Settings
from server import (
    browse,
    errors,
    files,
    graphs,
    headers,
    history,
    lists,
    meta,
    openapi,
    publishing,
    questions,
    reading,
    resources,
    search,
    sparql,
    views,
    vocabulary,
)
from server.access import heed_size
from server.config import LONGEST_BODY, install, lasting, service, service_for
from server.front import LASTING
from server.language import LANGUAGES, Language, language
from server.language import install as speak
from server.links import Links
from server.memento import heed, marked, then
from server.negotiate import HTML
from server.structured import structured
from server.views.atlas.locator import locator

_OF_A_VERSION: Final = {
    "resources",
    "browse",
    "reading",
    "questions",
    "openapi",
    "views",
    "lists",
    "vocabulary",
}
"""The parts whose pages and data depend on the version and the request alone."""
_THEN: Final = (_OF_A_VERSION - {"openapi"}) | {"search", "sparql", "graphs"}
"""The parts of which older versions may be asked."""
_LASTING: Final = {"meta.jsonld_context"}
"""Routes of other parts that do so too."""

_LONGEST_KEPT: Final = 2000
"""Characters of an address that a page repeats to say that it can be had in another language."""

_FACES: Final = Path(__file__).resolve().parent / "static" / "built" / "type.css"
"""The faces that the pages are set in, once `make assets` has run."""


def create_app(settings: Settings | None = None) -> Flask:
    """The service that these settings describe, those of the environment unless others are given."""
    app = Flask("server", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    shared = service_for(settings or Settings.from_environment())
    install(app, shared)
    app.before_request(heed_size)
    errors.register(app)
    app.before_request(_look_back)
    for part in (
        sparql,
        graphs,
        history,
        resources,
        search,
        lists,
        browse,
        reading,
        questions,
        publishing,
        meta,
        openapi,
        views,
        vocabulary,
    ):
        app.register_blueprint(part.blueprint)
    speak(app)
    app.context_processor(_surroundings)
    app.add_template_global(structured)
    app.add_template_global(locator)
    app.after_request(_with_headers)
    app.after_request(_of_its_version)
    setattr(app, "wsgi_app", _rooted(app.wsgi_app, shared.links.root))  # noqa: B010  # mypy sees a method
    return app


def _look_back() -> None:
    """Have what is read of an older version answered of it, whichever part does so."""
    if _may_look_back():
        heed(request)


def _of_its_version(response: Response) -> Response:
    return marked(response, request, then(request)) if _may_look_back() else response


def _may_look_back() -> bool:
    return request.method in {"GET", "HEAD"} and request.blueprint in _THEN


def _surroundings() -> dict[str, Links | Language | tuple[tuple[Language, str], ...] | str | bool]:
    """What every template may say: where things are, the languages of this page, whether faces were built."""
    links, given = service().links, [*request.args.items(multi=True)]
    kept = LANGUAGES if len(request.full_path) < _LONGEST_KEPT else ()
    others = tuple((each, links.here(request.path, given, each.tag)) for each in kept)
    return {
        "links": links,
        "language": language(),
        "languages": others,
        "now": links.now(request.path, given) if links.then else "",
        "typeset": _FACES.is_file(),
    }


def _with_headers(response: Response) -> Response:
    if response.mimetype == HTML.media_type:
        response.content_language.add(language().tag)
    if request.method == "GET" and (request.blueprint in _OF_A_VERSION or request.endpoint in _LASTING):
        said = (response.content_type or "", response.headers.get("Content-Language", ""))
        lasting(response, headers.digest(request.full_path, *said))
    if request.endpoint == "static":
        request.environ[LASTING] = True
        keep = files.keeping(request.path.partition("/static/")[2], request.args.get("v", ""))
        response.headers["Cache-Control"] = keep or headers.COMMON["Cache-Control"]
    for name, value in headers.COMMON.items():
        response.headers.setdefault(name, value)
    response.vary.update(headers.VARY)
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response.headers.update(headers.PREFLIGHT)
    return response


def _rooted(application: WSGIApplication, root: str) -> WSGIApplication:
    """Answer at the path of the base as well, whether or not a proxy in front takes it away."""
    prefix = root.rstrip("/")

    def answer(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environment.get("PATH_INFO", "")
        if prefix and path.startswith(root):
            environment["PATH_INFO"] = path[len(prefix) :]
        return application(environment, start)

    return answer
