from fairplace.town.framework.models import Item
from fairplace.town.workstreams.models import Alignment, Fit

STRONGEST_FIRST = [Fit.FULL, Fit.PART, Fit.TOUCHES]


def list_carriers(*, recommendation: Item) -> list[Alignment]:
    """Return what carries a recommendation, the strongest first, without what does nothing for it."""
    found = Alignment.objects.filter(recommendation=recommendation.pk, workstream__archived_on=None)
    listed = found.exclude(fit=Fit.NONE).select_related("workstream__lead")
    return sorted(listed, key=lambda one: STRONGEST_FIRST.index(Fit(one.fit)))
