//! The terminal program as it is used: files, folders, standard input, and an analysis that is saved.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const TABLE: &str =
    "conversation_id,role,message\n1,user,Where is my order?\n1,bot,On its way.\n2,user,Hello there\n";

/// A fresh folder of this test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn undertone(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_undertone")).current_dir(folder).args(args).output().unwrap()
}

#[track_caller]
fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_folder_stands_for_its_files_in_order() {
    let here = folder("folders");
    fs::create_dir_all(here.join("export/deep")).unwrap();
    fs::write(here.join("export/b.csv"), TABLE).unwrap();
    fs::write(here.join("export/a.csv"), TABLE.replace("\n1,", "\n8,").replace("\n2,", "\n9,")).unwrap();
    fs::write(here.join("export/deep/c.txt"), "User: hi\nBot: hello\n").unwrap();
    fs::write(here.join("export/.hidden"), "User: no\n").unwrap();
    let report = json(&undertone(&here, &["analyze", "export", "--json"]));
    let names: Vec<&str> =
        report["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a.csv", "b.csv", "c.txt"]);
    assert_eq!(report["conversations"], 5);
}

#[test]
fn standard_input_is_a_file_too() {
    let here = folder("input");
    let mut child = Command::new(env!("CARGO_BIN_EXE_undertone"))
        .current_dir(&here)
        .args(["analyze", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(TABLE.as_bytes()).unwrap();
    let report = json(&child.wait_with_output().unwrap());
    assert_eq!(report["conversations"], 2);
    assert_eq!(report["files"][0]["name"], "standard input");
}

#[test]
fn a_saved_analysis_gives_the_same_figures() {
    let here = folder("saved");
    fs::write(here.join("chats.csv"), TABLE).unwrap();
    let args = ["analyze", "chats.csv", "--json", "--timezone", "Europe/Berlin"];
    let first = json(&undertone(&here, &[&args[..], &["--save", "with.undertone", "--with-texts"]].concat()));
    let again = json(&undertone(&here, &["analyze", "with.undertone", "--json"]));
    assert_eq!(first, again, "texts, files, zone and all");
    let said = json(&undertone(&here, &["analyze", "with.undertone", "--json", "--filter", "order"]));
    assert_eq!(said["conversations"], 1);

    json(&undertone(&here, &[&args[..], &["--save", "without.undertone"]].concat()));
    let bytes = fs::read(here.join("without.undertone")).unwrap();
    let holds = |text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
    assert!(!holds(b"order") && !holds(b"chats.csv"));
    let without = json(&undertone(&here, &["analyze", "without.undertone", "--json"]));
    assert_eq!(without["figures"], first["figures"]);
}

#[test]
fn what_cannot_be_opened_is_said_with_its_reason() {
    let here = folder("refused");
    fs::write(here.join("chats.csv"), TABLE).unwrap();
    undertone(&here, &["analyze", "chats.csv", "--save", "chats.undertone"]);
    let mut bytes = fs::read(here.join("chats.undertone")).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(here.join("broken.undertone"), &bytes).unwrap();
    for (args, reason) in [
        (&["analyze", "broken.undertone"][..], "damaged"),
        (&["analyze", "nothing.csv"][..], "cannot read nothing.csv"),
        (&["analyze", "chats.csv", "--with-texts"][..], "--save"),
        (&["analyze", "chats.csv", "--filter", "outcme:x"][..], "character 1"),
        (&["analyze", "chats.undertone", "--timezone", "Nowhere"][..], "no time zone"),
    ] {
        let output = undertone(&here, args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(reason), "{args:?}: {said}");
    }
}

#[test]
fn for_reading_the_most_asked_figures_come_first_and_once() {
    let here = folder("reading");
    fs::write(here.join("chats.csv"), TABLE).unwrap();
    let output = undertone(&here, &["analyze", "chats.csv"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = said.lines().find(|line| line.starts_with("  ")).unwrap();
    assert!(first.trim_start().starts_with("Conversations"), "{said}");
    assert_eq!(said.matches("Messages per conversation").count(), 1, "{said}");
}

#[test]
fn a_pattern_stands_for_the_files_that_fit_it() {
    let here = folder("patterns");
    fs::write(here.join("a1.csv"), TABLE).unwrap();
    fs::write(here.join("a2.csv"), TABLE.replace("\n1,", "\n8,").replace("\n2,", "\n9,")).unwrap();
    fs::write(here.join("b.txt"), "User: hi\n").unwrap();
    let report = json(&undertone(&here, &["analyze", "a*.csv", "--json"]));
    assert_eq!(report["conversations"], 4);
    let none = undertone(&here, &["analyze", "c*.csv"]);
    assert!(!none.status.success());
    assert!(String::from_utf8_lossy(&none.stderr).contains("no file fits the pattern"));
}

#[test]
fn saved_analyses_are_merged_and_opened_together() {
    let here = folder("merging");
    let mail = |of: &str, who: &str| {
        format!(
            "conversation_id,user_id,channel,plan,role,message\n{of}1,{who},web,pro,user,I am {who}@example.org\n{of}2,{who},mail,free,user,Hello there {of}\n"
        )
    };
    // The last conversation of both is the same, word by word.
    let same = "s,u,web,pro,user,Same in both\ns,u,web,pro,bot,Yes indeed\n";
    fs::write(here.join("one.csv"), mail("a", "ann") + same).unwrap();
    fs::write(here.join("two.csv"), mail("b", "bob") + same).unwrap();
    for name in ["one", "two"] {
        let saved = format!("{name}.undertone");
        json(&undertone(
            &here,
            &["analyze", &format!("{name}.csv"), "--json", "--save", &saved, "--with-texts"],
        ));
    }
    let merged = undertone(
        &here,
        &["merge", "one.undertone", "two.undertone", "--save", "all.undertone", "--with-texts"],
    );
    let said = String::from_utf8_lossy(&merged.stdout).into_owned();
    assert!(merged.status.success() && said.starts_with("5 conversations"), "{said}");
    assert!(said.contains("1 were in more than one"), "{said}");
    let of = |args: &[&str]| json(&undertone(&here, &[&["analyze", "--json"], args].concat()));
    let together = of(&["one.undertone", "two.undertone"]);
    assert_eq!(of(&["all.undertone"])["figures"], together["figures"]);
    assert_eq!(together["conversations"], 5);
    assert_eq!(together["figures"]["unique_users"]["n"], 3);
    assert_eq!(together["figures"]["returning_users"]["n"], 2);
    assert_eq!(of(&["all.undertone", "--filter", "plan:pro channel:web"])["conversations"], 3);
    // Each had a first address; as one they are two.
    assert_eq!(of(&["all.undertone", "--filter", "\"[EMAIL 1]\""])["conversations"], 1);
    assert_eq!(of(&["all.undertone", "--filter", "\"[EMAIL 2]\""])["conversations"], 1);
    let mixed = undertone(&here, &["analyze", "one.undertone", "one.csv"]);
    assert!(String::from_utf8_lossy(&mixed.stderr).contains("one.csv is no saved analysis"));
    let none = undertone(&here, &["merge", "one.csv", "two.csv", "--save", "no.undertone"]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("no saved analyses"));
}

#[test]
fn a_comparison_is_printed_with_its_verdict() {
    let here = folder("compare");
    let made = undertone(
        &here,
        &["generate", "shop", "--conversations", "3000", "--seed", "11", "--output", "shop.csv"],
    );
    assert!(made.status.success());
    // Read once; what is compared then is the saved analysis.
    assert!(undertone(&here, &["analyze", "shop.csv", "--save", "shop.undertone"]).status.success());
    let printed = |args: &[&str]| {
        let output = undertone(&here, &[&["compare", "shop.undertone"], args].concat());
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code(), format!("{out}{err}"))
    };
    let (code, said) = printed(&[]);
    assert!(code == Some(0) && said.starts_with("+ ship B: Resolution rate is better than with A"), "{said}");
    let (_, said) = printed(&["--control", "B", "--goal", "handoff_rate", "--guard", "message_count"]);
    assert!(said.contains("Handoff rate") && !said.contains("Fallback rate"), "{said}");
    let (_, said) = printed(&["--before", "2026-08-10", "--where", "channel:web"]);
    assert!(said.contains("a split by date is no experiment") && said.contains("≥ 2026-08-10"), "{said}");
    let (_, said) = printed(&["--arms", "rating<=2", "rating>=4"]);
    assert!(said.contains("rating>=4 is better than rating<=2 by Resolution rate"), "{said}");
    let (_, said) = printed(&["--split", "90,10"]);
    assert!(said.starts_with("! the split is broken"), "{said}");
    assert_eq!(printed(&["--by", "nothing"]), (Some(1), "! no conversation has a nothing\n".into()));
    let (code, said) = printed(&["--goal", "nothing"]);
    assert!(code == Some(2) && said.contains("there is no figure nothing"), "{said}");
    let found = json(&undertone(&here, &["compare", "shop.undertone", "--json"]));
    assert_eq!(found["sheets"][0]["name"], "comparison");
    assert_eq!(found["notes"][0]["weight"], "good");
}

#[test]
fn journeys_are_printed_as_json() {
    let here = folder("paths");
    let rows = (0..12).map(|at| {
        let end = if at < 7 { "abandoned" } else { "resolved" };
        let bot = if at < 7 { "I didn't get that." } else { "It ships today." };
        format!("{at},1780000000,user,where is it,order_status,{end}\n{at},1780000030,bot,{bot},,{end}\n")
    });
    let table = format!("conversation_id,timestamp,role,text,intent,outcome\n{}", rows.collect::<String>());
    fs::write(here.join("chats.csv"), table).unwrap();
    let found = json(&undertone(&here, &["paths", "chats.csv", "--intended", "order_status > resolved"]));
    let edge = |from: &str, to: &str| {
        let edges = found["graph"]["edges"].as_array().unwrap();
        let is_it = |edge: &&serde_json::Value| edge["from"] == from && edge["to"] == to;
        edges.iter().find(is_it).map(|edge| (edge["conversations"].clone(), edge["median_seconds"].clone()))
    };
    assert_eq!(found["graph"]["starts"]["order_status"], 12);
    assert_eq!(edge("order_status", "fallback"), Some((7.into(), 30.0.into())));
    assert_eq!(edge("order_status", "resolved"), Some((5.into(), serde_json::Value::Null)));
    assert_eq!(found["layers"][1]["nodes"][0]["outcomes"]["abandoned"], 7);
    assert_eq!(found["figures"]["journey_conformance_rate"]["n"], 5);
    let left = &found["tables"]["journey_drop_offs"][0];
    assert_eq!((&left["left_at"], &left["left"]), (&"Not understood".into(), &7.0.into()));
    assert_eq!(found["leaving"]["fallback"]["journey_leaving"], serde_json::json!([]));
    assert!(found["leaving"]["fallback"].get("journey_leaving_words").is_none());
    let backward = json(&undertone(&here, &["paths", "chats.csv", "--to", "abandoned", "--depth", "2"]));
    assert_eq!((&backward["direction"], &backward["conversations"]), (&"backward".into(), &7.into()));
    assert_eq!(backward["layers"][1]["nodes"][0]["state"], "fallback");
    let against = &["paths", "chats.csv", "--filter", "outcome:resolved", "--against", "outcome:abandoned"];
    let against = json(&undertone(&here, against));
    assert_eq!(against["tables"]["journey_differences"][0]["step"], "order_status → Not understood");
    assert_eq!(against["graph"]["edges"].as_array().unwrap().len(), 1);
    let few = json(&undertone(&here, &["paths", "chats.csv", "--least", "6"]));
    assert_eq!(few["graph"]["left_out"]["edges"], 1);
    for (args, why) in [
        (["--from", "nonsense"], "No conversation has a state “nonsense”"),
        (["--detail", "replies"], "--quotes"),
        (["--intended", "a > > b"], "cannot be read"),
        (["--filter", "path:\"a >\""], "is not a way from state"),
    ] {
        let output = undertone(&here, &[&["paths", "chats.csv"][..], &args].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(why), "{args:?}: {said}");
    }
    let nobody = undertone(&here, &["paths", "chats.csv", "--filter", "channel:nowhere"]);
    assert_eq!(nobody.status.code(), Some(1));
}

#[test]
fn a_funnel_is_printed_with_where_the_others_stop() {
    let here = folder("funnel");
    let rows = (0..30).map(|at| {
        let (end, bot) =
            if at < 18 { ("abandoned", "I didn't get that.") } else { ("resolved", "It ships today.") };
        let channel = if at % 2 == 0 { "web" } else { "app" };
        let fact = |second: u32| format!("{at},{channel},{}", 1_780_000_000 + second);
        format!("{},user,my secret order,order_status,{end}\n{},bot,{bot},,{end}\n", fact(0), fact(30))
    });
    let table =
        format!("conversation_id,channel,timestamp,role,text,intent,outcome\n{}", rows.collect::<String>());
    fs::write(here.join("chats.csv"), table).unwrap();
    let steps = ["--step", "intent:order_status", "--step", "outcome:resolved"];
    let funnel = |more: &[&str]| undertone(&here, &[&["funnel", "chats.csv"][..], &steps, more].concat());
    let found = json(&funnel(&["--against", "channel:app", "--json"]));
    let sheet = |name: &str| {
        let sheets = found["sheets"].as_array().unwrap();
        sheets.iter().find(|sheet| sheet["name"] == name).cloned()
    };
    let cell =
        |name: &str, row: usize, at: usize| sheet(name).unwrap()["rows"][row]["cells"][at]["figure"].clone();
    assert_eq!(
        (&cell("funnel_steps", 0, 1)["n"], &cell("funnel_steps", 1, 1)["n"]),
        (&30.into(), &12.into())
    );
    assert_eq!(cell("funnel_steps", 1, 4)["value"], 30_000.0);
    assert_eq!(cell("funnel_drop_offs", 0, 2)["n"], 18);
    assert_eq!(sheet("funnel_last").unwrap()["rows"][0]["cells"][1]["words"], "Not understood");
    assert_eq!(cell("funnel_differences", 1, 1)["of"], 15);
    assert!(sheet("funnel_leaving").is_some() && sheet("funnel_leaving_words").is_none());
    let text = String::from_utf8(funnel(&[]).stdout).unwrap();
    assert!(text.contains("What sets those apart who stop at step 1") && !text.contains("secret"), "{text}");
    assert!(text.contains("After it: Not understood"), "{text}");
    // Without steps, those that the data suggest.
    let suggested = json(&undertone(&here, &["funnel", "chats.csv", "--json"]));
    assert_eq!(suggested["sheets"][0]["rows"][1]["cells"][0]["text"], "intent:order_status");
    for (args, why) in [
        (["--step", "outcome:x"], "is not a value of this field"),
        (["--step", "funnel:\"a > b\""], "cannot be a step"),
        (["--step", "nowhere:x"], "There is no field"),
        (["--within", "soon"], "is no stretch of time"),
        (["--leaving", "7"], "nobody can stop at step 7"),
    ] {
        let output = funnel(&args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(why), "{args:?}: {said}");
    }
    let nobody = undertone(&here, &["funnel", "chats.csv", "--filter", "channel:nowhere"]);
    assert_eq!(nobody.status.code(), Some(1));
    let plan = r#"{"undertone_plan": 1, "funnels": [{"name": "Kept", "steps": "PLAN"}]}"#;
    let written = steps.iter().filter(|word| **word != "--step").copied().collect::<Vec<_>>().join(" > ");
    let written = format!("strict; within 7d; {written}");
    fs::write(here.join("plan.json"), plan.replace("PLAN", &written)).unwrap();
    let named = |name: &str| {
        let more = ["--plan", "plan.json", "--named", name, "--against", "channel:app", "--json"];
        undertone(&here, &[&["funnel", "chats.csv"][..], &more].concat())
    };
    let strict = json(&funnel(&["--strict", "--within", "7d", "--against", "channel:app", "--json"]));
    assert_eq!(json(&named("kept")), strict);
    assert_ne!(strict, found, "it is another funnel");
    fs::write(here.join("plan.json"), plan.replace("PLAN", "is:engaged > any(user: /a(/)")).unwrap();
    let unread = named("kept");
    assert!(unread.status.code() == Some(2) && String::from_utf8_lossy(&unread.stderr).contains("pattern"));
    let missing = named("Lost");
    assert_eq!(missing.status.code(), Some(2));
    let said = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(said.contains("the plan keeps no funnel “Lost”; it keeps: Kept"), "{said}");
}

#[test]
fn a_search_prints_masked_messages_best_first() {
    let here = folder("search");
    let more = "3,user,\"Order, order: write to ann@example.com about my order\"\n3,bot,Your order is late\n";
    fs::write(here.join("chats.csv"), format!("{TABLE}{more}")).unwrap();
    let found = json(&undertone(&here, &["search", "chats.csv", "order", "--json"]));
    assert_eq!((&found["count"], &found["has_all"]), (&3.into(), &true.into()));
    let messages = found["messages"].as_array().unwrap();
    assert_eq!(messages[0]["conversation"], "3");
    assert_eq!(messages[0]["text"], "Order, order: write to [EMAIL 1] about my order");
    assert_eq!(messages[0]["marks"], serde_json::json!([[0, 5], [7, 12], [42, 47]]));
    assert_eq!((&messages[2]["role"], &messages[2]["line"]), (&"bot".into(), &1.into()));

    let printed = |args: &[&str]| {
        let output = undertone(&here, &[&["search", "chats.csv"], args].concat());
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, said) = printed(&["order", "--most", "1"]);
    assert!(code == Some(0) && said.starts_with("1 of 3 messages\n"), "{said}");
    let (code, said) = printed(&["\"my order\" zebra"]);
    assert!(code == Some(0) && said.contains("No message has all of these words"), "{said}");
    assert!(said.contains("\n  user  1\n  Where is my order?\n"), "{said}");
    let (code, said) = printed(&["ord*", "--filter", "\"on its way\""]);
    assert!(code == Some(0) && said.starts_with("1 message\n"), "{said}");
    assert_eq!(printed(&["zebra"]), (Some(1), "0 messages\n".into()));
}

#[test]
fn signals_are_printed_in_words_and_quoted_only_where_words_are_wanted() {
    let here = folder("signals");
    let made = undertone(&here, &["generate", "shop", "--conversations", "300", "--output", "shop.csv"]);
    assert!(made.status.success());
    let read = undertone(&here, &["analyze", "shop.csv"]);
    let text = String::from_utf8(read.stdout).unwrap();
    let (_, signals) = text.split_once("\nSignals, the most frequent first").expect("a heading");
    let quote = signals.lines().find(|line| line.starts_with("    “")).expect("a quote");
    assert!(!quote.contains('@') && !quote.contains('\x1b'), "masked, and no colours in a pipe: {quote}");
    for words in ["Ready to buy", "Was misunderstood", "Deteriorating", "Gratitude", "Negative"] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("churn_risk") && !text.contains("ready_to_buy"));
    let sentiment = text.lines().find(|line| line.starts_with("  Sentiment ")).unwrap();
    assert!(
        sentiment.contains(['+', '−']) && sentiment.contains('…'),
        "signed, with its interval: {sentiment}"
    );

    let bare = json(&undertone(&here, &["analyze", "shop.csv", "--json"]));
    assert!(bare.get("quotes").is_none());
    let mut quoted = json(&undertone(
        &here,
        &["analyze", "shop.csv", "--json", "--quotes", "--save", "saved", "--with-texts"],
    ));
    let again = json(&undertone(&here, &["analyze", "saved", "--json", "--quotes"]));
    assert_eq!(quoted["quotes"], again["quotes"], "a saved analysis proves its signals, too");
    let proofs = quoted.as_object_mut().unwrap().remove("quotes").unwrap();
    assert!(proofs.as_array().unwrap().iter().all(|quote| !quote["text"].as_str().unwrap().is_empty()));
    // Words that bots offered are words of transcripts, too.
    let sheets = |report: &serde_json::Value| {
        report["sheets"].as_array().unwrap().iter().map(|sheet| sheet["name"].clone()).collect::<Vec<_>>()
    };
    assert!(
        sheets(&quoted).contains(&"quick_replies".into()) && !sheets(&bare).contains(&"quick_replies".into())
    );
    quoted["sheets"].as_array_mut().unwrap().retain(|sheet| sheet["name"] != "quick_replies");
    assert_eq!(quoted, bare);
}

#[test]
fn a_label_is_taught_and_used_and_a_damaged_file_of_it_is_refused() {
    let here = folder("taught");
    let said = ["Where is my parcel?", "How do I pay?", "Do you sell gift cards?", "My package never came"];
    let rows: Vec<String> = said.iter().enumerate().map(|(at, text)| format!("{at},user,{text}\n")).collect();
    fs::write(here.join("chats.csv"), format!("conversation_id,role,message\n{}", rows.concat())).unwrap();
    let examples =
        "where is my package\nmy parcel has not come\n\nthe parcel never came, mail ann@example.com\n";
    fs::write(here.join("examples.txt"), examples).unwrap();
    let teach = ["teach", "lost parcel", "chats.csv", "--examples", "examples.txt", "--save", "my.labels"];
    let taught = undertone(&here, &[&teach[..], &["--with-examples"]].concat());
    let words = String::from_utf8_lossy(&taught.stdout).into_owned();
    assert!(words.contains("of 3 examples") && words.contains("says little"), "{words}");
    let file = fs::read(here.join("my.labels")).unwrap();
    let holds = |text: &[u8]| file.windows(text.len()).any(|window| window == text);
    assert!(holds(b"lost parcel") && holds(b"[EMAIL 1]") && !holds(b"ann@"), "examples are masked");

    let report = json(&undertone(&here, &["analyze", "chats.csv", "--json", "--labels", "my.labels"]));
    assert_eq!(report["breakdowns"]["taught_label"]["parts"], serde_json::json!([["lost parcel", 2]]));
    let args =
        ["analyze", "chats.csv", "--json", "--labels", "my.labels", "--filter", "label:\"lost parcel\""];
    assert_eq!(json(&undertone(&here, &args))["conversations"], 2);
    let lines = undertone(&here, &["label", "chats.csv", "--labels", "my.labels"]);
    let labels: Vec<serde_json::Value> = String::from_utf8_lossy(&lines.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["labels"].clone())
        .collect();
    let has = serde_json::json!(["lost parcel"]);
    assert_eq!(labels, [has.clone(), serde_json::json!([]), serde_json::json!([]), has.clone()]);
    fs::write(here.join("said.jsonl"), "{\"text\": \"My package never came\"}\n").unwrap();
    let single = ["label", "said.jsonl", "--labels", "my.labels"];
    assert_eq!(json(&undertone(&here, &single))["labels"], has);
    assert!(json(&undertone(&here, &single[..2])).get("labels").is_none());
    undertone(&here, &["analyze", "chats.csv", "--save", "chats.undertone", "--with-texts"]);
    let reopened = undertone(&here, &["analyze", "chats.undertone", "--json", "--labels", "my.labels"]);
    assert_eq!(json(&reopened)["breakdowns"], report["breakdowns"]);

    let mut damaged = file;
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(here.join("my.labels"), damaged).unwrap();
    let refused = undertone(&here, &["analyze", "chats.csv", "--labels", "my.labels"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("damaged"));
    fs::write(here.join("examples.txt"), "where is my package\n").unwrap();
    let few = undertone(&here, &[&teach[..6], &["new.labels"]].concat());
    assert!(String::from_utf8_lossy(&few.stderr).contains("at least 3 examples"));
}

#[test]
fn a_plan_adds_goals_and_money_and_one_that_cannot_be_used_says_where() {
    let here = folder("plan");
    let rows: Vec<String> = (0..10)
        .map(|n| {
            format!(
                "{n},2026-03-01T10:00:00Z,user,where is it,{},resolved\n",
                if n < 4 { "order" } else { "" }
            )
        })
        .collect();
    let head = "conversation_id,timestamp,role,message,tags,status\n";
    fs::write(
        here.join("chats.csv"),
        format!("{head}{}9,2026-03-01T10:01:00Z,user,I am ann@example.com,,\n", rows.concat()),
    )
    .unwrap();
    let plan = r#"{"undertone_plan": 1, "goals": [{"name": "order", "filter": "tag:order", "value": 2}],
        "money": {"human_contact": 1, "bot_fixed_per_month": 30.4375}}"#;
    fs::write(here.join("plan.json"), plan).unwrap();
    let told = json(&undertone(&here, &["analyze", "chats.csv", "--json", "--plan", "plan.json"]));
    // Ten contacts at 1 and four goals at 2, for one day that costs 1.
    assert_eq!(told["figures"]["roi"]["value"], 17.0);
    assert_eq!(told["figures"]["goal_conversion_rate"]["n"], 4);
    assert!(told.get("leads").is_none(), "leads are words of people");
    let args = ["analyze", "chats.csv", "--json", "--quotes", "--plan", "plan.json", "--filter", "goal:none"];
    let others = json(&undertone(&here, &args));
    assert_eq!(others["conversations"], 6);
    let leads = serde_json::to_string(&others["leads"]).unwrap();
    assert!(leads.contains("I am [EMAIL 1]") && !leads.contains("ann@"), "{leads}");
    let untold = json(&undertone(&here, &["analyze", "chats.csv", "--json"]));
    assert!(untold["figures"].get("roi").is_none());
    fs::write(here.join("plan.json"), plan.replace("tag:order", "outcome:sold")).unwrap();
    let refused = undertone(&here, &["analyze", "chats.csv", "--plan", "plan.json"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("plan.json: goals[1].filter: “sold” is not a value of this field"), "{said}");
}

#[test]
fn a_broken_line_among_utterances_costs_itself_alone() {
    let here = folder("broken_utterances");
    let lines = "\u{feff}{\"text\": \"hello\"}\n{\"text\": 5}\n\n{\"text\": \"a \\ud800 b\"}\nno json\n{\"text\": \"bye\"}\n";
    fs::write(here.join("said.jsonl"), lines).unwrap();
    let output = undertone(&here, &["label", "said.jsonl"]);
    let said: Vec<(u64, String)> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| (line["index"].as_u64().unwrap(), line["text"].as_str().unwrap().to_owned()))
        .collect();
    let expected = [(0, "hello"), (2, "a \u{fffd} b"), (4, "bye")];
    assert_eq!(said, expected.map(|(index, text)| (index, text.to_owned())));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("line 2 of") && told.contains("line 5 of"), "{told}");
    fs::write(here.join("empty.jsonl"), "").unwrap();
    let output = undertone(&here, &["label", "empty.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no utterance"));
}

#[test]
fn details_of_messages_are_converted_and_labelled() {
    let here = folder("details");
    let log = r#"{"session_id":"s","latency_ms":2100,"request":{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]},"response":{"model":"gpt-4o-2024","choices":[{"message":{"role":"assistant","content":"Hello"}}],"usage":{"prompt_tokens":43,"completion_tokens":11}}}"#;
    fs::write(here.join("log"), log).unwrap();
    let first = undertone(&here, &["convert", "log"]);
    let answer = &json(&first)["messages"][1];
    let expected = serde_json::json!({"model": "gpt-4o-2024", "prompt_tokens": 43, "completion_tokens": 11, "latency_ms": 2100});
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&answer[key], value, "{key}");
    }
    let offered = r#"{"id":"c","csat":{"score":1,"max":5,"comment":"slow"},"messages":[{"role":"bot","text":"Which?","cost":0.00041,"quick_replies":[{"text":"One"},{"text":"Two","chosen":true}]}]}"#;
    fs::write(here.join("offered"), offered).unwrap();
    let converted = undertone(&here, &["convert", "offered"]);
    fs::write(here.join("again"), &converted.stdout).unwrap();
    assert_eq!(undertone(&here, &["convert", "again"]).stdout, converted.stdout);
    let written: serde_json::Value = serde_json::from_str(offered).unwrap();
    assert_eq!(json(&converted)["messages"][0]["quick_replies"], written["messages"][0]["quick_replies"]);
    assert_eq!(json(&converted)["csat"]["comment"], "slow");
    let labelled = json(&undertone(&here, &["label", "offered"]));
    assert_eq!((&labelled["rating_comment"], &labelled["cost"]), (&"slow".into(), &0.00041.into()));
}

#[test]
fn what_a_chat_handed_over_is_printed_as_conversations_masked_and_once() {
    let here = folder("live");
    let deliveries = r#"{"source":"tawk","name":"onChatMessageVisitor","data":"write to a@example.org","at":1772474000000}
        {"source":"message","name":"message","data":{"conversation_id":"c","role":"user","text":"Hi","id":"1"},"at":1772474001000}
        {"source":"message","name":"message","data":{"conversation_id":"c","role":"user","text":"Hi","id":"1"},"at":1772474002000}
        {"source":"nobody","name":"x","data":1,"at":1772474003000}
        no delivery"#;
    fs::write(here.join("deliveries"), deliveries).unwrap();
    let output = undertone(&here, &["live", "deliveries"]);
    let lines: Vec<serde_json::Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let texts: Vec<&str> = lines.iter().filter_map(|line| line["messages"][0]["text"].as_str()).collect();
    assert_eq!(texts, ["write to [EMAIL 1]", "Hi"]);
    assert!(lines.iter().all(|line| line["messages"].as_array().unwrap().len() == 1));
    let told = String::from_utf8_lossy(&output.stderr);
    for said in ["line 5 is no JSON", "no source \u{201c}nobody\u{201d}", "2 messages, 1 that came again"] {
        assert!(told.contains(said), "{told}");
    }
}

#[test]
fn what_is_converted_is_read_again_as_the_same_and_is_as_the_schema_says() {
    let here = folder("converted");
    let export = r#"[{"id":"1","created_at":1772442845,"state":"closed","custom_attributes":{"Language":"en","plan":"pro"},
        "source":{"type":"email","body":"<p>Where is it?</p>","author":{"type":"user","id":"u-1"}},
        "conversation_rating":{"rating":4,"remark":"fine"},"tags":{"tags":[{"name":"order"}]},
        "conversation_parts":{"conversation_parts":[
        {"part_type":"comment","body":"Sorry, I did not get that.","created_at":1772442846,"author":{"type":"bot"}},
        {"part_type":"assignment","assigned_to":{"id":"7"},"created_at":1772442847,"author":{"type":"bot"}}]}}]"#;
    fs::write(here.join("export"), export).unwrap();
    let first = undertone(&here, &["convert", "export"]);
    fs::write(here.join("converted"), &first.stdout).unwrap();
    let second = undertone(&here, &["convert", "converted"]);
    assert_eq!(String::from_utf8_lossy(&first.stdout), String::from_utf8_lossy(&second.stdout));

    let line = json(&first);
    assert_eq!(line["csat"]["comment"], "fine");
    assert_eq!(
        (&line["language"], &line["custom"]["plan"], &line["handoff"]),
        (&"en".into(), &"pro".into(), &true.into())
    );
    let schema =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats/conversation.schema.json"))
            .unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    let known = |of: &serde_json::Value, value: &serde_json::Value| {
        let unknown =
            value.as_object().unwrap().keys().find(|key| of["properties"].get(key.as_str()).is_none());
        assert_eq!(unknown, None);
    };
    known(&schema, &line);
    for message in line["messages"].as_array().unwrap() {
        known(&schema["properties"]["messages"]["items"], message);
    }
}

#[test]
fn a_mapping_says_for_a_file_by_its_name_what_it_holds() {
    let here = folder("facts");
    fs::write(here.join("chats.csv"), TABLE).unwrap();
    fs::write(here.join("strange.csv"), "Nr;Stufe\n1;gold\n7;silver\n").unwrap();
    let mapping =
        r#"{"files": {"strange.csv": {"about": "conversations", "columns": {"Nr": "conversation"}}}}"#;
    fs::write(here.join("mapping.json"), mapping).unwrap();
    let args = [
        "analyze",
        "strange.csv",
        "chats.csv",
        "--json",
        "--mapping",
        "mapping.json",
        "--filter",
        "stufe:gold",
    ];
    let report = json(&undertone(&here, &args));
    assert_eq!(report["conversations"], 1);
    assert_eq!(report["files"][0]["problem_counts"][0], serde_json::json!(["unmatched", 1]));
    // What the file does not know is refused, in its parts too.
    fs::write(here.join("mapping.json"), mapping.replace("about", "abuot")).unwrap();
    let refused = undertone(&here, &args);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("mapping.json is no mapping"));
}

#[test]
fn a_figure_is_explained_and_counted() {
    let here = folder("explain");
    fs::write(here.join("a.csv"), TABLE).unwrap();
    let said = |args: &[&str]| {
        let output = undertone(&here, args);
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (fine, words) = said(&["analyze", "--explain", "containment_rate"]);
    assert!(fine && words.starts_with("Containment rate (containment_rate)\n"), "{words}");
    assert!(words.contains("  Out of: engaged conversations") && !words.contains("Here:"), "{words}");
    let (fine, words) = said(&["analyze", "a.csv", "--explain", "containment_rate"]);
    assert!(fine && words.contains("  Here: 100.0 % (2 of 2"), "{words}");
    let (fine, words) = said(&["analyze", "--explain", "containment"]);
    assert!(
        !fine && words.contains("no figure is called “containment”. There is: containment_rate"),
        "{words}"
    );
    assert!(!said(&["analyze"]).0);
}

#[test]
fn topics_of_single_requests_are_printed_in_their_order_and_then_as_a_tree() {
    let here = folder("topics");
    let of = |what: &str, n: usize| {
        let asks = ["where is", "how do I get", "I want to change", "why is there no", "tell me about"];
        format!("{{\"text\": \"{} {what} {}\"}}\n", asks[n % asks.len()], ["please", "now", "today"][n % 3])
    };
    let matters = ["my parcel delivery", "the refund of my money", "the password of my account"];
    let lines: Vec<String> = (0..45).map(|at| of(matters[at % 3], at / 3)).collect();
    fs::write(here.join("all.jsonl"), lines.concat() + "{\"text\": \"hello\"}\n").unwrap();
    let mut turned = lines.clone();
    turned.reverse();
    fs::write(here.join("one.jsonl"), turned[..20].concat()).unwrap();
    fs::write(here.join("two.jsonl"), turned[20..].concat()).unwrap();
    let run = |args: &[&str]| -> Vec<serde_json::Value> {
        let output = undertone(&here, args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let printed = run(&["topics", "all.jsonl", "--topics", "3"]);
    let (requests, tree): (Vec<_>, Vec<_>) =
        printed.into_iter().partition(|line| line.get("topic").is_some());
    assert_eq!(requests.len(), 46);
    assert!(requests.iter().enumerate().all(|(at, line)| line["index"] == at));
    assert!(requests[45]["topic"].is_null(), "a greeting is about nothing");
    for (at, line) in requests[..45].iter().enumerate() {
        assert_eq!(line["topic"], requests[at % 3]["topic"], "{line}");
    }
    let shown: Vec<_> = tree.iter().filter(|node| node["default"] == true).collect();
    assert_eq!(shown.len(), 3);
    for node in &shown {
        assert_eq!(node["requests"], 15, "{node}");
        assert!(requests.iter().any(|line| line["topic"] == node["name"]));
    }
    let turned = run(&["topics", "one.jsonl", "two.jsonl", "--topics", "3"]);
    for line in turned.iter().take(45) {
        let same = requests.iter().find(|request| request["text"] == line["text"]).unwrap();
        assert_eq!(line["topic"], same["topic"]);
    }
}

#[test]
fn where_there_are_too_few_requests_for_topics_that_is_said() {
    let here = folder("topics_few");
    fs::write(here.join("few.jsonl"), "{\"text\": \"where is my parcel\"}\n").unwrap();
    let few = undertone(&here, &["topics", "few.jsonl"]);
    assert!(few.status.success() && String::from_utf8_lossy(&few.stdout).contains("\"topic\":null"));
    assert!(String::from_utf8_lossy(&few.stderr).contains("no topics: they are found among 8"), "{few:?}");
}

#[test]
fn topics_of_transcripts_leave_out_what_is_no_request() {
    let here = folder("topics-of-transcripts");
    let mut table = String::from("conversation_id,role,message\n");
    for at in 0..20 {
        let what = ["Where is my parcel number", "I cannot log in to my account since day"][at % 2];
        table += &format!("{at},user,Hello there\n{at},bot,Hi\n{at},user,{what} {at}\n{at},user,thanks\n");
    }
    fs::write(here.join("chats.csv"), table).unwrap();
    let output = undertone(&here, &["topics", "chats.csv"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let requests: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &serde_json::Value| line.get("topic").is_some())
        .collect();
    assert_eq!(requests.len(), 20);
    assert!(requests.iter().all(|line| line["index"] == 2));
}

#[test]
fn questions_are_printed_as_tables_or_as_files_for_bots() {
    let here = folder("questions");
    let run = |args: &[&str]| {
        let output = undertone(&here, args);
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    assert!(run(&["generate", "shop", "--conversations", "300", "--output", "shop.csv"]).0);
    let (fine, printed) = run(&["questions", "shop.csv"]);
    let all: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let tables = &all["tables"];
    assert!(fine && tables["questions"].as_array().unwrap().len() > 5, "{printed}");
    let failed = tables["questions_failed"].as_array().unwrap();
    let phrases = tables["training_phrases"].as_array().unwrap();
    assert!(!failed.is_empty() && phrases.len() >= failed.len());
    assert_eq!(tables["knowledge_entries"].as_array().unwrap().len(), failed.len());
    // Each question at which the bot failed is one of a conversation that the filter finds.
    let (_, found) = run(&["analyze", "shop.csv", "--json", "--filter", "-failed:none"]);
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let conversations = found["conversations"].as_u64().unwrap();
    let requests = all["figures"]["request_failure_rate"]["n"].as_u64().unwrap();
    assert!(0 < conversations && conversations <= requests, "{conversations} {requests}");
    let (_, rasa) = run(&["questions", "shop.csv", "--training", "rasa"]);
    assert!(rasa.starts_with("version: \"3.1\"\nnlu:\n- intent: "), "{rasa}");
    let (_, table) = run(&["questions", "shop.csv", "--training", "csv"]);
    assert_eq!(table.lines().count(), phrases.len() + 1);
    let (_, entries) = run(&["questions", "shop.csv", "--entries"]);
    assert_eq!(entries.lines().filter(|line| line.starts_with("## ")).count(), failed.len());
    assert!(!run(&["questions", "shop.csv", "--entries", "--training", "csv"]).0);
    let (fine, nothing) = run(&["questions", "shop.csv", "--filter", "channel:nowhere"]);
    assert!(!fine && nothing.contains("\"questions\": []"), "{nothing}");
}

#[test]
fn who_turned_and_who_is_at_risk_stands_in_json_only_with_quotes() {
    let here = folder("risks");
    let made = undertone(&here, &["generate", "saas", "--conversations", "150", "--output", "chats.csv"]);
    assert!(made.status.success());
    let names = |more: &[&str]| {
        let report =
            json(&undertone(&here, &[&["analyze", "chats.csv", "--json", "--moods"], more].concat()));
        let sheets = report["sheets"].as_array().unwrap().iter();
        sheets.map(|sheet| sheet["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let bare = names(&["--ahead"]);
    for name in ["moods_worse_at", "moods_better_at", "moods_by_topic", "early_warning", "outcome_link"] {
        assert!(bare.iter().any(|known| known == name), "{name}: {bare:?}");
    }
    let someone = ["moods_worse", "moods_better", "early_risks", "outcome_risks"];
    assert!(bare.iter().all(|name| !someone.contains(&name.as_str())), "{bare:?}");
    let whole = names(&["--ahead", "churned=true", "--quotes"]);
    for name in someone {
        assert!(whole.iter().any(|known| known == name), "{name}: {whole:?}");
    }
    let refused = undertone(&here, &["analyze", "chats.csv", "--json", "--ahead", "nonsense=yes"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("no column \"nonsense\""), "{said}");
}

#[test]
fn what_a_plan_names_is_filtered_by() {
    let here = folder("names");
    let rows: Vec<String> =
        (0..12).map(|at| format!("{at},user,Does the pulse 9 float? Case {at}")).collect();
    let rows = rows.join("\n");
    fs::write(here.join("chats.csv"), format!("conversation_id,role,message\n{rows}")).unwrap();
    fs::write(here.join("plan.json"), r#"{"undertone_plan": 1, "names": {"products": ["Pulse 9"]}}"#)
        .unwrap();
    let asked = ["analyze", "chats.csv", "--json", "--filter", "entity:\"product: Pulse 9\"", "--voices"];
    assert_eq!(json(&undertone(&here, &asked))["conversations"], 0);
    let report = json(&undertone(&here, &[&asked[..], &["--plan", "plan.json"]].concat()));
    assert_eq!(report["conversations"], 12);
    let sheets = report["sheets"].as_array().unwrap();
    let listed = sheets.iter().find(|sheet| sheet["name"] == "names_listed").unwrap();
    assert_eq!(listed["rows"][0]["cells"][0]["text"], "Pulse 9");
}
