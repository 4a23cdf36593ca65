//! Asks something that the other side would answer; asks whether that was all; asks whether it
//! helped or for a rating. All but the first are no open questions: nobody leaves one behind by not
//! answering.

use crate::language::{Marks, cue::Cues, reader::Sentence, table::Phrases};

/// A user asks with a question mark, or begins as a question does.
pub(super) fn of_user(sentence: &Sentence) -> Marks {
    let small_talk = sentence.words == 0;
    let asks = sentence.asks && !small_talk || sentence.cues.any(Cues::Interrogative);
    if asks { Marks::QUESTION } else { Marks::default() }
}

/// A bot or an agent asks with a question mark, or for a thing it needs.
pub(super) fn of_team(sentence: &Sentence) -> Marks {
    let cues = sentence.cues;
    let mut marks = Marks::default();
    if cues.any(Cues::AnythingElse.with(Cues::Goodbye)) {
        marks = marks.with(Marks::CLOSING);
    }
    if cues.any(Cues::Helped) && sentence.asks {
        marks = marks.with(Marks::ASKS_HELPED);
    }
    let aside = cues.any(Cues::AnythingElse.with(Cues::Helped).with(Cues::Survey));
    if (sentence.asks && sentence.words > 0 || cues.any(Cues::Asks)) && !aside {
        marks = marks.with(Marks::QUESTION);
    }
    marks
}

pub(super) const PHRASES: Phrases = &[
    (
        Cues::AnythingElse,
        &[
            // English
            "(anything|something) (else|more|further)",
            "(what|how|who) else (can|could|may)",
            "else (i|we) can (help|do|assist)",
            "(any|have) (other|further|more|additional) (questions|question|requests|concerns)",
            "(help|assist) (you)? (further|otherwise)",
            "(was|is) that (all|everything)",
            "will that be all",
            "all for (today|now)",
            // German
            "sonst noch",
            "(noch|sonst) (etwas|was|irgendetwas|irgendwas) (fur|anderes|weiteres|tun|helfen|sonst|wissen)",
            "(noch|sonst) (weitere|andere|offene)? (fragen|frage|anliegen|wunsche)",
            "(weitere|andere) (fragen|anliegen)",
            "war das (schon)? alles",
            "noch (etwas|was)",
            "anderweitig (helfen|behilflich)",
            "(weiterhin|noch) behilflich",
            // Spanish and French
            "(algo|alguna) (mas|otra)",
            "(autre|dautre) (chose|question|questions)",
        ],
    ),
    (
        Cues::Goodbye,
        &[
            "have a (great|nice|good|lovely|wonderful|pleasant|fantastic|beautiful) (day|evening|weekend|night|afternoon|rest|one|time)",
            "enjoy your (day|evening|weekend)",
            "(goodbye|bye|farewell)",
            "good bye",
            "see you (soon|later|again|next)",
            "take care",
            "youre (very|most)? welcome",
            "you are (very|most)? welcome",
            "my pleasure",
            "(glad|happy|pleased) (i|we|that) (could|was|i|we) (help|able|could|assist)",
            "(glad|happy) to (help|hear)",
            "schonen (tag|abend|nachmittag|start) (noch)?",
            "einen (schonen|guten|angenehmen|tollen) (tag|abend|nachmittag|start) (noch)?",
            "schones wochenende",
            "(auf wiedersehen|bis bald|bis dann|bis zum nachsten)",
            "(tschuss|tschau|ciao|wiedersehen)",
            "(gern|gerne) geschehen",
            "freut mich (dass|wenn|sehr)",
            "(hasta luego|adios|que tenga|de nada)",
            "(au revoir|bonne journee|bonne soiree|de rien)",
        ],
    ),
    (
        Cues::Helped,
        &[
            "(did|does|has|was|is) (this|that|it|the|my|i|your) (answer|article|information|answers|all|been)? (actually|been)? (help|helped|helpful|helping|useful|clear)",
            "(did|does|has|have) (this|that|it|i|the|my) (article|answer|information)? (answer|answered|solve|solved|resolve|resolved|fix|fixed) (your|the|it)",
            "(did|was) (i|that|this) (able to)? (help|helpful|helping)",
            "was i able to (help|answer|solve)",
            "(have|has) (this|that|i|it|your) (question|problem|issue)? (been)? (resolved|solved|answered|helped)",
            "is your (question|problem|issue) (now)? (been)? (resolved|solved|answered)",
            "(hat|haben) (ihnen|dir|das|dies|diese|die) (das|dies|die|diese|ihnen|dir|information|antwort|artikel)? (antwort|information|artikel|ihnen|dir|weiter)? (geholfen|weitergeholfen)",
            "(war|ist) (das|dies|diese|die) (antwort|information)? (fur|schon)? (sie|dich)? hilfreich",
            "(konnte|habe) ich (ihnen|dir|ihre|deine) (frage|problem|damit|anliegen)? (weiterhelfen|helfen|beantworten|geholfen|weitergeholfen|losen)",
            "(ist|hat|konnte) (ihre|deine|das|ihr|dein) (frage|problem|anliegen) (sich|damit|jetzt)? (beantwortet|gelost|geklart|erledigt)",
            "(te|le) (ha)? (ayudo|ayudado|resulto|sirvio) (esto|util|esta)?",
            "(cela|ca) vous (a t il|a til|a|ait)? (aide|utile)",
        ],
    ),
    (
        Cues::Survey,
        &[
            "(rate|rating) (this|our|your|the|us|my|me)",
            "how (satisfied|happy) (are|were) you",
            "how (did|was) (i|we|your) (do|experience|chat)",
            "(leave|give) (us|me)? (a|your|some)? (rating|feedback|review)",
            "(bewerten|bewertest|bewertung|zufrieden)",
            "(calificar|calificaria|calificarias|valorar|valorarias|valoraria|puntuar|satisfecho)",
            "(noter|noteriez|notez|evaluer|evalueriez|satisfait)",
        ],
    ),
    (
        Cues::Asks,
        &[
            "please (tell|give|send|provide|share) (me|us|your|a|an|the)",
            "please (enter|type|confirm|specify|state|describe) (your|the order|what|which|how)",
            "let (me|us) know (your|which|what|how|when|where|whether)",
            "(ill|i|we|well) (will|just|only|also)? need (your|the order|a few|some|to know)",
            "(tell|give|send) me (your|which|what|more|a bit)",
            "what is your",
            "(may|can|could) i (have|get|ask for) your",
            "(bitte|geben) (nennen|nenne|nenn|geben|gib|teilen|teile|schicken|senden|schreiben) (sie|mir|ihre|deine|uns) (mir|bitte|ihre|deine|kurz)?",
            "(nennen|verraten|teilen|schicken|senden) sie (mir|uns|bitte)",
            "(nenn|nenne|verrate|verrat|schick|sag) (mir|uns) (bitte|kurz|deine)?",
            "(ich|wir) (brauche|benotige|brauchen|benotigen) (noch|bitte|dafur|dazu|hierfur|nur)? (ihre|deine|die|eine|noch)",
            "(indiqueme|digame|dime|indicame|proporcioneme)",
            "(indiquez|donnez|dites|precisez) (moi|votre|nous)",
        ],
    ),
    (
        Cues::Interrogative,
        &[
            "(where|wheres|whats|hows|whos|whens)",
            "what (is|are|do|does|did|can|should|about|time|if|happens|happened|kind|would|will|was|were)",
            "how (do|does|did|can|could|long|much|many|is|are|about|to|come|would|will|should|often|soon|far)",
            "why (is|are|do|does|did|cant|was|were|wont|isnt|dont|not|has|have|would|am)",
            "when (is|are|will|do|does|can|did|would|was|should)",
            "who (is|are|can|do|does|will|should)",
            "which (one|plan|is|are|of|size|color|colour|do|would)",
            "(can|could|may|should|do|did|shall) (i|we|you|it|they)",
            "(is|are|was|were) (there|it|this|that|my|the|your|you|these|those|they)",
            "(does|did|do|has|have|will|would) (it|this|that|the|my|your|you|they|there)",
            "(wo|wann|warum|wieso|weshalb|wer|woher|wohin|wieviel|welche|welcher|welches|welchen|worin|womit)",
            "wie (kann|lange|viel|viele|oft|ist|bekomme|komme|funktioniert|geht|mache|finde|hoch|kommt|konnen|soll|teuer|lautet|sieht|andere)",
            "was (ist|kostet|kosten|sind|mache|muss|kann|passiert|bedeutet|soll|heisst|tun)",
            "(kann|konnte|darf|soll|muss|bekomme) (ich|man|ihr|er|es)",
            "(konnen|konnten|haben|bieten|gibt|habt|kannst|konntest|hast|ist|sind|gilt) (sie|wir|ihr|es|du|das|die|der|mein|meine)",
            "(donde|cuando|como|cuanto|cuanta|cual|quien|por que)",
            "(comment|combien|pourquoi|quand|quel|quelle|est ce que)",
        ],
    ),
];
