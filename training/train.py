"""Step 2: train, with a checkpoint every epoch to go on from.

    python -m training.train build/train.pickle build/dev.pickle --encoder model.safetensors \
        -o build/model.pt
    python -m training.train build/train.pickle build/dev.pickle --begin build/model.pt \
        --cards build/cards.pickle -o build/model-cards.pt

The second goes on from a network, with cards and, in each epoch, a sample of the older corpus; with
`--fold`, it leaves a fifth of the cards out and is measured with that. Given again after an interruption, the same command goes on from the last checkpoint.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import torch
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.data import groups, load_articles, to_batch
from training.evaluate import evaluate, line
from training.network import Network, Sizes, crf_loss, link_loss, load, load_encoder, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from training.data import Article, Batch, Lexicon


CARDS_RATE: Final = 1.5e-4
SAMPLE: Final = 60
"""Of going on with cards: slower, and with so many articles of the older corpus in an epoch."""
REPORTED: Final = 50
"""How often to say how it goes, in steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What to learn from, and what to measure with."""

    lexicon: Lexicon
    articles: list[Article]
    variants: list[Article]
    dev: list[Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train.

    Attributes:
        rate: The learning rate of the encoder; the rest learns `faster` times as fast, the
            transitions more so.
        size: Word pieces in a batch.
        share: How often an article is read in another layout or case.
        masked: How many of the pieces are hidden, so that no single word is learned by heart.
        unparsed: How many of the windows are read without their syntax, which a parser may get
            wrong.
        link: How much the pointers weigh beside the tags.
        average: How slowly the kept average of the weights follows them, a step.
        sample: Articles of the older corpus in an epoch; None for all.
    """

    epochs: int
    seed: int
    rate: float = 3e-4
    faster: float = 3.3
    warmup: float = 0.06
    size: int = 2048
    share: float = 0.1
    masked: float = 0.05
    unparsed: float = 0.1
    link: float = 0.1
    average: float = 0.997
    sample: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Learner:
    """All that changes while learning; `average` follows the weights of the network and is what is kept of them."""

    network: Network
    average: AveragedModel
    optimizer: AdamW
    schedule: LambdaLR

    def parts(self) -> dict[str, Any]:
        """Whatever has a state to keep."""
        return {
            name: getattr(self, name) for name in ("network", "average", "optimizer", "schedule")
        }


def train(plan: Plan, corpus: Corpus, network: Network, out: Path) -> None:
    """Train a network, and keep the average of its weights in `out`."""
    learner = begin(plan, corpus, network)
    checkpoint = out.with_suffix(".checkpoint")
    for epoch in range(resume(checkpoint, learner), plan.epochs):
        learn(learner, corpus, plan, epoch)
        keep(checkpoint, learner, epoch + 1)
        save(learner.average.module, out)
        scores = evaluate(learner.average.module, corpus.dev, corpus.lexicon)
        print(f"epoch {epoch + 1} of {plan.epochs}: {line(scores)}", flush=True)


def fresh_network(lexicon: Lexicon, encoder: Path, seed: int) -> Network:
    """Return a network with the encoder's weights, and all else fresh."""
    torch.manual_seed(seed)
    network = Network(Sizes(tags=len(lexicon.tags) + 1, deps=len(lexicon.deps) + 1))
    load_encoder(network, encoder)
    return network


def begin(plan: Plan, corpus: Corpus, network: Network) -> Learner:
    """Return a network with all that makes it learn."""
    network = network.to("cuda" if torch.cuda.is_available() else "cpu")
    optimizer = AdamW(parameters(network, plan), weight_decay=0.01, fused=True)
    steps = sum(len(groups_of(corpus, plan, epoch)) for epoch in range(plan.epochs))
    rising = plan.warmup * steps
    schedule = LambdaLR(
        optimizer, lambda step: min((step + 1) / rising, max(0.0, steps - step) / (steps - rising))
    )
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(plan.average))
    return Learner(network=network, average=average, optimizer=optimizer, schedule=schedule)


def learn(learner: Learner, corpus: Corpus, plan: Plan, epoch: int) -> None:
    """Read every article once."""
    torch.manual_seed(epoch_seed(plan, epoch))
    began, losses = time.monotonic(), []
    learner.network.train()
    for group in groups_of(corpus, plan, epoch):
        loss = loss_of(learner.network, to_batch(group, corpus.lexicon), plan)
        learner.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learner.network.parameters(), 1.0)
        learner.optimizer.step()
        learner.schedule.step()
        learner.average.update_parameters(learner.network)
        losses.append(loss.item())
        if len(losses) % REPORTED == 0:
            recent = sum(losses[-REPORTED:]) / REPORTED
            print(
                f"epoch {epoch + 1} step {len(losses)} loss {recent:.4f} {time.monotonic() - began:.0f} s",
                flush=True,
            )


def groups_of(corpus: Corpus, plan: Plan, epoch: int) -> list[list[tuple[Article, range]]]:
    """The windows of an epoch, in groups of a batch each."""
    seed = epoch_seed(plan, epoch)
    places = list(range(len(corpus.articles)))
    if plan.sample is not None:
        cards = [place for place in places if corpus.articles[place].fold is not None]
        others = [place for place in places if corpus.articles[place].fold is None]
        chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        places = cards + chance.sample(others, min(plan.sample, len(others)))
    articles = [corpus.articles[place] for place in places]
    variants = [(corpus.variants or corpus.articles)[place] for place in places]
    return groups(articles, variants, seed, plan.share, plan.size)


def epoch_seed(plan: Plan, epoch: int) -> int:
    """A seed for one epoch of one plan."""
    return plan.seed * 1000 + epoch


def parameters(network: Network, plan: Plan) -> Iterator[dict[str, object]]:
    """The weights in groups that learn at rates of their own."""
    named = dict(network.named_parameters())
    fresh = ("encoder.case", "encoder.quote", "encoder.convention")
    encoder = [
        weight
        for name, weight in named.items()
        if name.startswith("encoder.") and not name.startswith(fresh)
    ]
    scalars = [
        weight for name, weight in named.items() if name == "transitions" or ".distance." in name
    ]
    seen = {id(weight) for weight in [*encoder, *scalars]}
    yield {"params": encoder, "lr": plan.rate}
    yield {"params": scalars, "lr": plan.rate * plan.faster * 10}
    yield {
        "params": [weight for weight in named.values() if id(weight) not in seen],
        "lr": plan.rate * plan.faster,
    }


def loss_of(network: Network, batch: Batch, plan: Plan) -> Tensor:
    """The loss of one batch."""
    device = network.transitions.device
    inputs = {name: torch.from_numpy(column).to(device) for name, column in batch.inputs.items()}
    inputs = hidden(inputs, plan, batch.mask_piece)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        scores, cue_of, source_of = network(**inputs)
    tags, cues, sources = (
        torch.from_numpy(gold).to(device) for gold in (batch.tags, batch.cue_of, batch.source_of)
    )
    links = link_loss(cue_of, cues) + link_loss(source_of, sources)
    return crf_loss(scores, network.transitions, tags, inputs["word_mask"]) + plan.link * links


def hidden(inputs: dict[str, Tensor], plan: Plan, mask_piece: int) -> dict[str, Tensor]:
    """A batch with some pieces hidden, and some windows without their syntax."""
    pieces, head = inputs["pieces"], inputs["head"]
    is_hidden = (torch.rand(pieces.shape, device=pieces.device) < plan.masked) & (
        inputs["piece_mask"] > 0
    )
    is_hidden[:, 0] = False
    parsed = (torch.rand(len(head), 1, device=head.device) >= plan.unparsed).long()
    places = torch.arange(head.shape[1], device=head.device)[None]
    return {
        **inputs,
        "pieces": pieces.masked_fill(is_hidden, mask_piece),
        "tag": inputs["tag"] * parsed,
        "dep": inputs["dep"] * parsed,
        "head": head * parsed + places * (1 - parsed),
    }


def keep(checkpoint: Path, learner: Learner, epoch: int) -> None:
    """Write what is needed to go on after an epoch, whole or not at all."""
    beside = checkpoint.with_suffix(".part")
    torch.save(
        {"epoch": epoch, **{name: part.state_dict() for name, part in learner.parts().items()}},
        beside,
    )
    beside.replace(checkpoint)


def resume(checkpoint: Path, learner: Learner) -> int:
    """Take up a checkpoint, if there is one; the number of epochs done."""
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    for name, part in learner.parts().items():
        part.load_state_dict(kept[name])
    return int(kept["epoch"])


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    begun = parser.add_mutually_exclusive_group(required=True)
    begun.add_argument("--encoder", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    begun.add_argument("--begin", type=Path, help="a network to go on from")
    parser.add_argument("--cards", type=Path, help="cards, as training.prepare wrote them")
    parser.add_argument("--fold", type=int, help="the fifth of the cards to leave out")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    lexicon, articles, variants = load_articles(options.train)
    _, dev, _ = load_articles(options.dev)
    plan = Plan(epochs=options.epochs, seed=options.seed)
    if options.cards:
        _, cards, _ = load_articles(options.cards)
        kept = [card for card in cards if card.fold != options.fold]
        dev = [card for card in cards if card.fold == options.fold] or dev
        articles, variants = articles + kept, variants + kept
        plan = replace(plan, rate=CARDS_RATE, sample=SAMPLE)
    corpus = Corpus(lexicon=lexicon, articles=articles, variants=variants, dev=dev)
    network = (
        load(options.begin) if options.begin else fresh_network(lexicon, options.encoder, plan.seed)
    )
    train(plan, corpus, network, options.out)


if __name__ == "__main__":
    main()
