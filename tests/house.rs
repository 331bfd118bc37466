//! The rules of the house: which module may use which, how long a file may be, that every fault and
//! message has its words.
#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test that reads the sources")]
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of `src`, and the modules it may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("fault", &[]),
    ("near", &[]),
    ("text", &[]),
    ("domain", &["fault", "near"]),
    ("time", &["domain", "fault", "near"]),
    ("query", &["domain", "fault", "near"]),
    ("automation", &["domain", "fault", "near", "query", "time"]),
    ("report", &["automation", "domain", "fault", "near", "query", "time"]),
    ("render", &["domain", "fault", "near", "report", "text"]),
    ("store", &["domain", "fault", "near"]),
    ("import", &["desk", "domain", "fault", "near", "store", "time"]),
    ("git", &["domain", "fault", "near"]),
    ("merge", &["domain", "fault", "near", "store"]),
    ("review", &["domain", "fault", "time"]),
    ("desk", &["automation", "domain", "fault", "merge", "near", "query", "render", "store", "text", "time"]),
    (
        "service",
        &[
            "automation",
            "desk",
            "domain",
            "fault",
            "git",
            "merge",
            "near",
            "query",
            "render",
            "report",
            "review",
            "store",
            "text",
            "time",
        ],
    ),
    (
        "cli",
        &[
            "automation",
            "desk",
            "domain",
            "fault",
            "git",
            "import",
            "merge",
            "near",
            "query",
            "render",
            "report",
            "review",
            "service",
            "store",
            "text",
            "time",
        ],
    ),
    ("main", &["cli"]),
];

fn sources(dir: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut dirs = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The module of `src` that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules that a source names after `crate::` (or, in `main`, after `tickets::`).
fn used(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for marker in ["crate::"] {
            for (at, _) in line.match_indices(marker) {
                let rest = &line[at + marker.len()..];
                let group = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap_or(group));
                let parts = if rest.starts_with('{') { group.split(", ").collect() } else { vec![rest] };
                for part in parts {
                    let name: String =
                        part.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                    names.insert(name);
                }
            }
        }
    }
    names.remove("");
    names.remove("faults");
    names.remove("self");
    names
}

/// The source without its tests.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

#[test]
fn data_flows_one_way() {
    let rules: BTreeMap<_, _> = MAY_USE.iter().copied().collect();
    for path in sources("src") {
        let module = module(&path);
        if module == "lib" || path.ends_with("tests.rs") || path.ends_with("testing.rs") {
            continue;
        }
        let allowed = rules.get(module.as_str()).unwrap_or_else(|| panic!("no rule for `{module}`"));
        let text = fs::read_to_string(&path).unwrap();
        for name in used(product(&text)) {
            let known = name == module || allowed.contains(&name.as_str());
            assert!(known, "{}: `{module}` may not use `{name}`", path.display());
        }
    }
}

#[test]
fn the_pure_modules_know_no_world() {
    let forbidden = ["std::fs", "std::env", "std::io", "std::process", "SystemTime", "std::net", "Utc::now"];
    for path in sources("src") {
        if !["automation", "domain", "time", "query", "report", "review"].contains(&module(&path).as_str()) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for word in forbidden {
            assert!(!product(&text).contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn files_are_short() {
    for dir in ["src", "tests", "examples", "benches"] {
        for path in sources(dir) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 400, "{} has {lines} lines", path.display());
        }
    }
}

/// The keys of a table file.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.split("(\"").skip(1).chain(text.split("(\n        \"").skip(1)).filter_map(|rest| rest.split('"').next())
}

fn known_keys() -> BTreeSet<String> {
    let tables = sources("src/text/en");
    let texts = tables.iter().map(|path| fs::read_to_string(path).unwrap());
    texts.flat_map(|text| keys(&text).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn every_fault_has_its_sentence() {
    let known = known_keys();
    for path in sources("src") {
        let text = fs::read_to_string(&path).unwrap();
        for body in text.split("faults! {").skip(1) {
            for line in body.lines().take_while(|line| *line != "}") {
                let Some((code, rest)) = line.trim().strip_prefix('"').and_then(|rest| rest.split_once("\" => "))
                else {
                    continue;
                };
                assert!(known.contains(code), "{}: no sentence for `{code}` ({rest})", path.display());
            }
        }
    }
}

#[test]
fn every_message_that_is_said_is_known() {
    let known = known_keys();
    for path in sources("src/cli") {
        let text = fs::read_to_string(&path).unwrap();
        let said = [".say(\"", ".tell(\"", ".word(\""].map(|call| (call, 0));
        for (call, quotes) in said.into_iter().chain([("form::list(", 1)]) {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').nth(quotes).unwrap();
                assert!(known.contains(key), "{}: no sentence for `{key}`", path.display());
            }
        }
    }
}

#[test]
fn no_preset_is_named_in_code() {
    let presets = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/presets")).unwrap();
    let names: Vec<_> = presets.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let names: Vec<_> = names.into_iter().filter(|name| name != "shared").collect();
    for path in sources("src") {
        let text = fs::read_to_string(&path).unwrap();
        for name in &names {
            let says_it = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(name.as_str()));
            assert!(!says_it || module(&path) == "text", "{} names the preset {name}", path.display());
        }
    }
}
