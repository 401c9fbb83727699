"""The library's publishers as this town asks them: at the addresses of its settings, into its own folder."""

from django.conf import settings

from fairplace.equity.sources import PUBLISHERS, find_publisher
from fairplace.equity.sources.http import HttpClient, open_client
from fairplace.equity.sources.open_geography import BASE, OpenGeography
from fairplace.equity.sources.port import Publisher
from fairplace.equity.sources.snapshot import SnapshotStore


def list_publishers() -> list[Publisher]:
    """Return every publisher that a feed can ask."""
    return [get_publisher(code) for code in PUBLISHERS]


def get_publisher(code: str) -> Publisher:
    """Return a publisher, at the address that the settings give it. Raises NotLoaded for an unknown one."""
    base = settings.SOURCE_ADDRESSES.get(code)
    return find_publisher(code, base=base) if base else find_publisher(code)


def get_portal() -> OpenGeography:
    """Return the portal of boundaries and lookups, at the address that the settings give it."""
    return OpenGeography(settings.SOURCE_ADDRESSES.get(OpenGeography.code) or BASE)


def open_line(publisher: Publisher) -> HttpClient:
    """Return the client that asks a publisher, as patient as the settings say."""
    return open_client(publisher, **settings.SOURCE_CLIENT)


def get_store() -> SnapshotStore:
    """Return the folder of snapshots, beside the database."""
    return SnapshotStore(settings.DATA_DIR / "snapshots")


def is_online() -> bool:
    """Return whether this town asks publishers at all."""
    return settings.ASKS_PUBLISHERS
