"""Headers that hold for every answer, and the looser script rule of the editor alone."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import BadRequest

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
# Wagtail's editor writes some scripts and styles into its pages; nobody but editors can open it.
EDITOR_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
}


def headers(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def no_nul(get_response):
    """Refuse an address with a NUL: no text of ours holds one, and PostgreSQL cannot be asked for it."""

    def middleware(request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a character that no page knows.")
        return get_response(request)

    return middleware


def editor_policy(get_response):
    """Loosen the policy under /manage/ only. Stands inside CSPMiddleware, which reads what is set here."""

    def middleware(request):
        response = get_response(request)
        if request.path_info.startswith("/manage/"):
            response._csp_replace = EDITOR_POLICY
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware
