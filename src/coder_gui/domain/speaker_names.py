"""What can be a speaker's name in a transcript, and whose name means the interviewer."""

from __future__ import annotations

import re
import unicodedata

MAX_WORDS = 5
MAX_LENGTH = 40

# Lines such as "Date: 3 June" head a transcript; nobody of that name speaks.
_HEADER_KEYS = """
abstract|age|appendix|attendees|audio|audio file|author|authors|background|chapter|code
comment|comments|conclusion|confidential|consent|contact|context|conventions|copyright|date
duration|edited by|editor|e-mail|email|ethnicity|example|figure|file|file name|filename
format|gender|id|image|interview|interview date|interview id|interview no|interviewed by
introduction|key|keywords|language|legend|length|link|location|media|medium|memo|n.b|nb|note
notes|observation|observations|occupation|p.s|page|participant id|participants|phone|place
present|project|ps|pseudonym|recorded|recorded by|recording|remark|remarks|section|sex
setting|source|speakers|status|step|study|subject|summary|summary keywords|table|tags|tel
time|title|topic|total time|transcribed by|transcriber|transcript|transcription
transcription_by|transcript_by|translation|translation_by|url|venue|version|website
alter|anmerkung|anmerkungen|aufnahme|beispiel|beruf|bemerkung|datei|dateiname|datum|dauer
geschlecht|hinweis|notiz|ort|projekt|teilnehmer|thema|titel|transkript|uhrzeit|zeit
annexe|date de l'entretien|durée|exemple|fichier|lieu|nb|nota|projet|remarque|sexe|sujet|titre
archivo|diapositivas|duración|edad|ejemplo|fecha|hora|lugar|participantes|proyecto|resumen
sexo|tema|título|arquivo|data|duração|idade|local|luogo|durata|titolo
日期|时间|地点|标题|备注|注|时长|主题|文件|日付|時間|場所|题目
التاريخ|المكان|ملاحظة|العنوان|المدة|дата|место|тема|длительность|примечание
"""
_HEADERS = frozenset(key.strip() for key in _HEADER_KEYS.replace("\n", "|").split("|")) - {""}
_HEADER_STARTS = (
    "date of", "date and", "length of", "name of", "number of", "place of", "time of",
    "duration of", "type of", "start time", "end time", "recording ", "total ",
    "datum der", "datum des", "dauer der", "dauer des", "fecha de", "lugar de", "date de",
)  # fmt: skip

# Words that open a sentence which happens to have a colon early on.
_OPENER_WORDS = """
a about actually after again all also although always am an and another any anyway are as at
basically because before besides both but by can clearly could did do does either especially
even eventually every everyone everything exactly finally first firstly for four frankly from
further generally had has have he hence her here his hmm honestly how however if imagine in
instead is it its just last lastly later let like look mainly maybe mean meanwhile mhm more
moreover most my namely neither never nevertheless next no nobody none not nothing now obviously
of oh ok okay on once one only or other others otherwise our overall perhaps plus point probably
question really remember reply result right same say second secondly see she should similarly
simply since so some somebody someone something sometimes somewhere sorry still such suddenly
sure than that the their then there therefore these they thing things think third thirdly this
those three thus to today tomorrow too true two ultimately um under unfortunately until us
usually very was we well were what whatever when where whether which while who whoever whom
whose why will with without worse wow yeah yep yes yesterday yet you your
aber also alle als am auch auf aus bei bis da daher dann das dass dazu dem den denn der des
deshalb die dies diese doch ein eine einer einmal er erstens es genau gut ich ihr im ist ja
jedenfalls jetzt kurz man mein meine mit na nach naja nein nicht noch nun nur oder obwohl
schließlich sie so trotzdem und uns vielleicht vom von vor wann warum was weil wenn wer wie
wir wo zu
zum zur zweitens
alors après aussi avec bon bref car ce ces cette comme dans de des donc elle elles en enfin
est et eux il ils je la le les leur mais moi mon ne non nos nous on ou oui où par parce puis
quand que qui sans si son sur tu un une voilà vous
ahora ante así aunque bueno como con cuando cual de del donde el ella ellas ellos entonces era
esa ese eso esta este esto finalmente fue hay la las lo los luego más mi muy ni no nosotros o
para pero por porque pues que quien se si sí sin sobre su también tan tengo todo tú un una
usted y ya yo é então eu isso mas não os para porém sim
قال قالت لكن ثم لأن نعم لا
"""
_OPENERS = frozenset(_OPENER_WORDS.split())
_PARTICLE_WORDS = """
al and bin da das de dei del della den der di do dos du e el la le les of ould ten ter the und
van vom von y zu zum zur et och og &
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SAYING = "说道问答曰讲是为叫想说問說"

_SAID = frozenset(
    {"said", "says", "asked", "asks", "told", "goes", "went", "is", "was", "answered"}
)

_INTERVIEWER_WORDS = """
i int interviewer interviewers iv ir q question researcher res moderator mod
facilitator fac investigator
interviewerin interviewende interviewender interviewleiter interviewleiterin forscher
forscherin moderatorin frage
entrevistador entrevistadora investigador investigadora moderadora moderador pesquisador
pesquisadora facilitador facilitadora
enquêteur enquêtrice enqueteur enquetrice intervieweur intervieweuse chercheur chercheuse
modérateur modératrice animateur animatrice
intervistatore intervistatrice ricercatore ricercatrice moderatore moderatrice
interviewster onderzoeker vraag intervjuare forskare intervjuer forsker haastattelija tutkija
интервьюер модератор исследователь ankieter ankieterka badacz badaczka tazatel tazatelka
görüşmeci araştırmacı
访谈者 采访者 访问者 主持人 研究者 訪談者 採訪者 主持 问 インタビュアー 聞き手
司会 調査者 면접자 연구자
المحاور المحاورة الباحث الباحثة المقابل المراسل מראיין מראיינת חוקר חוקרת
"""
_INTERVIEWERS = frozenset(_INTERVIEWER_WORDS.split())
_INTERVIEWEE_WORDS = """
p participant interviewee respondent informant r a answer teilnehmer teilnehmerin befragte
befragter entrevistado entrevistada participante enquêté interviewé intervistato
受访者 被访者 参加者
"""
_INTERVIEWEES = frozenset(_INTERVIEWEE_WORDS.split())
_NUMBERED = re.compile(r"[\s.#_\-–]*\d{0,3}[\s.]*$")
_BRACKETS = re.compile(r"\s*\([^()]{0,30}\)\s*$")


def folded(name: str) -> str:
    """Key under which the variants of one name (case, stray blanks) are the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).rstrip(".")


def is_interviewer(name: str) -> bool:
    """True for names that mean whoever asks the questions, with or without a number."""
    return _NUMBERED.sub("", folded(_BRACKETS.sub("", name))) in _INTERVIEWERS


def is_interviewee(name: str) -> bool:
    """True for names that mean whoever is asked, with or without a number."""
    return _NUMBERED.sub("", folded(_BRACKETS.sub("", name))) in _INTERVIEWEES


def is_header(name: str) -> bool:
    """True for the keys of a transcript's head, such as *Date* or *Duration*."""
    key = folded(name)
    return key in _HEADERS or key.startswith(_HEADER_STARTS)


def is_opener(name: str) -> bool:
    """True when the first word opens sentences rather than names somebody."""
    words = folded(name).split()
    if not words or (len(words) == 1 and len(words[0]) == 1):
        return False  # I, A and Y are labels as well as words
    return words[0].strip(".'’") in _OPENERS


def is_shaped_like_name(name: str) -> bool:
    """True for a few words that each begin like a name: capital, digit, or caseless script."""
    bare = _BRACKETS.sub("", name)
    words = bare.split()
    if not 0 < len(words) <= MAX_WORDS or len(bare) > MAX_LENGTH or is_header(name):
        return False
    if any(mark in bare for mark in ",()*=/\\"):
        return False
    if any(not _begins_like_name(word) for word in words):
        return False
    if bare.endswith(".") and len(words[-1]) > 6:
        return False
    return not (_is_caseless(bare) and (len(bare) > 20 or bare[-1] in _SAYING))


def is_lower_case_name(name: str) -> bool:
    """True for one or two words typed without capitals, such as `anna` or `speaker a`."""
    words = name.split()
    plain = all(word.isalnum() for word in words)
    return 0 < len(words) <= 2 and len(name) <= 20 and plain and not is_header(name)


def is_role_name(name: str) -> bool:
    """True for a role in a few words, such as `Carer peer worker 2` or `Mental health nurse`."""
    words = name.split()
    plain = all(word.replace("-", "").replace("’", "").isalnum() for word in words)
    sized = 1 < len(words) <= MAX_WORDS and len(name) <= MAX_LENGTH
    said = words[-1].casefold() in _SAID if words else True
    return sized and plain and not said and _begins_like_name(words[0]) and not is_header(name)


def _begins_like_name(word: str) -> bool:
    if word in _PARTICLES or not word[0].islower():
        return True
    return len(word) > 2 and word[1] in "'’"


def _is_caseless(name: str) -> bool:
    return not any(char.isupper() or char.islower() or char.isdigit() for char in name)
