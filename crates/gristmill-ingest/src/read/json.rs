//! A line of JSONL.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use gristmill_record::{RejectReason, to_line};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::string::string_at;

/// What a line of JSONL holds.
#[derive(Debug)]
pub struct Parsed {
    /// The value of its `id`, as it stands there.
    pub id: Option<Box<RawValue>>,
    /// Its text: UTF-8, but for lone surrogates (three bytes each) and bytes that
    /// were no UTF-8 in the line either.
    pub text: Vec<u8>,
    /// All its other fields, with an `id` that is neither word nor number, as a JSON
    /// object: the fields in their order, the values as they stand there.
    pub extra: String,
}

impl Parsed {
    /// Its id as a string, when it is a word or a number.
    pub(crate) fn own_id(&self) -> Option<String> {
        id_of(self.id.as_deref()?).map(Cow::into_owned)
    }
}

/// An id as a string, when it is a word or a number.
fn id_of(raw: &RawValue) -> Option<Cow<'_, str>> {
    let raw = raw.get();
    let inside = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    if let Some(inside) = inside.filter(|inside| !inside.contains('\\')) {
        return (!inside.is_empty()).then_some(inside.into());
    }
    match serde_json::from_str(raw).ok()? {
        serde_json::Value::String(id) if !id.is_empty() => Some(id.into()),
        serde_json::Value::Number(_) => Some(raw.into()),
        _ => None,
    }
}

/// What a line of JSONL holds that is compared and passed on as it is.
#[derive(Debug)]
pub(crate) struct Glimpsed<'l> {
    /// Its id as a string, when it is a word or a number.
    pub(crate) id: Option<String>,
    /// Its text, as that of [`Parsed`].
    pub(crate) text: Cow<'l, [u8]>,
}

/// Reads the id and the text of a line of JSONL.
///
/// # Errors
/// Those of [`parse_record`].
pub(crate) fn glimpse_record<'l>(
    line: &'l [u8],
    keys: &RecordKeys,
) -> Result<Glimpsed<'l>, (RejectReason, String)> {
    let fields = fields(line, keys)?;
    Ok(Glimpsed {
        id: fields.id.and_then(id_of).map(Cow::into_owned),
        text: fields.text,
    })
}

/// Which fields of a record matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordKeys {
    /// The field of the text.
    pub text: String,
    /// The field of the id.
    pub id: String,
    /// How deep its values may be nested; at most 128, so that everybody's parser takes
    /// them.
    pub depth: usize,
}

impl Default for RecordKeys {
    fn default() -> Self {
        Self {
            text: "text".into(),
            id: "id".into(),
            depth: MOST_DEPTH,
        }
    }
}

/// Reads a line of JSONL.
///
/// # Errors
/// The reason for which the line is rejected, and more about it.
pub fn parse_record(line: &[u8], keys: &RecordKeys) -> Result<Parsed, (RejectReason, String)> {
    let fields = fields(line, keys)?;
    let mut others = fields.others;
    if let Some(id) = fields.id.filter(|id| id_of(id).is_none()) {
        others.insert(Cow::Borrowed(&keys.id), (0, id));
    }
    Ok(Parsed {
        id: fields.id.map(ToOwned::to_owned),
        text: fields.text.into_owned(),
        extra: object(&others),
    })
}

/// The fields of a line, if they can be used.
fn fields<'l>(line: &'l [u8], keys: &RecordKeys) -> Result<Sound<'l>, (RejectReason, String)> {
    // Nearly all lines are plain; what the others are, and what is wrong with them, is for
    // the library to say, which takes bytes that are no UTF-8 and control characters too.
    let plain = simdutf8::basic::from_utf8(line).ok();
    let fields = match plain.and_then(|line| plain_fields(line, keys)) {
        Some(fields) => fields,
        None => all_fields(line, keys).map_err(|error| reason_of(&error, line, keys))?,
    };
    if let Some(key) = fields.twice {
        return Err((RejectReason::DuplicateKey, format!("`{key}` stands twice")));
    }
    let Some(Text(text)) = fields.text else {
        let detail = format!("there is no `{}`", keys.text);
        return Err((RejectReason::NoText, detail));
    };
    let others = fields.others.values().map(|&(_, value)| value);
    // An id that is no word goes with the others.
    let mut values = others.chain(fields.id);
    if values.any(|value| depth(value.get()) > keys.depth) {
        let detail = format!("values are nested more than {} deep", keys.depth);
        return Err((RejectReason::TooDeep, detail));
    }
    Ok(Sound {
        id: fields.id,
        text,
        others: fields.others,
    })
}

/// The fields of a line without control characters, as most are; nothing when it is no
/// object with a string for its text. The text, by far the longest, is read in one pass.
fn plain_fields<'l>(line: &'l str, keys: &RecordKeys) -> Option<Fields<'l>> {
    let line = line.trim_matches([' ', '\t', '\r', '\n']);
    if has_controls(line) {
        return None;
    }
    // No other blanks are left.
    let skip = |rest: &'l str| rest.trim_start_matches(' ');
    let mut rest = line.strip_prefix('{')?;
    let mut fields = Fields::default();
    for number in 0.. {
        let (key, behind) = string_at(skip(rest))?;
        let key = match key {
            Cow::Borrowed(key) => Cow::Borrowed(core::str::from_utf8(key).ok()?),
            Cow::Owned(mut key) => {
                // There was room for a text.
                key.shrink_to_fit();
                Cow::Owned(String::from_utf8(key).ok()?)
            }
        };
        rest = skip(skip(behind).strip_prefix(':')?);
        if key == keys.text {
            let (text, behind) = string_at(rest)?;
            fields.set_text(key, Text(text));
            rest = behind;
        } else {
            let mut values = serde_json::Deserializer::from_str(rest).into_iter();
            let value: &RawValue = values.next()?.ok()?;
            fields.set(key, number, value, keys);
            rest = &rest[values.byte_offset()..];
        }
        rest = skip(rest);
        match rest.strip_prefix(',') {
            Some(behind) => rest = behind,
            None => return (rest == "}").then_some(fields),
        }
    }
    None
}

/// Whether there is a control character, which no string of JSON may hold.
fn has_controls(line: &str) -> bool {
    let any = |bytes: &[u8]| bytes.iter().fold(false, |any, &byte| any | (byte < b' '));
    let (chunks, tail) = line.as_bytes().as_chunks::<64>();
    chunks.iter().any(|chunk| any(chunk)) || any(tail)
}

/// The fields of any line.
fn all_fields<'l>(line: &'l [u8], keys: &RecordKeys) -> serde_json::Result<Fields<'l>> {
    let mut deserializer = serde_json::Deserializer::from_slice(line);
    let fields = FieldsVisitor(keys).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(fields)
}

fn reason_of(error: &serde_json::Error, line: &[u8], keys: &RecordKeys) -> (RejectReason, String) {
    if core::str::from_utf8(line).is_err() && line.trim_ascii_start().starts_with(b"{") {
        return (
            RejectReason::BadJson,
            format!(
                "a field other than `{}` is no UTF-8, or the line is no JSON",
                keys.text
            ),
        );
    }
    // JSON of another type than was asked for: the whole line, or its text.
    if serde_json::from_slice::<IgnoredAny>(line).is_ok() {
        return if line.trim_ascii_start().starts_with(b"{") {
            (
                RejectReason::NoText,
                format!("`{}` is no string", keys.text),
            )
        } else {
            (
                RejectReason::NotAnObject,
                "the line is no object".to_owned(),
            )
        };
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    (
        RejectReason::BadJson,
        format!("{message}, at column {}", error.column()),
    )
}

/// How deep a value may be nested, so that everybody's parser takes it.
const MOST_DEPTH: usize = 128;

/// How deep a value is nested: 1 for a list or an object of words and numbers.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The fields as an object, in their order.
fn object(fields: &Others<'_>) -> String {
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort_by_key(|(_, (number, _))| *number);
    let room = fields
        .iter()
        .map(|(key, (_, value))| key.len() + value.get().len() + 8);
    let mut object = String::with_capacity(room.sum::<usize>() + 2);
    object.push('{');
    for (number, (key, (_, value))) in fields.into_iter().enumerate() {
        if number > 0 {
            object.push(',');
        }
        object.push_str(&to_line(key));
        object.push(':');
        object.push_str(value.get());
    }
    object.push('}');
    object
}

/// The fields of an object that has all it needs.
struct Sound<'l> {
    id: Option<&'l RawValue>,
    text: Cow<'l, [u8]>,
    others: Others<'l>,
}

/// Fields by key, with the number of the field: the last of one key counts.
type Others<'l> = BTreeMap<Cow<'l, str>, (usize, &'l RawValue)>;

/// The fields of an object.
#[derive(Default)]
struct Fields<'l> {
    id: Option<&'l RawValue>,
    text: Option<Text<'l>>,
    others: Others<'l>,
    /// A key that matters and stands twice.
    twice: Option<String>,
}

impl<'l> Fields<'l> {
    /// Sets the text, whose key this is.
    fn set_text(&mut self, key: Cow<'l, str>, text: Text<'l>) {
        if self.text.replace(text).is_some() {
            self.twice = Some(key.into_owned());
        }
    }

    /// Sets any other field.
    fn set(&mut self, key: Cow<'l, str>, number: usize, value: &'l RawValue, keys: &RecordKeys) {
        if key == keys.id {
            if self.id.replace(value).is_some() {
                self.twice = Some(key.into_owned());
            }
        } else {
            self.others.insert(key, (number, value));
        }
    }
}

/// Reads an object, with the fields that matter apart.
struct FieldsVisitor<'k>(&'k RecordKeys);

impl<'de> DeserializeSeed<'de> for FieldsVisitor<'_> {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsVisitor<'_> {
    type Value = Fields<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Fields::default();
        for number in 0.. {
            let Some(Key(key)) = map.next_key::<Key<'de>>()? else {
                break;
            };
            if key == self.0.text {
                fields.set_text(key, map.next_value()?);
            } else {
                fields.set(key, number, map.next_value()?, self.0);
            }
        }
        Ok(fields)
    }
}

/// A string as its bytes.
///
/// serde_json gives lone surrogates as three bytes each, and passes on bytes that
/// are no UTF-8: both are for the decoder to make something of, on the record.
struct Text<'l>(Cow<'l, [u8]>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(bytes.to_vec())))
    }

    fn visit_borrowed_bytes<E: serde::de::Error>(self, bytes: &'de [u8]) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(bytes)))
    }
}

/// A key, borrowed when it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'l>(#[serde(borrow)] Cow<'l, str>);

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &[u8]) -> Result<Parsed, (RejectReason, String)> {
        parse_record(line, &RecordKeys::default())
    }

    fn reason(line: &[u8]) -> &'static str {
        parse(line)
            .map(|_| "none")
            .unwrap_or_else(|(reason, _)| reason.name())
    }

    #[test]
    fn fields_are_kept_as_they_stand() {
        let line = br#" {"url":"x","id":"7","text":"a\u0301\n","n":1.50,"url":"y"} "#;
        let parsed = parse(line).expect("the line is sound");
        assert_eq!(parsed.own_id().as_deref(), Some("7"));
        assert_eq!(parsed.text, "a\u{301}\n".as_bytes());
        assert_eq!(parsed.extra, r#"{"n":1.50,"url":"y"}"#);
    }

    #[test]
    fn ids_are_words_or_numbers() {
        let id = |id: &str| {
            let line = format!(r#"{{"id":{id},"text":"t"}}"#);
            parse(line.as_bytes()).expect("sound").own_id()
        };
        assert_eq!(id(r#""00123""#).as_deref(), Some("00123"));
        assert_eq!(id("123").as_deref(), Some("123"));
        assert_eq!(id("null"), None);
        assert_eq!(id(r#"{"a":1}"#), None);
        assert_eq!(id(r#""""#), None);
    }

    #[test]
    fn what_is_no_unicode_comes_through_as_bytes() {
        let parsed = parse(br#"{"text":"a\ud800b"}"#).expect("a lone surrogate is no end");
        assert_eq!(parsed.text, b"a\xED\xA0\x80b");
        let parsed = parse(b"{\"text\":\"caf\xE9 \x01\"}").expect("a stray byte is no end");
        assert_eq!(parsed.text, b"caf\xE9 \x01");
    }

    #[test]
    fn each_mistake_has_its_reason() {
        assert_eq!(reason(br#"{"text":"cut"#), "bad_json");
        assert_eq!(reason(br#"{"text":"x",}"#), "bad_json");
        assert_eq!(reason(br#"{"text":"x"} y"#), "bad_json");
        assert_eq!(reason(b"3"), "not_an_object");
        assert_eq!(reason(br#"["text"]"#), "not_an_object");
        assert_eq!(reason(br#"{"id":"a"}"#), "no_text");
        assert_eq!(reason(br#"{"text":null}"#), "no_text");
        assert_eq!(reason(br#"{"text":["a"]}"#), "no_text");
        assert_eq!(reason(br#"{"text":"a","text":"b"}"#), "duplicate_key");
        assert_eq!(reason(br#"{"id":1,"text":"a","id":2}"#), "duplicate_key");
    }

    #[test]
    fn deep_nesting_is_refused_and_no_danger() {
        let nested = |depth: usize| {
            format!(
                r#"{{"text":"t","x":{}{}}}"#,
                "[".repeat(depth),
                "]".repeat(depth)
            )
        };
        assert_eq!(reason(nested(128).as_bytes()), "none");
        assert_eq!(reason(nested(129).as_bytes()), "too_deep");
        assert_eq!(reason(nested(200_000).as_bytes()), "too_deep");
        let open = format!(r#"{{"text":"t","x":{}"#, r#"{"a":"#.repeat(200_000));
        assert_eq!(reason(open.as_bytes()), "bad_json");
        let in_a_string = format!(r#"{{"text":"t","x":"{}"}}"#, "[".repeat(200));
        assert_eq!(reason(in_a_string.as_bytes()), "none");
    }

    #[test]
    fn an_id_of_another_kind_is_not_lost() {
        let parsed = parse(br#"{"id":{"a":1},"text":"t","n":1}"#).expect("the line is sound");
        assert_eq!(parsed.extra, r#"{"id":{"a":1},"n":1}"#);
    }

    #[test]
    fn a_key_takes_the_room_it_needs() {
        let line = format!(r#"{{"caf\u00e9":1,"text":"{}"}}"#, "t".repeat(1 << 17));
        let fields = plain_fields(&line, &RecordKeys::default()).expect("the line is plain");
        let (key, _) = fields.others.into_iter().next().expect("there is one");
        assert!(key.into_owned().capacity() < 64);
    }

    #[test]
    fn plain_lines_are_read_as_the_library_does() {
        let keys = RecordKeys::default();
        let told = |fields: Fields<'_>| {
            let others = fields.others.into_iter();
            let others = others.map(|(key, (number, value))| (key, number, value.get()));
            let others = format!("{:?}", others.collect::<Vec<_>>());
            let id = fields.id.map(|id| id.get().to_owned());
            let text = fields.text.map(|Text(text)| text.into_owned());
            (id, text, others, fields.twice)
        };
        let sound = [
            r#"{"id":"7","text":"a\u0301\n \ud83d\ude00 \ud800","n":1.50,"url":"y"}"#,
            r#" { "id" : 7 , "text" : "café \"x\"" , "a" : [ 1, {"b":null} ] , "id" : {} } "#,
            r#"{"te\u0078t":"t","text":"u","x":true,"x":"\\"}"#,
        ];
        let signs = "\"\\{}[]:, 1eE.-+x\té";
        let mut n_plain = 0;
        for line in sound {
            assert!(plain_fields(line, &keys).is_some(), "{line}");
            let damaged = line.char_indices().flat_map(|(at, character)| {
                let (before, behind) = line.split_at(at);
                let put_in = signs
                    .chars()
                    .map(move |sign| format!("{before}{sign}{behind}"));
                let without = format!("{before}{}", &behind[character.len_utf8()..]);
                put_in.chain([without, before.to_owned()])
            });
            for line in damaged.chain([line.to_owned()]) {
                if let Some(plain) = plain_fields(&line, &keys) {
                    n_plain += 1;
                    let all = all_fields(line.as_bytes(), &keys).expect("the library takes it");
                    assert_eq!(told(plain), told(all), "{line}");
                }
            }
        }
        assert!(n_plain > 1000, "{n_plain}");
    }
}
