//! Finds one of many names.

/// An open-addressing table that maps names to positions in a list that the caller owns.
///
/// The names are not stored, so the caller must provide the name at a position. Since macros run without optimization,
/// the code is kept small rather than clever.
///
/// ```
/// let names = ["read", "write"];
/// let mut index = scope_catalog::NameIndex::with_capacity(names.len());
/// index.insert(0, &|at| names[at as usize]);
/// index.insert(1, &|at| names[at as usize]);
/// assert_eq!(index.find("write", |at| names[at as usize]), Some(1));
/// assert_eq!(index.find("admin", |at| names[at as usize]), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    slots: Vec<u32>,
    len: usize,
}

const EMPTY: u32 = u32::MAX;

impl NameIndex {
    /// Returns an index with room for this many names. It grows when there are more.
    pub fn with_capacity(names: usize) -> Self {
        Self { slots: vec![EMPTY; (names * 2).next_power_of_two().max(8)], len: 0 }
    }

    /// Returns the position whose name is `name`.
    pub fn find<'n>(&self, name: &str, name_at: impl Fn(u32) -> &'n str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let (mask, mut slot) = self.start(name);
        while self.slots[slot] != EMPTY {
            if name_at(self.slots[slot]) == name {
                return Some(self.slots[slot]);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// Adds a position whose name is not there yet.
    pub fn insert<'n>(&mut self, position: u32, name_at: &dyn Fn(u32) -> &'n str) {
        if (self.len + 1) * 2 > self.slots.len() {
            self.grow(name_at);
        }
        self.place(position, name_at(position));
        self.len += 1;
    }

    fn grow<'n>(&mut self, name_at: &dyn Fn(u32) -> &'n str) {
        let old = std::mem::replace(self, Self::with_capacity(self.slots.len().max(4) * 2));
        for &position in &old.slots {
            if position != EMPTY {
                self.place(position, name_at(position));
            }
        }
        self.len = old.len;
    }

    fn place(&mut self, position: u32, name: &str) {
        let (mask, mut slot) = self.start(name);
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = position;
    }

    /// Returns the mask for slots, and the first slot for a name.
    #[expect(clippy::cast_possible_truncation, reason = "the mask keeps the low bits alone")]
    fn start(&self, name: &str) -> (usize, usize) {
        let mask = self.slots.len() - 1;
        (mask, hash(name) as usize & mask)
    }
}

/// A map from names to numbers.
///
/// The standard maps are compiled again for each type, which takes longer than this one ever saves.
pub(crate) struct NameMap<'n> {
    entries: Vec<(&'n str, usize)>,
    index: NameIndex,
}

impl<'n> NameMap<'n> {
    pub(crate) fn with_capacity(names: usize) -> Self {
        Self { entries: Vec::with_capacity(names), index: NameIndex::with_capacity(names) }
    }

    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        let found = self.position(name)?;
        Some(self.entries[found as usize].1)
    }

    /// Sets the number of a name, and returns its previous number.
    pub(crate) fn insert(&mut self, name: &'n str, number: usize) -> Option<usize> {
        if let Some(found) = self.position(name) {
            return Some(std::mem::replace(&mut self.entries[found as usize].1, number));
        }
        let at = u32::try_from(self.entries.len()).unwrap_or(EMPTY);
        self.entries.push((name, number));
        self.index.insert(at, &|at| self.entries[at as usize].0);
        None
    }

    /// Sets the number of a name unless it has one, and returns its number.
    pub(crate) fn insert_new(&mut self, name: &'n str, number: usize) -> usize {
        self.get(name).unwrap_or_else(|| {
            self.insert(name, number);
            number
        })
    }

    /// Adds a name, and returns whether it is new.
    pub(crate) fn add(&mut self, name: &'n str) -> bool {
        self.insert(name, 0).is_none()
    }

    fn position(&self, name: &str) -> Option<u32> {
        self.index.find(name, |at| self.entries[at as usize].0)
    }
}

/// Multiplies and folds eight bytes at a time. What matters in an unoptimized build is the small number of steps: an
/// iterator over the bytes would need four times as many.
pub(crate) fn hash(name: &str) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let bytes = name.as_bytes();
    let (mut state, mut word, mut at) = (bytes.len() as u64, 0, 0);
    while at + 8 <= bytes.len() {
        let b = at;
        word = u64::from_le_bytes([
            bytes[b],
            bytes[b + 1],
            bytes[b + 2],
            bytes[b + 3],
            bytes[b + 4],
            bytes[b + 5],
            bytes[b + 6],
            bytes[b + 7],
        ]);
        state = (state ^ word).wrapping_mul(FACTOR);
        state ^= state >> 29;
        at += 8;
    }
    while at < bytes.len() {
        word = (word << 8) | u64::from(bytes[at]);
        at += 1;
    }
    state = (state ^ word).wrapping_mul(FACTOR);
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_name_and_no_other() {
        let names: Vec<String> = (0..1000).map(|number| format!("scope:{number}")).collect();
        let name_at = |position: u32| names[position as usize].as_str();
        let mut index = NameIndex::default();
        for position in 0..1000 {
            assert_eq!(index.find(name_at(position), name_at), None);
            index.insert(position, &name_at);
        }
        for position in 0..1000 {
            assert_eq!(index.find(name_at(position), name_at), Some(position));
        }
        assert_eq!(index.find("scope:1000", name_at), None);
    }
}
