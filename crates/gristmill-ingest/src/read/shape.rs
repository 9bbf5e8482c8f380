//! What a name says about what is in a file.

/// What a file holds, by the endings of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Whether each line is a record, and not the whole file a document.
    pub(crate) is_jsonl: bool,
    /// What is around it.
    pub(crate) compression: Compression,
}

/// What is around the contents of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Shape {
    /// The shape of a file of this name; case does not matter.
    pub(crate) fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let (inner, compression) = if let Some(inner) = name.strip_suffix(".gz") {
            (inner, Compression::Gzip)
        } else if let Some(inner) = name.strip_suffix(".zst") {
            (inner, Compression::Zstd)
        } else {
            (name.as_str(), Compression::None)
        };
        Self {
            is_jsonl: inner.ends_with(".jsonl") || inner.ends_with(".ndjson"),
            compression,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_read_from_the_outside() {
        let shape = |is_jsonl, compression| Shape {
            is_jsonl,
            compression,
        };
        assert_eq!(Shape::of("a/B.JSONL.GZ"), shape(true, Compression::Gzip));
        assert_eq!(Shape::of("a.ndjson"), shape(true, Compression::None));
        assert_eq!(Shape::of("a.txt.zst"), shape(false, Compression::Zstd));
        assert_eq!(Shape::of("jsonl"), shape(false, Compression::None));
    }
}
