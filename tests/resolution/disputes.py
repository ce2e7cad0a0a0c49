"""Small articles in which somebody answers what another said, each with who answers whom; and near misses.

All are invented. They were written before the code that finds the answers.
"""

from __future__ import annotations

from typing import NamedTuple


class Planted(NamedTuple):
    """An article, words of the statement that answers, and words of the one that it answers."""

    name: str
    text: str
    answer: str
    answered: str


PLANTED = (
    Planted(
        "denied that",
        "The council of Varnby met on Tuesday. Carla Ström, who leads the fishermen's union, said the harbour authority"
        " had dumped oil into the bay in March. The harbour authority denied that it had dumped oil into the bay.",
        "it had dumped oil into the bay.",
        "the harbour authority had dumped oil into the bay in March",
    ),
    Planted(
        "says, calls it",
        "The army says it took the village of Ostrova on Monday. The rebels call it wishful thinking. Snow fell on the"
        " roads to the north.",
        "wishful thinking",
        "it took the village of Ostrova on Monday",
    ),
    Planted(
        "called the claim false",
        "Mr. Lindqvist told reporters that the minister met the owner of the casino in May. The minister's office called"
        " the claim false. The casino opened two years ago.",
        "the claim false",
        "the minister met the owner of the casino in May",
    ),
    Planted(
        "disputed the figure",
        "The nurses' association said that 400 patients were sent home last winter without being seen. The hospital"
        " disputed the figure, saying that fewer than 90 had left.",
        "the figure",
        "400 patients were sent home last winter",
    ),
    Planted(
        "dismissed the accusation as",
        "Bo Hellman accused the museum of hiding the painting in a cellar. The museum's director, Ida Falk, dismissed the"
        " accusation as a fairy tale.",
        "fairy tale",
        "hiding the painting in a cellar",
    ),
    Planted(
        "that is not true",
        "“Our mayor sold the park for a song,” said Petra Holm, who runs a kiosk there.\n\n“That is not true,” said the"
        " mayor, Jon Vik. He pointed at the price.",
        "That is not true",
        "Our mayor sold the park for a song",
    ),
    Planted(
        "number corrected",
        "Police said 12 people were arrested after the match. The club's lawyer, Eva Sund, said only three people were"
        " arrested, not 12.",
        "only three people were arrested",
        "12 people were arrested after the match",
    ),
    Planted(
        "I did not",
        "Prosecutors said that Nils Ekdahl took 40,000 crowns from the till. “I did not take any money from the till,”"
        " Ekdahl told the court on Friday.",
        "I did not take any money from the till",
        "Nils Ekdahl took 40,000 crowns from the till",
    ),
    Planted(
        "the denial comes first",
        "The shipping company Brandt denied on Thursday that its captain had been drinking. A passenger, Lena Moe, had"
        " told the radio that the captain had been drinking all evening.",
        "its captain had been drinking",
        "the captain had been drinking all evening",
    ),
    Planted(
        "rejected the allegations",
        "Former staff say that Superintendent Olga Krag forced them to change the marks of pupils. Krag rejected the"
        " allegations on Wednesday.",
        "the allegations",
        "Superintendent Olga Krag forced them to change the marks",
    ),
    Planted(
        "said the report was wrong",
        "The Varnby Courier reported that the bakery on Mill Street will close in June. Its owner, Tor Brekke, said the"
        " report was wrong.",
        "the report was wrong",
        "the bakery on Mill Street will close in June",
    ),
    Planted(
        "refuted, saying",
        "The opposition claims that the new tunnel leaks. Transport minister Hanna Roos refuted the claim, saying the"
        " tunnel was dry.",
        "the claim",
        "the new tunnel leaks",
    ),
    Planted(
        "nonsense",
        "“The lake is poisoned,” the biologist Karl Udd said at a meeting in the school.\n\n“Nonsense,” replied Mayor Siv"
        " Anker, who swims there every morning.",
        "Nonsense",
        "The lake is poisoned",
    ),
    Planted(
        "denies it",
        "His neighbour, Anna Tveit, says that Mr. Gran poisoned her dog. He denies it. The police are looking into the"
        " matter.",
        "it",
        "Mr. Gran poisoned her dog",
    ),
    Planted(
        "the claim repeated in a noun phrase",
        "Energy minister Per Dahl said on Sunday that the dam was unsafe. Engineers at the power company rejected Dahl's"
        " claim that the dam was unsafe.",
        "the dam was unsafe.",
        "the dam was unsafe",
    ),
    Planted(
        "was lying",
        "Marit Foss said her landlord had cut the heating in January. The landlord, Rolf Quist, said she was lying.",
        "she was lying",
        "her landlord had cut the heating in January",
    ),
    Planted(
        "contradicting report",
        "The ministry says no soldiers crossed the river. Villagers contradicted the ministry, saying that soldiers"
        " crossed the river on Saturday night.",
        "soldiers crossed the river on Saturday night",
        "no soldiers crossed the river",
    ),
    Planted(
        "denial by a spokeswoman, a paragraph later",
        "A former clerk, Stig Ramm, says that the bank charged dead customers for years.\n\nRamm worked in the branch at"
        " Lundby.\n\nA spokeswoman for the bank denied that dead customers were charged.",
        "dead customers were charged",
        "the bank charged dead customers for years",
    ),
    Planted(
        "never said that",
        "The coach, Arne Lie, said that the referee insulted his players. “I never insulted his players,” the referee, Ulf"
        " Berge, said after the game.",
        "I never insulted his players",
        "the referee insulted his players",
    ),
    Planted(
        "according to, not true that",
        "According to the water board, the wells of Kvarnby are clean. It is not true that the wells of Kvarnby are clean,"
        " said Dr. Solveig Haug, a chemist.",
        "It is not true that the wells of Kvarnby are clean",
        "the wells of Kvarnby are clean",
    ),
    Planted(
        "countered that",
        "Councillor Per Dahl said the governor had not called the town in a month. Senator Mia Ros countered that he was"
        " a phone call away.",
        "he was a phone call away",
        "the governor had not called the town in a month",
    ),
    Planted(
        "shot back",
        "“The mine is a grave,” said Lena Moe, who leads the miners' union.\n\n“The mine is the safest in the valley,” the"
        " director, Kjell Aas, shot back.",
        "The mine is the safest in the valley",
        "The mine is a grave",
    ),
    Planted(
        "a campaign denies what is said of its candidate",
        "A bookkeeper, Anna Tveit, said that Jon Vik took 40,000 crowns from the till of the museum.\n\nTveit has worked"
        " there since May. The museum opened ten years ago. It has three halls. It shows ships. It is shut in winter."
        "\n\nJon Vik's campaign denied the allegations on Friday.",
        "the allegations",
        "Jon Vik took 40,000 crowns from the till",
    ),
    Planted(
        "of course, 100 percent false",
        "The Varnby Courier reported that the bakery on Mill Street will close in June. “Of course the Courier story is"
        " 100 percent false,” said its owner, Tor Brekke.",
        "the Courier story is 100 percent false",
        "the bakery on Mill Street will close in June",
    ),
    Planted(
        "dismissed the critique",
        "Bishop Karl Udd said that the budget of the town fails the poor. The mayor, Siv Anker, dismissed Udd's"
        " critique on Monday.",
        "Udd's critique",
        "the budget of the town fails the poor",
    ),
    Planted(
        "what they speak of is another accusation",
        "Mayor Dawn Holt said the governor had threatened to keep the flood money. On Sunday she said that the police had"
        " interviewed her about her accusation. The governor, Kim Berg, denied the allegations on Monday.",
        "the allegations",
        "the governor had threatened to keep the flood money",
    ),
    Planted(
        "allegations of nobody who is named",
        "The town is shaken by allegations that Judge Rolf Quist took money from the casino. It met on Monday."
        " Snow fell on the roads.\n\nIt was a cold night. Quist's lawyer, Eva Sund, denied the allegations.",
        "the allegations",
        "Judge Rolf Quist took money from the casino",
    ),
    Planted(
        "the nurses' stories, further up",
        "Four nurses said that they were locked in at night. The hospital is the oldest in the valley. It has two wings."
        " It is heated with wood.\n\nThe mayor spoke on Tuesday. The director, Ida Falk, dismissed the nurses' stories.",
        "the nurses' stories",
        "they were locked in at night",
    ),
)

NEAR_MISSES = (
    (
        "nobody said it",
        (
            "The ferry will sail on Sunday, captain Jens Holt said. Senator Mia Ros denied any wrongdoing in a letter to her"
            " voters."
        ),
    ),
    (
        "denied entry",
        "Guards said the hall was full. Forty fans were denied entry, the promoter said.",
    ),
    (
        "disputed border",
        (
            "The ministry said two shepherds were shot on the disputed border. Their village lies in a disputed valley, the"
            " governor said."
        ),
    ),
    (
        "two agree",
        "The dam was unsafe, energy minister Per Dahl said. The engineer Sara Lund also said that the dam was unsafe.",
    ),
    (
        "another thing denied",
        "The union said the plant in Norrby will close. The plant's director, Kjell Aas, denied that he would retire.",
    ),
    (
        "dismissed the coach",
        "Fans say the club is broke. The club dismissed its coach, Arne Lie, on Monday, the chairman said.",
    ),
    (
        "rejected the offer",
        "The miners said the offer was fair. On Friday the owners said they had rejected an offer for the railway.",
    ),
    (
        "refused to comment",
        "The clerk Stig Ramm says that the bank charged dead customers. The bank declined to comment.",
    ),
    (
        "did not deny",
        "The radio reported that the minister met the owner of the casino. The minister did not deny that she met him.",
    ),
    (
        "neither confirmed nor denied",
        "A newspaper said the bakery will close in June. Its owner neither confirmed nor denied the report.",
    ),
    (
        "one speaker",
        (
            "Marit Foss said the heating was cut in January. She denied that she owed any rent. “That is not true,” Foss said"
            " of the landlord's letter."
        ),
    ),
    (
        "two claims before it",
        (
            "The nurses said that 400 patients were sent home, and the drivers said that nine buses broke down on the bridge."
            " The governor's office denied one of the claims."
        ),
    ),
    (
        "nobody disputes",
        (
            "The bridge is a hundred years old, the engineer Sara Lund said. Nobody disputes that the bridge is old, the mayor"
            " added."
        ),
    ),
    (
        "praise",
        "The minister said the tunnel would open in May. The mayor called it a great day for the valley.",
    ),
    (
        "not, of another place",
        "Police said shots were fired in Norrby. In Lundby no shots were fired, the sheriff said.",
    ),
    (
        "judge dismissed the case",
        (
            "Prosecutors said Nils Ekdahl took money from the till. A judge dismissed another case against the shop on Friday,"
            " the court said."
        ),
    ),
    (
        "what was asked in the same sentence",
        (
            "“The mayor was never aware of the letters,” said his secretary, Ida Falk. Years before, when reporters asked if"
            " the town had a hand in the letters, he denied it."
        ),
    ),
    (
        "them, of the same sentence",
        (
            "The clerk acted alone, officials said. But when the final draft of the speeches was sent to the mayor, Jon Vik,"
            " he dismissed them, saying that he would write his own."
        ),
    ),
    (
        "may have been wrong",
        (
            "The firm's owner accepts that its paint is harmful. Its lawyer, Eva Sund, told the radio that earlier statements"
            " may have been wrong."
        ),
    ),
    (
        "false statements as a deed",
        (
            "The captain was led by an unnamed person, according to the court. Mr. Stene was charged with making false"
            " statements, the police said. He repeated his false statements to the judge, the clerk said."
        ),
    ),
    (
        "who lied, as they say themselves",
        "The clerk kept two sets of books, prosecutors said. Mr. Kvist said he lied because he was afraid.",
    ),
    (
        "I don't know that",
        (
            "The general confirmed he knew about the letter from the camp. Colonel Stig Ramm responded: “Well, I don't know"
            " that she didn't know about the letter.”"
        ),
    ),
    (
        "any suggestion",
        (
            "Karl Udd said that the bishop called him in May about the vote. The bishop's office rejected any suggestion that"
            " there was a plot."
        ),
    ),
    (
        "countered an attack",
        "The rebels took the mill, villagers said. The army countered the attack on Sunday, its general said.",
    ),
    (
        "a retort to two who spoke before",
        (
            "The ferry is old, the engineer Sara Lund said, and the crew is tired, captain Jens Holt said. The owner, Tor"
            " Brekke, countered that tickets are cheap."
        ),
    ),
    (
        "allegations of nobody who is named, called otherwise",
        (
            "Papers of the court show allegations that Judge Rolf Quist took money from the casino. The clerk, Mia Ros,"
            " dismissed the figure."
        ),
    ),
    (
        "stories of others",
        (
            "Four nurses said that they were locked in at night. The hospital is the oldest in the valley. It has two wings."
            " It is heated with wood.\n\nThe mayor spoke on Tuesday. The director, Ida Falk, dismissed the guards' stories."
        ),
    ),
    (
        "the suggestion of somebody whose aides spoke",
        (
            "Governor Vik's advisers said that outrage was an aim of the plan. Lena Moe, who leads the miners' union, rejected"
            " Vik's suggestion on Monday."
        ),
    ),
)
