//! What a document says about itself.

use alloc::vec::Vec;

use gristmill_text::Span;

use crate::{Section, SectionKind, SplitRules};

mod bio;

mod byline;

mod date;
pub use date::{Date, DateOrder, DateOrders};

mod front_matter;

mod header;

mod html;

mod name;

/// What a document says about itself; every value is a range of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    // In the order of what is to be believed first.
    fields: Vec<Field>,
    extra: Vec<Extra>,
    date: Date,
}

/// A value that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub name: FieldName,
    /// Where it stands in the text; never empty.
    pub span: Span,
    /// What found it: `header`, `front-matter`, `html`, `byline`, `bio` or `heading`.
    pub rule: &'static str,
}

/// A value that no field is for, with the key that stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extra {
    /// The key.
    pub key: Span,
    /// The value; never empty.
    pub value: Span,
}

/// The fields, a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// The title.
    Title,
    /// An author's name; there may be several.
    Author,
    /// What the document appeared in.
    Publication,
    /// The volume of the publication.
    Volume,
    /// The issue of the publication.
    Issue,
    /// When it appeared, as it is written.
    Date,
    /// Where it is found.
    Url,
}

impl FieldName {
    /// The field of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "author" => Self::Author,
            "publication" => Self::Publication,
            "volume" => Self::Volume,
            "issue" => Self::Issue,
            "date" => Self::Date,
            "url" => Self::Url,
            _ => return None,
        })
    }
}

impl Metadata {
    /// Where the value of a field stands, the one to be believed first.
    #[must_use]
    pub fn first(&self, name: FieldName) -> Option<Field> {
        self.all(name).next()
    }

    /// Every value of a field, as it was found by one rule: several authors.
    pub fn all(&self, name: FieldName) -> impl Iterator<Item = Field> + '_ {
        let first = self.fields.iter().find(|field| field.name == name);
        let rule = first.map(|field| field.rule);
        let fields = self.fields.iter().copied();
        fields.filter(move |field| field.name == name && Some(field.rule) == rule)
    }

    /// Values that no field is for.
    #[must_use]
    pub fn extra(&self) -> &[Extra] {
        &self.extra
    }

    /// When it appeared, as far as that is sure.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }
}

/// What stands before the document proper.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// Where it ends, empty lines behind it included; 0 when there is none.
    pub(crate) end: usize,
    fields: Vec<Field>,
    extra: Vec<Extra>,
}

/// The front matter or the header lines of a text.
pub(crate) fn front(text: &str, rules: &SplitRules) -> Front {
    front_matter::read(text, rules)
        .or_else(|| header::read(text, rules))
        .unwrap_or_default()
}

/// All that a document says about itself.
pub(crate) fn find(text: &str, front: Front, sections: &[Section], rules: &SplitRules) -> Metadata {
    let Front {
        end,
        mut fields,
        extra,
    } = front;
    fields.extend(html::fields(text, rules));
    fields.extend(byline::fields(text, end));
    if let Some(title) = title(sections) {
        fields.push(title);
    }
    let bio = sections
        .iter()
        .find(|section| section.kind == SectionKind::AuthorBio);
    if let Some(section) = bio {
        fields.extend(bio::author(text, section));
    }
    let date = fields.iter().find(|field| field.name == FieldName::Date);
    let date = date.map_or_else(Date::default, |field| {
        let mut orders = DateOrders::default();
        orders.observe(text);
        Date::read(&text[field.span], orders.order())
    });
    Metadata {
        fields,
        extra,
        date,
    }
}

/// The heading that is the title.
fn title(sections: &[Section]) -> Option<Field> {
    let mut headed = sections.iter().filter(|section| section.heading.is_some());
    let first = headed.next()?;
    let is_above = first.level == 1 && ["atx", "setext", "html"].contains(&first.rule);
    let is_only =
        is_above && !headed.any(|section| section.level == 1 && section.rule == first.rule);
    let span = first
        .heading
        .filter(|_| is_only || first.kind == SectionKind::Title)?;
    Some(Field {
        name: FieldName::Title,
        span,
        rule: "heading",
    })
}

/// A range without the blanks and the quotation marks around it; nothing when nothing is
/// left.
fn value(text: &str, start: usize, end: usize) -> Option<Span> {
    let inside = text.get(start..end)?.trim_start();
    let start = end - inside.len();
    let inside = inside.trim_end();
    let bare = ['"', '\''].iter().find_map(|&quote| {
        let inner = inside.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    });
    let span = match bare {
        Some(bare) => Span::new(start + 1, start + 1 + bare.len()),
        None => Span::new(start, start + inside.len()),
    };
    (!span.is_empty()).then_some(span)
}
