"""Published regressions."""

# Anscombe FJ. Graphs in statistical analysis. American Statistician 1973;27:17-21, first data set:
# slope 0.500 with standard error 0.118, on 9 degrees of freedom.
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE_Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
ANSCOMBE_SLOPE, ANSCOMBE_ERROR = 0.500, 0.118
# Student's t for 95% with 9 degrees of freedom, from any printed table.
T_NINE = 2.262
