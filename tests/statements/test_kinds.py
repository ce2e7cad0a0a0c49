"""What kind of attribution a cue makes: a row for each kind of cue, with its near misses in other kinds.

In the sentences, [..] is the source, <..> the cue, {..} the content; all three may come in parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.documents.paragraphs import paragraphs
from kg.language.annotation import Annotator, annotate
from kg.model import AttributionType, Document, QuotationType, Span, Statement
from kg.statements import EXTRACTORS, find_candidates
from kg.statements.kinds import attribution_type
from kg.statements.quoted import quotation_type

if TYPE_CHECKING:
    from kg.language.annotation import AnnotatedDocument

MARKED = re.compile(r"[\[\]<>{}]")
ROLES = {"[": "source", "<": "cue", "{": "content"}


def unmarked(marked: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """A sentence without its brackets, and where they stood."""
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    text, start, role = "", 0, ""
    for part in re.split(r"([\[\]<>{}])", marked):
        if part in ROLES:
            start, role = len(text), ROLES[part]
        elif MARKED.fullmatch(part):
            spans[role].append(Span(start, len(text)))
        else:
            text += part
    return text, {role: tuple(places) for role, places in spans.items()}


def read(nlp: Annotator, marked: str) -> tuple[AnnotatedDocument, Statement]:
    text, spans = unmarked(marked)
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    statement = Statement(
        content=spans["content"],
        source=spans["source"],
        cue=spans["cue"],
        quotation_type=quotation_type(annotated, spans["content"], spans["cue"]),
    )
    return annotated, statement


ASSERTIONS = [
    # verbs of communication, with a clause
    "[Ann Lee] <said> {that the bridge had failed}.",
    "[The minister] <told> reporters {the harbour would stay shut}.",
    "{The harbour would stay shut}, [the minister] <has repeatedly said>.",
    "[The company] <issued a statement saying> {it had done nothing wrong}.",
    "[The mayor] <took to Twitter to say> {the trams were running}.",
    "[The mayor] <went on to say> {that the trams were late}.",
    "[He] <was quick to point out> {that nobody was hurt}.",
    "[The club] <made it perfectly clear> {that the coach would stay}.",
    "[Her lawyer] <acknowledged in a letter> {that the will was forged}.",
    "[The judge] <ruled> {that the fence must come down}.",
    "[Bo Berg] <hit back>, {the figures were wrong}.",
    "[Two nurses] <have since claimed> {that the ward was locked}.",
    "[Analysts] <forecast> {that prices would rise}.",
    # ... with a noun phrase
    "[The report] <described> {a culture of fear}.",
    "[The critic] <praised> {the young pianist's touch}.",
    "[The opposition] <slammed> {the budget}.",
    "[The bishop] <spoke out about> {the state of the prisons}.",
    "[The union] <has been highly critical of> {the new shifts}.",
    "[He] <called> {it a disgrace}.",
    "[The paper] <portrayed> {him as a recluse}.",
    "[She] <lashed out at> {the referee}.",
    "[The fishermen] <complained about> {the new quotas}.",
    # ... in the passive or with an infinitive
    "{The ferry} <is said> {to have left early}.",
    "[He] <was told> {that the post was filled}.",
    "[She] <claims> {to have seen the will}.",
    "{The vase} <is reported> {to be a copy}.",
    # things that tell
    "[The footage] <shows> {two men climbing a wall}.",
    "[The survey] <found> {that most readers skip the sport pages}.",
    "[The plumber] <found> {that the tap was dry}.",
    "[The inquiry] <concluded> {that the dam was badly built}.",
    "[The court] <found> {that the door had been locked}.",
    "[The latest poll] <has> {the Greens at nine per cent}.",
    # prepositions, adverbs, and phrases without a verb
    "<According to> [the coastguard], {the trawler sank at noon}.",
    "{The trawler sank at noon}, <according to> [the coastguard].",
    "{The trawler sank}, <in the words of> [one diver], {like a stone}.",
    "<In> [a survey of teachers], {half had no books}.",
    "{The plane} <reportedly> {turned back over the sea}.",
    "<Based on> [the minutes], {nobody objected}.",
    # marks
    "[Police]<:> {Two men fled in a van}",
    "{The best day of my life}<―> [Cho, 31]",
    # nouns
    "[Ann Lee's] <claim> {that the ballot was rigged}.",
    "<rumours> {that the bank would close} reached the town.",
    "[The minister] <raised the possibility> {that the vote would be late}.",
    "[He] <made the argument> {that taxes were low}.",
    "[The envoy] <offered his condolences and a warning> {that the truce was weak}.",
    # quotations, whatever the verb
    '{"We won,"} [she] <laughed>.',
    '{"We won,"} [she] <continued>.',
    '[The keeper] <shrugged>: {"It happens."}',
    '{"I never liked the place,"} <recalled> [Mr Berg].',
    "{“It is over,”} [he] <thought>.",
    '{"It was dark."}',
    # no list knows the word, but it is a clause
    "[The clerk] <blathered> {that the files were lost}.",
]

BELIEFS = [
    "[Ann Lee] <thinks> {the plan will fail}.",
    "[Ministers] <do not believe> {that the law will pass}.",
    "[The farmers] <fear> {the dam will burst}.",
    "[Analysts] <expect> {that prices will rise}.",
    "{Prices} <are expected> {to rise}.",
    "{The suspect} <is thought> {to be abroad}.",
    "{The offer} <is widely seen as> {an insult}.",
    "[The guests] <agreed> {that the soup was cold}.",
    "[She] <hopes> {to row in the final}.",
    "[The trio] <expects> {to tour in May}.",
    "[The UN] <estimates> {that two million people have fled}.",
    "[The neighbours] <doubted> {his story}.",
    "[The crew] <respect> {him}.",
    "[Voters] <dislike> {the new stamp}.",
    "[She] <is confident> {that the bid will win}.",
    "[They] <were not hopeful about> {the talks}.",
    "[He] <is worried about> {the roof}.",
    "[The village] <is convinced> {that the well is cursed}.",
    "[His] <belief> {that the sea would freeze} never left him.",
    "the <fear> {that the roof would fall}",
    "[She] <has doubts about> {the new coach}.",
    "<in the view of> [the elders], {the road is a mistake}",
    "{The door} <appeared> {to have been forced}.",
    "{The harvest} <seems> {lost}.",
    "{Nobody}, <it seems>, {was told}.",
    "[He] <considers> {the matter closed}.",
    "<It is unclear> {whether the boat had a licence}.",
    "[The old men] <suspected> {that the map was false}.",
    "<For> [her], {the case is closed}.",
    "[Economists] <expect> {wages to fall}.",
    "[The panel] <agreed> {that the show was dull}.",
    "[Scientists] <believe> {that the lake is dying}.",
    "[The teacher] <found> {his jokes tiresome}.",
]

FACTS = [
    "[Ann Lee] <knows> {that the door was open}.",
    "[They] <did not know> {what the letter said}.",
    "[She] <regrets> {that she sold the house}.",
    "[He] <realised> {he had lost the ring}.",
    "[I] <remember> {how the snow fell}.",
    "[The boy] <saw> {a man leave the bank}.",
    "{Two men} <were seen> {leaving the bank}.",
    "{A fox} <has been spotted> {crossing the square}.",
    "[The girl] <found out> {that the shop was shut}.",
    "[She] <was glad> {that the rain had come}.",
    "[He] <was surprised> {that so many came}.",
    "[The pilot] <was aware of> {the storm}.",
    "the <realisation> {that the money was gone}",
    "{He} <is known> {to have debts}.",
    "[Villagers] <heard> {the engines stop}.",
]

EVENTUALITIES = [
    # what nobody says
    # questions, which assert nothing
    "[The tribunal] <asked> {why the letters were never sent}.",
    "[The clerk] <asked> {whether the ferry had sunk}.",
    '{"Did the ferry sink?"} [the clerk] <asked>.',
    "{'Why now?'} <asked> [the widow].",
    # praise and blame of a mere name, which claim nothing
    "[The critic] <praised> {Ann Lee}.",
    "[The opposition] <criticised> {them}.",
    # influence
    "[He] <told> {her to leave}.",
    "[The captain] <ordered> {the crew to stay below}.",
    "[The mayor] <urged> {people to boil their water}.",
    "[The band] <was asked> {to play again}.",
    "[The students] <called for> {an end to the fees}.",
    "[The students] <called on> {the rector to resign}.",
    "[The pastor] <persuaded> {them to wait}.",
    "[The court] <allowed> {the sale to go ahead}.",
    "[The law] <bans> {fishing in the lagoon}.",
    "[Their] <demand> {to see the contract} was turned down.",
    # influence and commitment with a clause, and where words are quoted
    '{"They must pay,"} <demanded> [the widow].',
    '[The premier] <urged> {leaders to "step up and pay their share"}.',
    '[The firm] <promised> {to "look again at every case"}.',
    '[The chancellor] <vowed> {that there would be "no way back"}.',
    "[The board] <recommended> {that the pool be closed}.",
    "[The thief] <promised> {that he would return it}.",
    "[Her] <promise> {that nobody would be sacked}.",
    # commitment
    "[The firm] <promised> {to pay}.",
    "[The rebels] <threatened> {to burn the mill}.",
    "[The guard] <refused> {to open the gate}.",
    "[The owners] <have agreed> {to sell the field}.",
    "[The singer] <vowed never> {to return}.",
    "[They] <extracted an agreement> {to share the well}.",
    # orientation
    "[The tenants] <want> {their deposits back}.",
    "[The tenants] <want> {to stay}.",
    "[Most shops] <plan> {to stay open}.",
    "[The twins] <tried> {to swim home}.",
    "[The coach] <is reluctant> {to name a team}.",
    "[He] <is keen> {to go home}.",
    "[His] <plan> {to drain the marsh}.",
    "[The nurses] <support> {the strike}.",
    "[The town's] <opposition to> {the quarry}.",
    "[Most farmers] <voted against> {the merger}.",
    "[The guild] <endorsed> {the baker}.",
    # acts
    "[The party] <unveiled> {a list of candidates}.",
    "[The king] <signed> {the charter}.",
    "[The council] <devoted attention to> {the drains}.",
    "[The board] <appointed> {a new curator}.",
    "[The vandals] <defaced> {the statue}.",
    # what is not said
    "[The pilot] <would not say> {whether the engine had failed}.",
    "[The firm] <declined to say> {how many were hurt}.",
    "[The bank] <did not mention> {the loan}.",
    "[The coach] <refused to comment on> {the transfer}.",
]

ROWS = [
    pytest.param(marked, kind, id=f"{kind.value}: {MARKED.sub('', marked)}")
    for kind, sentences in zip(
        AttributionType, (ASSERTIONS, BELIEFS, FACTS, EVENTUALITIES), strict=True
    )
    for marked in sentences
]


@pytest.mark.parametrize(("marked", "kind"), ROWS)
def test_kind(nlp: Annotator, marked: str, kind: AttributionType) -> None:
    annotated, statement = read(nlp, marked)
    assert attribution_type(annotated, statement) == kind


@pytest.mark.parametrize("quoted", [QuotationType.NARRATION, QuotationType.CAPTION])
def test_what_nobody_but_the_publication_says_is_asserted(
    nlp: Annotator, quoted: QuotationType
) -> None:
    text = "Ann Lee wants to leave."
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    statement = Statement(content=(Span(0, len(text)),), quotation_type=quoted)
    assert attribution_type(annotated, statement) == AttributionType.ASSERTION


def test_the_case_of_the_letters_changes_nothing(nlp: Annotator) -> None:
    for text in ("[ANN LEE] <SAYS> {PLAN HAS FAILED}", "[Ann Lee] <Says> {Plan Has Failed}"):
        assert attribution_type(*read(nlp, text)) == AttributionType.ASSERTION


def test_every_attribution_of_the_rules_has_a_kind(nlp: Annotator) -> None:
    text = 'Ann Lee said it rained. "It poured," Bo Berg said. Two men were seen leaving. Cho refused to come.'
    [annotated] = annotate([Document(id="test", text=text, paragraphs=paragraphs(text))], nlp)
    found = find_candidates(annotated, EXTRACTORS["rules"])
    assert [statement.attribution_type for statement in found] == [
        AttributionType.ASSERTION,
        AttributionType.ASSERTION,
        AttributionType.FACT,
        AttributionType.EVENTUALITY,
    ]
