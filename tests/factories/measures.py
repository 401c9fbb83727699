from fairplace.town.framework.models import Framework, Level, PolicyObjective, Recommendation
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.partners.models import Group


def make_level(framework, holds, position) -> Level:
    names = {"singular": holds[:-1], "plural": holds}
    return Level.objects.get_or_create(
        framework=framework, holds=holds, defaults={**names, "position": position}
    )[0]


def make_objective(town, code="M1", position=1, **fields) -> PolicyObjective:
    framework, _ = Framework.objects.get_or_create(
        town=town,
        edition="1",
        defaults={
            "title": "A framework",
            "vision": "A vision.",
            "vision_plain": "A vision.",
            "vision_by": 2040,
        },
    )
    return PolicyObjective.objects.create(
        framework=framework,
        level=make_level(framework, "objectives", 2),
        code=code,
        name=f"Objective {code}",
        short=code,
        plain="Plainly.",
        position=position,
        **fields,
    )


def make_recommendation(objective, code="R1", status="public", **fields) -> Recommendation:
    return Recommendation.objects.create(
        framework=objective.framework,
        level=make_level(objective.framework, "recommendations", 3),
        home=objective,
        code=code,
        name=f"Advice {code}.",
        status=status,
        position=objective.children.count() + 1,
        **fields,
    )


def make_group(town, slug="children", objectives=(), **fields) -> Group:
    group = Group.objects.create(
        town=town,
        slug=slug,
        name=slug.capitalize(),
        kind="board",
        purpose="Children first.",
        position=Group.objects.count() + 1,
        **fields,
    )
    group.objectives.set(objectives)
    return group


def make_measure(town, slug="jobs", indicator=None, objectives=(), **fields) -> ImpactMeasure:
    measure = ImpactMeasure.objects.create(
        town=town,
        slug=slug,
        name=slug.capitalize(),
        question="Are there more?",
        kind=fields.pop("kind", "number" if indicator else "in development"),
        status="proposed",
        indicator=indicator,
        position=ImpactMeasure.objects.count() + 1,
        **fields,
    )
    measure.objectives.set(objectives)
    return measure
