"""Bridges to the accessible component macros, so that no template writes their markup by hand."""

from functools import cache

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, Template

PACKAGE = "govuk_frontend_jinja"


@cache
def _environment() -> Environment:
    # The macros refer to each other with the prefix, and read options that were never given.
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    return Environment(loader=loader, autoescape=True, undefined=ChainableUndefined, auto_reload=False)


@cache
def _template(component: str) -> Template:
    return _environment().get_template(f"{PACKAGE}/components/{component}/macro.html")


def render(component: str, options: dict) -> str:
    """Return a component's HTML. Texts in the options are escaped; `html` options are taken as they are."""
    name = "govuk" + component.title().replace("-", "")
    return str(getattr(_template(component).module, name)(options))


def nest(options: dict) -> dict:
    """Return {"label": {"text": "Name"}} for {"label__text": "Name"}."""
    nested: dict = {}
    for path, value in options.items():
        *parents, last = path.split("__")
        place = nested
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return nested
