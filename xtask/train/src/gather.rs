//! Fetches the sources from the package registries, once.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::languages::LANGUAGES;

/// The word lists.
const WORDFREQ: &str = "wordfreq==3.1.1";

/// Where everything lies.
pub struct Sources {
    debian: PathBuf,
    lists: PathBuf,
}

impl Sources {
    /// Downloads what is not there yet.
    pub fn gather(folder: &Path) -> Self {
        let sources = Self {
            debian: folder.join("debian"),
            lists: folder.join("wordfreq"),
        };
        fs::create_dir_all(&sources.debian).expect("the folder can be made");
        fs::create_dir_all(&sources.lists).expect("the folder can be made");
        if is_empty(&sources.lists) {
            run(Command::new("python3")
                .args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
                .arg(&sources.lists)
                .arg(WORDFREQ));
        }
        if is_empty(&sources.debian) {
            let wanted = available(&debian_packages());
            run(Command::new("apt-get")
                .args(["download", "-q"])
                .args(wanted)
                .current_dir(&sources.debian));
        }
        sources
    }

    /// Every file of a Debian package whose path is wanted: path and content.
    pub fn debian_files(
        &self,
        package: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<(String, Vec<u8>)> {
        let start = format!("{package}_");
        let Some(path) = self.debian_archives().into_iter().find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&start))
        }) else {
            return Vec::new();
        };
        let tar = Command::new("dpkg-deb")
            .arg("--fsys-tarfile")
            .arg(&path)
            .output()
            .expect("dpkg-deb runs")
            .stdout;
        let mut archive = tar::Archive::new(&tar[..]);
        let mut files = Vec::new();
        for entry in archive.entries().expect("a tar archive") {
            let mut entry = entry.expect("an entry");
            let path = entry.path().expect("a path").to_string_lossy().into_owned();
            if !entry.header().entry_type().is_file() || !wanted(&path) {
                continue;
            }
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("a whole entry");
            files.push((path, content));
        }
        files.sort();
        files
    }

    /// The Debian archives, by name: `package_version_architecture.deb`.
    pub fn debian_archives(&self) -> Vec<PathBuf> {
        list(&self.debian)
    }

    /// A word list.
    pub fn wordfreq(&self, name: &str) -> Vec<u8> {
        let path = self.lists.join(format!("wordfreq/data/{name}.msgpack.gz"));
        gunzip(&fs::read(path).expect("the list can be read"))
    }
}

/// The bytes that were compressed.
pub fn gunzip(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Err(error) = flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut bytes) {
        eprintln!("after {} bytes of {}: {error}", bytes.len(), packed.len());
    }
    bytes
}

/// The packages that may exist for the languages of the model.
pub fn debian_packages() -> Vec<String> {
    let mut packages = Vec::new();
    for language in LANGUAGES {
        for code in language.debian.split_whitespace() {
            for kind in ["libreoffice-l10n-", "libreoffice-help-", "manpages-"] {
                packages.push(format!("{kind}{code}"));
            }
        }
    }
    packages.push("iso-codes".to_owned());
    packages.push("unicode-cldr-core".to_owned());
    packages.push("manpages-pt-br".to_owned());
    packages.push("manpages-zh".to_owned());
    packages.sort();
    packages.dedup();
    packages
}

fn available(packages: &[String]) -> Vec<String> {
    let known = Command::new("apt-cache")
        .arg("pkgnames")
        .output()
        .expect("apt-cache runs")
        .stdout;
    let known = String::from_utf8_lossy(&known).into_owned();
    let known: std::collections::BTreeSet<&str> = known.lines().collect();
    packages
        .iter()
        .filter(|package| known.contains(package.as_str()))
        .cloned()
        .collect()
}

fn is_empty(folder: &Path) -> bool {
    list(folder).is_empty()
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn run(command: &mut Command) {
    let status = command.status().expect("the command runs");
    assert!(status.success(), "{command:?} failed");
}
