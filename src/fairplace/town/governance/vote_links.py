"""Links by which a member answers a decision without signing in: signed, for one person and one decision."""

from django.core.signing import BadSignature, TimestampSigner

# A colon at the end of a word is left out of a link by some mail programs; a full stop is in the middle here.
_signer = TimestampSigner(sep=".", salt="fairplace.governance.vote")


def make_vote_token(*, decision: int, person: int) -> str:
    """Return what stands in the link of one member; it holds for as long as the decision can be answered."""
    return _signer.sign(f"{decision}-{person}")


def read_vote_token(token: str) -> tuple[int, int] | None:
    """Return the keys of the decision and of the person, or nothing where the link was altered."""
    try:
        decision, person = _signer.unsign(token).split("-")
    except (BadSignature, ValueError):
        return None
    return int(decision), int(person)
