"""Published life tables, healthy years, decompositions and years of life lost."""

# Males of Austria, 1992: Preston SH, Heuveline P, Guillot M. Demography: measuring and modeling
# population processes. Blackwell, 2001, box 3.1 (p. 49), from United Nations (1994). People, deaths, and
# the years lived in each band by 100,000 born (nLx). The book takes from elsewhere how long those who die
# in a band have lived of it, so it agrees with half way to a few hundredths of a year.
AUSTRIA_STARTS = (0, 1, *range(5, 86, 5))
AUSTRIA_PEOPLE = (
    *(47925, 189127, 234793, 238790, 254996, 326831, 355086, 324222, 269963, 261971),
    *(238011, 261612, 181385, 187962, 153832, 105169, 73694, 57512, 32248),
)
AUSTRIA_DEATHS = (
    *(419, 70, 36, 46, 249, 420, 403, 441, 508, 769),
    *(1154, 1866, 2043, 3496, 4366, 4337, 5279, 6460, 6146),
)
AUSTRIA_REACHING = (
    *(100000, 99133, 98986, 98910, 98815, 98334, 97704, 97151, 96492, 95588),
    *(94195, 91937, 88711, 83845, 76377, 66225, 53803, 37441, 21134),
)
AUSTRIA_LIVED = (
    *(99192, 396183, 494741, 494375, 492980, 490106, 487127, 484175, 480384, 474686),
    *(465777, 452188, 432096, 401480, 357713, 301224, 228404, 145182, 110889),
)

# France, 1991: Hauet E and others. Practical guide on health expectancy calculation: Sullivan method.
# EUROREVES, 1996, tables 1 and 3, ages 65, 70, 75, 80 and 85 and over
# (https://euroreves.ined.fr/methods/cookdef/node4.html and node20.html). The guide prints 0.710 as the
# share without disability at 85, which is the share with one: the 83,967 years beside it are 0.290 of L.
FRANCE_REACHING = (89367, 84968, 78012, 66625, 48532)
FRANCE_LIVED = (436589, 408793, 364013, 290533, 289068)
FRANCE_FREE = (0.804, 0.714, 0.630, 0.487, 0.290)
FRANCE_FREE_AHEAD = (12.3, 8.8, 5.8, 3.4, 1.7)
FRANCE_VARIANCES = (0.000281, 0.000507, 0.000675, 0.000914, 0.000805)
FRANCE_ERRORS = (0.22, 0.21, 0.20, 0.18, 0.17)

# Women of the United States, 1935 and 1995: Ponnapalli KM. A comparison of different methods for
# decomposition of changes in expectation of life at birth. Demographic Research 2005;12:141-172. Share
# reaching each age and years ahead there. The decomposition both ways (direct, indirect, interaction,
# total) is printed in the README of decompositionLE 1.0.0 (Hertfordshire County Council, 2025).
WOMEN_1935 = (
    (1.00000, 63.32), (0.95458, 65.32), (0.93887, 62.39), (0.93174, 57.85), (0.92613, 53.19),
    (0.91681, 48.70), (0.90341, 44.38), (0.88746, 40.14), (0.86997, 35.89), (0.84847, 31.74),
    (0.82368, 27.61), (0.79012, 23.67), (0.74539, 19.94), (0.68688, 16.41), (0.60779, 13.21),
    (0.50757, 10.31), (0.38276, 7.82), (0.23930, 6.03), (0.12281, 4.49),
)  # fmt: skip
WOMEN_1995 = (
    (1.00000, 79.00), (0.99321, 78.54), (0.99179, 74.65), (0.99096, 69.71), (0.98999, 64.78),
    (0.98772, 59.92), (0.98524, 55.06), (0.98206, 50.23), (0.97769, 45.45), (0.97152, 40.72),
    (0.96298, 36.06), (0.95048, 31.49), (0.93085, 27.10), (0.90071, 22.92), (0.85504, 19.00),
    (0.78775, 15.40), (0.69655, 12.07), (0.57275, 9.12), (0.41424, 6.62),
)  # fmt: skip
WOMEN_BOTH_WAYS = (
    (0.02645220, 2.7786559, 0.000000000, 2.8051081),
    (0.03890153, 1.0046032, -0.003558610, 1.0399461),
    (0.01835259, 0.4171028, -0.002120567, 0.4333348),
    (0.01264484, 0.2867811, -0.001730363, 0.2976956),
    (0.01658115, 0.4057047, -0.002783792, 0.4195021),
    (0.02818036, 0.5754256, -0.004583696, 0.5990223),
    (0.04102099, 0.6185978, -0.005956216, 0.6536626),
    (0.02330090, 0.5835122, -0.006899530, 0.5999136),
    (0.04856497, 0.6203954, -0.008900702, 0.6600597),
    (0.03666408, 0.5970722, -0.010619689, 0.6231166),
    (0.06641661, 0.6915976, -0.015121718, 0.7428925),
    (0.07906885, 0.7463816, -0.020643620, 0.8048068),
    (0.08717324, 0.7740000, -0.027839442, 0.8333338),
    (0.12886018, 0.8437428, -0.039890424, 0.9327126),
    (0.15499332, 0.8375481, -0.054237938, 0.9383034),
    (0.20366438, 0.8768650, -0.077473759, 1.0030556),
    (0.28108338, 0.8533742, -0.095541086, 1.0389165),
    (0.24621067, 0.5110394, -0.074591117, 0.6826590),
    (0.57195825, 0.0, 0.0, 0.5719583),
)

# Males of India and China, 1990: Murray CJL, Lopez AD. The global burden of disease. WHO, 1996, as
# decomposed in Preston, Heuveline and Guillot (2001, section 4.2). Rate of all deaths, then the shares of
# communicable, noncommunicable diseases and injuries; years that each band adds to China's advantage; and
# of those each cause's, as printed in the README of decompositionLE 1.0.0.
CHINA_STARTS = (0, 5, 15, 30, 45, 60, 70)
INDIA_RATES = (0.0267, 0.0025, 0.0021, 0.0043, 0.0139, 0.0388, 0.0929)
CHINA_RATES = (0.0084, 0.0009, 0.0015, 0.0028, 0.0102, 0.0342, 0.1003)
INDIA_SHARES = (
    (0.882, 0.504, 0.382, 0.429, 0.304, 0.248, 0.247),
    (0.073, 0.188, 0.223, 0.315, 0.592, 0.722, 0.728),
    (0.046, 0.309, 0.394, 0.257, 0.104, 0.030, 0.025),
)
CHINA_SHARES = (
    (0.677, 0.174, 0.068, 0.101, 0.095, 0.070, 0.084),
    (0.174, 0.337, 0.380, 0.573, 0.796, 0.879, 0.877),
    (0.149, 0.488, 0.552, 0.326, 0.109, 0.051, 0.039),
)
CHINA_BY_AGE = (5.6, 0.8, 0.3, 0.6, 0.8, 0.3, -0.3)
CHINA_BY_CAUSE = (
    (5.4661508, 0.5517000, 0.3501000, 0.6247600, 0.7041297, 0.4714174, 0.5886932),
    (0.1491803, 0.0833500, -0.0508500, -0.0999600, 0.0236973, -0.1335783, -0.8242662),
    (-0.007160656, 0.166650000, -0.000300000, 0.076920000, 0.072172973, -0.037839130, -0.064427027),
)

# Years that a death takes before a given age: (age counted to, first and next age of its band, years).
# Texas Department of State Health Services, vital statistics 2006, years of potential life lost
# (https://www.dshs.state.tx.us/chs/vstat/vs06/ypll.shtm): before 65, a death at 60 takes 4.5 years, and
# the rate is per people below 65. National Center for Health Statistics, years of potential life lost
# before age 75 (healthindicators.gov): a death below 1 is taken to come at 0.5.
YEARS_TAKEN = ((65, 60, 61, 4.5), (75, 0, 1, 74.5))
