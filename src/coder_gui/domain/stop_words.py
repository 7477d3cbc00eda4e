"""Small words of seven languages that say little by themselves, to be left out of counts.

The lists are this program's own: articles, pronouns, prepositions, auxiliaries, fillers.
"""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = ("English", "German", "French", "Spanish", "Italian", "Dutch", "Portuguese")

_WORDS = {
    "English": """
a about after again all also am an and any are aren't as at be because been before being but by
can can't cannot could couldn't did didn't do does doesn't doing don't down each else even ever
every for from further get gets getting go goes going gone got had hadn't has hasn't have haven't
having he he'd he'll he's her here here's hers herself him himself his how i i'd i'll i'm i've if
in into is isn't it it'd it'll it's its itself just let let's like may me might mine more most
much must my myself no nor not now of off oh ok okay on once one only or other our ours out over
own quite really said same say says she she'd she'll she's should shouldn't so some still such
than that that'd that's the their theirs them themselves then there there's these they they'd
they'll they're they've thing things this those though through to too uh um under until up upon us
very was wasn't we we'd we'll we're we've well were weren't what what's when where which while who
who's whom whose why will with won't would wouldn't yeah yes yet you you'd you'll you're you've
your yours yourself erm hmm mhm mm sort kind know mean
""",
    "German": """
ab aber alle allem allen aller alles als also am an andere anderen auch auf aus außer äh ähm bei
beim bin bis bist da dabei dafür daher dann daran darauf darum das dass davon dazu dein deine dem
den denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses dir doch dort du
durch eben ein eine einem einen einer eines einfach einmal er es etwas euch eure für ganz gab gar
gegen gewesen gibt ging habe haben hab hat hatte hatten hätte hätten hier hin hinter ich ihm ihn
ihnen ihr ihre ihrem ihren ihrer im immer in ins irgendwie ist ja jede jedem jeden jeder jedes
jetzt kann kannst kein keine keinem keinen keiner können könnte machen mal man manche mehr mein
meine meinem meinen meiner mich mir mit muss musste müssen nach nee nein nicht nichts noch nun nur
ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so sogar solche soll
sollen sollte sondern sonst über um und uns unser unsere unter viel vom von vor wann war waren
warum was weg weil weiter welche wenn wer werde werden wie wieder will wir wird wirklich wo wohl
wollen wollte wurde wurden würde würden zu zum zur zwar zwischen
""",
    "French": """
a à afin ah ai aie alors après as au aucun aussi autre autres aux avaient avais avait avant avec
avez avoir avons bah bien bon c'est c'était ça car ce cela celle celles celui ces cet cette ceux
chaque chez comme comment d'un d'une dans de debout dedans dehors depuis des dès deux donc dont du
elle elles en encore entre es est et étaient étais était été être eu eux euh fait faire fais faut
ici il ils j'ai j'avais je jusque l'on la là le les leur leurs lui ma mais me même mes moi moins
mon n'a n'est ne ni non nos notre nous on ont ou où oui par parce pas peu peut peux plus pour
pourquoi puis qu'il qu'elle qu'on quand que quel quelle quelles quels qui quoi sa sais sans se
sera ses si son sont sous suis sur ta te tes toi ton toujours tous tout toute toutes très trop tu
un une va vais vers voilà vos votre vous vrai vraiment y
""",
    "Spanish": """
a ah ahí al algo algún alguna algunas alguno algunos allá allí ante antes aquel aquella aquí así
aún aunque bien bueno cada casi como cómo con contra cosa cosas cual cuál cuando cuándo de del
desde donde dónde dos durante e el él ella ellas ello ellos en entonces entre era eran eres es esa
esas ese eso esos esta está estaba estaban están estar estas este esto estos estoy fue fueron ha
haber había habían hace hacer han has hasta hay he hemos hoy la las le les lo los luego más me mi
mí mis mientras mismo misma mucha muchas mucho muchos muy nada ni no nos nosotros o os otra otras
otro otros para pero poco por porque pues que qué quien quién se sea según ser será si sí sido sin
sobre solo sólo son soy su sus también tampoco tan tanto te tener tengo ti tiene tienen toda todas
todo todos tu tú tus un una unas uno unos usted ustedes va vale vamos ver vez voy y ya yo
""",
    "Italian": """
a ad agli ai al alcuni alla alle allo allora altra altre altri altro anche ancora avere aveva
avevano avevo avuto beh bene c'è c'era che chi ci ciò cioè come con contro cosa così cui da dagli
dai dal dalla dalle davvero degli dei del della delle dello dentro di dopo dove due e è ecco ed
era erano ero essere fa fare fatto fino forse fra già gli ha hai hanno ho i il in insomma io l'ho
la là le lei li lì lo loro lui ma magari mai me meno mentre mi mia mie miei mio molta molte molti
molto ne né negli nei nel nella nelle nello no noi non nostra nostro o od ogni oppure per perché
però più po' poco poi prima proprio può qualche qualcosa quale quando quanto quasi quel quella
quelle quelli quello questa queste questi questo qui quindi sa se sé sei sempre senza si sì sia
siamo sono sopra sotto sta stata stato stessa stesso su sua sue sugli sui sul sulla suo suoi tanto
te ti tra tu tua tuo tutta tutte tutti tutto un una uno va vi voi
""",
    "Dutch": """
aan al alle allemaal als alleen altijd andere ben bij daar daarom dan dat de deze die dit doe doen
door dus echt een eens eigenlijk elk elke en er ergens even gaan gaat ga geen gewoon gedaan had
hadden heb hebben hebt heeft heel hem hen het hier hij hoe hun iets ik in is ja je jij jou jouw
jullie kan kon konden kunnen maar me meer men met mij mijn moest moet moeten na naar nee net niet
niets nog nou nu of om omdat ondanks ons onze ook op over samen soms steeds te tegen toch toen tot
tussen u uit uw van vanuit veel verder voor vooral waar waarom wanneer want waren was wat we wel
welke werd werden wie wij wil wilde willen word worden wordt zal ze zei zeg zelf zich zij zijn zo
zoals zonder zou zouden zoveel uh uhm
""",
    "Portuguese": """
a à acho agora aí ainda além algo alguém algum alguma algumas alguns ali ante antes ao aos apenas
após aquela aquelas aquele aqueles aqui aquilo as às assim até bem bom cada coisa coisas com como
contra da daquela daquele das de dela delas dele deles depois desde dessa desse desta deste disso
do dos e é ela elas ele eles em enquanto então entre era eram essa essas esse esses esta está
estamos estão estar estas estava estavam este estes estou eu fazer fez foi foram gente há hoje
isso isto já la lá lhe lhes lo mais mas me mesma mesmo meu meus minha minhas muita muitas muito
muitos na nada não nas nem nessa nesse nesta neste no nós nos nossa nosso num numa o onde os ou
outra outras outro outros para pela pelas pelo pelos pois por porque pouco pra próprio quais qual
quando que quê quem são se seja sem sempre sendo ser será seu seus si sim só sobre sou sua suas
também tanto te tem têm tenho ter teu teve tinha tinham toda todas todo todos tu tua tudo um uma
umas uns vai você vocês vou
""",
}


def stop_words(languages: Iterable[str]) -> frozenset[str]:
    """The small words of some languages, in small letters and with straight apostrophes."""
    return frozenset(word for language in languages for word in _WORDS[language].split())


def likely_language(counts: dict[str, int]) -> str | None:
    """The language whose small words are the most frequent among some words; None for none.

    Args:
        counts: How often each word was found, by the word in small letters.
    """
    shares = {
        language: sum(counts.get(word, 0) for word in stop_words([language]))
        for language in LANGUAGES
    }
    best = max(LANGUAGES, key=lambda language: shares[language])
    return best if shares[best] * 5 > sum(counts.values()) else None
