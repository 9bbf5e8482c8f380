//! A line of JSONL.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use gristmill_record::{RejectReason, to_line};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::unescape::unescape;

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
        id_of(self.id.as_deref()?)
    }
}

/// An id as a string, when it is a word or a number.
fn id_of(raw: &RawValue) -> Option<String> {
    let raw = raw.get();
    let inside = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    if let Some(inside) = inside.filter(|inside| !inside.contains('\\')) {
        return (!inside.is_empty()).then(|| inside.to_owned());
    }
    match serde_json::from_str(raw).ok()? {
        serde_json::Value::String(id) if !id.is_empty() => Some(id),
        serde_json::Value::Number(_) => Some(raw.to_owned()),
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
        id: fields.id.and_then(id_of),
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
    // Bytes that are no UTF-8, and control characters, are read only as bytes.
    let text = simdutf8::basic::from_utf8(line).ok();
    let fields = text.and_then(|line| {
        fields_of::<&RawValue, _>(serde_json::Deserializer::from_str(line), keys).ok()
    });
    let fields = match fields {
        Some(fields) => fields,
        None => fields_of::<Text<'_>, _>(serde_json::Deserializer::from_slice(line), keys)
            .map_err(|error| reason_of(&error, line, keys))?,
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

fn fields_of<'l, T: Deserialize<'l> + IntoText<'l>, R: serde_json::de::Read<'l>>(
    mut deserializer: serde_json::Deserializer<R>,
    keys: &RecordKeys,
) -> serde_json::Result<Fields<'l>> {
    let visitor = FieldsVisitor::<T>(keys, PhantomData);
    let fields = visitor.deserialize(&mut deserializer)?;
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

/// Reads an object, with the fields that matter apart.
struct FieldsVisitor<'k, T>(&'k RecordKeys, PhantomData<T>);

impl<'de, T: Deserialize<'de> + IntoText<'de>> DeserializeSeed<'de> for FieldsVisitor<'_, T> {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de> + IntoText<'de>> Visitor<'de> for FieldsVisitor<'_, T> {
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
                let text = map.next_value::<T>()?.into_text();
                let text = text.ok_or_else(|| de::Error::custom("the text is no string"))?;
                if fields.text.replace(text).is_some() {
                    fields.twice = Some(key.into_owned());
                }
            } else if key == self.0.id {
                if fields.id.replace(map.next_value()?).is_some() {
                    fields.twice = Some(key.into_owned());
                }
            } else {
                let value = map.next_value()?;
                fields.others.insert(key, (number, value));
            }
        }
        Ok(fields)
    }
}

/// The text of a record, read in one way or another.
trait IntoText<'l> {
    /// The text; nothing when this is no string.
    fn into_text(self) -> Option<Text<'l>>;
}

/// The string as it stands in the line, which is UTF-8 and has no control characters.
impl<'l> IntoText<'l> for &'l RawValue {
    fn into_text(self) -> Option<Text<'l>> {
        let inside = self.get().strip_prefix('"')?.strip_suffix('"')?;
        unescape(inside).map(Text)
    }
}

impl<'l> IntoText<'l> for Text<'l> {
    fn into_text(self) -> Option<Self> {
        Some(self)
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
}
