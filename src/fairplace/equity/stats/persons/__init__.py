"""Statistics of persons one by one: who holds how much, and what a survey's design does to chance."""

from fairplace.equity.stats.persons.concentration import concentration_index
from fairplace.equity.stats.persons.decomposition import (
    ConcentrationDecomposition,
    concentration_decomposition,
)
from fairplace.equity.stats.persons.gini import gini, theil
from fairplace.equity.stats.persons.gradient import relative_index_of_persons, slope_index_of_persons
from fairplace.equity.stats.persons.survey import survey_mean, survey_proportion

__all__ = [
    "ConcentrationDecomposition",
    "concentration_decomposition",
    "concentration_index",
    "gini",
    "relative_index_of_persons",
    "slope_index_of_persons",
    "survey_mean",
    "survey_proportion",
    "theil",
]
