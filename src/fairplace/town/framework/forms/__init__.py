from fairplace.town.framework.forms.framework import EditionForm, LevelsForm
from fairplace.town.framework.forms.item import ItemForm, SuccessionForm
from fairplace.town.framework.forms.response import ResponseForm

__all__ = ["EditionForm", "ItemForm", "LevelsForm", "ResponseForm", "SuccessionForm"]
