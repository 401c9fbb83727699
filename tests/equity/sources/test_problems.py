import json

import pytest

from fairplace.equity.sources.problems import said_in

PROBLEM = "application/problem+json; charset=utf-8"


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("text/plain", "Parameter x is missing.", "Parameter x is missing."),
        ("text/html", "<p>Oh</p>", ""),
        (PROBLEM, "{", ""),
        (PROBLEM, "[]", ""),
        (PROBLEM, json.dumps({"title": "Bad.", "detail": "Worse."}), "Bad. Worse"),
        (
            PROBLEM,
            json.dumps({"title": "Bad", "errors": [{"message": "Not found.", "path": "a.b"}]}),
            "a.b: Not found",
        ),
        (
            PROBLEM,
            json.dumps({"title": "Bad", "errors": {"page": ["Too low.", "Odd"]}}),
            "page: Too low. Odd",
        ),
        (PROBLEM, json.dumps({"title": "Bad", "errors": [{"code": "X"}]}), "Bad"),
    ],
)
def test_a_refusal_is_told_in_the_words_of_its_errors(kind, said, words):
    assert said_in(kind, said.encode()) == words
