"""Published limits of Poisson counts."""

# Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-442, as reprinted
# to three decimals in Pearson ES, Hartley HO, Biometrika tables for statisticians I, table 40:
# count, 95% lower, upper.
EXACT = [(0, 0.000, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (9, 4.115, 17.085)]
