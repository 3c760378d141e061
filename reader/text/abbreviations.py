"""Words that end with a full stop and yet end no sentence."""

from __future__ import annotations

from typing import Final


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


BEFORE_A_NAME: Final = _words(
    # English: titles, ranks, references
    "mr mrs ms mx messrs dr prof rev fr hon pres gov rep sen gen amb col maj capt cpt cmdr lt sgt cpl pvt adm supt det "
    "insp mt ft dept cf vs v viz ca approx resp e.g i.e eg ie eds trans "
    # German
    "hr frl str abs bd dipl ing z.b d.h u.a o.\u00e4 bzw ggf vgl sog evtl inkl zzgl "
    # French, Spanish, Italian, Portuguese
    "mme mlle mgr env sr sra srta uds dra exmo exma dott sig avv "
    # Dutch, Swedish, Danish, Norwegian
    "dhr mevr drs ir bijv t.ex bl.a f.eks "
    # Russian
    "г ул им проф акад стр рис см т.е т.н"
)
"""Something always follows these: a name, an example. Lower case, without the last full stop."""

BEFORE_A_NUMBER: Final = _words("no nos nr vol vols fig figs ch chap sec art para p pp op c ca s est h stat")
"""These are abbreviations before a number, and else words."""

DATES: Final = _words("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")
"""These are abbreviations only with a capital."""

AT_TIMES_LAST: Final = DATES | _words("st jr inc ltd co corp bros plc llc cie gmbh al blvd rd esq ex")
"""These may also be the last word of a sentence."""

AND_SO_ON: Final = _words("etc usw osv enz")
"""These end a sentence where a capital follows, and none before a bracket."""

BEGINNINGS: Final = _words(
    "a an the this that these those there here he she it they we you i his her its their our my your who what when "
    "where why how which if while as at by for from in into of on to with after before since until although though "
    "because but and or so yet nor not no one some many most all both each every few several more such other another "
    "then now later today yesterday meanwhile however instead still also only even just once perhaps "
    "der die das ein eine er sie es wir ich und aber doch im am nach auch "
    "le la les un une il elle ils elles nous je et mais en dans ce cette el los las una y pero"
)
"""Words that a capital shows to begin a sentence, as they are no names. Lower case."""

IN_A_STREET: Final = "str"
"""How German words for a street end when they are cut short; the number of a house follows."""

GERMAN: Final = _words("der die das und im am des dem den ist war nicht mit von ein eine auf für er sie es zu wir")
"""Words that show a passage to be German, where a number with a full stop is an ordinal."""

MONTHS: Final = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "január február marts maj oktober desember"
)
"""Before these a number with a full stop is a day."""

REPORTING: Final = _words(
    "said says asked asks replied replies added adds cried shouted yelled whispered wondered answered told insisted "
    "explained exclaimed snapped murmured demanded wrote writes recalled sagte fragte rief antwortete dit demanda "
    "répondit cria dijo preguntó respondió gritó"
)
"""Verbs that tell of what was just quoted."""
