from django.http import HttpRequest


def town(request: HttpRequest) -> dict:
    """Give every template the town it speaks of, and what the reader may do."""
    return {
        "town": getattr(request, "town", None),
        "abilities": {ability.name.lower(): True for ability in getattr(request, "abilities", ())},
    }
