from fairplace.town.framework.models import Framework, PolicyObjective, Recommendation
from fairplace.town.places.models import Town


def get_framework(*, town: Town) -> Framework | None:
    """Return the edition in force."""
    return (
        Framework.objects.filter(town=town, is_current=True).prefetch_related("pillars", "objectives").first()
    )


def get_objective(*, town: Town, code: str) -> PolicyObjective | None:
    current = PolicyObjective.objects.filter(framework__town=town, framework__is_current=True)
    return current.filter(code=code).select_related("framework").first()


def list_recommendations(*, town: Town, objective: str = "", status: str = "") -> list[Recommendation]:
    """Return the recommendations of the edition in force, all or those asked for."""
    found = Recommendation.objects.filter(framework__town=town, framework__is_current=True)
    if objective:
        found = found.filter(objective__code=objective)
    if status:
        found = found.filter(status=status)
    return list(found.select_related("objective"))
