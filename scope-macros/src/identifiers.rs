//! From the names of scopes to identifiers: the rule is in the documentation of `oauth_scopes::catalog!`.

use scope_catalog::{Catalog, NameIndex, Pattern};

/// What a scope is called in code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identifiers {
    /// `READ_ORDERS`
    pub(crate) constant: String,
    /// `ReadOrders`
    pub(crate) marker: String,
}

/// The identifiers of every scope of a catalog, by their positions. A pattern has none: it is not a scope itself.
pub(crate) fn of(catalog: &Catalog) -> Vec<Option<Identifiers>> {
    let mut all: Vec<Option<Identifiers>> = Vec::with_capacity(catalog.scopes().len());
    for scope in catalog.scopes() {
        all.push(base(catalog, &scope.name).map(|base| Identifiers::of(&words(base))));
    }
    for position in unclear(&all) {
        if let Some(base) = base(catalog, &catalog.scopes()[position].name) {
            all[position] = Some(Identifiers::of(&words(&spelled_out(base))));
        }
    }
    number(&mut all);
    all
}

/// The positions of identifiers that are empty, or that several scopes would have.
fn unclear(all: &[Option<Identifiers>]) -> Vec<usize> {
    let name_at = |at: u32| name_at(all, at);
    let (mut index, mut uses) = (NameIndex::with_capacity(2 * all.len()), vec![0; 2 * all.len()]);
    for position in 0..all.len() {
        for at in places(all, position) {
            if let Some(known) = index.find(name_at(at), name_at) {
                uses[known as usize] += 1;
            } else {
                index.insert(at, &name_at);
                uses[at as usize] = 1;
            }
        }
    }
    let uses = |name: &str| index.find(name, name_at).map_or(0, |at| uses[at as usize]);
    let mut unclear = Vec::new();
    for (position, own) in all.iter().enumerate() {
        let Some(own) = own else { continue };
        // For a name without a lower-case letter, the constant and the marker may be the same identifier.
        let own_uses = if own.constant == own.marker { 2 } else { 1 };
        if own.constant.is_empty() || uses(&own.constant) > own_uses || uses(&own.marker) > own_uses {
            unclear.push(position);
        }
    }
    unclear
}

/// The positions of both identifiers of a scope in an index; empty if it has none.
fn places(all: &[Option<Identifiers>], position: usize) -> std::ops::Range<u32> {
    let first = u32::try_from(2 * position).unwrap_or(u32::MAX - 2);
    first..first + if all[position].is_some() { 2 } else { 0 }
}

/// The identifier at such a position.
fn name_at(all: &[Option<Identifiers>], at: u32) -> &str {
    match &all[at as usize / 2] {
        Some(own) if at % 2 == 0 => &own.constant,
        Some(own) => &own.marker,
        None => "",
    }
}

/// What is left of a name without the part that all or many have in common.
fn base<'n>(catalog: &Catalog, name: &'n str) -> Option<&'n str> {
    let prefixed = catalog.prefix().and_then(|prefix| name.strip_prefix(prefix)).filter(|rest| !rest.is_empty());
    (!Pattern::is_pattern(name)).then(|| prefixed.or_else(|| name.strip_prefix("https://")).unwrap_or(name))
}

impl Identifiers {
    fn of(words: &[String]) -> Self {
        let constant = words.join("_").to_uppercase();
        let mut marker = String::new();
        for word in words {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            marker.push_str(&first.to_uppercase());
            marker.push_str(&rest.to_lowercase());
        }
        if constant.starts_with(|c: char| c.is_ascii_digit()) {
            return Self { constant: format!("_{constant}"), marker: format!("_{marker}") };
        }
        if marker == "Self" {
            marker.push('_');
        }
        Self { constant, marker }
    }
}

/// The words of a name: letters and digits, parted by anything else and by a change to upper case. A `*` is the word `all`.
fn words(name: &str) -> Vec<String> {
    let name = name.replace('*', " all ");
    let bytes = name.as_bytes();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        let is_last_capital = before.is_ascii_uppercase() && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        let is_hump = before.is_ascii_lowercase() || before.is_ascii_digit() || is_last_capital;
        let begins = byte.is_ascii_uppercase() && is_hump;
        if (begins || !byte.is_ascii_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if byte.is_ascii_alphanumeric() {
            word.push(char::from(byte));
        }
        before = byte;
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// A name whose separators are words.
fn spelled_out(name: &str) -> String {
    const WORDS: [(char, &str); 7] = [
        ('.', "dot"),
        (':', "colon"),
        ('/', "slash"),
        ('-', "dash"),
        ('_', "underscore"),
        ('*', "star"),
        ('+', "plus"),
    ];
    let mut text = String::new();
    for c in name.chars() {
        match WORDS.iter().find(|(sign, _)| *sign == c) {
            Some((_, word)) => text.push_str(&format!(" {word} ")),
            None if c.is_ascii_alphanumeric() => text.push(c),
            None => text.push_str(&format!(" x{:x} ", u32::from(c))),
        }
    }
    text
}

/// Adds a number to names that are still the same, except to the first of them.
fn number(all: &mut [Option<Identifiers>]) {
    let mut index = NameIndex::with_capacity(2 * all.len());
    for position in 0..all.len() {
        let Some(own) = all[position].clone() else { continue };
        let is_used = |name: &str| index.find(name, |at| name_at(all, at)).is_some();
        let (mut numbered, mut number) = (own.clone(), 1);
        while is_used(&numbered.constant) || is_used(&numbered.marker) {
            number += 1;
            numbered.constant = format!("{}_{number}", own.constant);
            numbered.marker = format!("{}_{number}", own.marker);
        }
        all[position] = Some(numbered);
        for at in places(all, position) {
            if index.find(name_at(all, at), |at| name_at(all, at)).is_none() {
                index.insert(at, &|at| name_at(all, at));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constants(text: &str) -> Vec<String> {
        let catalog = Catalog::from_text(text).expect("a sound catalog");
        of(&catalog).into_iter().flatten().map(|own| format!("{} {}", own.constant, own.marker)).collect()
    }

    #[test]
    fn words_make_identifiers() {
        let text = "prefix = 'https://x.y/auth/'\nscopes = ['read_orders', 'https://x.y/auth/drive.file', 'https://z/a', \
            'Mail.ReadWrite', 'APIConnectors.Read', '2fa', 'self', 'orders:*', 'account:{id}']";
        assert_eq!(
            constants(text),
            [
                "READ_ORDERS ReadOrders",
                "DRIVE_FILE DriveFile",
                "Z_A ZA",
                "MAIL_READ_WRITE MailReadWrite",
                "API_CONNECTORS_READ ApiConnectorsRead",
                "_2FA _2fa",
                "SELF Self_",
                "ORDERS_ALL OrdersAll",
            ]
        );
    }

    #[test]
    fn names_that_would_be_the_same_are_spelled_out() {
        assert_eq!(
            constants("scopes = ['users.read', 'users:read', 'other']"),
            ["USERS_DOT_READ UsersDotRead", "USERS_COLON_READ UsersColonRead", "OTHER Other"]
        );
        assert_eq!(constants("scopes = ['read', 'READ']"), ["READ Read", "READ_2 Read_2"]);
        assert_eq!(constants("scopes = ['+', '!']"), ["PLUS Plus", "X21 X21"]);
    }

    #[test]
    fn no_identifier_of_a_bundled_catalog_means_two_scopes() {
        for provider in scope_providers::NAMES {
            let text = scope_providers::text(provider).expect("a bundled catalog");
            let catalog = Catalog::from_text(text).expect("a sound catalog");
            let all = of(&catalog);
            let mut names: Vec<&str> = Vec::new();
            for own in all.iter().flatten() {
                names.push(&own.constant);
                names.extend((own.marker != own.constant).then_some(&*own.marker));
            }
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{provider}");
            for name in names {
                syn::parse_str::<syn::Ident>(name).unwrap_or_else(|error| panic!("{provider}: {name}: {error}"));
                assert!(!name.ends_with("_2"), "{provider}: {name} has a number");
            }
        }
    }
}
