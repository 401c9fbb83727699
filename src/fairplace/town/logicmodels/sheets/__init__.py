"""Logic models as spreadsheets: an app joins by being imported."""

from fairplace.town.logicmodels.sheets.link import LINKS, link_row
from fairplace.town.logicmodels.sheets.step import STEPS, step_row

__all__ = ["LINKS", "STEPS", "link_row", "step_row"]
