"""One list of every address, with who may open it. A new address fails here until somebody decides.

Ada runs the programme, Ben is a contributor from a partner, Cy is the public.
"""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from fairplace.town.feeds.models import Submission
from fairplace.town.framework.models import Recommendation
from fairplace.town.governance.models import Aim, Handover, HighlightReport, Paper, UpdateLink
from fairplace.town.governance.operations.highlight import begin_highlight
from fairplace.town.governance.operations.pack import make_pack
from fairplace.town.governance.operations.paper import add_paper
from fairplace.town.governance.rules.secret import digest_of
from fairplace.town.measures.models import Marking, Target
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Area, ComparatorGroup, Place
from fairplace.town.sheets.models import Upload
from fairplace.town.ui.charts.drawing import path
from fairplace.town.workstreams.models import Batch, Contribution, Strategy
from tests.factories import (
    make_action,
    make_comment,
    make_decision,
    make_group,
    make_indicator,
    make_item,
    make_kept,
    make_logic_model,
    make_measure,
    make_meeting,
    make_membership,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_organisation,
    make_person,
    make_pledge,
    make_recommendation,
    make_review,
    make_risk,
    make_round,
    make_seat,
    make_series,
    make_tie,
    make_town,
    make_workstream,
)
from tests.factories.feeds import make_feed, make_load, make_local_indicator
from tests.factories.logicmodels import put_link, put_step

ALL = {"Ada", "Ben", "Cy"}
STAFF = {"Ada", "Ben"}
ADA = {"Ada"}
CY = {"Cy"}
# Steps of a journey, which open for nobody who was not led to them.
NOBODY = set()
# Addresses that other packages bring, guarded by their own tests and by the one below.
BROUGHT = ("manage/", "documents/")

# The key that Ben is given.
BEN = 4711
BROUGHT_FILE = 4712
TOLD, OPEN_ROUND, MARKED_ROUND = 4713, 4714, 4715
OF_PARTNER = 4713
OF_PAPERS = 4714
MANY_CELLS = 4716
FED = 4717
MODEL, THREAD = {"slug": "homes"}, UUID(int=4717)
MET, CLOSED = 4717, 4718
OF_GROUP = 4717
OF_MEASURE = 4718
DRAFT, OPEN, DECIDED = 4717, 4718, 4719
PUBLISHED, UNSIGNED, REVIEWED = {"year": 2025}, {"year": 2026}, 4720
KEPT = {"slug": "2026-01-31"}


def rows(who, names, /, **kwargs):
    """Say of some names who may open them, and of which thing each is opened."""
    return [(name, who, kwargs) for name in names.split()]


ADDRESSES = [
    # Programs. Those of restricted data open for whoever shows a token: who signed in is nobody there.
    *rows(ALL, "api api_openapi api_measures api_places api_releases api_reviews"),
    *rows(ALL, "api_measure api_gaps api_figures api_figures_csv api_figures_xlsx api_csvw", slug="jobs"),
    *rows(ALL, "api_manifest", **PUBLISHED),
    *rows(NOBODY, "api_waiting api_feeds"),
    *rows(NOBODY, "api_waiting_figures api_waiting_csv api_waiting_xlsx", number=FED),
    *rows(NOBODY, "api_nowhere api_restricted_nowhere", rest="nothing"),
    *rows(STAFF, "token_list"),
    # Reviews, and what they froze.
    *rows(ALL, "snapshot_list restatement_list restatement_csv review_list"),
    *rows(ADA, "snapshot_make restatement_explain review_open"),
    *rows(
        ALL,
        "snapshot_detail snapshot_content snapshot_manifest snapshot_body snapshot_choose annual_report",
        **KEPT,
    ),
    *rows(ALL, "snapshot_measure", measure="jobs", **KEPT),
    *rows(ALL, "snapshot_compare snapshot_compare_csv", other="2026-01-31", **KEPT),
    *rows(ALL, "annual_report_file", kind="docx", **KEPT),
    *rows(STAFF, "board_paper_file", kind="docx", **KEPT),
    *rows(ALL, "review_detail comment_add comment_thanks", **PUBLISHED),
    *rows(ADA, "review_change review_seats review_reopen", **UNSIGNED),
    *rows({"Ben"}, "review_sign", **UNSIGNED),
    *rows(NOBODY, "signature_withdraw review_gather review_go_on", **UNSIGNED),
    *rows(ADA, "comment_list review_respond", **PUBLISHED),
    *rows(ADA, "comment_read", pk=REVIEWED, **PUBLISHED),
    *rows(STAFF, "challenge_add assessment_detail", slug="jobs", **UNSIGNED),
    *rows(ADA, "challenge_answer", pk=REVIEWED, **UNSIGNED),
    *rows(ADA, "assessment_moderate", slug="jobs", **UNSIGNED),
    # What anybody reads first.
    *rows(
        ALL,
        "home population recommendation_list group_list neighbourhood_list deprivation town_list data about "
        "accessibility privacy gallery",
    ),
    *rows(ALL, "objective_detail", code="M1"),
    *rows(ALL, "neighbourhood_detail", code="E01000000"),
    *rows(ALL, "data_file", code="jobs", kind="csv"),
    *rows(ALL, "drawing", key="0" * 32, kind="svg"),
    # Measures.
    *rows(
        ALL,
        "measure_list measure_holdings measure_compare measure_profile measure_scatter measure_equiplot "
        "inequality_duty comparator_group_list",
    ),
    *rows(
        ALL,
        "measure_detail measure_csv measure_progress measure_explore measure_embed measure_places "
        "measure_inequality measure_lens",
        slug="jobs",
    ),
    *rows(ALL, "inequality_duty_file", kind="xlsx"),
    *rows(ADA, "measure_edit measure_retire note_add", slug="jobs"),
    *rows(NOBODY, "measure_bring_back target_add marking_add", slug="jobs"),
    *rows(NOBODY, "target_edit target_remove marking_remove", slug="jobs", pk=OF_MEASURE),
    *rows(ADA, "standing_add", slug="strategy"),
    *rows(NOBODY, "comparator_group_add"),
    *rows(NOBODY, "comparator_group_edit comparator_group_remove", slug="airports"),
    # People and their accounts.
    *rows(
        STAFF,
        "desk account mfa_index usersessions_list account_logout account_set_password mfa_activate_totp "
        "mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn",
    ),
    *rows(CY, "account_login account_password_login"),
    *rows(
        NOBODY,
        "account_link_sent account_change_password account_remove_password account_reauthenticate "
        "mfa_authenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_login_webauthn "
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes",
    ),
    *rows(NOBODY, "account_link", token="never-ours"),
    *rows(ALL, "account_inactive"),
    *rows(NOBODY, "mfa_edit_webauthn mfa_remove_webauthn", pk=1),
    *rows(ADA, "people_list people_add audit_list audit_csv"),
    *rows(ADA, "people_person people_remove", pk=BEN),
    # Spreadsheets.
    *rows(ADA, "sheet_upload", code="recommendations"),
    *rows(ADA, "sheet_file", code="recommendations", kind="csv"),
    *rows(ADA, "sheet_template", code="recommendations", kind="xlsx"),
    *rows(ADA, "sheet_preview", code="recommendations", pk=BROUGHT_FILE),
    *rows(NOBODY, "sheet_undo", code="recommendations", pk=BROUGHT_FILE),
    # The framework, and what was answered to it.
    *rows(ALL, "response_page response_docx response_pdf"),
    *rows(ALL, "recommendation_detail", code="R1"),
    *rows(ADA, "response_edit item_edit item_succeed", code="R1"),
    *rows(ADA, "framework_detail levels_edit edition_add"),
    *rows(ADA, "item_add", position=3),
    *rows(NOBODY, "item_archive", code="R1"),
    # Workstreams, what people told of, and rounds of marking.
    *rows(ALL, "workstream_list scale_list tell_us tell_us_thanks"),
    *rows(ALL, "workstream_detail", code="W1"),
    *rows(ADA, "workstream_add contribution_list round_list round_add"),
    *rows(ADA, "workstream_edit", code="W1"),
    *rows(NOBODY, "workstream_archive", code="W1"),
    *rows(ADA, "contribution_read", pk=TOLD),
    *rows(ADA, "round_detail", pk=OPEN_ROUND),
    *rows(ADA, "round_marks", pk=OPEN_ROUND, code="R1"),
    *rows(NOBODY, "round_done round_abandon", pk=OPEN_ROUND),
    *rows(ADA, "round_settle", pk=MARKED_ROUND, recommendation="R1", workstream="W1"),
    *rows(NOBODY, "round_take", pk=MARKED_ROUND),
    # Partners.
    *rows(ALL, "organisation_list partner_map"),
    *rows(ALL, "organisation_detail", code="council"),
    *rows(ALL, "partner_map_file", what="map", kind="graphml"),
    *rows(ADA, "organisation_add check_in_list tie_list"),
    *rows(ADA, "organisation_edit seat_list membership_list pledge_add", code="council"),
    *rows(NOBODY, "organisation_archive", code="council"),
    *rows(ADA, "seat_edit membership_edit pledge_edit check_in", code="council", pk=OF_PARTNER),
    *rows(NOBODY, "seat_remove membership_remove", code="council", pk=OF_PARTNER),
    *rows(NOBODY, "tie_remove", pk=OF_PARTNER),
    # The chain, and the map of work.
    *rows(ALL, "trace_list"),
    *rows(ALL, "trace_detail", kind="recommendation", code="R1"),
    *rows(ALL, "trace_json", kind="measure", code="jobs"),
    *rows(ALL, "trace_report", kind="objective", code="M1"),
    *rows(STAFF, "plan plan_report plan_csv gap_list mapping"),
    *rows(NOBODY, "plan_run"),
    *rows(STAFF, "gap_file", kind="csv"),
    *rows(STAFF, "mapping_file", kind="xlsx"),
    *rows(STAFF, "mapping_row", recommendation="R1"),
    *rows(STAFF, "mapping_cell", recommendation="R1", workstream="W1"),
    *rows(ADA, "mapping_link mapping_suggestions"),
    *rows(ADA, "mapping_batch", pk=MANY_CELLS),
    # Logic models.
    *rows(ALL, "logic_model_list"),
    *rows(ALL, "logic_model_outline logic_model_json", **MODEL),
    *rows(ALL, "logic_steps_file", kind="csv", **MODEL),
    *rows(ALL, "logic_links_file", kind="xlsx", **MODEL),
    *rows(ALL, "measure_claims", slug="jobs"),
    *rows(ALL, "logic_drawing", kind="svg", **MODEL),
    *rows(
        ADA,
        "logic_canvas logic_changes logic_tidier logic_step_add logic_link_add logic_note_add",
        **MODEL,
    ),
    *rows(STAFF, "logic_note_list logic_version_list logic_version_compare", **MODEL),
    *rows(STAFF, "logic_promise_list"),
    *rows(STAFF, "logic_claim logic_claim_review", thread=THREAD, **MODEL),
    *rows(ADA, "logic_model_add logic_model_in"),
    *rows(NOBODY, "logic_model_undo logic_model_archive logic_guide", **MODEL),
    *rows(ADA, "logic_text_edit", name="problem", **MODEL),
    *rows(ADA, "logic_step_edit logic_step_points", key="a", **MODEL),
    *rows(NOBODY, "logic_step_move logic_step_remove", key="a", **MODEL),
    *rows(ADA, "logic_link_edit logic_claim_add", key="a-b", **MODEL),
    *rows(NOBODY, "logic_link_remove", key="a-b", **MODEL),
    *rows(ADA, "logic_guide_page", page="problem", **MODEL),
    *rows(ADA, "logic_version_approve", number=1, **MODEL),
    *rows(ADA, "logic_claim_edit", thread=THREAD, **MODEL),
    # Groups, their meetings and papers.
    *rows(ALL, "paper_list", pk=OF_PAPERS),
    *rows(ADA, "paper_add", pk=OF_PAPERS),
    *rows(NOBODY, "paper_remove", pk=OF_PAPERS, paper=OF_PAPERS),
    *rows(STAFF, "paper_pdf paper_file", pk=OF_PAPERS, paper=OF_PAPERS),
    *rows(NOBODY, "pack_make", pk=OF_PAPERS),
    *rows(ALL, "pack_public", pk=OF_PAPERS, number=0, kind="pdf"),
    *rows(ADA, "pack_whole", pk=OF_PAPERS, number=0, kind="docx"),
    *rows(ALL, "highlight_list meeting_list meetings_ics group_detail", slug="children"),
    *rows(ADA, "highlight_add series_add group_edit member_list", slug="children"),
    *rows(STAFF, "highlight_detail", slug="children", pk=OF_PAPERS),
    *rows(ADA, "highlight_edit", slug="children", pk=OF_PAPERS),
    *rows(NOBODY, "highlight_publish", slug="children", pk=OF_PAPERS),
    *rows(STAFF, "highlight_file", slug="children", pk=OF_PAPERS, kind="pdf"),
    *rows(ALL, "meeting_detail meeting_ics", pk=MET),
    *rows(
        ADA,
        "series_edit meeting_add meeting_edit meeting_next line_edit agenda_edit agenda_add "
        "agenda_item_edit backlog_edit backlog_add outcome_edit attendance meeting_carry meeting_close "
        "meeting_cancel",
        pk=MET,
    ),
    *rows(NOBODY, "agenda_item_shift agenda_item_place agenda_item_remove guest_add meeting_invite", pk=MET),
    *rows(NOBODY, "guest_remove", pk=MET, guest=MET),
    *rows(ADA, "meeting_reopen", pk=CLOSED),
    *rows(ADA, "group_add"),
    *rows(ADA, "member_edit", slug="children", pk=OF_PARTNER),
    *rows(NOBODY, "member_remove", slug="children", pk=OF_PARTNER),
    # Actions, risks and aims.
    *rows(STAFF, "action_list"),
    *rows(STAFF, "action_list_file", kind="csv"),
    *rows(ADA, "action_add risk_add"),
    *rows(ALL, "action_detail", number=1),
    *rows(ADA, "action_edit action_owner risk_edit", number=1),
    *rows(STAFF, "action_update risk_detail", number=1),
    *rows(NOBODY, "to_do_add action_file_add risk_step", number=1),
    *rows(NOBODY, "to_do_mark to_do_remove action_file_remove", number=1, pk=OF_GROUP),
    *rows(STAFF, "action_file", number=1, pk=OF_GROUP),
    *rows(NOBODY, "work_plan_now", slug="children"),
    *rows(ALL, "work_plan", slug="children", year=2026),
    *rows(ALL, "work_plan_file", slug="children", year=2026, kind="csv"),
    *rows(STAFF, "strategy_detail", pk=OF_GROUP),
    *rows(STAFF, "risk_list risk_list_file", slug="children"),
    *rows(ALL, "improvement", slug="children"),
    *rows(ADA, "improvement_add", slug="children", kind="aim"),
    *rows(ADA, "improvement_edit", slug="children", kind="aim", pk=OF_GROUP),
    *rows(NOBODY, "improvement_remove", slug="children", kind="aim", pk=OF_GROUP),
    *rows(NOBODY, "aim_end", slug="children", pk=OF_GROUP),
    # Decisions.
    *rows(ALL, "decision_list decision_csv"),
    *rows(ALL, "decision_detail", number=DECIDED),
    *rows(ALL, "decision_file", number=DECIDED, kind="docx"),
    *rows(ADA, "decision_add"),
    *rows(ADA, "decision_change decision_equity decision_open", number=DRAFT),
    *rows(ADA, "decision_decide decision_withdraw", number=OPEN),
    *rows(ADA, "decision_review", number=DECIDED),
    *rows({"Ben"}, "decision_vote", number=OPEN),
    *rows(NOBODY, "vote_by_link", number=OPEN, token="never-ours"),
    # Mail, links from mails, and who owns what.
    *rows(STAFF, "duty_list duty_csv own_handover"),
    *rows(ADA, "person_handover", pk=BEN),
    *rows(STAFF, "handover_detail", pk=OF_PARTNER),
    *rows(STAFF, "handover_file", pk=OF_PARTNER, kind="docx"),
    *rows(ADA, "letter_list"),
    *rows(NOBODY, "letter_decide", pk=1),
    *rows(STAFF, "group_owners", slug="children"),
    *rows({"Ben", "Cy"}, "update_page update_hand_on", token="of-ben"),
    *rows(NOBODY, "update_hold update_thanks update_fresh", token="of-ben"),
    # Where figures come from. What nobody of the three may open is the analyst's: tests/town/feeds/test_pages.py
    *rows(ALL, "source_health"),
    *rows(STAFF, "feed_list"),
    *rows(STAFF, "feed_detail load_detail load_file", pk=FED),
    *rows(NOBODY, "feed_add"),
    *rows(NOBODY, "feed_edit feed_rows feed_pause feed_fetch feed_file load_settle", pk=FED),
    # Local figures. What they do to whom is in tests/town/feeds/test_figures_pages.py
    *rows(STAFF, "submission_list submission_new local_indicator_new period_lock_list"),
    *rows(
        {"Ben"},
        "submission_detail submission_edit submission_rows submission_file submission_template",
        pk=FED,
    ),
    *rows({"Ben"}, "submission_export", pk=FED, kind="csv"),
    *rows(
        NOBODY,
        "submission_send submission_return submission_approve submission_withdraw period_unlock",
        pk=FED,
    ),
    # Areas and maps. Geography is brought by analysts: see places/test_geography.py.
    *rows(NOBODY, "geography boundary_add succession_add geography_portal postcode_add"),
    *rows(NOBODY, "boundary_remove", pk=1),
    *rows(ALL, "area_list ward_list map_file deprivation_bridge"),
    *rows(STAFF, "area_add"),
    *rows(ALL, "area_detail", slug="school-run"),
    *rows(ADA, "area_edit", slug="school-run"),
    *rows(NOBODY, "area_remove", slug="school-run"),
    *rows(ALL, "ward_detail", code="E05000001"),
]
WHO = {name: who for name, who, _kwargs in ADDRESSES}
KWARGS = {name: kwargs for name, _who, kwargs in ADDRESSES}
assert len(WHO) == len(ADDRESSES), "Each address stands in one row."


def list_names(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from list_names(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern) and not address.startswith(BROUGHT):
            yield pattern.name, address


def test_every_address_is_listed():
    names = {name for name, address in list_names() if name and not name.startswith("wagtail")}

    assert names == set(WHO)


@pytest.fixture
def people(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(path("0" * 32, "svg"), ContentFile(b"<svg/>"))
    town = make_town()
    make_neighbourhoods(town)
    indicator = make_indicator()
    make_observations(indicator, town.place, [(10 + n, 9 + n, 11 + n) for n in range(6)])
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    make_kept_measure(town, make_measure(town, indicator=indicator, objectives=[objective]))
    people = {name: Client() for name in ALL}
    people["Ada"].force_login(make_person("Ada", town, "programme-team"))
    Upload.objects.create(pk=BROUGHT_FILE, town=town.slug, sheet="recommendations", name="a.csv", rows=[])
    people["Ben"].force_login(make_person("Ben", town, "contributor", pk=BEN))
    make_work(town)
    council, homes = make_organisation(town), make_organisation(town, "homes")
    council.seats.create(pk=OF_PARTNER, name="Dee", email="dee@example.org")
    group = make_group(town)
    make_membership(group, council, pk=OF_PARTNER)
    series = make_series(group, pk=MET)
    make_item(series, make_meeting(series, pk=MET), pk=MET)
    make_meeting(series, pk=CLOSED, state="closed")
    Handover.objects.create(pk=OF_PARTNER, town=town, person=Person.objects.get(pk=BEN))
    make_pledge(council, pk=OF_PARTNER)
    make_tie(council, homes, pk=OF_PARTNER)
    make_deeds(town)
    make_decisions(town, homes)
    make_link_of_ben(town)
    make_model_of_steps(town)
    make_papers(group)
    make_load(make_feed(town, indicator=indicator, pk=FED), pk=FED)
    make_reviews(town)
    Submission.objects.create(
        pk=FED,
        town=town,
        indicator=make_local_indicator(town),
        made_by=Person.objects.get(pk=BEN),
        title="Local",
    )
    return people


def make_reviews(town):
    """Make a review that is published, with a comment, and one that waits for Ben's signature."""
    published = make_review(town, state="published", **PUBLISHED)
    make_comment(published, pk=REVIEWED)
    make_kept(published, **KEPT)
    review = make_review(town, state="sign-off", **UNSIGNED)
    review.assessments.get(measure__slug="jobs").challenges.create(pk=REVIEWED, text="Is it so?")
    make_seat(review, person=Person.objects.get(pk=BEN))


def make_kept_measure(town, measure):
    """Give a measure a path and a mark; make one that is done or not done, and a group of places."""
    path_of = {"of": "level", "base_year": 2019.5, "base_value": 15, "year": 2040, "value": 20}
    Target.objects.create(pk=OF_MEASURE, measure=measure, status="proposed", source="Ours.", **path_of)
    Marking.objects.create(pk=OF_MEASURE, measure=measure, kind="notice", on=date(2020, 1, 1), text="Look.")
    make_measure(town, "strategy", kind="status")
    ComparatorGroup.objects.create(town=town, slug="airports", name="Airports", why="They fly.")
    make_areas(town)
    return people


def make_areas(town):
    """Make a ward of all neighbourhoods, and a public area of two."""
    parts = list(Place.objects.filter(parent=town.place))
    for part in parts:
        part.lookups.create(kind="ward", code="E05000001", name="Central", vintage="WD 2024")
    area = Area.objects.create(town=town, slug="school-run", name="School run", rule="R", is_public=True)
    for part in parts[:2]:
        area.parts.create(place=part)


def make_deeds(town):
    """Make an action that Ben owns, with a step and a file, a risk, an aim, and a strategy."""
    group = Group.objects.get(town=town, slug="children")
    action = make_action(group, owner=Person.objects.get(name="Ben"))
    action.to_dos.create(pk=OF_GROUP, text="Book the hall")
    action.files.create(pk=OF_GROUP, name="a.txt", file=default_storage.save("a.txt", ContentFile(b"A")))
    make_risk(group)
    Aim.objects.create(pk=OF_GROUP, group=group, text="An aim")
    Strategy.objects.create(pk=OF_GROUP, town=town, name="Housing plan")


def make_decisions(town, homes):
    """Make a decision being prepared, an open one, and one that was taken, of a group in which Ben sits."""
    group = make_group(town, "deciders")
    make_membership(group, homes, person=Person.objects.get(pk=BEN))
    options = [{"code": "yes", "text": "Agreed"}, {"code": "no", "text": "Not agreed"}]
    today = timezone.localdate()
    make_decision(group, DRAFT)
    make_decision(group, OPEN, state="open", options=options, deadline_on=today)
    make_decision(group, DECIDED, state="decided", options=options, decided_at=timezone.now())


def make_link_of_ben(town):
    """Make the link in a mail that lets Ben update his action."""
    ben = Person.objects.get(pk=BEN)
    action = ben.actions.get(town=town)
    tomorrow = timezone.now() + timedelta(days=1)
    UpdateLink.objects.create(action=action, person=ben, digest=digest_of("of-ben"), expires_at=tomorrow)


def make_model_of_steps(town):
    """Make a logic model that everybody may read, with a version, and a claim on its link."""
    changes = [put_step("a"), put_step("b", "output"), put_link("a", "b")]
    model = make_logic_model(town, "homes", changes, is_illustrative=True)
    model.versions.create(number=1, seq=model.seq, name="First")
    model.claims.create(thread=THREAD, link="a-b", claim="It helped.", strength="weak")


def make_papers(group):
    """Make a meeting with a pack, a paper that came after it, and the draft of a highlight report."""
    series = make_series(group, "With papers")
    meeting = make_meeting(series, pk=OF_PAPERS)
    item = make_item(series, meeting)
    make_pack(by=None, meeting=meeting)
    paper = add_paper(by=None, item=item, title="Costs", file_name="a.txt", content=b"Words")
    Paper.objects.filter(pk=paper.pk).update(id=OF_PAPERS)
    report = begin_highlight(by=None, group=group, since=date(2026, 1, 1), until=date(2026, 2, 1))
    HighlightReport.objects.filter(pk=report.pk).update(id=OF_PAPERS)


def make_work(town):
    """Make a workstream, something that somebody told of, a round being marked, and one that is marked."""
    work = make_workstream(town, "W1")
    Contribution.objects.create(pk=TOLD, town=town, text="We planted trees.")
    ada, fay = Person.objects.get(name="Ada"), make_person("Fay", town, "analyst")
    rows = [Recommendation.objects.get(code="R1")]
    Batch.objects.create(pk=MANY_CELLS, town=town, by=ada, at=timezone.now(), changes=[])
    make_round(town, ada, fay, rows, [work], pk=OPEN_ROUND)
    make_round(town, ada, fay, rows, [work], pk=MARKED_ROUND, marks={(ada, "R1", "W1"): "part"}, rest="none")


def test_only_those_listed_can_open_each(people):
    opened = {name: set() for name in WHO}

    for name in sorted(WHO):
        address = reverse(name, kwargs=KWARGS.get(name))
        for who, client in people.items():
            # What a page writes (that it was seen, say) is taken back before the next is opened.
            with transaction.atomic():
                if client.get(address).status_code == 200:
                    opened[name].add(who)
                transaction.set_rollback(True)

    assert opened == WHO
