"""Published agreements of raters."""

# Fleiss JL, Cohen J, Everitt BS. Large sample standard errors of kappa and weighted kappa. Psychological
# Bulletin 1969;72:323-327, tables 1 and 2: shares of 200 units by both raters, the weights, kappa and its
# variance, and the variance of weighted kappa, as printed.
DIAGNOSES_BY_TWO = ((106, 10, 4), (22, 28, 10), (2, 12, 6))
DIAGNOSES_WEIGHTS = ((1, 0, 0.4444), (0, 1, 0.6667), (0.4444, 0.6667, 1))
DIAGNOSES_KAPPA, DIAGNOSES_VARIANCE = 0.429, 0.002885
DIAGNOSES_WEIGHTED_VARIANCE = 0.003248

# SAS Institute, PROC FREQ, agreement of two raters of 19 units: kappa with 95% limits, then with linear
# (Cicchetti-Allison) weights, as printed and as reprinted in the tests of statsmodels.
NINETEEN = ((0, 4, 1), (0, 8, 0), (0, 1, 5))
NINETEEN_KAPPA = (0.4842, 0.2137, 0.7547)
NINETEEN_LINEAR = (0.4701, 0.1845, 0.7558)

# Gwet KL. Handbook of inter-rater reliability, 4th ed. 2014, and the vignette of the R package irrCAC:
# two abstractors of 100 records, kappa and standard error, then both with quadratic weights.
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
ABSTRACTORS_KAPPA = (0.7964094, 0.05891072)
ABSTRACTORS_QUADRATIC = (0.8922, 0.0354)

# Fleiss JL. Measuring nominal scale agreement among many raters. Psychological Bulletin 1971;76:378-382,
# table 1: how many of six psychiatrists put each of 30 patients down for depression, personality disorder,
# schizophrenia, neurosis, other. Kappa 0.430.
PSYCHIATRISTS = (
    *((0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0)),
    *((2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6)),
    *((1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1)),
    *((0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0), (0, 2, 0, 4, 0), (1, 0, 2, 0, 3)),
    *((0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0), (1, 0, 0, 4, 1)),
    *((0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6)),
)
PSYCHIATRISTS_KAPPA = 0.430
# The first 15 of them in the vignette of irrCAC (distrib.6raters): kappa, standard error, 95% limits.
FIFTEEN_KAPPA, FIFTEEN_ERROR, FIFTEEN_LIMITS = 0.4139265, 0.08119291, (0.240, 0.588)

# Krippendorff K. Computing Krippendorff's alpha-reliability. University of Pennsylvania, 2011, sections C
# to E: four observers, twelve units, some ratings missing; nominal, ordinal and interval alpha.
_ = None
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
OBSERVERS_ALPHA = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}
# The same ratings in the vignette of irrCAC (cac.raw4raters): Fleiss's kappa, standard error, limits.
OBSERVERS_KAPPA, OBSERVERS_ERROR, OBSERVERS_LIMITS = 0.76117, 0.15302, (0.424, 1)
