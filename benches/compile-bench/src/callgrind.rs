//! Reads the output of callgrind.

use std::collections::HashMap;

/// The instructions of a run: all of them, and those of each function.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Every instruction of the run.
    pub(crate) total: u64,
    /// The instructions of each function from its calls to its returns, including the functions that it calls.
    ///
    /// For functions that call themselves, this counts some instructions twice, so do not use it for them.
    inclusive: HashMap<String, u64>,
}

impl Profile {
    /// Reads an output file.
    ///
    /// A call has three parts: `cfn=(number) name` with the called function (the name is only there if the number is
    /// new), `calls=count place`, and a line with the number of instructions from call to return.
    pub(crate) fn parse(text: &str) -> Self {
        let mut profile = Self::default();
        let mut names: HashMap<&str, &str> = HashMap::new();
        let mut callee = "";
        let mut is_call = false;
        for line in text.lines() {
            if let Some(function) = line.strip_prefix("fn=").or_else(|| line.strip_prefix("cfn=")) {
                callee = name(function, &mut names);
            } else if line.starts_with("calls=") {
                is_call = true;
            } else if let Some(total) = line.strip_prefix("totals:").or_else(|| line.strip_prefix("summary:")) {
                profile.total = last_number(total);
            } else if is_call {
                *profile.inclusive.entry(callee.to_owned()).or_default() += last_number(line);
                is_call = false;
            }
        }
        profile
    }

    /// The instructions within a function. Its path has no hash of the compiler.
    pub(crate) fn within(&self, path: &str) -> u64 {
        let is_it = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || is_hash(rest));
        self.inclusive.iter().filter(|(name, _)| is_it(name)).map(|(_, instructions)| instructions).sum()
    }
}

fn name<'t>(function: &'t str, names: &mut HashMap<&'t str, &'t str>) -> &'t str {
    match function.split_once(' ') {
        Some((number, name)) => {
            names.insert(number, name);
            name
        }
        None => names.get(function).copied().unwrap_or(function),
    }
}

/// `::h0123456789abcdef`, perhaps with callgrind's own suffix for a function with two numbers.
fn is_hash(rest: &str) -> bool {
    rest.strip_prefix("::h").is_some_and(|digits| digits.len() >= 16 && digits.is_char_boundary(16))
}

fn last_number(line: &str) -> u64 {
    line.split_ascii_whitespace().last().and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
events: Ir
ob=(1) /toolchain/rustc
fl=(1) main.rs
fn=(1) rustc::expand
+3 5
cob=(2) /target/libmacros.so
cfn=(2) macros::scopes::h0123456789abcdef
calls=2 16
+4 700
cfn=(3) macros::scopes_list
calls=1 20
+1 40

ob=(2)
fn=(2)
16 300
cob=(1)
cfn=(1)
calls=1 9
+2 400

fn=(4) other
1 9
cfn=(2)
calls=1 16
* 50

totals: 1504
";

    #[test]
    fn calls_of_a_function_are_summed_over_its_callers() {
        let profile = Profile::parse(FILE);
        assert_eq!(profile.total, 1504);
        assert_eq!(profile.within("macros::scopes"), 750);
        assert_eq!(profile.within("macros::scopes_list"), 40);
        assert_eq!(profile.within("macros::other"), 0);
    }
}
