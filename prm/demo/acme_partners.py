"""The forty partners of Acme Networks, all invented, on three continents."""

# A table reads better in long lines.
# ruff: noqa: E501

from prm.demo.seeds import PartnerSeed as P

NET, WIFI, WAN, VOICE, DATA = (
    "network-security",
    "wireless-design",
    "sd-wan",
    "voice-engineer",
    "data-protection",
)
ALL = (NET, WIFI, WAN, VOICE, DATA)

PLATINUM = (
    P("larkspur", "Larkspur Networks", "platinum", "Austin", ("US",), ALL,
      ("manufacturing", "health-care"), 3, 45, 0.9),
    P("bramblegate", "Bramblegate Systems", "platinum", "New York", ("US", "CA"), ALL,
      ("finance", "retail"), 3, 45, 0.85),
    P("fernhollow", "Fernhollow Technologies", "platinum", "London", ("GB",), (NET, WIFI, WAN, DATA),
      ("finance", "public-sector"), 3, 30, 0.85),
    P("kestrel-ridge", "Kestrel Ridge IT", "platinum", "Frankfurt", ("DE", "AT", "CH"), ALL,
      ("manufacturing", "finance"), 3, 30, 0.9),
    P("coralmere", "Coralmere Solutions", "platinum", "Sydney", ("AU", "NZ"), (NET, WIFI, VOICE, DATA),
      ("education", "energy"), 2, 25, 0.8),
)  # fmt: skip
GOLD = (
    P("quillon", "Quillon Integrators", "gold", "Dallas", ("US-TX", "US-OK", "US-LA", "US-NM"),
      (f"{NET}+12", WIFI, WAN), ("energy", "logistics"), 2, 30, 0.8),
    P("saltbox", "Saltbox Communications", "gold", "Boston", ("US-MA", "US-CT", "US-NH", "US-ME", "US-RI"),
      (NET, VOICE), ("health-care", "education"), 2, 20, 0.75),
    P("redwood-arch", "Redwood Arch", "gold", "San Francisco", ("US-CA", "US-NV", "US-OR"),
      (NET, WIFI, DATA), ("retail", "education"), 2, 25, 0.8),
    P("prairie-line", "Prairie Line Networks", "gold", "Chicago", ("US-IL", "US-WI", "US-IN", "US-MI"),
      (NET, WAN, VOICE), ("manufacturing", "logistics"), 2, 25, 0.75),
    P("peachtree-loop", "Peachtree Loop IT", "gold", "Atlanta", ("US-GA", "US-FL", "US-NC", "US-SC"),
      (NET, WIFI, VOICE), ("health-care", "logistics"), 2, 25, 0.7),
    P("maplecrest", "Maplecrest Digital", "gold", "Toronto", ("CA",), (NET, WIFI, DATA),
      ("finance", "energy"), 2, 20, 0.8),
    P("thornbury", "Thornbury & Vale", "gold", "Manchester", ("GB",), (NET, WAN, VOICE),
      ("manufacturing", "public-sector"), 2, 20, 0.75),
    P("isarwerk", "Isarwerk Netze", "gold", "Munich", ("DE", "AT"), (NET, WIFI, VOICE),
      ("manufacturing", "health-care"), 2, 20, 0.8),
    P("canal-north", "Canal North", "gold", "Amsterdam", ("NL", "BE"), (NET, WAN, DATA),
      ("logistics", "finance"), 2, 20, 0.75),
    P("banyan-grid", "Banyan Grid", "gold", "Singapore", ("SG", "IN"), (NET, WIFI, WAN),
      ("finance", "logistics"), 2, 20, 0.7),
)  # fmt: skip
SILVER = (
    P("mesquite", "Mesquite Technologies", "silver", "Houston", ("US-TX",), (WIFI, f"{WAN}-3"), ("energy",), 1, 18, 0.65),
    P("cascade-lantern", "Cascade Lantern", "silver", "Seattle", ("US-WA", "US-OR"), (NET, WIFI), ("education",), 1, 15, 0.7),
    P("ironbridge-data", "Ironbridge Data", "silver", "Denver", ("US-CO", "US-UT"), (NET, DATA), ("public-sector",), 1, 15, 0.6),
    P("harborlight", "Harborlight Systems", "silver", "New York", ("US-NY", "US-NJ", "US-CT"), (NET, VOICE), ("finance",), 1, 18, 0.7,
      is_away=True),
    P("sunspoke", "Sunspoke Networks", "silver", "Phoenix", ("US-AZ", "US-NM"), (WIFI, WAN), ("retail",), 1, 12, 0.6),
    P("palmetto-wire", "Palmetto Wire", "silver", "Miami", ("US-FL",), (VOICE,), ("retail",), 1, 12, 0.3, "paused"),
    P("elbkontor", "Elbkontor Systeme", "silver", "Hamburg", ("DE",), (NET, WAN), ("logistics",), 1, 15, 0.75),
    P("spreebogen", "Spreebogen IT", "silver", "Berlin", ("DE",), (NET, WIFI, DATA), ("public-sector",), 1, 15, 0.7),
    P("lumiere-nord", "Lumière Nord", "silver", "Paris", ("FR", "BE"), (NET, WIFI), ("retail",), 1, 15, 0.65),
    P("rhone-reseaux", "Rhône Réseaux", "silver", "Lyon", ("FR",), (WAN, VOICE, NET), ("manufacturing",), 1, 12, 0.65),
    P("alcor-redes", "Alcor Redes", "silver", "Madrid", ("ES",), (NET, WIFI, DATA), ("retail", "energy"), 1, 15, 0.7),
    P("kurrajong", "Kurrajong Networks", "silver", "Melbourne", ("AU",), (NET, WIFI), ("education",), 1, 12, 0.7),
    P("deccan-loop", "Deccan Loop", "silver", "Bengaluru", ("IN",), (NET, WAN, DATA), ("manufacturing",), 1, 15, 0.65),
)  # fmt: skip
BRONZE = (
    P("bluebonnet", "Bluebonnet IT", "bronze", "Austin", ("US 787", "@120"), (WIFI,), ("education",), 1, 8, 0.7),
    P("rio-vista", "Rio Vista Technologies", "bronze", "San Antonio", ("@150",), (WIFI, VOICE), ("retail",), 1, 6, 0.6,
      "probation", 20),
    P("lakefront", "Lakefront Micro", "bronze", "Chicago", ("@100",), (WIFI,), ("retail",), 1, 8, 0.6),
    P("bayfield", "Bayfield Computing", "bronze", "San Jose", ("@120",), (NET,), ("education",), 1, 8, 0.65),
    P("northfold", "Northfold", "bronze", "Montreal", ("CA-QC",), (WIFI, VOICE), ("public-sector",), 1, 8, 0.6),
    P("westbourne", "Westbourne Digital", "bronze", "London", ("@80",), (WIFI, VOICE), ("retail",), 1, 8, 0.6),
    P("combe-down", "Combe Down IT", "bronze", "Bristol", ("@150",), (WIFI,), ("education",), 1, 6, 0.4, "inactive"),
    P("rheinufer", "Rheinufer Netz", "bronze", "Cologne", ("@150",), (WIFI, WAN), ("retail",), 1, 8, 0.55,
      has_signed=False),
    P("alpenkabel", "Alpenkabel", "bronze", "Zurich", ("CH",), (NET, WIFI), ("finance",), 1, 8, 0.7),
    P("tamarind-net", "Tamarind Net", "bronze", "Mumbai", ("IN",), (WIFI, VOICE), ("retail",), 1, 8, 0.5, has_signed=False),
    P("harbour-kiwi", "Harbour Kiwi", "bronze", "Auckland", ("NZ",), (NET, VOICE), ("education",), 1, 8, 0.65),
    P("nordwind", "Nordvind Data", "bronze", "Stockholm", ("SE",), (NET, WIFI, DATA), ("public-sector",), 1, 10, 0.7),
)  # fmt: skip
PARTNERS = (*PLATINUM, *GOLD, *SILVER, *BRONZE)
