"""Worked examples of intervals for proportions, with where each was published."""

# Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven
# methods. Statistics in Medicine 1998;17:857-872. Table I, method 3: x, n, lower, upper.
WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

# Newcombe RG. Interval estimation for the difference between independent proportions: comparison
# of eleven methods. Statistics in Medicine 1998;17:873-890. Table II, method 10:
# x of the first, n, x of the second, n, lower, upper.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]

# Moore DS, McCabe GP, Craig BA. Introduction to the practice of statistics, 9th ed. 2017, example
# 8.18: major vascular events with aspirin and with placebo, x and n of each, then the relative
# risk in per cent as printed and its 95% limits.
RELATIVE_RISK = (45, 411, 73, 411, 62, 0.4364, 0.8707)
