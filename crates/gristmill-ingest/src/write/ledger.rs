//! Every input once: kept, a duplicate, or rejected.

use gristmill::Seen;
use gristmill_record::{Duplicate, DuplicateKind, to_line};
use sha2::{Digest as _, Sha256};

use super::lot::LotWriter;
use super::output::Output;
use super::register::Register;
use super::state::{Account, Print, Row, State, Summary, mark};
use crate::digest::hex;
use crate::mill::{Document, Fate, Outcome};
use crate::plan::Lot;
use crate::{Dedup, Error, Settings};

/// The documents that are kept so far, in the order of the inputs.
pub(crate) struct Ledger {
    dedup: Dedup,
    memory: u64,
    seen: Seen,
    register: Register,
}

/// A lot that is being booked.
pub(crate) struct Booking {
    writer: LotWriter,
    tab: Tab,
}

impl Booking {
    /// A lot of which nothing is booked yet.
    pub(crate) fn new(writer: LotWriter) -> Self {
        Self {
            writer,
            tab: Tab::default(),
        }
    }

    /// Closes the lot of so many inputs, counted where they were found.
    ///
    /// # Errors
    /// When it cannot be written, or does not balance.
    pub(crate) fn finish(self, inputs: u64, lot: &Lot) -> Result<State, Error> {
        self.writer.finish(self.tab.finish(inputs, lot)?)
    }
}

/// What the inputs of a lot add up to.
#[derive(Default)]
pub(crate) struct Tab {
    pub(crate) account: Account,
    content: Sha256,
    has_asked: bool,
}

impl Tab {
    /// Notes what an outcome says about its file.
    pub(crate) fn note(&mut self, outcome: &Outcome) {
        if let Some(content) = outcome.content {
            self.content.update(content);
        }
        self.has_asked |= outcome.has_asked;
    }

    /// What a lot of so many inputs came to, counted where they were found.
    ///
    /// # Errors
    /// When it does not balance: that would be a mistake of this program.
    pub(crate) fn finish(self, inputs: u64, lot: &Lot) -> Result<Summary, Error> {
        let mut account = self.account;
        account.counts.inputs = inputs;
        if !account.counts.balance() {
            let message = format!("the ledger does not balance: {:?}", account.counts);
            return Err(Error::new(message));
        }
        Ok(Summary {
            // What could not be read may be readable another time.
            is_unsettled: lot.is_unsettled || account.counts.unread > 0,
            siblings: if self.has_asked {
                lot.siblings.clone()
            } else {
                String::new()
            },
            account,
            content: hex(&self.content.finalize()),
            ..Summary::default()
        })
    }
}

impl Ledger {
    /// Nothing is kept yet.
    pub(crate) fn new(output: &Output, settings: &Settings) -> Result<Self, Error> {
        Ok(Self {
            dedup: settings.dedup,
            memory: settings.memory(),
            seen: Seen::default(),
            register: Register::create(&output.run())?,
        })
    }

    /// Books the next input and writes what becomes of it.
    ///
    /// # Errors
    /// When it cannot be written, or the documents are too many to be remembered in memory.
    pub(crate) fn book(&mut self, outcome: Outcome, lot: &mut Booking) -> Result<(), Error> {
        lot.tab.note(&outcome);
        match outcome.fate {
            Fate::Document(document) => self.document(&document, lot),
            Fate::Reject(reject) => {
                lot.tab.account.reject(&reject);
                lot.writer.reject(&reject)
            }
            Fate::End => Ok(()),
        }
    }

    fn document(&mut self, document: &Document, lot: &mut Booking) -> Result<(), Error> {
        lot.tab.account.counts.bytes += document.tally.bytes;
        let print = print(document);
        match self.original_of(&print)? {
            Some(number) => {
                let original = self.register.id(number)?;
                lot.tab.account.counts.duplicates += 1;
                let mark = mark(&original);
                let row = Duplicate {
                    id: document.id.clone(),
                    duplicate_of: String::from_utf8_lossy(&original).into_owned(),
                    kind: DuplicateKind::Exact,
                    similarity: 1.0,
                    origin: document.place.clone(),
                };
                lot.writer.drop(&print, mark, &to_line(&row))
            }
            None if document.line.is_empty() => {
                let message = "a copy of an earlier document was found, and not the document";
                Err(Error::new(message))
            }
            None => {
                self.remember(&print, document.id.as_bytes())?;
                lot.tab.account.keep(document);
                let edits = (&document.edits, document.tally.edits.total);
                let id = document.id.as_bytes();
                lot.writer.keep(&print, id, &document.line, edits)
            }
        }
    }

    /// Takes a finished lot up, if every verdict in it still holds; says whether it does.
    pub(crate) fn take_up(&mut self, state: &State) -> Result<bool, Error> {
        if self.dedup == Dedup::Off {
            return Ok(true);
        }
        // What the lot itself keeps, and what it dropped for a document that is not known
        // yet: it must be one of these.
        let mut own = Seen::default();
        let mut prints: Vec<Print> = Vec::new();
        let holds = state.rows(|row| {
            Ok(match row {
                Row::Kept(print, _) => {
                    own.remember(key(&print), prints.len() as u64);
                    prints.push(print);
                    self.original_of(&print)?.is_none()
                }
                Row::Dropped(print, original) => match self.original_of(&print)? {
                    Some(number) => mark(&self.register.id(number)?) == original,
                    None => own
                        .find(key(&print), |number| {
                            Ok::<_, Error>(prints.get(index(number)) == Some(&print))
                        })?
                        .is_some(),
                },
                Row::Reject(_) => true,
            })
        })?;
        if holds {
            state.rows(|row| {
                if let Row::Kept(print, id) = row {
                    self.remember(&print, &id)?;
                }
                Ok(true)
            })?;
        }
        Ok(holds)
    }

    /// The number of the document of the same text that is kept already.
    fn original_of(&mut self, print: &Print) -> Result<Option<u64>, Error> {
        if self.dedup == Dedup::Off {
            return Ok(None);
        }
        let register = &mut self.register;
        self.seen
            .find(key(print), |number| Ok(register.print(number)? == *print))
    }

    fn remember(&mut self, print: &Print, id: &[u8]) -> Result<(), Error> {
        if self.dedup == Dedup::Off {
            return Ok(());
        }
        if self.seen.bytes_to_remember() > self.memory {
            return Err(Error::out_of_memory());
        }
        let number = self.register.push(print, id)?;
        self.seen.remember(key(print), number);
        Ok(())
    }
}

/// Half the fingerprint of a document.
pub(crate) fn print(document: &Document) -> Print {
    let mut print = Print::default();
    print.copy_from_slice(&document.fingerprint.as_bytes()[..16]);
    print
}

/// The key of the fingerprint of which this is a half.
fn key(print: &Print) -> u64 {
    print.first_chunk().copied().map_or(0, u64::from_be_bytes)
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
