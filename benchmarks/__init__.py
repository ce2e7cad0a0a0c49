"""What must be right or fast, measured."""
