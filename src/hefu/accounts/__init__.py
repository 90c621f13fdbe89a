"""Who may do what: accounts with a role, sign-in, tokens for programs. Nothing is kept that this does not need."""
