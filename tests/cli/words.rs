//! The words that people type and read: labels for codes, names for ids, and what is told when one is wrong.
use crate::desk::Desk;

const ONE: &str = "CS202610280001";

/// A desk in Chinese, as a preset lays it down.
fn chinese(preset: &str) -> Desk {
    Desk::laid_down(&["--template", preset, "--lang", "zh-CN"])
}

/// The value of a column of the newest ticket.
fn newest(desk: &Desk, column: &str) -> String {
    let listed = desk.run(&["list", "--all", "--sort", "-number", "--columns", column, "--format", "csv"]).done();
    listed.lines().nth(1).unwrap_or_default().to_owned()
}

#[test]
fn what_there_is_is_told_whole() {
    let desk = chinese("process-table");
    let told = desk.run(&["init", "x", "--template", "support-dek"]).failed(2);
    assert!(told.contains("现有：support-desk、after-sales、process-table、rapid-response"), "{told}");
    desk.run(&["customer", "add", "--name", "王小明"]).done();
    let number = desk.run(&["new", "打印机卡纸", "--customer", "王小明", "-d", "卡纸", "-q"]).done();
    let told = desk.run(&["stage", number.trim(), "分析问题", "--result", "完了"]).failed(1);
    assert!(told.contains("其结果有：完成、未处理"), "{told}");
    let told = desk.run(&["list", "--where", "prioriti = urgent"]).failed(2);
    assert!(told.contains("可用：priority、…"), "{told}");
    assert!(desk.run(&["report", "sla", "--by", "foo"]).failed(2).contains("可用：priority、"));
}

#[test]
fn a_command_that_was_meant_is_named_first_and_help_is_asked_for_either_way() {
    let desk = Desk::new();
    let meant = |typed: &str| desk.run(&[typed]).failed(2);
    assert!(meant("nwe").contains("hint: did you mean `new`?\nsee `tickets --help`"), "{}", meant("nwe"));
    assert!(meant("acept").contains("did you mean `accept`"), "{}", meant("acept"));
    assert!(meant("rapor").contains("did you mean `report`?"), "{}", meant("rapor"));
    let told = desk.run(&["survey", "lst"]).failed(2);
    assert!(told.contains("did you mean `list`") && told.ends_with("see `tickets survey --help`\n"), "{told}");
    let told = desk.run(&["assign", ONE, "--lang", "zh-CN"]).failed(2);
    assert!(told.contains("缺少：--to ") && told.contains(" 或 --team ") && !told.contains('|'), "{told}");
    assert!(desk.run(&["list", "--lang", "fr"]).failed(2).contains("`en`, `zh-CN`"));
    assert_eq!(desk.run(&["help", "accept"]).done(), desk.run(&["accept", "--help"]).done());
}

#[test]
fn clocks_states_plans_and_standard_replies_are_named_as_they_are_read() {
    let desk = chinese("support-desk");
    let number = desk.run(&["new", "登录失败", "-q"]).done().trim().to_owned();
    let csv = |args: &[&str]| desk.run(&[args, &["--format", "csv"]].concat()).done();
    let due = csv(&["due", "--clock", "resolution"]);
    assert_eq!(due.lines().count(), 2, "{due}");
    for clock in ["解决", "Resolution"] {
        assert_eq!(csv(&["due", "--clock", clock]), due);
    }
    let told = desk.run(&["due", "--clock", "解诀"]).failed(2);
    assert!(told.contains("可用：解决（resolution）、"), "{told}");
    let running = csv(&["report", "sla", "--tickets", "--clock", "解决", "--state", "计时中"]);
    assert_eq!(running, csv(&["report", "sla", "--tickets", "--clock", "resolution", "--state", "running"]));
    assert_eq!(running.lines().count(), 2, "{running}");
    let until = ["--until", "2026-11-02 12:00", "--reason", "待供应商答复"];
    desk.run(&[&["extend", &number, "--clock", "解决"], &until[..]].concat()).done();
    assert!(desk.read(desk.file(&number)).contains("clock: resolution"));
    desk.run(&["--as", "li", "accept", &number]).done();
    desk.run(&["plan", &number, "--kind", "即时修复", "-m", "今天更换证书"]).done();
    assert!(desk.read(desk.file(&number)).contains("kind: fix"));
    let preview = |script: &str| desk.run(&["reply", &number, "--script", script, "--preview"]).done();
    assert_eq!(preview("告知编号"), preview("number"));
    assert!(desk.run(&["script", "show", "告知编号"]).done().starts_with("告知编号"));
    let told = desk.run(&["script", "show", "告知编码"]).failed(1);
    assert!(told.contains("现有：告知编号（number）、"), "{told}");
}

#[test]
fn labels_become_the_codes_that_they_mean() {
    let desk = Desk::laid_down(&["--lang", "zh-CN"]);
    let number = desk.run(&["new", "登录失败", "-q"]).done().trim().to_owned();
    let file = desk.file(&number);
    let whole = desk.read(&file);
    desk.replace(&file, "status: assigned", "status: 已分派");
    desk.replace(&file, "type: technical", "type: 技术支持");
    assert_eq!(desk.findings(), ["status-unknown"]);
    let told = desk.run(&["check", "--fix"]).done();
    assert!(told.contains("标签 `已分派` 已改为代码 `assigned`") && told.contains("`技术支持`"), "{told}");
    assert_eq!(desk.read(&file), whole);
    // Another status than the history tells is one of the head alone.
    desk.replace(&file, "status: assigned", "status: 处理中");
    desk.run(&["check", "--fix"]).done();
    assert_eq!(desk.read(&file), whole);
    desk.replace(&file, "status: assigned", "status: 处理完");
    assert_eq!(desk.run(&["check", "--fix"]).code, Some(3));
}

#[test]
fn keywords_are_looked_for_in_the_scope_too() {
    let desk = chinese("rapid-response");
    desk.run(&["new", "打不开", "--source", "客户反馈", "--scope", "全部用户", "-d", "看不到内容"]).done();
    assert_eq!(newest(&desk, "priority"), "urgent");
    desk.run(&["new", "打不开", "--source", "客户反馈", "--scope", "一位用户", "-d", "看不到内容"]).done();
    assert_eq!(newest(&desk, "priority"), "medium");
}

#[test]
fn an_industry_in_chinese_finds_its_member() {
    let desk = chinese("support-desk");
    desk.run(&["customer", "add", "--name", "华夏银行", "--industry", "金融"]).done();
    for _ in 0..3 {
        desk.run(&["new", "登录失败", "--customer", "华夏银行"]).done();
        assert_eq!(newest(&desk, "assignee"), "zhao", "whoever carries less");
    }
    let told = desk.run(&["customer", "add", "--name", "王小明", "--industry", "金溶"]).failed(1);
    assert!(
        told.contains("本服务台没有行业 `金溶`") && told.contains("可用：金融（finance）、零售（retail）、"),
        "{told}"
    );
}

#[test]
fn a_category_is_named_as_it_is_read() {
    for (preset, label, code) in
        [("support-desk", "支付故障", "technical/payment"), ("standard-response", "退款", "refund")]
    {
        let desk = chinese(preset);
        desk.run(&["customer", "add", "--name", "王小明"]).done();
        desk.run(&["new", "请看一下", "--customer", "王小明", "--channel", "电话", "-d", "如题"]).done();
        let number = newest(&desk, "number");
        desk.run(&["classify", &number, "--set", &format!("category={label}"), "--reason", "更正"]).done();
        assert_eq!(newest(&desk, "category"), code, "{preset}");
        let told = desk.run(&["classify", &number, "--set", "category=支付问题", "--reason", "更正"]).failed(1);
        assert!(told.contains("本服务台没有分类 `支付问题`"), "{told}");
    }
}

/// Whatever the rules of a preset set is a word of its vocabulary.
#[test]
fn the_presets_rules_set_what_has_a_label() {
    for preset in ["support-desk", "standard-response", "rapid-response", "after-sales"] {
        for lang in ["en", "zh-CN"] {
            let desk = Desk::laid_down(&["--template", preset, "--lang", lang]);
            let words = desk.read("config/vocabulary.yaml");
            let rules = desk.read("config/rules.yaml");
            let set = rules.lines().filter_map(|line| line.split_once("category: "));
            for code in set.map(|(_, rest)| rest.split([',', '}']).next().unwrap_or_default()) {
                assert!(words.contains(&format!("- {{code: {code}, label: ")), "{preset} {lang}: {code}");
            }
        }
    }
}

#[test]
fn a_category_stands_for_those_below_it_everywhere() {
    let desk = chinese("support-desk");
    let number = desk.run(&["new", "登录失败", "-q"]).done().trim().to_owned();
    assert_eq!(newest(&desk, "category"), "technical/login");
    let listed = |filter: &str| desk.run(&["list", "--where", filter, "-q"]).done();
    for filter in ["category = technical", "category in (delivery, Technical)", "category = 登录问题"] {
        assert_eq!(listed(filter).trim(), number, "{filter}");
    }
    for filter in ["category != technical", "category = tech/x or category = technical/payment"] {
        assert!(!desk.run(&["list", "--where", filter, "-q"]).out.contains(&number), "{filter}");
    }
    desk.write("scripts/own.yaml", "label: 技术\nfor: {category: [technical]}\ntext: 您好。\n");
    assert!(desk.findings().is_empty(), "{:?}", desk.findings());
    assert!(desk.run(&["reply", &number, "--script", "own", "--preview"]).done().contains("您好。"));
    for (article, title, category) in
        [("sign-in-fails", "无法登录", "login"), ("payment-without-order", "支付成功但没有订单", "payment")]
    {
        let titled = format!("title: {title}\n");
        desk.replace(format!("knowledge/{article}.md"), &titled, &format!("{titled}category: technical/{category}\n"));
    }
    let articles = |category: &str| {
        let found = desk.run(&["kb", "search", "登录 支付", "--category", category, "--format", "csv"]).done();
        found.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(articles("technical/login"), ["sign-in-fails"]);
    assert_eq!(articles("technical").len(), 2);
    desk.write("config/rules.yaml", "rules:\n- {name: all, when: 'category = technical', tags: [it]}\n");
    desk.run(&["new", "x", "--category", "technical/login"]).done();
    assert_eq!(newest(&desk, "tags"), "it");
}

#[test]
fn a_customer_is_filtered_by_name() {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "王小明", "--phone", "13812345678"]).done();
    desk.run(&["new", "One", "--type", "technical", "--customer", "王小明"]).done();
    desk.open("Two");
    for filter in ["customer = 王小明", "customer = 13812345678", "customer in (C1001)", "customer != 李四 or open"]
    {
        let ran = desk.run(&["list", "--where", filter, "-q"]);
        if filter.contains("李四") {
            assert!(ran.failed(1).contains("`李四`"));
        } else {
            assert_eq!(ran.done().trim(), ONE, "{filter}");
        }
    }
    assert_eq!(desk.run(&["list", "--where", "customer = C77", "-q"]).done(), "", "a number that only tickets name");
}

#[test]
fn what_is_missing_is_named_with_the_options_that_give_it() {
    let desk = chinese("after-sales");
    let told = desk.run(&["new", "开不了机", "-d", "如题"]).failed(1);
    assert!(told.contains("缺少必填项：客户、渠道、产品"), "{told}");
    assert!(told.contains("`--customer … --channel … --product …`"), "{told}");
}

#[test]
fn refusals_speak_the_words_of_the_desk() {
    let desk = chinese("support-desk");
    desk.run(&["new", "登录失败", "--to", "li", "-q"]).done();
    let one = newest(&desk, "number");
    let told = desk.run(&["--as", "zhao", "accept", &one]).failed(1);
    assert!(told.contains("已分派给李娜，而不是赵磊"), "{told}");
    desk.run(&["--as", "li", "accept", &one]).done();
    let told = desk.run(&["--as", "li", "accept", &one]).failed(1);
    assert!(told.contains("状态为“处理中”，现在不能执行 `accept`"), "{told}");
    assert!(told.contains("现在可以：assign、transfer、") && !told.contains("approve"), "{told}");
    let told = desk.run(&["--as", "zhao", "assign", &one, "--to", "zhao", "--reason", "忙"]).failed(1);
    assert!(told.contains("赵磊无权改派他人工单（"), "{told}");
    assert!(told.contains("李娜（li）、王芳（wang）"), "{told}");
    let told = desk.run(&["new", "x", "--type", "投拆"]).failed(1);
    assert!(told.contains("本服务台没有类型 `投拆`") && told.contains("可用：投诉（complaint）、"), "{told}");
    desk.run(&["--as", "li", "resolve", &one, "-m", "好了"]).done();
    let told = desk.run(&["survey", "respond", &one, "--score", "响应速度=6"]).failed(1);
    assert!(told.contains("响应速度的评分 6 不在 1 至 5 之间"), "{told}");
}

#[test]
fn times_that_make_no_sense_are_refused() {
    let desk = Desk::new();
    desk.run(&["new", "One", "--type", "technical", "--to", "li"]).done();
    desk.run(&["accept", ONE, "--as", "li"]).done();
    let before = desk.files();
    desk.run(&["new", "Two", "--type", "technical", "--occurred", "2026-10-29 10:00"]).failed(2);
    for args in [
        &["transfer", ONE, "--to", "zhao", "-r", "x", "--until", "2020-01-01"][..],
        &["wait", ONE, "--until", "2020-01-01"],
        &["progress", ONE, "--done", "x", "--eta", "2026-10-27"],
        &["plan", ONE, "--kind", "fix", "-m", "x", "--until", "2026-01-01"],
        &["involve", ONE, "--team", "service", "--duty", "x", "--until", "08:00"],
    ] {
        let told = desk.run(&[args, &["--as", "li"]].concat()).failed(2);
        assert!(told.contains("is past: it is Wed 28 Oct 2026, 09:00"), "{args:?} {told}");
    }
    assert_eq!(desk.files(), before);
    desk.run(&["progress", ONE, "--done", "x", "--eta", "2026-10-28", "--as", "li"]).done();
}

#[test]
fn a_year_that_nobody_means_is_refused() {
    let desk = Desk::new();
    let number = desk.open("hello");
    for args in [&["edit", &number, "--set", "expected=9999-12-31"][..], &["new", "x", "--at", "0202-10-28 09:00"]] {
        let told = desk.run(args).failed(2);
        assert!(told.contains("lies too far away") && told.contains("1900 to 2999"), "{told}");
    }
    assert_eq!(desk.run(&["list", "--where", "created < 9999-12-31", "-q"]).done().trim(), number);
}

#[test]
fn of_many_tickets_that_may_be_meant_a_handful_is_listed() {
    let desk = Desk::new();
    for title in ["1", "2", "3", "4", "5", "6", "7"] {
        desk.open(title);
    }
    let told = desk.run(&["show", "CS2"]).failed(1);
    assert!(told.contains("may be 7 tickets: ") && told.contains(", …"), "{told}");
    assert_eq!(told.matches("CS20261028000").count(), 6, "{told}");
}

#[test]
fn a_day_to_which_a_clock_is_extended_is_meant_to_its_closing_time() {
    let desk = Desk::new();
    desk.open("One");
    // Three business days from Wednesday 09:00: Friday 18:00. Three more, the most there is: Wednesday 18:00.
    let told =
        desk.run(&["extend", ONE, "--clock", "resolution", "--until", "2026-11-05", "-r", "x", "--lang", "zh-CN"]);
    let told = told.failed(1);
    assert!(told.contains("2026年11月5日 18:00 太晚") && told.contains("3 个工作日"), "{told}");
    assert!(told.contains("`--until '2026-11-04 18:00'`"), "{told}");
    desk.run(&["extend", ONE, "--clock", "resolution", "--until", "2026-11-04", "-r", "x"]).done();
    assert!(desk.read(desk.file(ONE)).contains("until: 2026-11-04T18:00:00+08:00"));
    let told = desk.run(&["extend", ONE, "--clock", "reslution", "--until", "2026-11-04", "-r", "x"]).failed(2);
    assert!(told.contains("`reslution`") && told.contains("resolution, "), "{told}");
}

#[test]
fn times_are_understood_in_chinese() {
    let desk = Desk::new();
    desk.run(&["new", "One", "--type", "technical", "--to", "li"]).done();
    let until = |text: &str| {
        desk.run(&["wait", ONE, "--until", text]).done();
        desk.run(&["resume", ONE]).done();
        let file = desk.read(desk.file(ONE));
        file.rsplit_once("until: ").unwrap().1[..25].to_owned()
    };
    for (typed, meant) in [
        ("今天", "2026-10-28T23:59:59+08:00"),
        ("明天 15:00", "2026-10-29T15:00:00+08:00"),
        ("下周", "2026-11-08T23:59:59+08:00"),
        ("2天", "2026-10-30T09:00:00+08:00"),
        ("3小时后", "2026-10-28T12:00:00+08:00"),
    ] {
        assert_eq!(until(typed), meant, "{typed}");
    }
    assert_eq!(desk.run(&["list", "--where", "created >= 昨天 and age < 2天", "-q"]).done().trim(), ONE);
    desk.run(&["note", ONE, "-m", "x", "--at", "30分钟前"]).failed(1);
    let told = desk.run(&["note", ONE, "-m", "x", "--at", "改天", "--lang", "zh-CN"]).failed(2);
    assert!(told.contains("`09:00`") && told.contains("`昨天`"), "{told}");
}

#[test]
fn fields_are_named_as_they_are_headed() {
    let desk = Desk::new();
    desk.open("One");
    desk.run(&["edit", ONE, "--set", "标题=支付失败", "--priority", "High", "--type", "Complaint"]).done();
    let list = ["list", "--where", "优先级 = high and Type = complaint", "--sort", "-创建时间"];
    let listed = desk.run(&[&list[..], &["--columns", "编号,标题", "--format", "csv"]].concat()).done();
    assert_eq!(listed, format!("number,title\n{ONE},支付失败\n"));
    let by = |by: &str| desk.run(&["report", "volume", "--by", by, "--format", "csv"]).done();
    assert_eq!(by("类型,Team"), by("type,team"));
    desk.run(&["edit", ONE, "--clear", "颜色"]).failed(2);
}

#[test]
fn what_was_said_already_is_not_recorded_again() {
    let desk = Desk::new();
    desk.run(&["new", "One", "--type", "technical", "--to", "li"]).done();
    let ask = ["escalate", ONE, "-r", "urgent", "--as", "zhao", "--to", "wang"];
    desk.run(&ask).done();
    assert!(desk.run(&ask).failed(1).contains("asked for already"));
    desk.run(&["approve", ONE]).done();
    desk.run(&["resolve", ONE, "-m", "done", "--as", "wang"]).done();
    desk.run(&["confirm", ONE]).done();
    assert!(desk.run(&["confirm", ONE]).failed(1).contains("confirmed already"));
    desk.run(&["reopen", ONE, "-r", "not so"]).done();
    desk.run(&["resolve", ONE, "-m", "done", "--as", "wang"]).done();
    desk.run(&["confirm", ONE]).done();
}

#[test]
fn a_survey_of_one_question_needs_no_name_for_its_score() {
    let desk = Desk::new();
    desk.write(
        "config/survey.yaml",
        "scale: [1, 5]\ndimensions:\n- {code: overall, label: Overall}\noverall: overall\n",
    );
    desk.open("One");
    desk.run(&["resolve", ONE, "-m", "done"]).done();
    desk.run(&["survey", "respond", ONE, "--score", "5"]).done();
    let shown = desk.run(&["survey", "show", ONE]).done();
    assert!(
        shown.contains("5  Overall") && shown.contains("2026-10-28 09:00") && !shown.contains("+08:00  "),
        "{shown}"
    );
}

#[test]
fn a_trial_run_says_that_nothing_is_due() {
    let desk = Desk::new();
    let ran = desk.run(&["tick", "--dry-run", "--lang", "zh-CN"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", "没有到时的措施\n"));
    let ran = desk.run(&["tick"]);
    assert_eq!((&*ran.out, &*ran.err), ("", ""), "who calls it every few minutes hears nothing");
}

#[test]
fn who_closes_hears_of_teams_that_have_not_done_their_part() {
    let desk = Desk::new();
    desk.run(&["new", "One", "--type", "technical", "--to", "li"]).done();
    desk.run(&["involve", ONE, "--team", "service", "--duty", "call back", "--as", "li"]).done();
    let ran = desk.run(&["resolve", ONE, "-m", "done", "--as", "li"]);
    assert!(ran.code == Some(0) && ran.err.contains("not done their part yet: Customer service"), "{ran:?}");
    let ran = desk.run(&["note", ONE, "-m", "x"]);
    assert_eq!(ran.err, "");
    desk.run(&["done", ONE, "--team", "service", "-m", "called"]).done();
    assert_eq!(desk.run(&["close", ONE]).err, "");
}
