"""The network: a small encoder, two layers along the syntax, tags with a conditional random field, and two pointers.

pieces -> MiniLM-L6 (Wang et al. 2020) with case and quotation embeddings -> a vector a word (its
first piece)
       -> with tag and relation, mixed twice with head and dependents    -> tags, and pointers content -> cue -> source
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.statements.tagger.decode import TAGS, forbidden
from kg.statements.tagger.words import CASES

if TYPE_CHECKING:
    from pathlib import Path

HEADS = 12
LAYERS = 6
WIDTH = 384
POINTER = 128
DISTANCES = 24
"""Buckets of the distance between two words: 0, 1, 2, 3-4, 5-8, ... in either direction."""
CONVENTIONS = 3
"""`CORPUS`, `NEWS` and `CONTENT`, as the tagger numbers them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many kinds of tags and relations the syntax embeddings know, 0 for unknown included."""

    tags: int
    deps: int
    syntax_layers: int = 2
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer layer, named as in the published weights."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Read every piece in the light of the others."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = (
            split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
            + mask
        )
        mixed = (
            (scores.softmax(-1) @ split(self.value(x)))
            .transpose(1, 2)
            .reshape(batch, length, WIDTH)
        )
        x = self.norm_attention(x + self.drop(self.out(mixed)))
        return self.norm_out(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2, with two embeddings more that begin at zero."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.pieces, self.positions = (
            nn.Embedding(vocabulary, WIDTH),
            nn.Embedding(positions, WIDTH),
        )
        self.case, self.quote = nn.Embedding(len(CASES), WIDTH), nn.Embedding(3, WIDTH)
        self.convention = nn.Embedding(CONVENTIONS, WIDTH)
        for fresh in (self.case, self.quote, self.convention):
            nn.init.zeros_(fresh.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(
        self, pieces: Tensor, case: Tensor, quote: Tensor, mask: Tensor, convention: Tensor
    ) -> Tensor:
        """A vector a piece."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(places)[None] + self.case(case) + self.quote(quote)
        x = x + self.convention(convention)[:, None]
        x = self.drop(self.norm(x))
        hidden = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        return x


class SyntaxLayer(nn.Module):
    """Mixes each word with its head, its dependents and its neighbours."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.up, self.down = nn.Linear(5 * WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(dropout)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, x: Tensor, arcs: Tensor) -> Tensor:
        """Arcs: windows × words × words, one where the row's head is the column."""
        dependents = arcs.transpose(1, 2) @ x / arcs.sum(1)[..., None].clamp(min=1.0)
        before, after = (
            nn.functional.pad(x, (0, 0, 1, 0))[:, :-1],
            nn.functional.pad(x, (0, 0, 0, 1))[:, 1:],
        )
        seen = torch.cat([x, arcs @ x, dependents, before, after], dim=-1)
        return self.norm(x + self.drop(self.down(nn.functional.gelu(self.up(seen)))))


class Pointer(nn.Module):
    """Where each word points: at one of the window's words, or at none."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)
        self.none = nn.Linear(WIDTH, 1)
        self.distance = nn.Embedding(DISTANCES, 1)
        nn.init.zeros_(self.distance.weight)

    def forward(self, x: Tensor, buckets: Tensor, word_mask: Tensor) -> Tensor:
        """Logarithms of probabilities, windows × words × (words + 1), that of no word last."""
        scores = self.query(x) @ self.key(x).transpose(1, 2) / math.sqrt(POINTER)
        scores = (
            scores
            + self.distance(buckets)[..., 0]
            + (1.0 - word_mask.to(x.dtype))[:, None, :] * -1e4
        )
        return torch.cat([scores, self.none(x)], dim=-1).float().log_softmax(-1)


class Network(nn.Module):
    """The whole of it; `transitions` belongs to the tags, and is used where they are decoded."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder()
        self.tag, self.dep = nn.Embedding(sizes.tags, WIDTH), nn.Embedding(sizes.deps, WIDTH)
        self.convention = nn.Embedding(CONVENTIONS, WIDTH)
        for fresh in (self.tag, self.dep, self.convention):
            nn.init.zeros_(fresh.weight)
        self.syntax = nn.ModuleList(SyntaxLayer(sizes.dropout) for _ in range(sizes.syntax_layers))
        self.drop = nn.Dropout(sizes.dropout)
        self.roles = nn.Linear(WIDTH, len(TAGS))
        self.cue_of, self.source_of = Pointer(), Pointer()
        self.transitions = nn.Parameter(torch.zeros(len(TAGS) + 1, len(TAGS) + 1))

    def forward(
        self,
        pieces: Tensor,
        piece_case: Tensor,
        piece_quote: Tensor,
        piece_mask: Tensor,
        first: Tensor,
        tag: Tensor,
        dep: Tensor,
        head: Tensor,
        word_mask: Tensor,
        convention: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of the tags, and the pointers from content to cue and from cue to source."""
        encoded = self.encoder(pieces, piece_case, piece_quote, piece_mask, convention)
        x = (
            encoded.gather(1, first[..., None].expand(-1, -1, WIDTH))
            + self.tag(tag)
            + self.dep(dep)
            + self.convention(convention)[:, None]
        )
        places = torch.arange(first.shape[1], device=first.device)
        mask = word_mask.to(x.dtype)
        is_root = head == places[None]
        arcs = (head[..., None] == places).to(x.dtype) * (mask * (~is_root).to(x.dtype))[..., None]
        for layer in self.syntax:
            x = layer(x, arcs)
        x = self.drop(x)
        buckets = distance_buckets(places)[None]
        return (
            self.roles(x).float(),
            self.cue_of(x, buckets, word_mask),
            self.source_of(x, buckets, word_mask),
        )


def distance_buckets(places: Tensor) -> Tensor:
    """The bucket of the distance between every two words."""
    distance = places[None, :] - places[:, None]
    size = (distance.abs().float() + 1e-6).log2().ceil().clamp(min=-1).long() + 1
    return (
        torch.where(distance < 0, -size, size).clamp(-DISTANCES // 2 + 1, DISTANCES // 2)
        + DISTANCES // 2
        - 1
    )


def load_encoder(network: Network, weights: Path) -> None:
    """Put the published weights of all-MiniLM-L6-v2 into a network."""
    published = load_file(weights)
    encoder = network.encoder
    with torch.no_grad():
        encoder.pieces.weight.copy_(published["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(published["embeddings.position_embeddings.weight"])
        encoder.positions.weight.add_(published["embeddings.token_type_embeddings.weight"][0])
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
        }
        names |= {"out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm"}
        names |= {
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        places = {
            f"layers.{n}.{ours}": f"encoder.layer.{n}.{theirs}"
            for n in range(LAYERS)
            for ours, theirs in names.items()
        }
        for ours, theirs in {**places, "norm": "embeddings.LayerNorm"}.items():
            module = encoder.get_submodule(ours)
            module.weight.copy_(published[f"{theirs}.weight"])
            module.bias.copy_(published[f"{theirs}.bias"])


def crf_loss(scores: Tensor, transitions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Minus the logarithm of the probability of the gold tags, a word.

    Args:
        scores: Windows × words × tags.
        transitions: With start and end as last row and column.
        gold: Windows × words.
        mask: Windows × words, one for a word.
    """
    size = len(TAGS)
    allowed = transitions + torch.as_tensor(forbidden(), dtype=scores.dtype)
    inner, start, end = allowed[:size, :size], allowed[size, :size], allowed[:size, size]
    real = mask.to(scores.dtype)
    on_path = (scores.gather(2, gold[..., None])[..., 0] * real).sum(1) + start[gold[:, 0]]
    on_path = on_path + (inner[gold[:, :-1], gold[:, 1:]] * real[:, 1:]).sum(1)
    on_path = on_path + end[gold.gather(1, mask.sum(1, keepdim=True) - 1)[:, 0]]
    total = scores[:, 0] + start
    for at in range(1, scores.shape[1]):
        following = torch.logsumexp(total[:, :, None] + inner, dim=1) + scores[:, at]
        total = torch.where(mask[:, at, None].bool(), following, total)
    return (torch.logsumexp(total + end, dim=1) - on_path).sum() / real.sum()


def link_loss(log_probabilities: Tensor, gold: Tensor) -> Tensor:
    """Minus the logarithm of the probability on the gold words, a pointing word.

    Args:
        log_probabilities: Windows × words × (words + 1).
        gold: The same shape, one where a word may point; a row of zeros does not count.
    """
    pointing = gold.any(-1)
    if not pointing.any():
        return log_probabilities.sum() * 0.0
    right = log_probabilities[pointing].masked_fill(~gold[pointing].bool(), -1e4)
    return -torch.logsumexp(right, dim=-1).mean()


def save(network: Network, path: Path) -> None:
    """Write weights and sizes, whole or not at all."""
    beside = path.with_suffix(".part")
    torch.save({"sizes": asdict(network.sizes), "weights": network.state_dict()}, beside)
    beside.replace(path)


def load(path: Path) -> Network:
    """The network of a file that `save` wrote."""
    kept = torch.load(path, weights_only=True, map_location="cpu")
    network = Network(Sizes(**kept["sizes"]))
    network.load_state_dict(kept["weights"])
    return network.eval()
