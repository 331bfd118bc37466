use super::fault::ImportFault;

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as it is.
    Text(String),
    /// The cell of the column of this name.
    Column(String),
}

/// The pieces of a template such as `{category}: {ci_name}`; `{{` and `}}` are braces.
pub(super) fn pieces(template: &str) -> Result<Vec<Piece>, ImportFault> {
    let open = || ImportFault::Template { template: template.to_owned() };
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        text.push_str(before);
        if brace.starts_with("{{") || brace.starts_with("}}") {
            text.push_str(&brace[..1]);
            rest = &brace[2..];
            continue;
        }
        let (name, after) = brace.strip_prefix('{').and_then(|name| name.split_once('}')).ok_or_else(open)?;
        pieces.push(Piece::Text(std::mem::take(&mut text)));
        pieces.push(Piece::Column(name.trim().to_owned()));
        rest = after;
    }
    text.push_str(rest);
    pieces.push(Piece::Text(text));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_braces_are_told_apart() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let column = |name: &str| Piece::Column(name.to_owned());
        let table = [
            ("{a}: { 类型 }", vec![column("a"), text(": "), column("类型")]),
            ("{{{a}}}", vec![text("{"), column("a"), text("}")]),
            ("plain", vec![text("plain")]),
            ("", vec![]),
        ];
        for (template, expected) in table {
            assert_eq!(pieces(template).expect(template), expected, "{template}");
        }
        for bad in ["{a", "a}", "{", "{a}}"] {
            assert!(pieces(bad).is_err(), "{bad}");
        }
    }
}
