//! What a name says about what is in a file.

use crate::Job;

/// What a file holds, by the endings of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// What is in it.
    pub(crate) kind: Kind,
    /// What is around that, the outermost first.
    pub(crate) layers: Vec<Compression>,
}

/// What is in a file, once it is decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A document.
    Document,
    /// A record a line.
    Lines,
    /// An archive of members one behind the other.
    Tar,
    /// An archive with a directory at its end.
    Zip,
}

/// What is around the contents of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    /// As in members of zip archives, without a header.
    Deflate,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Shape {
    /// The shape of a file of this name, as a job sees it: whoever wants lines takes what
    /// has no other ending for lines.
    pub(crate) fn under(name: &str, job: Job) -> Self {
        let mut shape = Self::of(name);
        if job == Job::Dedup && shape.kind == Kind::Document {
            shape.kind = Kind::Lines;
        }
        shape
    }

    /// The shape of a file of this name; case does not matter.
    pub(crate) fn of(name: &str) -> Self {
        let ends = |name: &str, ending: &str| {
            let at = name.len().checked_sub(ending.len());
            at.and_then(|at| name.get(at..))
                .is_some_and(|end| end.eq_ignore_ascii_case(ending))
        };
        let mut layers = Vec::new();
        let mut name = name;
        while let Some(&(ending, compression)) =
            LAYERS.iter().find(|(ending, _)| ends(name, ending))
        {
            layers.push(compression);
            name = &name[..name.len() - ending.len()];
        }
        if let Some(&(_, compression)) = TARS.iter().find(|(ending, _)| ends(name, ending)) {
            layers.push(compression);
            let kind = Kind::Tar;
            return Self { kind, layers };
        }
        let kind = KINDS.iter().find(|(ending, _)| ends(name, ending));
        let kind = kind.map_or(Kind::Document, |&(_, kind)| kind);
        Self { kind, layers }
    }
}

const LAYERS: [(&str, Compression); 4] = [
    (".gz", Compression::Gzip),
    (".zst", Compression::Zstd),
    (".bz2", Compression::Bzip2),
    (".xz", Compression::Xz),
];

const TARS: [(&str, Compression); 5] = [
    (".tgz", Compression::Gzip),
    (".tzst", Compression::Zstd),
    (".tbz2", Compression::Bzip2),
    (".tbz", Compression::Bzip2),
    (".txz", Compression::Xz),
];

const KINDS: [(&str, Kind); 4] = [
    (".jsonl", Kind::Lines),
    (".ndjson", Kind::Lines),
    (".tar", Kind::Tar),
    (".zip", Kind::Zip),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_read_from_the_outside() {
        let shape = |kind, layers: &[Compression]| Shape {
            kind,
            layers: layers.into(),
        };
        let gzip = [Compression::Gzip];
        assert_eq!(Shape::of("a/B.JSONL.GZ"), shape(Kind::Lines, &gzip));
        assert_eq!(Shape::of("a.ndjson"), shape(Kind::Lines, &[]));
        assert_eq!(
            Shape::of("a.txt.zst"),
            shape(Kind::Document, &[Compression::Zstd])
        );
        assert_eq!(Shape::of("jsonl"), shape(Kind::Document, &[]));
        assert_eq!(Shape::of("a.tar.gz"), shape(Kind::Tar, &gzip));
        assert_eq!(Shape::of("a.tgz"), shape(Kind::Tar, &gzip));
        assert_eq!(
            Shape::of("a.zip.xz.gz"),
            shape(Kind::Zip, &[Compression::Gzip, Compression::Xz])
        );
        assert_eq!(Shape::of("é.gz"), shape(Kind::Document, &gzip));
    }
}
