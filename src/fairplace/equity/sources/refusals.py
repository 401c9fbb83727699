"""What is said when a publisher gives no answer: who, what happened, and what to do."""

from dataclasses import dataclass

from fairplace.equity.sources.waiting import Limits

LATER = "Try again later; what was loaded before is untouched."


@dataclass(frozen=True)
class Refusals:
    """The sentences about one publisher."""

    title: str
    limits: Limits

    def gave_up(self, why: str, tries: int) -> str:
        """Return what is said after the last try."""
        often = "once" if tries == 1 else f"{tries} times"
        return f"{self.title} {why}; we asked {often}. {LATER}"

    def too_long_to_wait(self, why: str, asked_for: float | None) -> str:
        """Return what is said when waiting would take longer than one answer may."""
        if asked_for is None:
            return f"{self.title} {why}, and there is no time left to ask again. {LATER}"
        minutes = max(1, round(asked_for / 60))
        return (
            f"{self.title} {why} and asks us to wait {minutes} minute{'s' if minutes > 1 else ''}. "
            "Try again then; what was loaded before is untouched."
        )

    def took_too_long(self) -> str:
        """Return what is said of an answer that never ends."""
        return f"{self.title} had not finished its answer after {self.limits.total:g} seconds. {LATER}"

    def too_large(self) -> str:
        """Return what is said of a body without end."""
        return (
            f"{self.title} sent more than {self.limits.body / 1e6:,.0f} MB. "
            "Ask for fewer indicators or areas; what was loaded before is untouched."
        )

    def untrusted(self) -> str:
        """Return what is said when it may be somebody else who answers."""
        return (
            f"The certificate of {self.title} could not be checked, so we did not ask. If your organisation "
            "inspects its traffic, name its certificate in SSL_CERT_FILE."
        )

    def lost_in_redirects(self) -> str:
        """Return what is said when the address leads from one to the next."""
        return f"{self.title} sends us from one address to another without end. {LATER}"

    def refused(self, status: int, said: str) -> str:
        """Return what is said of an answer that will be the same next time, in its own words."""
        words = " ".join(said.split())[:200].rstrip(".")
        why = f"It said: {words}. " if words else ""
        known = {
            401: "It wants a key. ",
            403: "It does not let us in. ",
            404: "There is nothing at this address. ",
        }.get(status, "")
        return (
            f"{self.title} refused the question ({status}). {known}{why}Check what was asked for; "
            "what was loaded before is untouched."
        )
