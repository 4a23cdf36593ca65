//! The user asks for a person: "can I talk to someone", "agent please".

use crate::language::{
    Marks,
    cue::Cues,
    reader::{Message, Sentence},
    table::Phrases,
};

pub(super) fn of_user(sentence: &Sentence) -> Marks {
    let cues = sentence.cues;
    let speaks = cues.any(Cues::Talk) && cues.any(Cues::Person.with(Cues::Human));
    let wants = cues.any(Cues::Wants) && cues.any(Cues::Human);
    if speaks || wants || cues.any(Cues::ConnectMe) { Marks::ASKS_HUMAN } else { Marks::default() }
}

/// "Human!", "agent please": hardly more than the word.
pub(super) fn short_call(message: &Message) -> Marks {
    const SHORT: u32 = 3;
    let called = message.words <= SHORT + message.polite.min(SHORT)
        && message.cues.any(Cues::Human)
        && !message.cues.any(Cues::AreYouHuman);
    if called { Marks::ASKS_HUMAN } else { Marks::default() }
}

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Talk,
        &[
            "(talk|speak|chat) (to|with)",
            "talking (to|with)",
            "speaking (to|with)",
            "(get|have) (me)? hold",
            "get (to|through)",
            "reach (a|an|someone|somebody|your)",
            "contact (a|an|someone|somebody)",
            "(sprechen|reden|chatten|telefonieren)",
            "(gesprochen|verbunden) werden",
            "verbunden",
            "hablar con",
            "hablar",
            "parler (a|avec)",
            "parler",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(get|give|bring|send|have) me (a|an|to)?",
            "(need|want|like|prefer|require|have|get) (a|an)",
            "is there (a|an)",
            "(brauche|mochte|will|hatte) (gern|gerne|bitte|jetzt)? (einen|ein|eine)",
            "(geben sie|gib) mir",
        ],
    ),
    (
        Cues::Human,
        &[
            "human",
            "humans",
            "human being",
            "(live|human|real|actual|support|service) (agent|person|human|operator|rep|representative|chat)",
            "agent",
            "(representative|employee)",
            "(manager|supervisor)",
            "operator",
            "(mensch|menschen)",
            "(mitarbeiter|mitarbeiterin|mitarbeitenden)",
            "(echter|echten|echte|richtigen|richtige) (mensch|menschen|person|mitarbeiter|berater)",
            "(kundenberater|berater|beraterin|sachbearbeiter|sachbearbeiterin)",
            "(agente|humano|operador)",
            "(humain|conseiller|operateur)",
        ],
    ),
    (
        Cues::Person,
        &[
            "(someone|somebody|anyone|person|people|rep|advisor|adviser|colleague|specialist|technician)",
            "(customer|support|sales|the|your) (service|support|team|department)",
            "(jemand|jemanden|jemandem|person|kollegen|kollegin|vorgesetzten|kundenservice|kundendienst|ansprechpartner)",
            "(alguien|persona|asesor|encargado)",
            "(quelquun|personne|responsable)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(connect|transfer|pass|hand) me (over|through|on)? (to|with)?",
            "(connect|transfer|put) me through",
            "verbinden sie mich",
            "verbinde mich",
            "stellen sie mich durch",
            "leiten sie mich",
            "leite mich",
            "paseme con",
            "passez moi",
        ],
    ),
    (
        Cues::AreYouHuman,
        &[
            "are you (a|an|really|actually)? (real|actual|live)? (a)? (human|person|agent|operator)",
            "am i (talking|speaking|chatting) (to|with) (a|an) (real|live|actual)? (human|person|agent)",
            "(bist du|sind sie) (ein|eine)? (echter|echte)? (mensch|person|mitarbeiter)",
            "(bist|sind) (du|sie) (ein|eine)? (echter|echte)? (mensch|person|mitarbeiter)",
            "eres (un)? humano",
        ],
    ),
];
