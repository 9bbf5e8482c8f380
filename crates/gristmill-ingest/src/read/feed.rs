//! The inputs of a lot, one after another.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::PoisonError;

use gristmill_record::{Place, Reject, RejectReason};

use super::archive::{Budget, Member, Within};
use super::decompress::{BUFFER, decompress};
use super::document::{broken, document_weight, read_whole, too_large, too_nested};
use super::lines::{Content, Line, Lines};
use super::raw::{Content as FileContent, Raw};
use super::refusal::Refusal;
use super::shape::{Kind, Shape};
use super::tar::read_tar;
use super::zip::{open_bytes, open_file, read_zip};
use crate::find::{Counted, Found, Part, What};
use crate::{Limits, Settings};

/// An input on its way.
#[derive(Debug)]
pub(crate) enum Item<'f> {
    /// A whole document; whoever mills it reads it.
    Document(&'f Found),
    /// The bytes of a member of an archive.
    Member(Place, Vec<u8>),
    /// A line of JSONL.
    Record(Place, Vec<u8>),
    /// What cannot be read.
    Reject(Reject),
    /// The end of a file of several inputs: the digest of all its bytes.
    End(FileContent),
}

impl Item<'_> {
    /// The most bytes that it may hold in memory once it is read.
    pub(crate) fn weight(&self, limits: &Limits) -> u64 {
        match self {
            Self::Document(found) => document_weight(found, limits),
            Self::Member(_, bytes) | Self::Record(_, bytes) => bytes.len() as u64,
            Self::Reject(_) | Self::End(_) => 0,
        }
    }
}

/// Gives the inputs of these files, in their order, until nobody wants more: `give`
/// says whether it does.
///
/// What is wrong becomes a reject, and the next input is read.
pub(crate) fn feed<'f>(
    found: &'f [Found],
    settings: &Settings,
    give: &mut dyn FnMut(Item<'f>) -> bool,
) {
    let mut feed = Feed {
        settings,
        give,
        is_wanted: true,
        names: HashMap::new(),
    };
    for found in found {
        feed.file(found);
        if !feed.is_wanted {
            return;
        }
    }
}

/// An input that was found in a file.
#[derive(Debug)]
pub enum Input {
    /// The bytes of a document.
    Document(Place, Vec<u8>),
    /// A line of JSON.
    Record(Place, Vec<u8>),
    /// What cannot be read, and why.
    Reject(Reject),
}

/// Gives the inputs that a file of this name would hold if these were its bytes, until
/// `give` says that nobody wants more.
///
/// ```
/// use gristmill_ingest::{Input, Settings, read_inputs};
///
/// let settings = Settings::new([""; 0], "");
/// let mut lines = Vec::new();
/// read_inputs("a.jsonl", b"{\"text\":\"grist\"}\n\n", &settings, &mut |input| {
///     if let Input::Record(place, line) = input {
///         lines.push((place.line, line));
///     }
///     true
/// });
/// assert_eq!(lines, [(1, b"{\"text\":\"grist\"}".to_vec())]);
/// ```
pub fn read_inputs(
    name: &str,
    bytes: &[u8],
    settings: &Settings,
    give: &mut dyn FnMut(Input) -> bool,
) {
    let give = &mut |item: Item<'static>| match item {
        Item::Member(place, bytes) => give(Input::Document(place, bytes)),
        Item::Record(place, line) => give(Input::Record(place, line)),
        Item::Reject(reject) => give(Input::Reject(reject)),
        Item::Document(_) | Item::End(_) => true,
    };
    let mut feed = Feed {
        settings,
        give,
        is_wanted: true,
        names: HashMap::new(),
    };
    let budget = Budget::of(&settings.limits);
    let within = Within {
        place: Place {
            path: name.to_owned(),
            ..Place::default()
        },
        depth: 0,
        expansion: settings.limits.expansion,
        budget: &budget,
    };
    if let Err(refusal) =
        feed.container(&Shape::under(name, settings.job), Box::new(bytes), &within)
    {
        feed.refuse(within.place, refusal);
    }
}

/// Where the readers of containers put what they find.
pub(super) struct Feed<'s, 'f> {
    settings: &'s Settings,
    give: &'s mut dyn FnMut(Item<'f>) -> bool,
    is_wanted: bool,
    /// The names of the members of the file that is being read, and the last number that
    /// one of them was told apart by.
    names: HashMap<String, u64>,
}

impl<'f> Feed<'_, 'f> {
    /// Whether anybody wants more.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    fn give(&mut self, item: Item<'f>) {
        self.is_wanted = self.is_wanted && (self.give)(item);
    }

    /// Gives a reject.
    pub(super) fn refuse(&mut self, origin: Place, refusal: Refusal) {
        self.give(Item::Reject(refusal.into_reject(origin)));
    }

    fn file(&mut self, found: &'f Found) {
        if let What::Reject(reject) = &found.what {
            return self.refuse(found.place(), Refusal::new(reject.0, reject.1.clone()));
        }
        let shape = Shape::under(found.path(), self.settings.job);
        if shape.kind == Kind::Document {
            return self.give(Item::Document(found));
        }
        self.names.clear();
        let budget = Budget::of(&self.settings.limits);
        let within = Within {
            place: found.place(),
            depth: 0,
            expansion: self.settings.limits.expansion,
            budget: &budget,
        };
        let (ended, content) = match &found.what {
            What::File(_) => match Raw::open(found) {
                Ok(file) => match found.part() {
                    Some(part) => self.part(found, part, file, &within),
                    None => self.raw(&shape, file, &within),
                },
                Err(error) => (Err(Refusal::of(&error, RejectReason::Unreadable)), None),
            },
            _ => {
                let stream = Box::new(io::stdin().lock());
                (self.container(&shape, stream, &within), None)
            }
        };
        if let Err(refusal) = ended {
            self.refuse(within.place, refusal);
        }
        if let Some(content) = content {
            self.give(Item::End(content));
        }
    }

    /// Reads a part of a file of lines, and tells the digest of its bytes.
    fn part(
        &mut self,
        found: &Found,
        part: &Part,
        file: Raw,
        within: &Within<'_>,
    ) -> (Result<(), Refusal>, Option<FileContent>) {
        let unreadable = RejectReason::Unreadable;
        let before = match count_before(found, part, file.start(), self.settings) {
            Ok(before) => before,
            Err(error) => return (Err(Refusal::of(&error, unreadable)), None),
        };
        let counted = self.lines(file.stream(), &within.place, unreadable, before);
        let content = self.is_wanted.then(|| file.content()).flatten();
        if let Some(counted) = counted.filter(|_| content.is_some()) {
            *part.counted.lock().unwrap_or_else(PoisonError::into_inner) = counted;
        }
        (Ok(()), content)
    }

    /// Reads a file, and tells the digest of its bytes.
    fn raw(
        &mut self,
        shape: &Shape,
        file: Raw,
        within: &Within<'_>,
    ) -> (Result<(), Refusal>, Option<FileContent>) {
        if shape.kind != Kind::Zip || !shape.layers.is_empty() {
            let ended = self.container(shape, Box::new(file.stream()), within);
            // Nobody asks for the digest of what was not read to its end.
            let content = self.is_wanted.then(|| file.content()).flatten();
            return (ended, content);
        }
        match file.into_file() {
            Ok((file, content)) => {
                let archive = open_file(file);
                let inside = within.inside();
                let ended = archive.and_then(|archive| read_zip(self, &archive, &inside));
                (ended, Some(content))
            }
            Err(error) => (Err(Refusal::of(&error, RejectReason::Unreadable)), None),
        }
    }

    /// Reads the inputs of a stream.
    ///
    /// # Errors
    /// What ended it before its end.
    fn container(
        &mut self,
        shape: &Shape,
        raw: Box<dyn BufRead + '_>,
        within: &Within<'_>,
    ) -> Result<(), Refusal> {
        let limits = self.settings.limits;
        let is_archive = matches!(shape.kind, Kind::Tar | Kind::Zip);
        if shape.layers.len() > limits.nesting || is_archive && within.depth >= limits.nesting {
            return Err(too_nested(limits.nesting));
        }
        let broken = broken(&shape.layers);
        let stream = decompress(raw, &shape.layers, limits.expansion);
        let stream = stream.map_err(|error| Refusal::of(&error, broken))?;
        match shape.kind {
            Kind::Lines => {
                self.lines(stream, &within.place, broken, Counted::default());
                Ok(())
            }
            Kind::Tar => read_tar(self, stream, &within.inside()),
            Kind::Zip => {
                let bytes = read_whole(stream, 0, limits.document_bytes)?;
                let archive = open_bytes(&bytes)?;
                read_zip(self, &archive, &within.inside())
            }
            Kind::Document => {
                let bytes = read_whole(stream, 0, limits.document_bytes)?;
                self.give(Item::Member(within.place.clone(), bytes));
                Ok(())
            }
        }
    }

    /// The place and the shape of the next member of this name, or nothing when it is not
    /// wanted.
    ///
    /// # Errors
    /// When there are too many members, or too many bytes in them.
    pub(super) fn enter(
        &mut self,
        within: &Within<'_>,
        name: &[u8],
    ) -> Result<Option<(Place, Shape)>, Refusal> {
        within.budget.take_entry()?;
        if let Some(refusal) = within.budget.spent() {
            return Err(refusal);
        }
        let name = member_text(name);
        if self.settings.globs.exclude(&name) {
            return Ok(None);
        }
        let shape = Shape::under(&name, self.settings.job);
        let mut member = match within.place.member.as_str() {
            "" => name,
            outer => format!("{outer}!/{name}"),
        };
        // An archive may have two members of one name, and both are inputs.
        let mut times = self.names.get(&member).copied().unwrap_or(0) + 1;
        if times > 1 {
            let name = member.clone();
            while self.names.contains_key(&member) {
                member = format!("{name}#{times}");
                times += 1;
            }
            self.names.insert(name, times - 1);
            times = 1;
        }
        self.names.insert(member.clone(), times);
        let place = Place {
            member,
            ..within.place.clone()
        };
        Ok(Some((place, shape)))
    }

    /// Reads a member of an archive.
    ///
    /// # Errors
    /// When the archive cannot be read any further.
    pub(super) fn member(
        &mut self,
        member: Member,
        stream: Box<dyn BufRead + '_>,
        within: &Within<'_>,
    ) -> Result<(), Refusal> {
        let shape = member.shape;
        let most = self.settings.limits.document_bytes;
        let is_document = shape.kind == Kind::Document && shape.layers.is_empty();
        if is_document && member.len.is_some_and(|len| len > most) {
            self.refuse(member.place, too_large(most));
            return Ok(());
        }
        let inside = Within {
            place: member.place,
            ..*within
        };
        if let Err(refusal) = self.container(&shape, stream, &inside) {
            self.refuse(inside.place, refusal);
        }
        match within.budget.spent() {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    /// Gives every line that is not blank, behind those that were counted before; tells how
    /// many there are then, if all were read.
    fn lines(
        &mut self,
        stream: impl BufRead,
        place: &Place,
        broken: RejectReason,
        before: Counted,
    ) -> Option<Counted> {
        let most = self.settings.limits.document_bytes;
        let mut counted = before;
        let mut lines = Lines::of(stream, most).behind(before.lines, before.bytes);
        while let Some(line) = lines.next() {
            let Line {
                number,
                byte,
                content,
            } = line;
            let place = Place {
                record: counted.records,
                line: number,
                byte,
                ..place.clone()
            };
            let is_broken = matches!(content, Content::Broken(_));
            counted.lines = number;
            counted.bytes = lines.byte();
            match content {
                Content::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
                Content::Bytes(bytes) => self.give(Item::Record(place, bytes)),
                Content::TooLong => {
                    let detail = format!("more than {most} bytes in a line");
                    self.refuse(place, Refusal::new(RejectReason::TooLarge, detail));
                }
                Content::Broken(error) => self.refuse(place, Refusal::of(&error, broken)),
            }
            counted.records += 1;
            if is_broken || !self.is_wanted {
                return None;
            }
        }
        Some(counted)
    }
}

/// What is in a file before a part of it: as it was counted for an earlier part, and what is
/// between the two counted now.
fn count_before(
    found: &Found,
    part: &Part,
    start: u64,
    settings: &Settings,
) -> io::Result<Counted> {
    let mut counted = *part.counted.lock().unwrap_or_else(PoisonError::into_inner);
    if counted.bytes > start {
        counted = Counted::default();
    }
    if counted.bytes == start {
        return Ok(counted);
    }
    let mut file = File::open(found.location())?;
    file.seek(SeekFrom::Start(counted.bytes))?;
    let between = file.take(start - counted.bytes);
    let stream = BufReader::with_capacity(BUFFER, between);
    let lines = Lines::of(stream, settings.limits.document_bytes);
    for line in lines.behind(counted.lines, counted.bytes) {
        let is_blank = match line.content {
            Content::Bytes(bytes) => bytes.trim_ascii().is_empty(),
            Content::TooLong => false,
            Content::Broken(error) => return Err(error),
        };
        counted.records += u64::from(!is_blank);
        counted.lines = line.number;
    }
    counted.bytes = start;
    Ok(counted)
}

impl Within<'_> {
    /// The same, one container further in.
    fn inside(&self) -> Self {
        Self {
            place: self.place.clone(),
            depth: self.depth + 1,
            ..*self
        }
    }
}

/// The name of a member as text, from which its bytes can be had back.
fn member_text(name: &[u8]) -> String {
    gristmill::legible(name, gristmill::Encoding::Utf8).into_owned()
}
