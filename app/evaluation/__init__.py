"""How good the briefs are: exports whose truth is known are lived through, and what writers make of them is scored."""
