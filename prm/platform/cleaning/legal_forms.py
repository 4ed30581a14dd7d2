"""Legal forms of companies, folded as names are: lower case, without accents, dots and spaces.

The list that cleanco keeps, without what is too often a part of a name, and with what it lacks.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from cleanco.termdata import terms_by_country, terms_by_type

from prm.platform.cleaning.fold import plain_letters

Phrases = Mapping[str, list[tuple[str, ...]]]

# Words that cleanco lists and that end names far more often than they are a legal form there.
_ALSO_NAMES = """
    aat and andcompany at ba bl company da dat e ent ei ep et etat fa fcp fie gp gte ij ik j ks kt kd nl ok
    ong pp private ps pse psu qk scop sd sem sep ses sf sgps sgr sicav sp sm ss st stg suc sucdedescendants
    tdv teo uk ud xk xt xxk adsitz cic coop cpt koop obrt pc sc vat tov
"""
_BEHIND = """
    ab abp ad adr ag agco ao aps as asa asbl bhd berhad bv bvba cc clg co company corp corporation cv
    dac dmcc doo eg ehf eireli eirl ek ekfm ekfr ellc eood epp esp eu eurl ev fze fzco fzc fzllc gbr
    gesmbh gesbr ggmbh gmbh gmbhco haftungsbeschrankt haftungsbeschraenkt hb hf inc incorporated ivs jsc
    kb kda kft kg kgaa kk gk koop ksc ky lda limited limitada llc llp lp lllp ltd ltda ltee mb mbb mbh
    mei mepe nv nyrt oao od ohf ohg og ood ooo opc osk ou oy oyab oyj pjsc plc pllc pao partg partgmbb
    proprietary pt pte pty ptyltd publ pvt pvtltd qsc qpsc sa saa sab sabdecv sadecv sae sagl sal saoc
    saog sapi sapidecv sarl sarlau sas sasu sau sca scrl scs scpa sdn sdnbhd se sia sl sll slne slu slp
    snc soc spa spj spk spzoo spzook spolsro srl srls srlcr sro sdero sderl sderldecv sprl sti tbk uab
    ug ulc unipessoal vof vos vsi vzw wll zao zrt zoo ead private ооо оао зао пао ао ип тоо чп нао оод
    еоод ад еад доо дооел αε εε επε ικε οε μικε בעמ
"""
_BEFORE = """
    ооо оао зао пао ао ип тоо тов прат пат чп нао фоп ooo oao zao pao uab sia vsi pt ab oy ou sarl sas sasu
    eurl sprl bvba asbl vzw gie sci scea earl ug
"""
_PHRASES = """
    gesellschaft mit beschrankter haftung|aktiengesellschaft|kommanditgesellschaft|offene handelsgesellschaft
    eingetragener kaufmann|eingetragene genossenschaft|eingetragener verein|partnerschaftsgesellschaft
    societe anonyme|societe a responsabilite limitee|societe par actions simplifiee|sociedad anonima
    sociedad limitada|sociedad limitada unipersonal|sociedad de responsabilidad limitada|de capital variable
    sociedade anonima|sociedade limitada|societa per azioni|societa a responsabilita limitata
    societa in nome collettivo|spolka akcyjna|spolka z ograniczona odpowiedzialnoscia|spolka z oo
    spolka komandytowa|spolka jawna|akciova spolecnost|spolecnost s rucenim omezenym|aktiebolag|aktieselskab
    naamloze vennootschap|besloten vennootschap|vennootschap onder firma|aksjeselskap|anpartsselskab
    osakeyhtio|julkinen osakeyhtio|osauhing|private limited|public limited company|limited liability company
    limited liability partnership|joint stock company|anonim sirketi|limited sirketi|ltd sti
    sanayi ve ticaret|san ve tic|ve ticaret|ve tic|kabushiki kaisha|kabushiki gaisha|godo kaisha|yugen kaisha
    общество с ограниченнои ответственностью|акционерное общество|публичное акционерное общество
    закрытое акционерное общество|открытое акционерное общество|индивидуальныи предприниматель
    товариство з обмеженою відповідальністю|cong ty tnhh|cong ty co phan|cong ty|cty tnhh|cty cp|בע מ
"""


def _squashed(term: str) -> str:
    return "".join(letter for letter in plain_letters(term) if letter.isalnum())


def _of_cleanco() -> set[str]:
    terms = {term for table in (terms_by_type, terms_by_country) for part in table.values() for term in part}
    squashed = {_squashed(term) for term in terms if "&" not in term}
    return squashed - {"", *_ALSO_NAMES.split()}


def _by_word(phrases: Iterable[tuple[str, ...]], place: int) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[place], []).append(phrase)
    return found


BEHIND: Final = frozenset(_of_cleanco() | {plain_letters(word) for word in _BEHIND.split()})
BEFORE: Final = frozenset(plain_letters(word) for word in _BEFORE.split())
PHRASES: Final = tuple(
    tuple(words.split()) for words in _PHRASES.replace("\n", "|").split("|") if words.strip()
)
PHRASES_BY_FIRST: Final = _by_word(PHRASES, 0)
PHRASES_BY_LAST: Final = _by_word(PHRASES, -1)
# A form may be written in pieces ("s. r. o."); of those, only these are longer than three letters.
LONG_PIECES: Final = frozenset(("spol", "kom", "obch", "akc", "sapi"))
CJK_BEFORE: Final = (
    "股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人"
    "|주식회사|유한책임회사|유한회사|บริษัท|ห้างหุ้นส่วนจํากัด|ห้างหุ้นส่วนจำกัด|บจก|บมจ|หจก"
)
CJK_BEHIND: Final = f"{CJK_BEFORE}|จํากัด|จำกัด|มหาชน"
CJK_WORDS: Final = frozenset(("株", "有", "合", "주", "유", "มหาชน"))
