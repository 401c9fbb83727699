"""Published examples of disclosure control."""

# Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear
# constraints, Management Science 47(7), section 1: investment by activity (rows) and region (columns),
# totals last. The cell in row II, column C is sensitive. With four cells hidden an attacker finds
# it to lie between 5 and 30.
INVESTMENT = [[20, 50, 10, 80], [8, 19, 22, 49], [17, 32, 12, 61], [45, 101, 44, 190]]
ACTIVITIES = {"Total": ["I", "II", "III"]}
REGIONS = {"Total": ["A", "B", "C"]}
SENSITIVE = ("II", "C")
HIDDEN = [("II", "A"), ("II", "C"), ("III", "A"), ("III", "C")]
LIMITS = (5, 30)

# NHS Digital, Disclosure control methodology for Hospital Episode Statistics and Emergency Care Data
# Set (September 2018): below national level 1 to 7 are shown as *, zeros as they are, all other counts
# to the nearest 5.
HOSPITAL_THRESHOLD = 8
HOSPITAL_BASE = 5

# Handbook on Statistical Disclosure Control, second edition (sdctools.github.io/HandbookSDC), 5.2: a fictitious
# example of geographical differencing. Single person households by hours worked (rows: more than 30,
# 16 to 30, 15 or less) and sex (male, female) in area A, by the boundaries of 2001 and of 1991, and the table
# of the strip between the two, which nobody published.
HOURS = ("more than 30", "16-30", "15 or less")
BOUNDARIES_2001 = [[50, 54], [128, 140], [39, 49]]
BOUNDARIES_1991 = [[52, 55], [130, 140], [39, 49]]
STRIP = [[2, 1], [2, 0], [0, 0]]
