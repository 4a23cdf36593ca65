//! Nothing but a greeting or small talk: every word of the message belongs to one.

use crate::language::{Marks, cue::Cues, reader::Message, table::Phrases};

pub(super) fn of_message(message: &Message) -> Marks {
    let only = message.words > 0 && message.greeting == message.words;
    if only { Marks::GREETING } else { Marks::default() }
}

pub(super) const PHRASES: Phrases = &[(
    Cues::Greeting,
    &[
        // English
        "(hi|hii|hiii|hai|hello|hey|hiya|heya|hallo|helo|greetings|yo|howdy)",
        "(hi|hello|hey) (there|again|team|all|everyone|everybody|guys|folks|bot|you|dear|sir|madam|support)",
        "good (morning|afternoon|evening|day)",
        "(morning|afternoon|evening)",
        "how are you (doing)? (today)?",
        "hows it going",
        "whats up",
        "nice to meet you",
        "(is)? (anyone|anybody|someone|somebody) (there|here)",
        "are you there",
        "(im|i am) (fine|good|well)",
        "how (can|may|could) (i|we) (help|assist) (you)? (today)?",
        "what can (i|we) do for you (today)?",
        "(hi|hello|hey)? (and)? welcome",
        "welcome back",
        // German
        "(moin|servus|hi|grussdich|tach|huhu|hej)",
        "hallo (zusammen|du|ihr|liebes|team|nochmal|da)",
        "gruss gott",
        "gruss (dich|euch)",
        "grussi",
        "guten (morgen|tag|abend)",
        "schonen guten (morgen|tag|abend)",
        "wie geht (es|s) (dir|ihnen|euch)",
        "wie gehts (dir|ihnen|euch)?",
        "(ist)? (jemand|wer) da",
        "(wie|womit) kann ich (dir|ihnen|euch) (heute)? (weiterhelfen|helfen)",
        "was kann ich (heute)? fur (sie|dich) (heute)? tun",
        "herzlich willkommen",
        "willkommen",
        // Spanish
        "hola",
        "buenos dias",
        "buenas (tardes|noches)?",
        "que tal",
        "como estas",
        "en que puedo ayudarte",
        "en que puedo ayudarle",
        // French
        "(bonjour|bonsoir|salut|coucou)",
        "bonjour (madame|monsieur)",
        "(comment)? ca va",
        "comment puis je vous aider",
    ],
)];
