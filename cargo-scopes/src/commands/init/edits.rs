//! Calls, written into the text of a file.

use super::replacement::Replacement;

/// The text with these calls in it; `None` if two of them are at the same place.
pub(super) fn rewritten<'r>(text: &str, calls: impl IntoIterator<Item = &'r Replacement>) -> Option<String> {
    let mut edits: Vec<(std::ops::Range<usize>, &str)> = Vec::new();
    for call in calls {
        edits.push((call.span.clone(), call.with_layout.as_ref().unwrap_or(&call.text)));
        edits.extend(call.removed.iter().map(|span| (span.clone(), "")));
    }
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut rewritten = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in edits {
        rewritten.push_str(text.get(at..span.start)?);
        rewritten.push_str(new);
        at = span.end;
    }
    rewritten.push_str(text.get(at..)?);
    Some(rewritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(span: std::ops::Range<usize>, text: &str, removed: &[std::ops::Range<usize>]) -> Replacement {
        let (text, removed) = (text.to_owned(), removed.to_vec());
        Replacement { span, text, with_layout: None, fits: true, texts: Vec::new(), removed, needs_oauth2: false }
    }

    #[test]
    fn edits_are_made_from_the_front() {
        let calls = [call(4..5, "X", &[]), call(0..1, "Y", &[2..3])];
        assert_eq!(rewritten("abcdef", &calls).as_deref(), Some("YbdXf"));
        assert_eq!(rewritten("abcdef", &[call(0..3, "", &[]), call(2..4, "", &[])]), None);
    }
}
