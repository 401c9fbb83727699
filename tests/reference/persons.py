"""Published surveys and concentration indices."""

# O'Donnell O, van Doorslaer E, Wagstaff A, Lindelow M. Analyzing health equity using household survey
# data. World Bank, 2008, chapter 8, table 8.1 (also Quantitative techniques for health equity analysis,
# technical note 7, table 1): under-five deaths in India, 1982-92, from the poorest fifth to the richest.
# Births, deaths before five per 1,000 births, and the concentration index as printed.
INDIA_BIRTHS = (29_939, 28_776, 26_528, 24_689, 19_739)
INDIA_RATES = (154.7, 152.9, 119.5, 86.9, 54.3)
INDIA_INDEX = -0.1694

# The data set "fpc" of the R package survey (Lumley T), which is that of Stata's survey manual: two
# strata, weights 3 and 4, x. Its help page prints the mean 5.4481 and the standard error 0.7413 without
# finite population correction. https://r-survey.r-forge.r-project.org/pkgdown/docs/reference/fpc.html
STRATIFIED_STRATA = (1, 1, 1, 1, 1, 2, 2, 2)
STRATIFIED_WEIGHTS = (3, 3, 3, 3, 3, 4, 4, 4)
STRATIFIED_VALUES = (2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2)
STRATIFIED_MEAN, STRATIFIED_ERROR = 5.4481, 0.7413
# Four degrees of freedom in the first stratum and two in the second; Student's t from any printed table.
T_SIX = 2.447

# Lohr SL. Sampling: design and analysis, example 5.2: grade point averages of the four persons in each of
# 5 suites, drawn from 100. Mean 2.826, standard error 0.164 with the correction for 5 of 100.
SUITES = (
    *(3.08, 2.60, 3.44, 3.04, 2.36, 3.04, 3.28, 2.68, 2.00, 2.56),
    *(2.52, 1.88, 3.00, 2.88, 3.44, 3.64, 2.68, 1.92, 3.28, 3.20),
)
SUITES_MEAN, SUITES_ERROR, SUITES_DRAWN = 2.826, 0.164, 5 / 100
T_FOUR = 2.776
