import pytest

from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.errors import NotComputable


def test_confidence_is_read_as_a_share_or_a_percentage():
    assert as_share(95) == as_share(0.95) == 0.95
    assert as_share(100) == as_share(1) == 1


@pytest.mark.parametrize("confidence", [0.5, 0.89, 50, 101, 0, -1, float("nan")])
def test_other_confidence_is_refused(confidence):
    with pytest.raises(NotComputable, match="between 90% and 100%"):
        as_share(confidence)


def test_normal_quantiles_of_the_usual_pair():
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, rel=1e-15)
    assert normal_quantile(99.8) == pytest.approx(3.090232306167813, rel=1e-14)
    assert normal_quantile(1) == float("inf")
