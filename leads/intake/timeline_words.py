"""How people say when they want to buy, in the product's languages and their neighbours'.

All of it as `timeline_band.plain_words` leaves it: lower case, without accents and punctuation.
"""

from typing import Final, Literal

TimelineBand = Literal[
    "", "now", "within_1_month", "within_3_months", "within_6_months", "within_12_months", "later"
]

PHRASES: Final[tuple[tuple[str, TimelineBand], ...]] = (
    (
        "no rush|no hurry|not urgent|not time critical|not in a hurry|not pressing|low priority|no urgency"
        "|(?:non|no|not) immediate(?:ly)?|nicht eilig|nicht dringend|nicht zeitkritisch|keine eile|eilt nicht"
        "|nicht sofort|pas urgent|pas presse|non urgent|sin prisa|no (?:es )?urgente|no tengo prisa"
        "|no corre prisa"
        "|not now|not today|nicht jetzt|pas maintenant|ahora no|not (?:any ?time )?soon|no plans? yet"
        "|not this year|nicht dieses jahr|pas cette annee|not before next year|nicht vor nachstem jahr",
        "later",
    ),
    (
        "as soon as possible|asap|a s a p|immediate|immediately|urgent|urgently|now|right now|today|tomorrow"
        "|right away|straight away|at once|this week|overdue|rush|emergency"
        "|sofort|sofortig|dringend|eilig|eilt|umgehend|unverzuglich|heute|morgen|jetzt|schnellstmoglich"
        "|so schnell wie moglich|so bald wie moglich|baldmoglichst|ab sofort|diese woche"
        "|urgence|immediatement|immediat|tout de suite|des que possible|au plus vite|maintenant"
        "|aujourd ?hui|cette semaine|urgente|inmediato|inmediatamente|de inmediato|ahora|ya|hoy|cuanto antes"
        "|lo antes posible|esta semana",
        "now",
    ),
    (
        "next week|this month|in a few weeks|few weeks|within weeks"
        "|nachste woche|diesen monat|dieser monat|in wenigen wochen|in ein paar wochen"
        "|semaine prochaine|ce mois|proxima semana|este mes",
        "within_1_month",
    ),
    (
        "this quarter|next month|next quarter|few months|within months|short term|soon"
        "|dieses quartal|nachster monat|nachsten monat|nachstes quartal|in wenigen monaten"
        "|in ein paar monaten"
        "|kurzfristig|bald|zeitnah|ce trimestre|mois prochain|trimestre prochain|court terme|bientot"
        "|quelques mois"
        "|este trimestre|proximo mes|proximo trimestre|corto plazo|pronto|pocos meses",
        "within_3_months",
    ),
    (
        "half year|half a year|this half|mid term|medium term|halbjahr|halbes jahr|mittelfristig|semestre"
        "|moyen terme|medio plazo|medio ano",
        "within_6_months",
    ),
    (
        "next year|a year|this year|within the year|nachstes jahr|nachsten jahr|kommendes jahr|dieses jahr"
        "|dieses jahres|annee prochaine|cette annee|proximo ano|ano que viene|este ano|next budget"
        "|next fiscal year",
        "within_12_months",
    ),
    (
        "(?<!or )later|some ?day|no timeline|no time ?frame|no fixed date|exploring|just looking"
        "|just browsing|researching"
        "|research only|information only|long term|in a few years|in the future|eventually"
        "|(?<!oder )spater|irgendwann|langfristig|kein zeitplan|keine frist|nur information|nur informationen"
        "|plus tard|un jour|long terme|pas de date|mas tarde|mas adelante|algun dia|largo plazo|sin fecha",
        "later",
    ),
)
NEGATIONS: Final = (
    "not|no|never|nicht|kein|keine|keinen|nie|pas|non|sin|nunca|isn t|don t|doesn t|won t|dont|ohne|without"
)
AT_LEAST: Final = (
    "more than|over|at least|beyond|after|not before|not within|not for|not in(?: the next)?|longer than"
    "|greater than|mehr als|uber|mindestens"
    "|nach|nicht vor|nicht in(?: den nachsten)?|nicht innerhalb von|fruhestens(?: in)?|ab|plus de|au moins"
    "|apres|pas avant|pas dans(?: les)?|mas de|al menos|despues de|dentro de mas de"
)
AT_LEAST_AFTER: Final = "or more|or later|and more|plus|oder mehr|oder spater|und mehr|ou plus|o mas"
AT_MOST: Final = (
    "no later than|not later than|less than|under|within|up to|by|spatestens|nicht spater als|weniger als"
    "|innerhalb"
    "|binnen|unter|au plus tard|moins de|d ici|a mas tardar|menos de|antes de"
)
UNITS: Final = {
    "day|days|tag|tage|tagen|jour|jours|dia|dias|d": 1,
    "week|weeks|wk|wks|woche|wochen|semaine|semaines|semana|semanas|w": 7,
    "month|months|mth|mths|mo|mos|monat|monate|monaten|mois|mes|meses|m": 30,
    "quarter|quarters|quartal|quartale|quartalen|trimestre|trimestres|qtr|qtrs": 91,
    "year|years|yr|yrs|jahr|jahre|jahren|an|ans|annee|annees|ano|anos|y": 365,
}
NUMBERS: Final = {
    "one|ein(?! paar)|eine|einem|einen|einer|un|une|una|uno": 1,
    "two|zwei|deux|dos|couple of": 2,
    "three|drei|trois|tres": 3,
    "four|vier|quatre|cuatro": 4,
    "five|funf|cinq|cinco": 5,
    "six|sechs|seis": 6,
    "nine|neun|neuf|nueve": 9,
    "ten|zehn|dix|diez": 10,
    "twelve|zwolf|douze|doce": 12,
    "eighteen|achtzehn|dix huit|dieciocho": 18,
    "twenty four|vierundzwanzig": 24,
}
