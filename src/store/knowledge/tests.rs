use super::*;

const FILE: &str = "---\ntitle: 登录失败  # often\ncategory: login\nkeywords: [登录, sign-in]\n\
                    verified: {at: 2026-10-20, by: li}\nfrom: CS202610280001-7k3qx\n---\n# 登录失败\n\nIntro\n\n\
                    ## Answer\n1. One\n\n```\n## no heading\n```\n\n### Detail\nmore\n\n## After\nrest\n";

fn article(text: &str) -> Article {
    parse("login", text).unwrap()
}

fn wrong(text: &str) -> (&'static str, usize, usize) {
    let problem = parse("login", text).unwrap_err();
    let place = problem.place().unwrap();
    assert_eq!(place.file, Path::new("knowledge/login.md"));
    (problem.code(), place.line, place.column)
}

#[test]
fn a_file_is_read() {
    let article = article(FILE);
    assert_eq!((article.title.as_str(), article.category.as_ref().map(Code::as_str)), ("登录失败", Some("login")));
    assert_eq!(article.keywords, ["登录", "sign-in"]);
    let verified = article.verified.as_ref().unwrap();
    assert_eq!((verified.on.to_string().as_str(), verified.by.as_str()), ("2026-10-20", "li"));
    assert_eq!(article.section(&["answer"]), Some("1. One\n\n```\n## no heading\n```\n\n### Detail\nmore"));
    assert_eq!(article.section(&["none"]), None);
    assert_eq!(parse("login", &FILE.replace('\n', "\r\n")).unwrap(), article);
}

#[test]
fn what_is_wrong_is_shown_at_its_place() {
    assert_eq!(wrong("# Login\n"), ("article-front-missing", 1, 1));
    assert_eq!(wrong(""), ("article-front-missing", 1, 1));
    assert_eq!(wrong("---\ntitle: a\n"), ("article-front-open", 1, 1));
    assert_eq!(wrong("---\ncategory: a\n---\n"), ("config-missing-key", 2, 1));
    assert_eq!(wrong("---\ntitle: a\nkeyword: [b]\n---\n"), ("config-unknown-key", 3, 1));
    assert_eq!(wrong("---\ntitle: a\nkeywords: b\n---\n"), ("config-expected-list", 3, 11));
    assert_eq!(wrong("---\ntitle: a\nverified: {at: soon, by: li}\n---\n"), ("article-date-malformed", 3, 16));
    assert_eq!(wrong("---\ntitle: a\nverified: yes\n---\n"), ("config-expected-mapping", 3, 11));
    assert_eq!(wrong("---\ntitle: [a\n---\n").0, "yaml-bracket");
}

#[test]
fn verifying_changes_one_line() {
    let verified = Verified { on: "2026-10-28".parse().unwrap(), by: "wang".into() };
    let after = verify("login", FILE, &verified).unwrap();
    assert_eq!(after, FILE.replace("{at: 2026-10-20, by: li}", "{at: 2026-10-28, by: wang}"));
    let bare = "---\r\ntitle: a # b\r\nfrom: T1-00000\r\n---\r\ntext\r\n";
    let after = verify("login", bare, &verified).unwrap();
    assert_eq!(
        after,
        "---\r\ntitle: a # b\r\nverified:\r\n  at: 2026-10-28\r\n  by: wang\r\nfrom: T1-00000\r\n---\r\ntext\r\n"
    );
}

#[test]
fn what_is_written_is_read() {
    let article = Article { verified: None, body: "# A\n\ntext".into(), ..article(FILE) };
    assert_eq!(parse("login", &article.write()).unwrap(), article);
}

#[test]
fn slugs_come_from_titles() {
    assert_eq!(slug_of("Sign-in fails: what now?"), "sign-in-fails-what-now");
    assert_eq!(slug_of("登录失败（手机）"), "登录失败-手机");
    assert_eq!(slug_of("?!"), "");
    assert!(is_slug("登录失败-手机") && !is_slug("../a") && !is_slug(""));
}
