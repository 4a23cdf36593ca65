//! The user says that the matter is settled, or that it is not. A bare "ok" or "yes" says neither.

use crate::language::{
    Marks,
    cue::Cues,
    reader::{Message, Sentence},
    table::Phrases,
};

pub(super) fn of_user(sentence: &Sentence) -> Marks {
    let cues = sentence.cues;
    if cues.any(Cues::NotSettled.with(Cues::Sarcasm)) {
        return Marks::DENIES;
    }
    if cues.any(Cues::Settled.with(Cues::Done)) && !sentence.asks {
        return Marks::CONFIRMS;
    }
    Marks::default()
}

/// A yes or a no that is nearly all that is said.
pub(super) fn short_answer(message: &Message) -> Marks {
    const SHORT: u32 = 4;
    if message.words > SHORT || message.cues.any(Cues::Contrast) {
        return Marks::default();
    }
    let (yes, no) = (message.first.any(Cues::Yes), message.first.any(Cues::No));
    match (yes, no) {
        (true, false) if !message.cues.any(Cues::NotSettled) => Marks::YES,
        (false, true) => Marks::NO,
        _ => Marks::default(),
    }
}

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Settled,
        &[
            // English
            "(that|it|this|which|everything) (has|just)? worked",
            "worked (perfectly|great|fine|like|now|thanks|thank|a)",
            "(works|working) (now|again|perfectly|fine|great|thanks|thank)",
            "its working",
            "(problem|issue|matter|case|question) (is|was|has)? (been|now|all)? (solved|resolved|fixed|sorted|answered|closed)",
            "(solved|resolved|fixed|sorted) (it|now|thanks|thank|my|the)",
            "(that|this|you|which) (has|have)? (solved|resolved|fixed|sorted)",
            "(its|is) (now|all)? (solved|resolved|fixed|sorted)",
            "all (sorted|solved|fixed)",
            "all (good|set) (now|here|thanks|thank|then)?",
            "im (all)? (good|set) (now|thanks|thank|then)",
            "(that|this|it|you|which) (really|definitely|actually)? (helped|helps)",
            "yes (it|that|this) (did|does|has|helped|worked|works|was)",
            "(very|really|super|so|most|extremely) helpful",
            "(was|thats|is|been) helpful",
            "did the trick",
            "(nice|phew|finally|great|yay|perfect) (all|its|thats|it)? (sorted|solved|fixed|works)",
            "(thats|exactly|is) (exactly|just|what)? what i was looking for",
            "(now i|i now) (get|understand) it",
            "does the trick",
            "(what|all) i (needed|wanted) (to)? (know)?",
            "answers my question",
            "answered my question",
            "(found|got) it (now|working|thanks|thank|perfect|great)",
            "(perfect|great|awesome|excellent|brilliant|ah|cool|amazing|wonderful|nice|super) (i|ive)? (got|found) it",
            "(i|ive) (found|fixed|solved|sorted) it",
            "no (further|more|other) questions",
            "nothing (else|more)",
            // German
            "hat (jetzt|nun|alles|super|gut|prima|wunderbar|perfekt)? (geklappt|funktioniert|geholfen)",
            "(funktioniert|klappt|geht|lauft|passt) (jetzt|nun|wieder|einwandfrei|super|alles)",
            "(jetzt|nun) (funktioniert|klappt|geht|lauft|passt)",
            "(problem|frage|fall|thema|sache|anliegen) (ist|hat)? (sich)? (jetzt|damit|somit)? (gelost|geklart|erledigt|behoben|beantwortet)",
            "(ist|wurde|habs|hats) (jetzt|damit|nun|somit)? (gelost|geklart|erledigt|behoben)",
            "hat sich (schon|damit|bereits|somit)? (erledigt|geklart)",
            "(das|du|sie) (hilft|hast|haben) (mir)? (sehr|schon|wirklich)? (weiter|geholfen)",
            "das hilft mir",
            "ja (das|es|hat) (hat|es|geholfen)",
            "(sehr|echt|wirklich) hilfreich",
            "(war|ist) hilfreich",
            "(habe|hab) (es|ihn|sie)? (jetzt)? gefunden",
            "habs (jetzt)? gefunden",
            "alles (geklart|erledigt|bestens)",
            "keine (weiteren)? fragen mehr",
            "keine weiteren fragen",
            // Spanish
            "ya (funciona|esta|lo tengo)",
            "(problema|asunto) (resuelto|solucionado|arreglado)",
            "(resuelto|solucionado)",
            "(me|eso) (ha)? (me)? (ayudo|ayudado|sirvio)",
            "ha funcionado",
            "funciono",
            // French
            "(probleme|cest) (est)? (resolu|regle)",
            "(ca|cela) (fonctionne|marche) (maintenant|bien)?",
            "(ca|cela) ma (bien)? aide",
        ],
    ),
    (
        Cues::Done,
        &[
            "(thats|that is|that was|thatll be|that will be) (all|it|everything)",
            "that (is|was|will) (be)? (all|it|everything)",
            "(thats|that) (is)? (all|it|everything) (for)? (now|today|then|thanks)",
            "(thats|that) (is)? (all|everything) (for)? (now|today|thanks)? thank you",
            "(das|dass) (wars|war es|wars auch)",
            "das (war|ist|ware) (es|alles|schon)? (alles|schon|auch)?",
            "das wars (schon|auch|dann|fur)? (heute|danke)?",
            "mehr (brauche|wollte) ich nicht (wissen)?",
            "eso es todo",
            "nada mas",
            "cest tout",
        ],
    ),
    (
        Cues::NotSettled,
        &[
            // English
            "(didnt|doesnt|isnt|wasnt|not) (really|actually|very|at|all|that)? (help|helping|helpful)",
            "(did|does|do) not (really|actually)? help",
            "dont help",
            "(no|zero) help",
            "(that|it|this|still) (didnt|doesnt|dont|isnt|wont) (work|working|solve|fix)",
            "(that|it|this|still) (did|does|is) not (work|working|solve|fix)",
            "(didnt|did not) work",
            "didnt (solve|fix|answer)",
            "(doesnt|does not) (solve|answer)",
            "still (unclear|the same|not|no|broken|wrong|the|having|cant|cannot|doesnt|didnt|isnt|dont|unable|waiting|nothing)",
            "not (been)? (solved|resolved|fixed|sorted)",
            "(isnt|hasnt|wasnt) (been)? (solved|resolved|fixed|sorted)",
            "(thats|that is|this is|its) not (what|my|the|right|correct|true)",
            "(thats|that is|this is) (wrong|incorrect|useless|pointless|ridiculous)",
            "useless",
            "(no|not much) use",
            "not (really|quite|exactly)? what i (asked|meant|wanted|hoped|need|needed|was|expected)",
            "not good enough",
            "not satisfied",
            "makes no sense",
            "no luck",
            "(that|this) (cant|cannot|can not) be (right|true|it)",
            "waste of (time|my)",
            "you (dont|didnt|do not|did not) understand",
            "you (dont|didnt) answer",
            "(forget|never) (it|mind)",
            "no (it|that|this) (didnt|doesnt|did|does|isnt|wasnt|is) (not)?",
            // German
            "(hat|hilft) (mir|das|leider|uns)? (leider|gar|auch|uberhaupt|noch)? (nicht|nichts|nix) (weiter|geholfen|geklappt|funktioniert)?",
            "(nicht|nichts) (weiter)? (geholfen|geklappt|funktioniert|gelost|geklart|hilfreich|behoben|beantwortet)",
            "(immer noch|noch immer|weiterhin) (nicht|kein|keine|keinen|nichts|kaputt)",
            "(immer|noch) (noch|immer) (nicht|kein|keine|keinen|nichts|kaputt)",
            "(funktioniert|klappt|geht) (leider|immer|aber|das)? (noch|auch)? nicht",
            "bringt (mir)? (nichts|nix)",
            "(nutzlos|zwecklos|sinnlos|unbrauchbar)",
            "zeitverschwendung",
            "(stimmt|passt) (so)? nicht",
            "(das|dass) (ist|war) (falsch|nicht)",
            "(habe|hab) ich (gar|so)? nicht (gefragt|gemeint|gesagt)",
            "(vergiss|vergessen) (es|sie)",
            // Spanish
            "no (me)? (ayuda|ayudo|sirve|sirvio|funciona|funciono)",
            "no me ha (ayudado|servido)",
            "sigue (sin|igual)",
            "no (esta)? (resuelto|solucionado)",
            // French
            "(ne)? (maide|marche|fonctionne) (toujours)? pas",
            "toujours pas",
            "(pas|non) (resolu|utile)",
            "inutile",
        ],
    ),
    (
        Cues::Yes,
        &[
            "yes",
            "yeah",
            "yep",
            "yup",
            "yea",
            "sure",
            "absolutely",
            "definitely",
            "it did",
            "thumbsup",
            "ja",
            "jo",
            "jep",
            "jawohl",
            "jup",
            "doch",
            "si",
            "oui",
            "ouais",
        ],
    ),
    (
        Cues::No,
        &[
            "no",
            "nope",
            "nah",
            "not really",
            "not at all",
            "unfortunately not",
            "unfortunately no",
            "sadly not",
            "it didnt",
            "thumbsdown",
            "nein",
            "ne",
            "nee",
            "nicht wirklich",
            "leider nicht",
            "leider nein",
            "non",
            "pas vraiment",
        ],
    ),
    (Cues::Contrast, &["no (problem|worries|prob)"]),
];
