"""Path converters for codes: <decision:number> is D3 in the address and 3 in the view."""

from django.urls import register_converter


class _Code:
    letter = ""
    regex = ""

    def to_python(self, value: str) -> int:
        return int(value[1:])

    def to_url(self, value: int) -> str:
        return f"{self.letter}{value}"


class ActionCode(_Code):
    letter, regex = "A", "A[1-9][0-9]{0,8}"


class DecisionCode(_Code):
    letter, regex = "D", "D[1-9][0-9]{0,8}"


class RiskCode(_Code):
    letter, regex = "K", "K[1-9][0-9]{0,8}"


register_converter(ActionCode, "action")
register_converter(DecisionCode, "decision")
register_converter(RiskCode, "risk")
