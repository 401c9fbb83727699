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

WHO = {
    "api": ALL,
    "api_openapi": ALL,
    "api_measures": ALL,
    "api_measure": ALL,
    "api_gaps": ALL,
    "api_figures": ALL,
    "api_figures_csv": ALL,
    "api_figures_xlsx": ALL,
    "api_csvw": ALL,
    "api_places": ALL,
    "api_releases": ALL,
    "api_reviews": ALL,
    "api_manifest": ALL,
    # These open for whoever shows a token: who signed in is nobody there.
    "api_waiting": NOBODY,
    "api_waiting_figures": NOBODY,
    "api_waiting_csv": NOBODY,
    "api_waiting_xlsx": NOBODY,
    "api_feeds": NOBODY,
    "api_nowhere": NOBODY,
    "api_restricted_nowhere": NOBODY,
    "token_list": STAFF,
    "snapshot_list": ALL,
    "snapshot_make": ADA,
    "snapshot_detail": ALL,
    "snapshot_content": ALL,
    "snapshot_manifest": ALL,
    "snapshot_body": ALL,
    "snapshot_measure": ALL,
    "snapshot_choose": ALL,
    "snapshot_compare": ALL,
    "snapshot_compare_csv": ALL,
    "annual_report": ALL,
    "annual_report_file": ALL,
    "board_paper_file": STAFF,
    "restatement_list": ALL,
    "restatement_csv": ALL,
    "restatement_explain": ADA,
    "review_list": ALL,
    "review_open": ADA,
    "review_detail": ALL,
    "review_change": ADA,
    "review_seats": ADA,
    "review_sign": {"Ben"},
    "signature_withdraw": NOBODY,
    "review_gather": NOBODY,
    "review_go_on": NOBODY,
    "review_reopen": ADA,
    "comment_add": ALL,
    "comment_thanks": ALL,
    "comment_list": ADA,
    "comment_read": ADA,
    "review_respond": ADA,
    "challenge_add": STAFF,
    "challenge_answer": ADA,
    "assessment_detail": STAFF,
    "assessment_moderate": ADA,
    "home": ALL,
    "objective_detail": ALL,
    "measure_list": ALL,
    "measure_detail": ALL,
    "measure_csv": ALL,
    "measure_progress": ALL,
    "measure_explore": ALL,
    "measure_embed": ALL,
    "measure_places": ALL,
    "measure_holdings": ALL,
    "measure_inequality": ALL,
    "measure_lens": ALL,
    "measure_compare": ALL,
    "measure_profile": ALL,
    "measure_scatter": ALL,
    "measure_equiplot": ALL,
    "inequality_duty": ALL,
    "inequality_duty_file": ALL,
    "population": ALL,
    "measure_edit": ADA,
    "measure_retire": ADA,
    "measure_bring_back": NOBODY,
    "target_add": NOBODY,
    "target_edit": NOBODY,
    "target_remove": NOBODY,
    "marking_add": NOBODY,
    "marking_remove": NOBODY,
    "note_add": ADA,
    "standing_add": ADA,
    "comparator_group_list": ALL,
    "comparator_group_add": NOBODY,
    "comparator_group_edit": NOBODY,
    "comparator_group_remove": NOBODY,
    "recommendation_list": ALL,
    "group_list": ALL,
    "neighbourhood_list": ALL,
    "neighbourhood_detail": ALL,
    "deprivation": ALL,
    "town_list": ALL,
    "data": ALL,
    "data_file": ALL,
    "about": ALL,
    "accessibility": ALL,
    "privacy": ALL,
    "gallery": ALL,
    "drawing": ALL,
    "desk": STAFF,
    "account": STAFF,
    "mfa_index": STAFF,
    "usersessions_list": STAFF,
    "account_login": CY,
    "account_link_sent": NOBODY,
    "account_link": NOBODY,
    "account_password_login": CY,
    "account_logout": STAFF,
    "account_inactive": ALL,
    "account_set_password": STAFF,
    "account_change_password": NOBODY,
    "account_remove_password": NOBODY,
    "account_reauthenticate": NOBODY,
    "mfa_authenticate": NOBODY,
    "mfa_reauthenticate": NOBODY,
    "mfa_reauthenticate_webauthn": NOBODY,
    "mfa_login_webauthn": NOBODY,
    "mfa_activate_totp": STAFF,
    "mfa_deactivate_totp": NOBODY,
    "mfa_view_recovery_codes": NOBODY,
    "mfa_generate_recovery_codes": STAFF,
    "mfa_download_recovery_codes": NOBODY,
    "mfa_list_webauthn": STAFF,
    "mfa_add_webauthn": STAFF,
    "mfa_edit_webauthn": NOBODY,
    "mfa_remove_webauthn": NOBODY,
    "people_list": ADA,
    "people_add": ADA,
    "people_person": ADA,
    "people_remove": ADA,
    "audit_list": ADA,
    "audit_csv": ADA,
    "sheet_upload": ADA,
    "sheet_file": ADA,
    "sheet_template": ADA,
    "sheet_preview": ADA,
    "sheet_undo": NOBODY,
    "response_page": ALL,
    "recommendation_detail": ALL,
    "response_docx": ALL,
    "response_pdf": ALL,
    "paper_list": ALL,
    "paper_add": ADA,
    "paper_remove": NOBODY,
    "paper_pdf": STAFF,
    "paper_file": STAFF,
    "pack_make": NOBODY,
    "pack_public": ALL,
    "pack_whole": ADA,
    "highlight_list": ALL,
    "highlight_add": ADA,
    "highlight_detail": STAFF,
    "highlight_edit": ADA,
    "highlight_publish": NOBODY,
    "highlight_file": STAFF,
    "response_edit": ADA,
    "framework_detail": ADA,
    "levels_edit": ADA,
    "edition_add": ADA,
    "item_add": ADA,
    "item_edit": ADA,
    "item_archive": NOBODY,
    "item_succeed": ADA,
    "workstream_list": ALL,
    "scale_list": ALL,
    "workstream_detail": ALL,
    "workstream_add": ADA,
    "workstream_edit": ADA,
    "workstream_archive": NOBODY,
    "tell_us": ALL,
    "tell_us_thanks": ALL,
    "contribution_list": ADA,
    "contribution_read": ADA,
    "round_list": ADA,
    "round_add": ADA,
    "round_detail": ADA,
    "round_marks": ADA,
    "round_done": NOBODY,
    "round_settle": ADA,
    "round_take": NOBODY,
    "round_abandon": NOBODY,
    "organisation_list": ALL,
    "organisation_detail": ALL,
    "partner_map": ALL,
    "partner_map_file": ALL,
    "organisation_add": ADA,
    "organisation_edit": ADA,
    "organisation_archive": NOBODY,
    "seat_list": ADA,
    "seat_edit": ADA,
    "seat_remove": NOBODY,
    "membership_list": ADA,
    "membership_edit": ADA,
    "membership_remove": NOBODY,
    "pledge_add": ADA,
    "pledge_edit": ADA,
    "check_in": ADA,
    "check_in_list": ADA,
    "tie_list": ADA,
    "tie_remove": NOBODY,
    "trace_list": ALL,
    "trace_detail": ALL,
    "trace_json": ALL,
    "trace_report": ALL,
    "plan": STAFF,
    "plan_report": STAFF,
    "plan_csv": STAFF,
    "plan_run": NOBODY,
    "gap_list": STAFF,
    "gap_file": STAFF,
    "mapping": STAFF,
    "mapping_file": STAFF,
    "mapping_row": STAFF,
    "mapping_cell": STAFF,
    "mapping_link": ADA,
    "mapping_batch": ADA,
    "mapping_suggestions": ADA,
    "logic_model_list": ALL,
    "logic_model_outline": ALL,
    "logic_model_json": ALL,
    "logic_steps_file": ALL,
    "logic_links_file": ALL,
    "measure_claims": ALL,
    "logic_drawing": ALL,
    "logic_canvas": ADA,
    "logic_changes": ADA,
    "logic_tidier": ADA,
    "logic_note_list": STAFF,
    "logic_version_list": STAFF,
    "logic_version_compare": STAFF,
    "logic_promise_list": STAFF,
    "logic_claim": STAFF,
    "logic_claim_review": STAFF,
    "logic_model_add": ADA,
    "logic_model_in": ADA,
    "logic_model_undo": NOBODY,
    "logic_model_archive": NOBODY,
    "logic_text_edit": ADA,
    "logic_step_add": ADA,
    "logic_step_edit": ADA,
    "logic_step_move": NOBODY,
    "logic_step_remove": NOBODY,
    "logic_step_points": ADA,
    "logic_link_add": ADA,
    "logic_link_edit": ADA,
    "logic_link_remove": NOBODY,
    "logic_guide": NOBODY,
    "logic_guide_page": ADA,
    "logic_note_add": ADA,
    "logic_version_approve": ADA,
    "logic_claim_add": ADA,
    "logic_claim_edit": ADA,
    "meeting_list": ALL,
    "meetings_ics": ALL,
    "meeting_detail": ALL,
    "meeting_ics": ALL,
    "series_add": ADA,
    "series_edit": ADA,
    "meeting_add": ADA,
    "meeting_edit": ADA,
    "meeting_next": ADA,
    "line_edit": ADA,
    "agenda_edit": ADA,
    "agenda_add": ADA,
    "agenda_item_edit": ADA,
    "agenda_item_shift": NOBODY,
    "agenda_item_place": NOBODY,
    "agenda_item_remove": NOBODY,
    "backlog_edit": ADA,
    "backlog_add": ADA,
    "outcome_edit": ADA,
    "attendance": ADA,
    "guest_add": NOBODY,
    "guest_remove": NOBODY,
    "meeting_invite": NOBODY,
    "meeting_carry": ADA,
    "meeting_close": ADA,
    "meeting_cancel": ADA,
    "meeting_reopen": ADA,
    "duty_list": STAFF,
    "duty_csv": STAFF,
    "person_handover": ADA,
    "own_handover": STAFF,
    "handover_detail": STAFF,
    "handover_file": STAFF,
    "group_detail": ALL,
    "group_add": ADA,
    "group_edit": ADA,
    "member_list": ADA,
    "member_edit": ADA,
    "member_remove": NOBODY,
    "action_list": STAFF,
    "action_list_file": STAFF,
    "action_add": ADA,
    "action_detail": ALL,
    "action_edit": ADA,
    "action_update": STAFF,
    "action_owner": ADA,
    "to_do_add": NOBODY,
    "to_do_mark": NOBODY,
    "to_do_remove": NOBODY,
    "action_file_add": NOBODY,
    "action_file": STAFF,
    "action_file_remove": NOBODY,
    "work_plan_now": NOBODY,
    "work_plan": ALL,
    "work_plan_file": ALL,
    "strategy_detail": STAFF,
    "risk_list": STAFF,
    "risk_list_file": STAFF,
    "risk_add": ADA,
    "risk_detail": STAFF,
    "risk_edit": ADA,
    "risk_step": NOBODY,
    "improvement": ALL,
    "improvement_add": ADA,
    "improvement_edit": ADA,
    "improvement_remove": NOBODY,
    "aim_end": NOBODY,
    "decision_list": ALL,
    "decision_csv": ALL,
    "decision_detail": ALL,
    "decision_file": ALL,
    "decision_add": ADA,
    "decision_change": ADA,
    "decision_equity": ADA,
    "decision_open": ADA,
    "decision_decide": ADA,
    "decision_withdraw": ADA,
    "decision_review": ADA,
    "decision_vote": {"Ben"},
    "vote_by_link": NOBODY,
    # Mail, links from mails, and who owns what.
    "letter_list": ADA,
    "letter_decide": NOBODY,
    "group_owners": STAFF,
    "update_page": {"Ben", "Cy"},
    "update_hold": NOBODY,
    "update_thanks": NOBODY,
    "update_hand_on": {"Ben", "Cy"},
    "update_fresh": NOBODY,
    # Where figures come from. What nobody of the three may open is the analyst's: tests/town/feeds/test_pages.py
    "source_health": ALL,
    "feed_list": STAFF,
    "feed_detail": STAFF,
    "feed_add": NOBODY,
    "feed_edit": NOBODY,
    "feed_rows": NOBODY,
    "feed_pause": NOBODY,
    "feed_fetch": NOBODY,
    "feed_file": NOBODY,
    "load_detail": STAFF,
    "load_file": STAFF,
    "load_settle": NOBODY,
    # Areas and maps. Geography is brought by analysts: see places/test_geography.py.
    "geography": NOBODY,
    "boundary_add": NOBODY,
    "boundary_remove": NOBODY,
    "succession_add": NOBODY,
    "geography_portal": NOBODY,
    "postcode_add": NOBODY,
    "area_list": ALL,
    "area_add": STAFF,
    "area_detail": ALL,
    "area_edit": ADA,
    "area_remove": NOBODY,
    "ward_list": ALL,
    "ward_detail": ALL,
    "map_file": ALL,
    "deprivation_bridge": ALL,
    # Local figures. What they do to whom is in tests/town/feeds/test_figures_pages.py
    "submission_list": STAFF,
    "submission_new": STAFF,
    "local_indicator_new": STAFF,
    "submission_detail": {"Ben"},
    "submission_edit": {"Ben"},
    "submission_rows": {"Ben"},
    "submission_file": {"Ben"},
    "submission_template": {"Ben"},
    "submission_export": {"Ben"},
    "submission_send": NOBODY,
    "submission_return": NOBODY,
    "submission_approve": NOBODY,
    "submission_withdraw": NOBODY,
    "period_lock_list": STAFF,
    "period_unlock": NOBODY,
}
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
OF_JOBS = {**UNSIGNED, "slug": "jobs"}
KEPT = {"slug": "2026-01-31"}
OF_TWO, OF_FILE = {**KEPT, "other": "2026-01-31"}, {**KEPT, "kind": "docx"}
KWARGS = {
    **{
        f"api_{name}": {"slug": "jobs"}
        for name in ("measure", "gaps", "figures", "figures_csv", "figures_xlsx", "csvw")
    },
    **{f"api_waiting_{name}": {"number": FED} for name in ("figures", "csv", "xlsx")},
    "api_manifest": PUBLISHED,
    "api_nowhere": {"rest": "nothing"},
    "api_restricted_nowhere": {"rest": "nothing"},
    **{f"feed_{name}": {"pk": FED} for name in ("detail", "edit", "rows", "pause", "fetch", "file")},
    **{
        f"submission_{name}": {"pk": FED}
        for name in ("detail", "edit", "rows", "file", "template", "send", "return", "approve", "withdraw")
    },
    "submission_export": {"pk": FED, "kind": "csv"},
    "period_unlock": {"pk": FED},
    **{f"load_{name}": {"pk": FED} for name in ("detail", "file", "settle")},
    **dict.fromkeys(("snapshot_detail", "snapshot_content", "snapshot_manifest", "snapshot_body"), KEPT),
    **dict.fromkeys(("snapshot_choose", "annual_report"), KEPT),
    **dict.fromkeys(("snapshot_compare", "snapshot_compare_csv"), OF_TWO),
    **dict.fromkeys(("annual_report_file", "board_paper_file"), OF_FILE),
    "snapshot_measure": {**KEPT, "measure": "jobs"},
    **dict.fromkeys(("review_detail", "comment_add", "comment_thanks", "comment_list"), PUBLISHED),
    "review_respond": PUBLISHED,
    "comment_read": {**PUBLISHED, "pk": REVIEWED},
    **dict.fromkeys(("review_change", "review_seats", "review_sign", "signature_withdraw"), UNSIGNED),
    **dict.fromkeys(("review_gather", "review_go_on", "review_reopen"), UNSIGNED),
    **dict.fromkeys(("challenge_add", "assessment_detail", "assessment_moderate"), OF_JOBS),
    "challenge_answer": {**UNSIGNED, "pk": REVIEWED},
    "drawing": {"key": "0" * 32, "kind": "svg"},
    "objective_detail": {"code": "M1"},
    "measure_detail": {"slug": "jobs"},
    "measure_csv": {"slug": "jobs"},
    "measure_progress": {"slug": "jobs"},
    "measure_explore": {"slug": "jobs"},
    "measure_embed": {"slug": "jobs"},
    "measure_places": {"slug": "jobs"},
    "measure_inequality": {"slug": "jobs"},
    "measure_lens": {"slug": "jobs"},
    "inequality_duty_file": {"kind": "xlsx"},
    "measure_edit": {"slug": "jobs"},
    "measure_retire": {"slug": "jobs"},
    "measure_bring_back": {"slug": "jobs"},
    "target_add": {"slug": "jobs"},
    "target_edit": {"slug": "jobs", "pk": OF_MEASURE},
    "target_remove": {"slug": "jobs", "pk": OF_MEASURE},
    "marking_add": {"slug": "jobs"},
    "marking_remove": {"slug": "jobs", "pk": OF_MEASURE},
    "note_add": {"slug": "jobs"},
    "standing_add": {"slug": "strategy"},
    "comparator_group_edit": {"slug": "airports"},
    "comparator_group_remove": {"slug": "airports"},
    "neighbourhood_detail": {"code": "E01000000"},
    "data_file": {"code": "jobs", "kind": "csv"},
    "account_link": {"token": "never-ours"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "people_person": {"pk": BEN},
    "people_remove": {"pk": BEN},
    "sheet_upload": {"code": "recommendations"},
    "sheet_file": {"code": "recommendations", "kind": "csv"},
    "sheet_template": {"code": "recommendations", "kind": "xlsx"},
    "sheet_preview": {"code": "recommendations", "pk": BROUGHT_FILE},
    "sheet_undo": {"code": "recommendations", "pk": BROUGHT_FILE},
    "response_edit": {"code": "R1"},
    "recommendation_detail": {"code": "R1"},
    "item_add": {"position": 3},
    "item_edit": {"code": "R1"},
    "item_archive": {"code": "R1"},
    "item_succeed": {"code": "R1"},
    "workstream_detail": {"code": "W1"},
    "workstream_edit": {"code": "W1"},
    "workstream_archive": {"code": "W1"},
    "contribution_read": {"pk": TOLD},
    "round_detail": {"pk": OPEN_ROUND},
    "round_marks": {"pk": OPEN_ROUND, "code": "R1"},
    "round_done": {"pk": OPEN_ROUND},
    "round_settle": {"pk": MARKED_ROUND, "recommendation": "R1", "workstream": "W1"},
    "round_take": {"pk": MARKED_ROUND},
    "round_abandon": {"pk": OPEN_ROUND},
    "organisation_detail": {"code": "council"},
    "organisation_edit": {"code": "council"},
    "organisation_archive": {"code": "council"},
    "partner_map_file": {"what": "map", "kind": "graphml"},
    "seat_list": {"code": "council"},
    "seat_edit": {"code": "council", "pk": OF_PARTNER},
    "seat_remove": {"code": "council", "pk": OF_PARTNER},
    "membership_list": {"code": "council"},
    "membership_edit": {"code": "council", "pk": OF_PARTNER},
    "membership_remove": {"code": "council", "pk": OF_PARTNER},
    "pledge_add": {"code": "council"},
    "pledge_edit": {"code": "council", "pk": OF_PARTNER},
    "check_in": {"code": "council", "pk": OF_PARTNER},
    "tie_remove": {"pk": OF_PARTNER},
    "trace_detail": {"kind": "recommendation", "code": "R1"},
    "trace_json": {"kind": "measure", "code": "jobs"},
    "trace_report": {"kind": "objective", "code": "M1"},
    "gap_file": {"kind": "csv"},
    "mapping_file": {"kind": "xlsx"},
    "mapping_row": {"recommendation": "R1"},
    "mapping_cell": {"recommendation": "R1", "workstream": "W1"},
    "mapping_batch": {"pk": MANY_CELLS},
    **{name: {"slug": "children"} for name in ("meeting_list", "meetings_ics", "series_add")},
    **{
        name: {"pk": MET}
        for name in WHO
        if name.startswith(("meeting_", "agenda_", "backlog_")) and name != "meeting_list"
    },
    **{name: {"pk": MET} for name in ("series_edit", "line_edit", "outcome_edit", "attendance", "guest_add")},
    "guest_remove": {"pk": MET, "guest": MET},
    "meeting_reopen": {"pk": CLOSED},
    "group_detail": {"slug": "children"},
    "person_handover": {"pk": BEN},
    "handover_detail": {"pk": OF_PARTNER},
    "handover_file": {"pk": OF_PARTNER, "kind": "docx"},
    "group_edit": {"slug": "children"},
    "member_list": {"slug": "children"},
    "member_edit": {"slug": "children", "pk": OF_PARTNER},
    "member_remove": {"slug": "children", "pk": OF_PARTNER},
    "action_list_file": {"kind": "csv"},
    "action_detail": {"number": 1},
    "action_edit": {"number": 1},
    "action_update": {"number": 1},
    "action_owner": {"number": 1},
    "to_do_add": {"number": 1},
    "to_do_mark": {"number": 1, "pk": OF_GROUP},
    "to_do_remove": {"number": 1, "pk": OF_GROUP},
    "action_file_add": {"number": 1},
    "action_file": {"number": 1, "pk": OF_GROUP},
    "action_file_remove": {"number": 1, "pk": OF_GROUP},
    "work_plan_now": {"slug": "children"},
    "work_plan": {"slug": "children", "year": 2026},
    "work_plan_file": {"slug": "children", "year": 2026, "kind": "csv"},
    "strategy_detail": {"pk": OF_GROUP},
    "risk_list": {"slug": "children"},
    "risk_list_file": {"slug": "children"},
    "risk_detail": {"number": 1},
    "risk_edit": {"number": 1},
    "risk_step": {"number": 1},
    "improvement": {"slug": "children"},
    "improvement_add": {"slug": "children", "kind": "aim"},
    "improvement_edit": {"slug": "children", "kind": "aim", "pk": OF_GROUP},
    "improvement_remove": {"slug": "children", "kind": "aim", "pk": OF_GROUP},
    "aim_end": {"slug": "children", "pk": OF_GROUP},
    "decision_detail": {"number": DECIDED},
    "decision_file": {"number": DECIDED, "kind": "docx"},
    "decision_change": {"number": DRAFT},
    "decision_equity": {"number": DRAFT},
    "decision_open": {"number": DRAFT},
    "decision_decide": {"number": OPEN},
    "decision_withdraw": {"number": OPEN},
    "decision_review": {"number": DECIDED},
    "decision_vote": {"number": OPEN},
    "vote_by_link": {"number": OPEN, "token": "never-ours"},
    # Mail, links from mails, and who owns what.
    "letter_decide": {"pk": 1},
    "group_owners": {"slug": "children"},
    "update_page": {"token": "of-ben"},
    "update_hold": {"token": "of-ben"},
    "update_thanks": {"token": "of-ben"},
    "update_hand_on": {"token": "of-ben"},
    "update_fresh": {"token": "of-ben"},
    "boundary_remove": {"pk": 1},
    "area_detail": {"slug": "school-run"},
    "area_edit": {"slug": "school-run"},
    "area_remove": {"slug": "school-run"},
    "ward_detail": {"code": "E05000001"},
    "logic_model_outline": MODEL,
    "logic_model_json": MODEL,
    "logic_steps_file": {**MODEL, "kind": "csv"},
    "logic_links_file": {**MODEL, "kind": "xlsx"},
    "measure_claims": {"slug": "jobs"},
    "logic_drawing": {**MODEL, "kind": "svg"},
    "logic_canvas": MODEL,
    "logic_changes": MODEL,
    "logic_tidier": MODEL,
    "logic_note_list": MODEL,
    "logic_version_list": MODEL,
    "logic_version_compare": MODEL,
    "logic_claim": {**MODEL, "thread": THREAD},
    "logic_claim_review": {**MODEL, "thread": THREAD},
    "logic_model_undo": MODEL,
    "logic_model_archive": MODEL,
    "logic_text_edit": {**MODEL, "name": "problem"},
    "logic_step_add": MODEL,
    "logic_step_edit": {**MODEL, "key": "a"},
    "logic_step_move": {**MODEL, "key": "a"},
    "logic_step_remove": {**MODEL, "key": "a"},
    "logic_step_points": {**MODEL, "key": "a"},
    "logic_link_add": MODEL,
    "logic_link_edit": {**MODEL, "key": "a-b"},
    "logic_link_remove": {**MODEL, "key": "a-b"},
    "logic_guide": MODEL,
    "logic_guide_page": {**MODEL, "page": "problem"},
    "logic_note_add": MODEL,
    "logic_version_approve": {**MODEL, "number": 1},
    "logic_claim_add": {**MODEL, "key": "a-b"},
    "logic_claim_edit": {**MODEL, "thread": THREAD},
    "paper_list": {"pk": OF_PAPERS},
    "paper_add": {"pk": OF_PAPERS},
    "paper_remove": {"pk": OF_PAPERS, "paper": OF_PAPERS},
    "paper_pdf": {"pk": OF_PAPERS, "paper": OF_PAPERS},
    "paper_file": {"pk": OF_PAPERS, "paper": OF_PAPERS},
    "pack_make": {"pk": OF_PAPERS},
    "pack_public": {"pk": OF_PAPERS, "number": 0, "kind": "pdf"},
    "pack_whole": {"pk": OF_PAPERS, "number": 0, "kind": "docx"},
    "highlight_list": {"slug": "children"},
    "highlight_add": {"slug": "children"},
    "highlight_detail": {"slug": "children", "pk": OF_PAPERS},
    "highlight_edit": {"slug": "children", "pk": OF_PAPERS},
    "highlight_publish": {"slug": "children", "pk": OF_PAPERS},
    "highlight_file": {"slug": "children", "pk": OF_PAPERS, "kind": "pdf"},
}


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
