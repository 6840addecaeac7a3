//! Prints tables of figures.

use std::fmt;

/// Rows below a header; the first column has the labels.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

/// How often something happened, and how often it could have happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) hit: usize,
    pub(crate) of: usize,
}

impl Tally {
    /// Adds one to the counts.
    pub(crate) fn add(&mut self, is_hit: bool) {
        self.hit += usize::from(is_hit);
        self.of += 1;
    }

    /// The share in percent, rounded down, so that it is never shown too large.
    pub(crate) fn percent(self) -> String {
        if self.of == 0 {
            return "-".to_owned();
        }
        let tenths = self.hit * 1000 / self.of;
        format!("{}.{} %", tenths / 10, tenths % 10)
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.hit += other.hit;
        self.of += other.of;
    }
}

impl FromIterator<bool> for Tally {
    fn from_iter<I: IntoIterator<Item = bool>>(hits: I) -> Self {
        let mut tally = Self::default();
        hits.into_iter().for_each(|is_hit| tally.add(is_hit));
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            0 => formatter.write_str("-"),
            of => write!(formatter, "{}/{of}", self.hit),
        }
    }
}

impl Table {
    /// A table without rows.
    pub(crate) fn new<'h>(header: impl IntoIterator<Item = &'h str>) -> Self {
        Self { rows: vec![header.into_iter().map(str::to_owned).collect()] }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, label: &str, cells: impl IntoIterator<Item = String>) {
        self.rows.push(std::iter::once(label.to_owned()).chain(cells).collect());
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(|column| self.width(column)).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                let padded = if column == 0 { format!("{cell:<width$}") } else { format!("  {cell:>width$}") };
                line.push_str(&padded);
            }
            writeln!(formatter, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_to_the_left_and_figures_to_the_right() {
        let mut table = Table::new(["group", "seen"]);
        table.row("form", [Tally { hit: 9, of: 10 }.to_string()]);
        table.row("x", [Tally::default().to_string()]);
        assert_eq!(table.to_string(), "group  seen\nform   9/10\nx         -\n");
    }

    #[test]
    fn a_share_is_never_rounded_up() {
        assert_eq!(Tally { hit: 1999, of: 2000 }.percent(), "99.9 %");
        assert_eq!(Tally::from_iter([true, true]).percent(), "100.0 %");
        assert_eq!(Tally::default().percent(), "-");
    }
}
