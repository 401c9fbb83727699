"""Writes whole addresses of a town's pages, for mails and documents that no request asks for."""

from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from fairplace.town.places.models import Town


def write_address(town: Town, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a page of a town as FAIRPLACE_ADDRESS begins it: https://example.org/…"""
    before = get_script_prefix()
    set_script_prefix("/" if town.is_default else f"/towns/{town.slug}/")
    try:
        path = reverse(name, args=args or None, kwargs=kwargs or None)
    finally:
        set_script_prefix(before)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
