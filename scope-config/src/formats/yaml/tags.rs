//! Interprets the tags of values.

use saphyr_parser::Tag;

/// Tags whose values are only known when the file is used: those of `CloudFormation`, and of tools that read secrets
/// and other files. Any other tag only says how a program converts the value, whose text stays the same.
const REFERENCES: &[&str] = &[
    "And", "Base64", "Cidr", "Condition", "Context", "ENV", "Env", "Equals", "File", "Find", "FindInMap", "ForEach",
    "Format", "GetAZs", "GetAtt", "If", "ImportValue", "Join", "KeyOf", "Length", "Not", "Or", "Ref", "Select",
    "Split", "Sub", "ToJsonString", "Transform", "env", "env_var", "include", "reference", "secret", "vault",
];

/// Whether a value is only known when the file is used.
pub(super) fn is_reference(tag: &Tag) -> bool {
    tag.handle == "!" && REFERENCES.contains(&tag.suffix.as_str())
}

/// Whether a tag is `!!str`, or `!`, which means the same.
pub(super) fn is_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == "str" || tag.handle.is_empty() && tag.suffix == "!"
}
