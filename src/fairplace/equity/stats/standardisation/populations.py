"""Standard populations, which lend their ages to everybody."""

# European Standard Population 2013: 0-4, 5-9, and so on to 85-89, and 90 and over; 100,000 people.
# Source: Eurostat, Revision of the European Standard Population, 2013.
EUROPEAN_2013 = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
)
