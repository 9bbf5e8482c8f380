//! What kept documents repeat of each other: whole sections, and lines.
//!
//! Nothing is cut from a text, since its sections and its edits would then stand elsewhere
//! than they are said to: what repeats is listed, each section with its place.
//!
//! The documents are read twice. The first time each part gives a row of its digest and its
//! place; sorted, equal parts stand beside each other. What repeats is sorted by its place
//! again, and the second time it is written with what the document says about it. Rows are
//! sorted in the memory that a run may take, and beyond it on the disk.

mod kept;

mod part;

mod sorter;

use gristmill_record::{Boilerplate, RepeatRole, RepeatedSection, push_line};

use crate::write::{BOILERPLATE, LinesFile, Output, Placed, SECTIONS, Table};
use crate::{Error, Format, Settings, Unit};
use kept::{Kept, each_kept};
use part::{Part, lines, sections};
use sorter::{Row, Sorter};

/// Writes the tables that are asked for, as far as there is anything in them.
pub(crate) fn write_repeats(
    settings: &Settings,
    output: &Output,
    lots: &[Placed],
) -> Result<Vec<Table>, Error> {
    let mut tables = Vec::new();
    let pass = Pass {
        settings,
        output,
        lots,
    };
    if settings.unit == Unit::Section {
        let places = pass.sorted(sections, |first, others, sorter| {
            let mut is_first = true;
            for other in others {
                if std::mem::take(&mut is_first) {
                    sorter.push([first[AT], 1, first[0], first[1]])?;
                }
                let other = other?;
                sorter.push([other[AT], 0, other[0], other[1]])?;
            }
            Ok(())
        })?;
        tables.extend(
            pass.table(SECTIONS, places, sections, |line, row, kept, part| {
                push_line(line, &repeated_section(row, kept, part));
            })?,
        );
    }
    if let Some(least) = settings.boilerplate {
        let places = pass.sorted(lines, |first, others, sorter| {
            let mut last = first[AT] >> 32;
            let mut n_documents = 1;
            for other in others {
                let document = other?[AT] >> 32;
                n_documents += u64::from(document != last);
                last = document;
            }
            if n_documents >= least {
                sorter.push([first[AT], n_documents, 0, 0])?;
            }
            Ok(())
        })?;
        tables.extend(
            pass.table(BOILERPLATE, places, lines, |line, row, kept, part| {
                push_line(line, &boilerplate(row, kept, part));
            })?,
        );
    }
    Ok(tables)
}

/// Where a row of the first sorting has its place: the number of the document, and that of
/// the part in it, 32 bits each.
const AT: usize = 2;

/// What a pass over the documents goes by.
struct Pass<'p> {
    settings: &'p Settings,
    output: &'p Output,
    lots: &'p [Placed],
}

impl Pass<'_> {
    /// The places of what repeats, in their order: `judge` gets the first of several equal
    /// parts and the others in turn.
    fn sorted(
        &self,
        parts: fn(&Kept<'_>) -> Vec<Part>,
        judge: impl Fn(
            Row,
            &mut dyn Iterator<Item = Result<Row, Error>>,
            &mut Sorter,
        ) -> Result<(), Error>,
    ) -> Result<Sorter, Error> {
        let memory = self.settings.memory() / 2;
        let scratch = self.output.run();
        let mut equal = Sorter::new(&scratch.join("repeats.equal"), memory);
        each_kept(
            self.output,
            self.lots,
            self.settings.format,
            |number, kept| {
                parts(kept).iter().try_for_each(|part| {
                    let at = u64::from(number) << 32 | u64::from(part.number);
                    equal.push([part.key[0], part.key[1], at, 0])
                })
            },
        )?;
        let mut places = Sorter::new(&scratch.join("repeats.places"), memory);
        let mut rows = equal.sorted()?.peekable();
        while let Some(first) = rows.next() {
            let first = first?;
            let is_equal = |row: &Result<Row, Error>| {
                row.as_ref().map_or(true, |row| row[..AT] == first[..AT])
            };
            let mut others = std::iter::from_fn(|| rows.next_if(is_equal));
            judge(first, &mut others, &mut places)?;
        }
        Ok(places)
    }

    /// Writes what stands at these places.
    fn table(
        &self,
        name: &'static str,
        places: Sorter,
        parts: fn(&Kept<'_>) -> Vec<Part>,
        write: impl Fn(&mut Vec<u8>, &Row, &Kept<'_>, &Part),
    ) -> Result<Option<Table>, Error> {
        let mut rows = places.sorted()?.peekable();
        if rows.peek().is_none() {
            return Ok(None);
        }
        // Never compressed, as the rejects: people look into it.
        let mut file = LinesFile::create(&self.output.aside(name)?, Format::Jsonl)?;
        let mut line = Vec::new();
        each_kept(
            self.output,
            self.lots,
            self.settings.format,
            |number, kept| {
                let is_its = |row: &Result<Row, Error>| {
                    row.as_ref()
                        .map_or(true, |row| row[0] >> 32 == u64::from(number))
                };
                let Some(first) = rows.next_if(is_its) else {
                    return Ok(());
                };
                // Both are in the order of their numbers.
                let parts = parts(kept);
                let mut parts = parts.iter();
                let mut next = Some(first);
                while let Some(row) = next {
                    let row = row?;
                    let part = parts.find(|part| u64::from(part.number) == row[0] & 0xFFFF_FFFF);
                    if let Some(part) = part {
                        line.clear();
                        write(&mut line, &row, kept, part);
                        file.write(&line, 1)?;
                    }
                    next = rows.next_if(is_its);
                }
                Ok(())
            },
        )?;
        Ok(Some((name, file.finish()?)))
    }
}

fn repeated_section(row: &Row, kept: &Kept<'_>, part: &Part) -> RepeatedSection {
    let section = &kept.sections[part.number as usize];
    RepeatedSection {
        id: kept.id.clone().into_owned(),
        section: part.number.into(),
        kind: section.kind.clone(),
        start: section.start,
        end: section.end,
        cluster: format!("{:016x}{:016x}", row[2], row[3]),
        role: match row[1] {
            1 => RepeatRole::Kept,
            _ => RepeatRole::Exact,
        },
    }
}

fn boilerplate(row: &Row, kept: &Kept<'_>, part: &Part) -> Boilerplate {
    Boilerplate {
        source: kept.source.clone().into_owned(),
        line: kept.text[part.range.clone()].to_owned(),
        documents: row[1],
        first: kept.id.clone().into_owned(),
    }
}
