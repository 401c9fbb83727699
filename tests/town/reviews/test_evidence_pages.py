"""What the page of one measure in a review says of its evidence."""

import pytest

from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.evidence import gather_evidence
from tests.factories import make_judged, make_observations, make_review
from tests.factories.logicmodels import make_history, note, put_step
from tests.town.reviews.conftest import main_of, of

pytestmark = pytest.mark.django_db


def test_the_direction_by_test_stands_apart_from_how_a_measure_stands_on_its_path(reviewed_town, ada, as_ada):
    review = make_review(reviewed_town)
    gather_evidence(by=ada, review=review)

    page = main_of(as_ada.get("/reviews/2026/"))

    assert "Measure Direction, by test On its path Rating Decision Challenges" in page
    assert "Jobs Getting worse No path agreed" in page
    assert "Air No number yet No path agreed" in page


def test_the_nine_questions_stand_on_the_figures(reviewed_town, ada, as_ada):
    review = make_review(reviewed_town)
    empty = main_of(as_ada.get("/reviews/2026/jobs/"))
    assert empty.count("No evidence has come in yet.") == 5
    gather_evidence(by=ada, review=review)

    page = main_of(as_ada.get("/reviews/2026/jobs/"))

    assert "This is the first review of it, so everything is new." in page
    assert "The latest number is 46.0% (likely between 45.0% and 47.0%), for 2021." in page
    assert "We cannot tell it from England: the likely ranges meet. (2021)" in page
    assert "No gap inside the town is published for it." in page
    assert page.count("Not answered yet.") == 4
    assert "No number of another place" in main_of(as_ada.get("/reviews/2026/air/"))
    assert as_ada.get("/reviews/2026/none/").status_code == 404


def test_news_and_revisions_since_the_last_review_are_told(reviewed_town, ada, as_ada):
    last = make_review(reviewed_town, 2025)
    gather_evidence(by=ada, review=last)
    Review.objects.update(state="closed")
    make_judged(last, statement="It was worse.", rating="too early", comes_back_on="2026-12-01")
    indicator = of(last).measure.indicator
    make_observations(indicator, reviewed_town.place, [45], first=2022)
    indicator.observations.filter(place=reviewed_town.place, period__lt="2020").update(
        value=1, lower=1, upper=1
    )
    review = make_review(reviewed_town, 2026)
    gather_evidence(by=ada, review=review)

    page = main_of(as_ada.get("/reviews/2026/jobs/"))

    assert "Yes: 2022, since Annual review 2025." in page
    assert "2014: it was 60.0%, and is 1.0% now." in page
    assert "And 1 more." in page
    assert "to come back on 1 December 2026" in page
    wages = main_of(as_ada.get("/reviews/2026/wages/"))
    assert "No. The numbers are those of the last review." in wages
    assert "No: every number that was signed off stands as it was." in wages


def test_altered_evidence_is_told(reviewed_town, ada, as_ada):
    review = make_review(reviewed_town)
    gather_evidence(by=ada, review=review)
    one = of(review)
    one.evidence["verdict"] = "better"
    one.save()

    assert "altered after it was sealed" in main_of(as_ada.get("/reviews/2026/jobs/"))


def test_early_signs_are_judged_beside_the_numbers(signing, as_ada):
    sign = put_step(
        "a", "long", "More people in work", measure="jobs", lag=60, early=["More people at fairs"]
    )
    other = put_step("b", "long", "Cleaner air", measure="air", lag=60)
    seen = note("a", "early sign", "Seen", at="2024-02-01T12:00:00+00:00", reason="Fairs were full.")
    make_history(signing.town, "work", [(*sign, "2022-01-05T12:00:00+00:00", "Ada"), other, seen])

    for address in ("/reviews/2026/jobs/", "/reviews/2026/jobs/moderate/"):
        page = main_of(as_ada.get(address))
        assert "Early signs" in page
        assert "More people at fairs" in page
        assert "Noted on 1 February 2024: Seen. Fairs were full." in page
        assert "“More people in work”" in page, "When it is looked at next stands there."
        assert "Cleaner air" not in page
    assert "names no early signs" in main_of(as_ada.get("/reviews/2026/air/"))
    assert "Early signs" not in main_of(as_ada.get("/reviews/2026/wages/"))
