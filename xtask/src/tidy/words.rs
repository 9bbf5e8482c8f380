//! The words: nothing that holds only on the machine of one developer.

use super::Tree;

/// A folder of somebody's machine, and whether a name must follow in it.
struct Place {
    folder: &'static str,
    then_letter: bool,
}

// In pieces, so that the check does not find itself.
const PLACES: &[Place] = &[
    Place {
        folder: concat!("/ro", "ot/"),
        then_letter: false,
    },
    Place {
        folder: concat!("/wo", "rk/"),
        then_letter: false,
    },
    Place {
        folder: concat!("/ho", "me/"),
        then_letter: true,
    },
];

/// Lines that name an absolute path of a developer's machine.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in tree {
        for (index, line) in text.lines().enumerate() {
            if let Some(place) = PLACES.iter().find(|place| place.is_in(line)) {
                let (number, folder) = (index + 1, place.folder);
                complaints.push(format!("{path}:{number}: names a path in {folder}"));
            }
        }
    }
    complaints
}

impl Place {
    fn is_in(&self, line: &str) -> bool {
        line.match_indices(self.folder).any(|(start, folder)| {
            let (before, after) = (&line[..start], &line[start + folder.len()..]);
            !before.ends_with(continues_path)
                && (!self.then_letter || after.starts_with(char::is_alphabetic))
        })
    }
}

/// Whether a path that goes on after this character is relative to something.
fn continues_path(before: char) -> bool {
    before.is_alphanumeric() || "._-~*})]>".contains(before)
}

#[cfg(test)]
mod tests {
    use super::super::tree_of;
    use super::*;

    /// The complaints about a line in which `@` stands for the slash.
    fn complaints(line: &str) -> Vec<String> {
        check(&tree_of(&[(
            "a.md",
            &format!("\n{}", line.replace('@', "/")),
        )]))
    }

    #[test]
    fn an_absolute_path_is_found_where_it_stands() {
        let folder = PLACES[0].folder;
        assert_eq!(
            complaints("see `@root@x`"),
            [format!("a.md:2: names a path in {folder}")]
        );
        assert_eq!(complaints("@work@").len(), 1);
        assert_eq!(complaints("file:@@@home@ann").len(), 1);
    }

    #[test]
    fn a_folder_of_the_same_name_elsewhere_is_no_complaint() {
        for line in [
            "target@work@x",
            "https:@@a.org@home@index",
            "@home@*",
            "@workshop@",
        ] {
            assert!(complaints(line).is_empty(), "{line}");
        }
    }
}
