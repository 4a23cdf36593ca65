//! What is chosen from: buttons, icons, menus, tabs, filter line, palette, days.

use super::Section;
use crate::ui::{
    parts::{
        Chip, Command, DateRange, FilterChip, FilterError, FilterLine, ICONS, Icon, Menu, MenuItem, Palette,
        Suggestion, Tab, Tabs, Toaster, completion::word_at,
    },
    prelude::*,
};

const WORDS: [(&str, &str); 8] = [
    ("outcome:resolved", "8,120"),
    ("outcome:escalated", "1,904"),
    ("outcome:abandoned", "877"),
    ("topic:delivery", "2,410"),
    ("topic:\"gift card\"", "312"),
    ("channel:web", "9,301"),
    ("channel:whatsapp", "1,600"),
    ("قناة:ويب", "12"),
];

const COMMANDS: [(&str, &str, &str, &str); 8] = [
    ("Go to", "layout-dashboard", "Board", ""),
    ("Go to", "message-square", "Conversations", "10,901"),
    ("Go to", "shield-check", "Checkup", ""),
    ("Filter", "filter", "Only escalated", "1,904"),
    ("Filter", "filter", "Only abandoned", "877"),
    ("Do", "moon", "Dark paper", ""),
    ("Do", "download", "Save the report", "Ctrl+S"),
    ("Do", "languages", "Deutsch", ""),
];

#[component]
pub fn Choosing(toaster: Toaster) -> impl IntoView {
    let items =
        ["Save as SVG", "Save as PNG", "Copy the numbers"].into_iter().zip(["download", "download", "copy"]);
    let items: Vec<MenuItem> = items
        .map(|(label, icon)| MenuItem {
            icon,
            label: label.to_owned(),
            action: Callback::new(move |()| toaster.say(format!("{label}: done."))),
        })
        .collect();
    let tab = RwSignal::new(0);
    let tabs = [("overview", "Overview"), ("messages", "Messages"), ("problems", "Problems")]
        .into_iter()
        .map(|(name, label)| Tab { name, label: label.to_owned() })
        .collect::<Vec<_>>();
    view! { class = "u",
        <Section name="buttons">
            <div class="gallery-row">
                <button class="button primary" type="button">"Primary"</button>
                <button class="button" type="button">"Plain"</button>
                <button class="button" type="button"><Icon name="download" />"With an icon"</button>
                <button class="button danger" type="button"><Icon name="trash" />"Delete what is kept"</button>
                <button class="quiet" type="button">"Quiet"</button>
                <button class="link" type="button">"Link"</button>
                <button class="button" type="button" disabled=true>"Not now"</button>
                <button class="icon-button" type="button" aria-label="Settings"><Icon name="settings" /></button>
            </div>
        </Section>
        <Section name="icons">
            <ul class="gallery-icons">
                {ICONS.into_iter().map(|name| view! { class = "u", <li><Icon name /><span class="soft">{name}</span></li> }).collect_view()}
            </ul>
        </Section>
        <Section name="chip">
            <div class="gallery-row">
                <Chip label="outcome: escalated".to_owned() on_remove=Callback::new(|()| ()) />
                <Chip label="topic: delivery".to_owned() negated=true on_remove=Callback::new(|()| ()) />
                <Chip label="שלום, a long label from a file that does not fit its place".to_owned() on_remove=Callback::new(|()| ()) />
            </div>
        </Section>
        <Section name="menu">
            <div class="gallery-row"><Menu label="Save" items=items.clone() icon="download" named=true /><Menu label="More" items testid="menu-more" /></div>
        </Section>
        <Section name="tabs">
            <div class="full">
                <Tabs label="Parts of the conversation" tabs chosen=tab on_choose=Callback::new(move |at| tab.set(at))
                    panel=|at: usize| view! { class = "u", <p>{format!("Panel {}", at + 1)}</p> }.into_any() />
            </div>
        </Section>
        <Section name="filter-line"><Filters toaster /></Section>
        <Section name="palette"><Commands toaster /></Section>
        <Section name="date-range"><Dates /></Section>
    }
}

#[component]
fn Filters(toaster: Toaster) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let chips =
        RwSignal::new(vec![("outcome: escalated".to_owned(), false), ("topic: delivery".to_owned(), true)]);
    let shown = Signal::derive(move || {
        let chip = |(index, (label, negated)): (usize, (String, bool))| FilterChip { label, negated, index };
        chips.get().into_iter().enumerate().map(chip).collect::<Vec<_>>()
    });
    let suggest = Callback::new(move |(line, caret): (String, usize)| {
        let word: String = line.chars().collect::<Vec<_>>()[word_at(&line, caret)].iter().collect();
        let fits = |&(insert, _): &(&str, &str)| insert.contains(word.trim_end_matches('"'));
        WORDS
            .into_iter()
            .filter(fits)
            .map(|(insert, n)| Suggestion::new(format!("{insert} "), insert, n))
            .collect()
    });
    let submit = Callback::new(move |line: String| {
        let line = line.trim_end();
        let name = line.trim_start_matches("not ").split(':').next().unwrap_or_default();
        if !["outcome", "topic", "channel", "قناة"].contains(&name) {
            let at = line.chars().count() - line.trim_start_matches("not ").chars().count();
            let suggestion = line.contains("outcom").then(|| line.replace("outcom", "outcome"));
            return Err(FilterError {
                at, message: format!("Nothing here is called “{name}”."), suggestion
            });
        }
        let condition = (line.trim_start_matches("not ").replace(':', ": "), line.starts_with("not "));
        chips.update(|chips| chips.push(condition));
        Ok(())
    });
    let remove = Callback::new(move |index: usize| {
        let before = chips.get_untracked();
        chips.update(|chips| drop(chips.remove(index)));
        toaster.undo("A condition was removed.", move || chips.set(before.clone()));
    });
    let clear = Callback::new(move |()| chips.set(Vec::new()));
    let error = RwSignal::new(None);
    view! { class = "u", <FilterLine text error chips=shown suggest on_submit=submit on_remove=remove on_clear=clear /> }
}

#[component]
fn Commands(toaster: Toaster) -> impl IntoView {
    let open = RwSignal::new(false);
    let commands: Vec<Command> = COMMANDS
        .into_iter()
        .map(|(group, icon, label, hint)| Command {
            group: group.to_owned(),
            icon,
            label: label.to_owned(),
            hint: hint.to_owned(),
            action: Callback::new(move |()| toaster.say(format!("{label}: done."))),
        })
        .collect();
    view! { class = "u",
        <button class="button" type="button" data-testid="open-palette" on:click=move |_| open.set(true)><Icon name="command" />"Open the palette"</button>
        <Palette open commands />
    }
}

#[component]
fn Dates() -> impl IntoView {
    let chosen = RwSignal::new(None);
    let data = Some(("2026-01-20".to_owned(), "2026-03-02".to_owned()));
    view! { class = "u",
        <DateRange data chosen on_change=Callback::new(move |period| chosen.set(period)) />
        <p class="soft" data-testid="period">{move || chosen.get().map_or("All days".to_owned(), |(from, to)| format!("{from} – {to}"))}</p>
    }
}
