"""Who said what, and where: news as a graph of claims and their sources."""

__version__ = "0.1.0"
