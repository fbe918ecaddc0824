//! The cover. In: the manifest's picture. Out: its file and its page.

use super::volume::Volume;
use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;

/// Adds the cover.
pub(super) fn add(
    _volume: &mut Volume<'_>,
    _settings: &Settings,
    _warnings: &mut Diagnostics,
) -> Result<(), Diagnostics> {
    Ok(())
}
