"""Real cities, so that distances and time zones are right."""

from prm.demo.seeds import City

_NY, _CHI, _DEN, _LA = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_BER = "Europe/Berlin"

CITIES: dict[str, City] = {
    city.name: city
    for city in (
        City("Austin", "US", "US-TX", "78701", 30.27, -97.74, _CHI, phone="+1512555"),
        City("Dallas", "US", "US-TX", "75201", 32.79, -96.80, _CHI, phone="+1214555"),
        City("Houston", "US", "US-TX", "77002", 29.76, -95.37, _CHI, phone="+1713555"),
        City("San Antonio", "US", "US-TX", "78205", 29.42, -98.49, _CHI, phone="+1210555"),
        City("Fort Worth", "US", "US-TX", "76102", 32.76, -97.33, _CHI, phone="+1817555"),
        City("New York", "US", "US-NY", "10001", 40.75, -73.99, _NY, phone="+1212555"),
        City("Newark", "US", "US-NJ", "07102", 40.74, -74.17, _NY, phone="+1973555"),
        City("Boston", "US", "US-MA", "02108", 42.36, -71.06, _NY, phone="+1617555"),
        City("Hartford", "US", "US-CT", "06103", 41.77, -72.67, _NY, phone="+1860555"),
        City("Chicago", "US", "US-IL", "60601", 41.89, -87.62, _CHI, phone="+1312555"),
        City("Milwaukee", "US", "US-WI", "53202", 43.05, -87.90, _CHI, phone="+1414555"),
        City("Detroit", "US", "US-MI", "48226", 42.33, -83.05, "America/Detroit", phone="+1313555"),
        City("Atlanta", "US", "US-GA", "30303", 33.75, -84.39, _NY, phone="+1404555"),
        City("Charlotte", "US", "US-NC", "28202", 35.23, -80.84, _NY, phone="+1704555"),
        City("Miami", "US", "US-FL", "33131", 25.77, -80.19, _NY, phone="+1305555"),
        City("Denver", "US", "US-CO", "80202", 39.75, -104.99, _DEN, phone="+1303555"),
        City("Phoenix", "US", "US-AZ", "85004", 33.45, -112.07, "America/Phoenix", phone="+1602555"),
        City("Seattle", "US", "US-WA", "98101", 47.61, -122.33, _LA, phone="+1206555"),
        City("Portland", "US", "US-OR", "97205", 45.52, -122.69, _LA, phone="+1503555"),
        City("San Francisco", "US", "US-CA", "94105", 37.79, -122.39, _LA, phone="+1415555"),
        City("San Jose", "US", "US-CA", "95113", 37.33, -121.89, _LA, phone="+1408555"),
        City("Toronto", "CA", "CA-ON", "M5H 2N2", 43.65, -79.38, "America/Toronto", phone="+1416555"),
        City("Montreal", "CA", "CA-QC", "H3B 1A7", 45.50, -73.57, "America/Toronto", "fr", "+1514555"),
        City("London", "GB", "GB-ENG", "EC2V 7HN", 51.51, -0.09, "Europe/London", phone="+442079460"),
        City("Manchester", "GB", "GB-ENG", "M2 5DB", 53.48, -2.24, "Europe/London", phone="+441614960"),
        City("Bristol", "GB", "GB-ENG", "BS1 5TR", 51.45, -2.59, "Europe/London", phone="+441174960"),
        City("Berlin", "DE", "DE-BE", "10117", 52.52, 13.39, _BER, "de"),
        City("Hamburg", "DE", "DE-HH", "20095", 53.55, 10.00, _BER, "de"),
        City("Munich", "DE", "DE-BY", "80331", 48.14, 11.57, _BER, "de"),
        City("Cologne", "DE", "DE-NW", "50667", 50.94, 6.96, _BER, "de"),
        City("Frankfurt", "DE", "DE-HE", "60311", 50.11, 8.68, _BER, "de"),
        City("Vienna", "AT", "AT-9", "1010", 48.21, 16.37, "Europe/Vienna", "de"),
        City("Zurich", "CH", "CH-ZH", "8001", 47.37, 8.54, "Europe/Zurich", "de"),
        City("Paris", "FR", "FR-IDF", "75002", 48.87, 2.34, "Europe/Paris", "fr"),
        City("Lyon", "FR", "FR-ARA", "69002", 45.76, 4.83, "Europe/Paris", "fr"),
        City("Amsterdam", "NL", "NL-NH", "1012 JS", 52.37, 4.89, "Europe/Amsterdam", "nl"),
        City("Brussels", "BE", "BE-BRU", "1000", 50.85, 4.35, "Europe/Brussels", "fr"),
        City("Madrid", "ES", "ES-MD", "28013", 40.42, -3.70, "Europe/Madrid", "es"),
        City("Stockholm", "SE", "SE-AB", "111 22", 59.33, 18.06, "Europe/Stockholm", "sv"),
        City("Singapore", "SG", "", "048616", 1.28, 103.85, "Asia/Singapore"),
        City("Bengaluru", "IN", "IN-KA", "560001", 12.98, 77.59, "Asia/Kolkata"),
        City("Mumbai", "IN", "IN-MH", "400001", 18.94, 72.84, "Asia/Kolkata"),
        City("Sydney", "AU", "AU-NSW", "2000", -33.87, 151.21, "Australia/Sydney"),
        City("Melbourne", "AU", "AU-VIC", "3000", -37.81, 144.96, "Australia/Melbourne"),
        City("Auckland", "NZ", "NZ-AUK", "1010", -36.85, 174.77, "Pacific/Auckland"),
    )
}
