//! Tables of figures, with budgets.

use std::fmt;

/// A table of the report.
#[derive(Debug)]
pub(crate) struct Table {
    title: String,
    /// The headings; the first is that of the labels.
    header: Vec<String>,
    rows: Vec<Row>,
    /// How it was measured.
    notes: Vec<String>,
}

#[derive(Debug)]
struct Row {
    label: String,
    cells: Vec<String>,
    budget: Option<Budget>,
}

/// A measured value and its limit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Budget {
    measured: f64,
    bound: Bound,
    unit: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    Most(f64),
    Least(f64),
}

impl Budget {
    /// A value of at most this limit.
    pub(crate) fn at_most(measured: f64, limit: f64, unit: &'static str) -> Self {
        Self { measured, bound: Bound::Most(limit), unit }
    }

    /// A value of at least this limit.
    pub(crate) fn at_least(measured: f64, limit: f64, unit: &'static str) -> Self {
        Self { measured, bound: Bound::Least(limit), unit }
    }

    fn is_met(&self) -> bool {
        match self.bound {
            Bound::Most(limit) => self.measured <= limit,
            Bound::Least(limit) => self.measured >= limit,
        }
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_met() { "met" } else { "missed" };
        let (sign, limit) = match self.bound {
            Bound::Most(limit) => ("≤", limit),
            Bound::Least(limit) => ("≥", limit),
        };
        write!(formatter, "{sign} {limit} {}: {verdict}", self.unit)
    }
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(title: impl Into<String>, header: &[&str]) -> Self {
        let header = header.iter().map(ToString::to_string).collect();
        Self { title: title.into(), header, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, label: impl Into<String>, mut cells: Vec<String>, budget: Option<Budget>) {
        cells.resize(self.header.len() - 1, String::new());
        self.rows.push(Row { label: label.into(), cells, budget });
    }

    /// Adds a line below the table.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// The rows whose budget is missed.
    pub(crate) fn missed(&self) -> impl Iterator<Item = String> {
        let missed = self.rows.iter().filter(|row| row.budget.as_ref().is_some_and(|budget| !budget.is_met()));
        missed.map(|row| format!("{}: {}", self.title, row.label.trim()))
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.header.iter().map(|cell| cell.chars().count()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(std::iter::once(&row.label).chain(&row.cells)) {
                *width = (*width).max(cell.chars().count());
            }
        }
        widths
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        writeln!(formatter, "{}", self.title)?;
        write_line(formatter, &self.header, &widths, "budget")?;
        for row in &self.rows {
            let cells: Vec<String> = std::iter::once(&row.label).chain(&row.cells).cloned().collect();
            let budget = row.budget.as_ref().map(ToString::to_string).unwrap_or_default();
            write_line(formatter, &cells, &widths, &budget)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(formatter, "  ({note})"))
    }
}

/// The label is aligned left, and the figures are aligned right.
fn write_line(formatter: &mut fmt::Formatter<'_>, cells: &[String], widths: &[usize], budget: &str) -> fmt::Result {
    let mut line = String::from("  ");
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let padding = " ".repeat(width - cell.chars().count());
        if column == 0 {
            line += &format!("{cell}{padding}");
        } else {
            line += &format!("  {padding}{cell}");
        }
    }
    writeln!(formatter, "{}", format!("{line}  {budget}").trim_end())
}

/// A figure with its significant digits.
pub(crate) fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_met_or_missed() {
        let mut table = Table::new("cost", &["form", "kIr"]);
        table.row("one", vec![figure(120.0)], Some(Budget::at_most(120.0, 120.0, "kIr")));
        table.row("  two", vec![figure(120.1)], Some(Budget::at_most(120.1, 120.0, "kIr")));
        assert_eq!(table.missed().collect::<Vec<_>>(), ["cost: two"]);
        let lines = "cost\n  form   kIr  budget\n  one    120  ≤ 120 kIr: met\n    two  120  ≤ 120 kIr: missed\n";
        assert_eq!(table.to_string(), lines);
    }
}
