//! `gristmill schema`

use std::io::{self, Write};

use crate::Exit;
use crate::args::{self, SchemaArgs};
use crate::say::Failure;

/// Prints a schema.
pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    use gristmill_record::{Dialect, Table, schema};
    let table = match args.table {
        args::Table::Documents => Table::Documents,
        args::Table::Duplicates => Table::Duplicates,
        args::Table::Edits => Table::Edits,
        args::Table::Rejects => Table::Rejects,
        args::Table::Clusters => Table::Clusters,
        args::Table::RepeatedSections => Table::RepeatedSections,
        args::Table::Boilerplate => Table::Boilerplate,
        args::Table::Manifest => Table::Manifest,
    };
    let dialect = match args.dialect {
        args::Dialect::JsonSchema => Dialect::JsonSchema,
        args::Dialect::Hf => Dialect::HuggingFace,
        args::Dialect::Duckdb => Dialect::DuckDb,
        args::Dialect::Polars => Dialect::Polars,
        args::Dialect::Arrow => Dialect::Arrow,
    };
    let schema = schema(table, dialect).ok_or_else(|| {
        let hint = "its schema is there for json-schema";
        Failure::usage("the manifest is one JSON value and no table", Some(hint))
    })?;
    writeln!(io::stdout(), "{schema}").map_err(|error| Failure::output(&error))?;
    Ok(Exit::Good)
}
