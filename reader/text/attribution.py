"""Words that stand around names where a text says who spoke."""

from __future__ import annotations

from typing import Final


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


VERBS: Final = _words(
    "said says told tells asked asks added adds wrote writes warned warns argued argues explained explains replied "
    "replies recalled recalls noted notes insisted insists claimed claims stated states admitted admits announced "
    "announces declared declares continued remarked acknowledged observed concluded suggested confirmed conceded joked "
    "complained responded answered predicted testified promised shouted whispered "
    "sagte sagt erklärte erklärt fragte antwortete warnte warnt schrieb betonte betont meinte meint ergänzte "
    "berichtete erzählte kritisierte "
    "déclare déclarait dit affirme affirmait explique expliquait ajoute ajoutait répond répondait estime raconte "
    "souligne déclaré affirmé expliqué ajouté répondu estimé raconté souligné "
    "dijo dice afirmó afirma explicó explica declaró añadió preguntó respondió aseguró señaló escribió advirtió"
)
"""Verbs that tell of what somebody said."""

PARTICLES: Final = _words("de da di du van von der den del della la le el al bin ibn dos das ten ter y zu")
"""Small words inside names."""

TITLES: Final = _words("mr mrs ms mx dr prof sir dame lord lady herr frau señor señora mme m mlle fr rev st")
"""Words before names that belong to them. Lower case, without a full stop."""

ROLES: Final = _words(
    "curator mayor councillor spokesman spokeswoman spokesperson director chairman chairwoman manager engineer teacher "
    "farmer fisherman neighbour resident officer lawyer historian researcher archivist librarian"
)
"""What somebody is, which a sentence may begin with and which is no part of the name."""

NO_LINK: Final = _words("of in at for from to the a an by with and or de der die das le les un une el los las")
"""After these a name is that of a place, an office or a second person."""

DAYS: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december yesterday today tomorrow asked later"
)
"""Words with a capital that are nobody."""

GOES_ON: Final = _words(
    "in at on to who whose when as after before during while with from by late early last this through via of "
    "der die das dem am im nach qui à au lors dans en al a que tras"
)
"""Words that a sentence may go on with after a name; any other makes of the name a part of something larger."""
