from fairplace.town.framework.views.framework import (
    edition_add,
    framework_detail,
    item_add,
    item_archive,
    item_edit,
    item_succeed,
    levels_edit,
)
from fairplace.town.framework.views.recommendation import recommendation_list
from fairplace.town.framework.views.response import (
    response_docx,
    response_edit,
    response_page,
    response_pdf,
)

__all__ = [
    "edition_add",
    "framework_detail",
    "item_add",
    "item_archive",
    "item_edit",
    "item_succeed",
    "levels_edit",
    "recommendation_list",
    "response_docx",
    "response_edit",
    "response_page",
    "response_pdf",
]
