"""Who can write beside the rules: one file per kind of endpoint. They know the ports and nothing else of ours."""
