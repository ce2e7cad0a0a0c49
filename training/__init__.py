"""How the shipped tagger was made, and how to make another: see README.md in this folder."""
