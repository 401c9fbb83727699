import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    """Forget how often the tests before this one asked for something."""
    cache.clear()
