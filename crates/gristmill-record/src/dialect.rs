//! The schema in the words of the tools that load it.

use schemars::schema_for;
use serde_json::Value;

use crate::{Boilerplate, Duplicate, EditRow, Manifest, Member, Record, Reject, RepeatedSection};

/// What is written as lines, and the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `documents/part-*.jsonl`
    Documents,
    /// `duplicates/part-*.jsonl`
    Duplicates,
    /// `edits/part-*.jsonl`
    Edits,
    /// `rejects.jsonl`
    Rejects,
    /// `clusters/part-*.jsonl`
    Clusters,
    /// `repeated_sections.jsonl`
    RepeatedSections,
    /// `boilerplate.jsonl`
    Boilerplate,
    /// `manifest.json`
    Manifest,
}

/// The tools that a schema can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// JSON Schema, draft 2020-12.
    JsonSchema,
    /// Python: `datasets.Features`.
    HuggingFace,
    /// SQL: the `columns` of DuckDB's `read_json`.
    DuckDb,
    /// Python: `polars.Schema`.
    Polars,
    /// Python: `pyarrow.schema`.
    Arrow,
}

/// The schema of a table, to paste or to pipe into the tool; `None` for the manifest
/// in another dialect than JSON Schema, since it is no table.
#[must_use]
pub fn schema(table: Table, dialect: Dialect) -> Option<String> {
    let schema = json_schema(table);
    if table == Table::Manifest && dialect != Dialect::JsonSchema {
        return None;
    }
    Some(match dialect {
        Dialect::JsonSchema => format!("{schema:#}"),
        Dialect::HuggingFace => call("datasets.Features({", "})", &schema, &HUGGING_FACE),
        Dialect::DuckDb => call("{", "}", &schema, &DUCK_DB),
        Dialect::Polars => call("polars.Schema({", "})", &schema, &POLARS),
        Dialect::Arrow => call("pyarrow.schema([", "])", &schema, &ARROW),
    })
}

fn json_schema(table: Table) -> Value {
    match table {
        Table::Documents => schema_for!(Record<'static>),
        Table::Duplicates => schema_for!(Duplicate),
        Table::Edits => schema_for!(EditRow<'static>),
        Table::Rejects => schema_for!(Reject),
        Table::Clusters => schema_for!(Member),
        Table::RepeatedSections => schema_for!(RepeatedSection),
        Table::Boilerplate => schema_for!(Boilerplate),
        Table::Manifest => schema_for!(Manifest),
    }
    .to_value()
}

/// How a tool writes types.
struct Words {
    string: &'static str,
    integer: &'static str,
    number: &'static str,
    boolean: &'static str,
    /// Before and after the type of a list's items.
    list: [&'static str; 2],
    /// Before and after the fields of a struct.
    structure: [&'static str; 2],
    /// Before, between and after the name and the type of a field.
    field: [&'static str; 3],
    /// Quotes around the types of the outermost fields.
    quote: &'static str,
}

const HUGGING_FACE: Words = Words {
    string: "datasets.Value(\"string\")",
    integer: "datasets.Value(\"int64\")",
    number: "datasets.Value(\"float64\")",
    boolean: "datasets.Value(\"bool\")",
    list: ["datasets.List(", ")"],
    structure: ["{", "}"],
    field: ["\"", "\": ", ""],
    quote: "",
};

const DUCK_DB: Words = Words {
    string: "VARCHAR",
    integer: "BIGINT",
    number: "DOUBLE",
    boolean: "BOOLEAN",
    list: ["", "[]"],
    structure: ["STRUCT(", ")"],
    field: ["\"", "\" ", ""],
    quote: "'",
};

const POLARS: Words = Words {
    string: "polars.String",
    integer: "polars.Int64",
    number: "polars.Float64",
    boolean: "polars.Boolean",
    list: ["polars.List(", ")"],
    structure: ["polars.Struct({", "})"],
    field: ["\"", "\": ", ""],
    quote: "",
};

const ARROW: Words = Words {
    string: "pyarrow.string()",
    integer: "pyarrow.int64()",
    number: "pyarrow.float64()",
    boolean: "pyarrow.bool_()",
    list: ["pyarrow.list_(", ")"],
    structure: ["pyarrow.struct([", "])"],
    field: ["(\"", "\", ", ")"],
    quote: "",
};

/// The outermost fields, one a line, between `open` and `close`.
fn call(open: &str, close: &str, schema: &Value, words: &Words) -> String {
    let quote = words.quote;
    let fields = fields(schema).map(|(name, field)| {
        let of = type_of(schema, field, words);
        if quote.is_empty() {
            format!(
                "  {}{name}{}{of}{},\n",
                words.field[0], words.field[1], words.field[2]
            )
        } else {
            format!("  {quote}{name}{quote}: {quote}{of}{quote},\n")
        }
    });
    format!("{open}\n{}{close}", fields.collect::<String>())
}

fn fields(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

fn type_of(root: &Value, schema: &Value, words: &Words) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return type_of(root, &root["$defs"][name], words);
    }
    match schema["type"].as_str() {
        Some("integer") => words.integer.into(),
        Some("number") => words.number.into(),
        Some("boolean") => words.boolean.into(),
        Some("array") => {
            let item = type_of(root, &schema["items"], words);
            format!("{}{item}{}", words.list[0], words.list[1])
        }
        Some("object") if schema["properties"].is_object() => {
            let [open, between, close] = words.field;
            let fields: Vec<String> = fields(schema)
                .map(|(name, field)| {
                    format!(
                        "{open}{name}{between}{}{close}",
                        type_of(root, field, words)
                    )
                })
                .collect();
            format!(
                "{}{}{}",
                words.structure[0],
                fields.join(", "),
                words.structure[1]
            )
        }
        _ => words.string.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order() {
        let schema = schema(Table::Documents, Dialect::DuckDb).expect("documents are a table");
        let names: Vec<&str> = schema
            .lines()
            .filter_map(|line| line.trim().strip_prefix('\'')?.split('\'').next())
            .collect();
        let record = [
            "id",
            "text",
            "source",
            "lang",
            "chars",
            "metadata",
            "sections",
            "origin",
            "edits",
            "text_sha256",
            "schema",
        ];
        assert_eq!(names, record);
    }

    #[test]
    fn nested_types_are_spelt_out() {
        let schema = schema(Table::Documents, Dialect::DuckDb).expect("documents are a table");
        let sections = "'sections': 'STRUCT(\"kind\" VARCHAR, \"heading\" VARCHAR, \"level\" BIGINT, \
                        \"start\" BIGINT, \"end\" BIGINT)[]'";
        assert!(schema.contains(sections), "{schema}");
        let polars = super::schema(Table::Edits, Dialect::Polars).expect("edits are a table");
        assert!(
            polars.contains("\"confidence\": polars.Float64,"),
            "{polars}"
        );
    }
}
