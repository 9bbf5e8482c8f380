//! The kept documents, read again.

use std::borrow::Cow;
use std::io;

use gristmill_record::Section;
use serde::Deserialize;

use crate::write::{Output, Placed, read_lines};
use crate::{Error, Format};

/// What is needed of a record.
#[derive(Deserialize)]
pub(super) struct Kept<'r> {
    #[serde(borrow)]
    pub(super) id: Cow<'r, str>,
    #[serde(borrow)]
    pub(super) text: Cow<'r, str>,
    #[serde(borrow)]
    pub(super) source: Cow<'r, str>,
    pub(super) sections: Vec<Section>,
}

/// Gives each document of these lots, with its number.
///
/// # Errors
/// When one cannot be read, or there are 2^32 of them.
pub(super) fn each_kept(
    output: &Output,
    lots: &[Placed],
    format: Format,
    mut each: impl FnMut(u32, &Kept<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut next = 0_u32;
    for path in lots.iter().filter_map(|lot| output.documents(lot, format)) {
        let broken = |error| Error::io("read", &path)(error);
        for line in read_lines(&path, format).map_err(broken)? {
            let line = line.map_err(broken)?;
            let kept: Result<Kept<'_>, _> = serde_json::from_slice(&line);
            each(
                next,
                &kept.map_err(|error| broken(io::Error::other(error)))?,
            )?;
            let following = next.checked_add(1);
            next = following.ok_or_else(|| Error::new("there are 2^32 documents or more"))?;
        }
    }
    Ok(())
}
