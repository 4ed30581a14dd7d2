"""The words and signs that people put beside an amount, in lower case and without accents."""

import re
from typing import Final

_THOUSANDS_WORDS = """
    k:3 t:3 tsd:3 td:3 thousand:3 tausend:3 mille:3 m:6 mm:6 mn:6 mio:6 mill:6 million:6 millions:6
    millionen:6 millones:6 milhoes:6 milioni:6 miljoen:6 b:9 bn:9 mrd:9 md:9 milliard:9 milliards:9
    milliarden:9 miliardi:9 billion:9 billions:9 lakh:5 lakhs:5 lac:5 crore:7 crores:7 cr:7
"""
TIMES: Final = {
    word: 10 ** int(power) for word, power in (pair.split(":") for pair in _THOUSANDS_WORDS.split())
}
_SIGN_PAIRS = """
    €:EUR £:GBP ₹:INR ₩:KRW ₺:TRY ₽:RUB ₴:UAH ₪:ILS ฿:THB ₫:VND ₱:PHP zł:PLN zl:PLN kč:CZK kc:CZK ft:HUF
    r$:BRL us$:USD a$:AUD au$:AUD c$:CAD ca$:CAD nz$:NZD hk$:HKD s$:SGD sg$:SGD mx$:MXN nt$:TWD fr:CHF sfr:CHF
    euro:EUR euros:EUR rs:INR
"""
SIGNS: Final = dict(pair.split(":") for pair in _SIGN_PAIRS.split())
# Used by several currencies each: they say that it is money, not whose.
VAGUE_SIGNS: Final = dict.fromkeys(("$", "¥", "kr", "dollar", "dollars", "pounds", "yen"), "")
ROUND = re.compile(
    r"(?:about|approx(?:imately)?|around|roughly|circa|ca|c|env(?:iron)?|etwa|rund|over|more than|at least"
    r"|min|mehr als"
    r"|ab|uber|mindestens|plus de|au moins|mas de|up to|under|less than|max|bis|bis zu|unter|weniger als"
    r"|jusqu'a|hasta"
    r"|menos de|fewer than)\b\.?"
)
TAIL = re.compile(
    r"(?:\+|or more|and more|and over|and above|plus|oder mehr|und mehr|ou plus|o mas|per year|p\.?a\.?"
    r"|/ ?year|/ ?yr|-)$"
)
PEOPLE = re.compile(
    r"(?:employees?|people|persons?|staff|ftes?|headcount|heads?|users?|mitarbeiter(?:innen|/innen|:innen)?"
    r"|beschaftigte|personen|ma|employes?|salaries?|personnes|empleados|personas|dipendenti|funcionarios"
    r"|colaboradores|medewerkers)\.?$"
)
