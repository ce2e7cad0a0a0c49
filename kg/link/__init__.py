"""Stage 10, linking: who is who, and how claims relate, as judgements that people read and edit.

proposing.py   graphs -> a file of judgements, by all of these:
entities.py    a graph -> records to compare         who.py         which of them are one
naming.py      what their names tell, places.py      those of places, as evidence.py has it
sets.py        things that are one
claims.py      a graph -> statements to compare      looking.py     which pairs are worth reading
comparing.py   what tells that two are alike         wording.py     as far as their words tell it
local.py       the same, but for what all in their two articles have in common
pairs.py       how likely they relate so             relations.py   how they relate, by these
encoder.py     what they mean                        alignment.py, opposition.py   word by word
deeds.py       who does what, and whether it is so
reconcile.py   who they are to an authority
judgements.py  a table of decisions <-> values       context.py     what to see beside one
review.py      a person says yes or no               words.py       the English words it goes by
"""

from kg.link.proposing import Linked, propose_links
from kg.link.reconcile import Service

__all__ = ["Linked", "Service", "propose_links"]
