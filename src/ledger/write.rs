//! The ledger as a file. In: [`super::Ledger`] and the sources. Out: YAML for people, JSON Lines for programs.
