//! The bot passes the user to a person. An offer is none ("Would you like to talk to an agent?",
//! "I can connect you"), nor is "I can't connect you".

use crate::language::{Marks, cue::Cues, reader::Sentence, table::Phrases};

pub(super) fn of_bot(sentence: &Sentence) -> Marks {
    let cues = sentence.cues;
    let passes = cues.any(Cues::Passes) && cues.any(Cues::Person.with(Cues::Human).with(Cues::Colleague));
    let withheld = sentence.asks || cues.any(Cues::Offers.with(Cues::Cannot).with(Cues::Opinion));
    if (passes || cues.any(Cues::PersonWill)) && !withheld { Marks::HANDOFF } else { Marks::default() }
}

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Passes,
        &[
            // English
            "(connect|connecting|transfer|transferring|pass|passing|hand|handing|forward|forwarding|route|routing|redirect|redirecting|escalate|escalating|put|putting|patch|patching|refer|referring) (you|this|your|the|things) (conversation|chat|case|request|question|issue|on|over|through|now)? (to|with|through|over|on)?",
            "(connecting|transferring|handing|passing|forwarding|escalating|routing) (over)? (to|with)",
            "(transferred|connected|handed|passed|forwarded|escalated|routed) (you|this|your|the|over|to|on) (conversation|chat|case|request|to)?",
            "(get|getting|find|finding|fetch|fetching|bring|bringing|loop|looping) (you|in|for)? (a|an|one|our|my|in|someone|you) (a|an|of|human|colleague|agent)?",
            // German
            "(verbinde|verbinden) (ich|wir|sie|dich|dir|ihnen) (sie|dich|jetzt|gerne|nun)?",
            "(leite|leiten) (ich|wir|sie|dich|ihre|deine|das|es|die|den|diese|ihr|dein)",
            "(ubergebe|ubergeben) (ich|wir|sie|dich|an|das|den|die|jetzt|nun)",
            "(stelle|stellen) (ich|wir|sie|dich) (sie|dich)? (durch|zu|jetzt|direkt)?",
            "(gebe|geben) (ich|wir|sie|das|ihre|deine|dich|den|die|es)",
            "(hole|holen) (ich|wir|ihnen|dir|mir|einen|eine)",
            "(weitergeleitet|ubergeben|weitergegeben)",
            "werden (jetzt|nun|gleich|sofort|mit)? (mit)? (einem|einer|unserem)",
            "schalte (ich)? (einen|eine)",
            // Spanish and French
            "(le|te|lo) (paso|comunico|conecto|transfiero|derivo)",
            "(voy a)? (pasarle|pasarte|transferirle|transferirte|conectarle|conectarte|comunicarle)",
            "(vous|te) (transfere|mets|passe|connecte|redirige)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(agent|colleague|human|representative|rep|specialist|advisor|adviser|operator|teammate|person) (will|is going to) (be|now|soon|shortly|take|join|assist|help|continue|answer|reply)",
            "(agent|colleague|human|representative|rep|specialist|advisor|adviser|operator|teammate|person) (has joined|joins|takes over)",
            "(someone|somebody) from (our|the) (team|support|service) will (be|now|soon|shortly|take|join|assist|help|continue)",
            "(someone|somebody) will (be with|take over|join|assist|help)",
            "team member will (be|take|join|assist|help)",
            "(support|service|sales) team will (be|take|join|assist|help)",
            "member of (our|the) team will (be|take|join|assist|help)",
            "(our|the) team will (be with|take over|join|assist)",
            "(kollege|kollegin|mitarbeiter|mitarbeiterin|berater|beraterin|mensch) (wird|ubernimmt|meldet|kummert|hilft|ist gleich)",
            "(ubernimmt|meldet sich|kummert sich) (jetzt|gleich|nun|in)? (ein|eine) (kollege|kollegin|mitarbeiter|mitarbeiterin|berater|beraterin)",
            "meldet sich (gleich|in|jetzt|bald|umgehend)? (kurze)? (ein|eine) (kollege|kollegin|mitarbeiter|mitarbeiterin|berater)",
            "(team|kundenservice|kundendienst|support) (meldet|kummert|wird) sich",
        ],
    ),
    (
        Cues::Opinion,
        &[
            "(feedback|suggestion|suggestions|idea|ideas|compliment|wish|praise|ruckmeldung|vorschlag|anregung|lob|wunsch)",
            "(sugerencia|comentarios|suggestion|commentaires)",
        ],
    ),
    (
        Cues::Colleague,
        &[
            "(colleagues|team|teammate|experts|expert|agents|specialists|adviser|advisors|staff|department|representatives)",
            "(kollege|kolleginnen|kollegen|fachabteilung|abteilung|support|service|team|mitarbeitern|ansprechpartnerin)",
            "(companero|companera|equipo)",
            "(collegue|equipe|conseillere)",
        ],
    ),
];
