//! Figures in their six states, skeletons, empty places, progress.

use super::Section;
use crate::ui::{
    parts::{
        Badge, Change, Direction, Empty, EmptyPicture, FigureRow, FigureState, Headline, Progress, Shown,
        Skeleton, SkeletonShape, Tone,
    },
    prelude::*,
};

fn sample(state: FigureState) -> Shown {
    let absent = |reason: &str| Shown {
        value: "–".into(),
        reason: Some(reason.to_owned()),
        state,
        ..Shown::default()
    };
    match state {
        FigureState::Loading => Shown::default(),
        FigureState::Ready | FigureState::Partial => Shown {
            value: "68.4\u{202f}%".into(),
            count: "909 of 1,329 engaged conversations".into(),
            interval: Some("65.8–70.8\u{202f}% (95\u{202f}%, Wilson)".into()),
            change: Some(Change {
                words: "2.1 points more than in the 28 days before".into(),
                direction: Direction::Up,
                tone: Tone::Good,
            }),
            raw: Some(0.684),
            n: 909,
            of: Some(1329),
            reason: (state == FigureState::Partial).then(|| "41\u{202f}% read, figures so far.".into()),
            state,
        },
        FigureState::TooFew => Shown {
            count: "3 of 7 ratings".into(),
            ..absent("Fewer than 30 ratings: too few to say a share.")
        },
        FigureState::Absent => absent("No rating in the data."),
        FigureState::Failed => absent("This figure could not be counted. The others are not touched."),
    }
}

fn trend() -> impl IntoView {
    view! { class = "u",
        <svg class="gallery-trend" viewBox="0 0 200 32" preserveAspectRatio="none" aria-hidden="true">
            <path d="M0 24 L20 22 L40 25 L60 18 L80 20 L100 14 L120 16 L140 10 L160 12 L180 6 L200 8" />
        </svg>
    }
}

fn definition() -> impl IntoView {
    view! { class = "u",
        <p class="lead">"Containment"</p>
        <p>"Conversations that never reached a person, out of all in which a user took part."</p>
    }
}

#[component]
pub fn Figures() -> impl IntoView {
    let opened = RwSignal::new(0);
    let open = Callback::new(move |()| opened.update(|opened| *opened += 1));
    let unknown = None::<f64>;
    let cards = FigureState::ALL
        .into_iter()
        .map(|state| view! { class = "u",
            <Headline name=format!("headline-{}", state.name()) title="Containment" shown=Signal::stored(sample(state))
                trend=trend definition=definition on_open=open />
        })
        .collect_view();
    let rows = FigureState::ALL
        .into_iter()
        .map(|state| view! { class = "u",
            <FigureRow name=format!("row-{}", state.name()) title="Containment" shown=Signal::stored(sample(state))
                definition=definition on_open=open />
        })
        .collect_view();
    view! { class = "u",
        <Section name="headline">
            <div class="full gallery-cards">{cards}</div>
            <p class="soft">"Opened " <span data-testid="opened">{opened}</span> " times."</p>
        </Section>
        <Section name="figure-row"><div class="card full">{rows}</div></Section>
        <Section name="badge">
            <div class="gallery-row">
                <Badge text="synthetic" /><Badge text="better" tone=Tone::Good icon="arrow-up" />
                <Badge text="worse" tone=Tone::Bad icon="arrow-down" />
            </div>
        </Section>
        <Section name="progress">
            <div class="card full">
                <Progress title="Reading march-2026.csv" done=Some(0.41) on_cancel=Callback::new(|()| ())
                    numbers="41\u{202f}% · 2.1 MB of 5.1 MB · 12,300 conversations" />
            </div>
            <div class="card full"><Progress title="Reading a stream" done=unknown numbers="12,300 conversations" /></div>
        </Section>
        <Section name="skeleton">
            <Skeleton shape=SkeletonShape::Line />
            <Skeleton shape=SkeletonShape::Value />
            <Skeleton shape=SkeletonShape::Chart />
            <Skeleton shape=SkeletonShape::Rows(4) />
        </Section>
        <Section name="empty">
            <div class="full gallery-cards">
                <div class="card"><Empty picture=EmptyPicture::NoFile title="No transcripts yet" text="Drop exported chats anywhere on this page.">
                    <button class="button primary" type="button">"Choose files"</button>
                </Empty></div>
                <div class="card"><Empty picture=EmptyPicture::NothingFits title="No conversation fits" text="Take a condition away, or clear the filter.">
                    <button class="button" type="button">"Clear the filter"</button>
                </Empty></div>
                <div class="card"><Empty picture=EmptyPicture::TooLittle title="Too little to see" text="7 ratings. From 30 on this is drawn." /></div>
                <div class="card"><Empty picture=EmptyPicture::Stopped title="The analysis stopped" text="Nothing was sent anywhere. Start again with the same files.">
                    <button class="button" type="button">"Start again"</button>
                </Empty></div>
            </div>
        </Section>
    }
}
