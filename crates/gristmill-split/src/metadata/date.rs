//! Dates, as far as they are sure.

/// A date; parts that are not known are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// The names of the months in some fifteen languages, in small letters, as dates have them.
/// Abbreviations are their beginnings.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "janvier",
        "januar",
        "enero",
        "janeiro",
        "gennaio",
        "stycznia",
        "styczeń",
        "января",
        "январь",
        "ledna",
        "ocak",
        "січня",
        "januari",
        "ianuarie",
        "januára",
    ],
    &[
        "february",
        "février",
        "februar",
        "febrero",
        "fevereiro",
        "febbraio",
        "lutego",
        "luty",
        "февраля",
        "февраль",
        "února",
        "şubat",
        "лютого",
        "februari",
        "februarie",
    ],
    &[
        "march",
        "mars",
        "märz",
        "marzo",
        "março",
        "marca",
        "marzec",
        "марта",
        "март",
        "března",
        "mart",
        "березня",
        "maart",
        "martie",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "kwietnia",
        "kwiecień",
        "апреля",
        "апрель",
        "dubna",
        "nisan",
        "квітня",
        "aprilie",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maio",
        "maggio",
        "maja",
        "maj",
        "мая",
        "май",
        "května",
        "mayıs",
        "травня",
        "mei",
    ],
    &[
        "june",
        "juin",
        "juni",
        "junio",
        "junho",
        "giugno",
        "czerwca",
        "czerwiec",
        "июня",
        "июнь",
        "června",
        "haziran",
        "червня",
        "iunie",
    ],
    &[
        "july",
        "juillet",
        "juli",
        "julio",
        "julho",
        "luglio",
        "lipca",
        "lipiec",
        "июля",
        "июль",
        "července",
        "temmuz",
        "липня",
        "iulie",
    ],
    &[
        "august",
        "août",
        "agosto",
        "sierpnia",
        "sierpień",
        "августа",
        "август",
        "srpna",
        "ağustos",
        "серпня",
        "augusti",
        "augustus",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
        "września",
        "wrzesień",
        "сентября",
        "сентябрь",
        "září",
        "eylül",
        "вересня",
        "septembrie",
        "sept",
    ],
    &[
        "october",
        "octobre",
        "oktober",
        "octubre",
        "outubro",
        "ottobre",
        "października",
        "październik",
        "октября",
        "октябрь",
        "října",
        "ekim",
        "жовтня",
        "octombrie",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "listopada",
        "listopad",
        "ноября",
        "ноябрь",
        "kasım",
        "листопада",
        "noiembrie",
    ],
    &[
        "december",
        "décembre",
        "dezember",
        "diciembre",
        "dezembro",
        "dicembre",
        "grudnia",
        "grudzień",
        "декабря",
        "декабрь",
        "prosince",
        "aralık",
        "грудня",
        "decembrie",
    ],
];

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `25/12/2003`
    DayFirst,
    /// `12/25/2003`
    MonthFirst,
}

/// How dates are written in a document, or in all documents of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateOrders {
    day_first: bool,
    month_first: bool,
}

impl Date {
    /// The date that is written here. Where day and month cannot be told apart, and it is
    /// not known which comes first, both are 0.
    #[must_use]
    pub fn read(written: &str, usual: Option<DateOrder>) -> Self {
        let Some(parts) = parts(written) else {
            return Self::default();
        };
        match parts {
            Parts::Sure(date) => date,
            Parts::Slashes(first, second, year) => {
                let (month, day) = match order(first, second).or(usual) {
                    _ if first == second => (first, second),
                    Some(DateOrder::DayFirst) => (second, first),
                    Some(DateOrder::MonthFirst) => (first, second),
                    None => (0, 0),
                };
                checked(year, month, day)
            }
        }
    }
}

impl DateOrders {
    /// Looks at the dates of another text of which only one number can be the day.
    pub fn observe(&mut self, text: &str) {
        for slash in memchr::memchr_iter(b'/', text.as_bytes()) {
            let before = &text[text.floor_char_boundary(slash.saturating_sub(3))..slash];
            let before = before.rsplit(|c: char| !c.is_ascii_digit()).next();
            let near = &text[slash + 1..text.floor_char_boundary(slash + 9)];
            let mut behind = near.splitn(3, |c: char| !c.is_ascii_digit());
            let (Some(Ok(first)), Some(Ok(second))) = (
                before.map(str::parse::<u8>),
                behind.next().map(str::parse::<u8>),
            ) else {
                continue;
            };
            let has_year = behind.next().is_some_and(|year| year.len() == 4);
            if !has_year || first > 31 || second > 31 {
                continue;
            }
            match order(first, second) {
                Some(DateOrder::DayFirst) => self.day_first = true,
                Some(DateOrder::MonthFirst) => self.month_first = true,
                None => {}
            }
        }
    }

    /// The order, when all of them agree.
    #[must_use]
    pub fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// Whether a line is a date and nothing else.
pub(super) fn is_date(line: &str) -> bool {
    line.len() <= 40 && line.split_whitespace().count() <= 5 && parts(line).is_some()
}

enum Parts {
    Sure(Date),
    /// Two numbers whose order is not known, and the year.
    Slashes(u8, u8, u16),
}

fn parts(written: &str) -> Option<Parts> {
    let mut numbers = [0_u16; MOST_NUMBERS];
    let mut lens = [0; MOST_NUMBERS];
    let mut n_numbers = 0;
    let mut month = None;
    let mut month_at = 0;
    let mut has_words = false;
    for token in tokens(written).take(16) {
        if let Ok(number) = token.parse::<u16>() {
            if n_numbers == MOST_NUMBERS {
                break;
            }
            numbers[n_numbers] = number;
            lens[n_numbers] = token.len();
            n_numbers += 1;
        } else if let (None, Some(found)) = (month, month_named(token)) {
            month = Some(found);
            month_at = n_numbers;
        } else {
            has_words |= token.chars().count() > 2;
        }
    }
    let is_year = |at: usize| lens[at] == 4 && (1000..=2999).contains(&numbers[at]);
    let small = |at: usize| u8::try_from(numbers[at]).unwrap_or(0);
    let year = (0..n_numbers).find(|&at| is_year(at))?;
    if let Some(month) = month {
        // The day stands beside the month, before the time.
        let day = (0..n_numbers)
            .filter(|&at| at != year && lens[at] <= 2 && (month_at == at + 1 || month_at == at));
        return Some(Parts::Sure(checked(
            numbers[year],
            month,
            day.map(small).next().unwrap_or(0),
        )));
    }
    // The month is a word that nobody here knows.
    let is_ideographic = written.contains(['年', '년']);
    if has_words && !is_ideographic && year > 0 {
        return Some(Parts::Sure(checked(numbers[year], 0, 0)));
    }
    match (year, n_numbers) {
        (0, 1) if written.trim().len() == 4 => Some(Parts::Sure(checked(numbers[0], 0, 0))),
        (0, 2) if lens[1] <= 2 => Some(Parts::Sure(checked(numbers[0], small(1), 0))),
        (1, 2) if lens[0] <= 2 => Some(Parts::Sure(checked(numbers[1], small(0), 0))),
        (0, 3..) => Some(Parts::Sure(checked(numbers[0], small(1), small(2)))),
        // Full stops stand between day, month and year in this order.
        (2, 3..) if written.contains('.') && !written.contains('/') => {
            Some(Parts::Sure(checked(numbers[2], small(1), small(0))))
        }
        (2, 3..) => Some(Parts::Slashes(small(0), small(1), numbers[2])),
        _ => None,
    }
}

/// A date and a time have so many numbers.
const MOST_NUMBERS: usize = 7;

/// Words and numbers.
fn tokens(written: &str) -> impl Iterator<Item = &str> {
    let mut rest = written;
    core::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let is_number = first.is_ascii_digit();
        let len = rest
            .find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_number)
            .unwrap_or(rest.len());
        let (token, behind) = rest.split_at(len);
        rest = behind;
        Some(token)
    })
}

/// The month that a word is the name of, or the first three letters or more of one.
fn month_named(word: &str) -> Option<u8> {
    let small = word.to_lowercase();
    let is_long = small.chars().count() >= 3;
    let found = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| *name == small))
        .or_else(|| {
            let begins = |names: &&[&str]| names.iter().any(|name| name.starts_with(&*small));
            MONTHS.iter().position(begins).filter(|_| is_long)
        });
    found.and_then(|at| u8::try_from(at + 1).ok())
}

/// The order of two numbers of which one can be no month.
fn order(first: u8, second: u8) -> Option<DateOrder> {
    match (first > 12, second > 12) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// A date whose parts can be.
fn checked(year: u16, month: u8, day: u8) -> Date {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let n_days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    Date {
        year,
        month: if n_days > 0 { month } else { 0 },
        day: if day <= n_days { day } else { 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let date = |year, month, day| Date { year, month, day };
        for (written, expected) in [
            ("2003-12-03", date(2003, 12, 3)),
            ("2003-12-03T10:30:00Z", date(2003, 12, 3)),
            ("3.12.2003", date(2003, 12, 3)),
            ("12 March 2003", date(2003, 3, 12)),
            ("March 12, 2003", date(2003, 3, 12)),
            ("Wed, 12 Mar 2003 10:30:00 +0100", date(2003, 3, 12)),
            ("le 7 juin 2003", date(2003, 6, 7)),
            ("7 июля 2003 г.", date(2003, 7, 7)),
            ("March 2003", date(2003, 3, 0)),
            ("2003", date(2003, 0, 0)),
            ("2003年3月12日", date(2003, 3, 12)),
            ("1/25/2000", date(2000, 1, 25)),
            ("18/09/2013", date(2013, 9, 18)),
            ("5/5/2005", date(2005, 5, 5)),
            ("1/8/2008", date(2008, 0, 0)),
            ("Marseille, le 4 juin 2011", date(2011, 6, 4)),
            ("Wed May  4 10:01:00 2011", date(2011, 5, 4)),
            ("4 Ekim 2011", date(2011, 10, 4)),
            ("4 Smarch 2011", date(2011, 0, 0)),
            ("31/04/2011", date(2011, 4, 0)),
            ("30 February 2011", date(2011, 2, 0)),
            ("05/2011", date(2011, 5, 0)),
            ("yesterday", date(0, 0, 0)),
        ] {
            assert_eq!(Date::read(written, None), expected, "{written}");
        }
    }

    #[test]
    fn other_dates_of_the_document_tell_the_order() {
        let day = |document: &str| {
            let mut orders = DateOrders::default();
            orders.observe(document);
            Date::read("1/8/2008", orders.order()).day
        };
        assert_eq!(day("1/8/2008 and 1/25/2008"), 8);
        assert_eq!(day("1/8/2008 and 25/1/2008"), 1);
        assert_eq!(day("25/1/2008 and 1/25/2008"), 0);
    }
}
