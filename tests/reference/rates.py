"""Worked examples of means, standardised rates and ratios, with where each was published."""

# Student. The probable error of a mean. Biometrika 1908;6:1-25: extra hours of sleep of ten patients
# with one drug over another. Mean and 95% limits as printed in: de Vries A, Meys J. R for dummies,
# 2012, "comparing paired data".
SLEEP = (1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4)
SLEEP_MEAN = (1.58, 0.7001142, 2.4598858)

# Fleiss JL. Statistical methods for rates and proportions, 2nd ed. 1981, table 14.4, after Stark CR,
# Mantel N. J Natl Cancer Inst 1966;37:687: births in Michigan 1950-64 by age of the mother (under 20,
# 20-24, and so on to 40 and over), and among them children with Down syndrome; first, second, ...,
# fifth and later children. Fay MP, Feuer EJ. Stat Med 1997;16:791 use the last as their example.
BIRTHS = (
    (230061, 329449, 114920, 39487, 14208, 3052),
    (72202, 326701, 208667, 83228, 28466, 5375),
    (15050, 175702, 207081, 117300, 45026, 8660),
    (2293, 68800, 132424, 98301, 46075, 9834),
    (327, 30666, 123419, 149919, 104088, 34392),
)
CASES = (
    (107, 141, 60, 40, 39, 25),
    (25, 150, 110, 84, 82, 39),
    (3, 71, 114, 103, 108, 75),
    (1, 26, 64, 89, 137, 96),
    (0, 8, 63, 112, 262, 295),
)
ALL_BIRTHS = (319933, 931318, 786511, 488235, 237863, 61313)
# Per 100,000, to the mothers' ages of all births; as printed in the manual of tidyrates 0.0.1.
STANDARDISED = (92.3, 91.2, 85.1, 92.7, 75.5)
# Of the last: the rate, then Dobson's 95% limits with the exact limits of 740 cases, as printed in
# Nelson M. dsrTest: examples, 2017.
DOBSON = (75.52901, 67.63284, 83.86703)

# Breslow NE, Day NE. Statistical methods in cancer research II. IARC, 1987, table 2.10, after Haenszel
# W and others. J Natl Cancer Inst 1962;28:947: observed deaths, and what 95% limits multiply the
# ratio of observed to expected by.
LIMIT_FACTORS = (
    (1, 0.0253, 5.57),
    (2, 0.121, 3.61),
    (3, 0.206, 2.92),
    (4, 0.272, 2.56),
    (5, 0.324, 2.33),
    (10, 0.480, 1.84),
    (20, 0.611, 1.54),
    (50, 0.742, 1.32),
)

# Environmental Health 2020, doi 10.1186/s12940-020-00680-0, table 2, deaths of men from every cause with
# ten deaths or more: observed, expected to one decimal, the standardised mortality ratio and its 95%
# limits, which are Byar's, cut to two decimals.
RATIOS = (
    (360, 346.2, 1.04, 0.94, 1.15),
    (132, 108.3, 1.22, 1.02, 1.45),
    (24, 22.3, 1.07, 0.69, 1.60),
    (19, 12.8, 1.49, 0.90, 2.33),
    (37, 23.3, 1.59, 1.12, 2.19),
    (54, 51.3, 1.05, 0.79, 1.37),
    (39, 46.2, 0.84, 0.60, 1.15),
    (12, 8.5, 1.42, 0.73, 2.49),
)
