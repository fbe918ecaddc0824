//! The recipe. In: a manifest or a text. Out: its editions and its ledger; one line a step.
