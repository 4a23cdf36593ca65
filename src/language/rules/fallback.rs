//! The bot says that it did not understand or cannot help. An apology alone is none ("Sorry for the
//! delay"), nor is "if you did not understand".

use crate::language::{Marks, cue::Cues, reader::Sentence, table::Phrases};

pub(super) fn of_bot(sentence: &Sentence) -> Marks {
    if sentence.cues.any(Cues::Fallback) { Marks::FALLBACK } else { Marks::default() }
}

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Fallback,
        &[
            // English: not understood
            "(didnt|dont|couldnt|cant|cannot|wasnt|wouldnt) (quite|fully|really|seem|entirely|completely)? (to)? (understand|understood|catch|follow)",
            "(did|do|could|can) not (quite|fully|really|entirely|completely)? (understand|catch|follow)",
            "(didnt|did not) (quite|really)? get (that|this|it|what|your|you)",
            "did not (quite|really)? get (that|this|it|what|your|you)",
            "(dont|do not) (quite)? get (what|it)",
            "(unable|not able|not quite able) to (understand|follow|interpret)",
            "(unable|able) to (understand|interpret)",
            "not (quite|entirely|completely|really)? (sure|certain) (i|that|if|what|how) (i|you|to|im|your|that)? (understand|understood|mean|meant|follow|got|get|answer|asking|help)",
            "not sure i (fully|quite|really|entirely) (understand|understood|follow)",
            "not sure what youre (asking|saying|looking|after)",
            "not sure what you are (asking|saying|looking|after)",
            "(dont|do not|didnt) know what (you|that|this) (mean|means|meant)",
            "not know what you mean",
            "(trouble|difficulty|problems|hard time) understanding",
            "hard time understanding",
            "(hard|difficult) for me to (understand|follow)",
            "(thats|that is|this is|that went) (a bit)? (beyond|over|outside) (me|my|what)",
            "(beyond|outside) (of)? my (scope|knowledge|capabilities|abilities|expertise|area)",
            "(doesnt|didnt|does not|did not) (make|ring) (sense|a)",
            "not familiar with (that|this)",
            "(not|didnt) (recognise|recognize) (that|this|your)",
            // English: say it again
            "(could|can|would|please|try|mind|maybe|perhaps) (you)? (please|kindly|try)? (rephrase|rephrasing|reword|rewording|reformulate)",
            "(rephrase|reword|rephrasing|rewording) (that|your|the|it|this)",
            "(say|put|ask|phrase|word|asking|phrasing|putting|saying|explain) (that|it|this|your|the) (question|request|message)? (again|differently|another|in)",
            "(ask|phrase|word|asking|phrasing) (that|it|this|your|the)? (question)? differently",
            "(in|use|using|try|with) (different|other|simpler|fewer) words",
            // English: no answer
            "(dont|do not|didnt|havent) (seem to)? (have|know|got|find) (an|the|any|a) (answer|idea|clue)",
            "(dont|do not) (currently|yet)? have (an|the|any|a|that|this|enough) (information|info|details|good|right|answer) (about|on|for|to|regarding)?",
            "(dont|do not) have information",
            "(cant|cannot|couldnt|unable|able) (to|currently|really|quite)? (help|assist|answer) (you)? (with)? (that|this|it|there)",
            "(cant|cannot|couldnt) (help|assist) you",
            "(unable|not able) to (help|assist|answer)",
            "not able to (help|assist|answer)",
            "im unable to",
            "(dont|do not) know (how to|about that|that|that one|the answer)",
            "sorry i (dont|do not) know",
            "(dont|do not) know (that|this) one",
            "not something i (can|know)",
            "(couldnt|could not|cant|cannot|didnt) find (an|any|the|a) (answer|matching|suitable|relevant|good) (answer|article|result)?",
            "could not find (an|any|the|a) (answer|matching|suitable|relevant)",
            "(couldnt|could not|didnt|cannot|cant) find anything",
            "no (answer|match|idea) (for|to|about) (that|this|your)",
            "(havent|not) (yet)? (learned|learnt|been trained|trained) (that|this|to|how|on|about|yet)",
            "(still|only) (learning|a bot and)",
            "i can only (help|answer|assist)",
            "stumped me",
            // German: not understood
            "(leider|dich|sie|das|dies|ich|anfrage|frage|nachricht|eingabe|anliegen) (leider|noch|gerade)? (nicht|nichts) (ganz|richtig|so|genau|wirklich|recht)? (verstanden|verstehen|folgen|zuordnen|erkannt)",
            "(nicht|nichts) (ganz|richtig|so|genau|wirklich|recht) (verstanden|verstehen|folgen|zuordnen)",
            "nicht verstanden",
            "(verstehe|versteh|verstand) (ich|sie|dich|das|leider|die|ihre|deine)? (leider|frage|anfrage|ich)? (nicht|nichts)",
            "nicht sicher ob ich (das|sie|dich|die|ihre|deine)? (richtig|ganz|frage|anfrage)? (verstanden|verstehe|richtig)",
            "nicht sicher was (sie|du) (meinen|meinst|meint)",
            "(weiss|weis) (leider)? nicht was (sie|du)",
            "(probleme|schwierigkeiten) (sie|dich|das) zu verstehen",
            // German: say it again
            "(anders|neu|genauer|einfacher) (formulieren|ausdrucken|formuliere|beschreiben|stellen|sagen)",
            "(umformulieren|umzuformulieren|umformuliere)",
            "(anderen|anderer|einfachen|einfacheren) worten",
            "(formulieren|formuliere) sie (ihre|die|das|es|bitte) (frage|anfrage|bitte|anders|neu)?",
            "(formulier|formuliere) (es|das|deine|bitte)",
            // German: no answer
            "(dazu|darauf|dafur|hierzu|hierauf|damit) (habe|kenne|finde|weiss) ich (leider|noch)? (keine|nichts|nicht)",
            "(habe|finde|kenne) (ich)? (dazu|darauf|hierzu)? (leider|noch)? keine (passende|passenden|richtige|antwort|information|informationen)",
            "(da|hier|dabei|damit) (kann|bin) ich (dir|ihnen|leider|uberfragt) (leider|noch)? (nicht)? (weiterhelfen|helfen)?",
            "(kann|konnte) (ich|ihnen|dir) (ihnen|dir|da|dabei|leider|hier|damit)? (dabei|damit|da|hier|leider)? (leider|noch)? nicht (weiterhelfen|helfen|beantworten)",
            "(leider|dabei|damit|da|hier|frage) nicht (weiterhelfen|helfen|beantworten)",
            "nicht (weiterhelfen|beantworten)",
            "weiss ich (leider|noch)? nicht",
            "(das|es) weiss ich (leider)? nicht",
            "(bin|da) (ich)? (leider)? uberfragt",
            "(lerne|lern) (ich)? noch",
            // Spanish
            "no (te|le|lo|la|he|logre|pude|puedo)? (he|lo)? (entendi|entiendo|entendido|comprendo|comprendi|comprendido|entender|comprender)",
            "(reformular|reformule|reformula|reformularlo)",
            "(decirlo|expresarlo|preguntarlo) de otra (forma|manera)",
            "no (puedo|se) (ayudarte|ayudarle|como responder)",
            "no tengo (una)? (respuesta|informacion)",
            // French
            "(nai|ai) pas (bien|tout|completement)? (compris|saisi)",
            "pas (bien|tout)? (compris|saisi)",
            "(ne)? (comprends|saisis) pas",
            "(reformuler|reformulez|reformule)",
            "(ne)? (peux|sais|puis) pas (vous|repondre|malheureusement) (aider|repondre|a)?",
            "pas (de|la) reponse",
        ],
    ),
    (
        Cues::Excused,
        &[
            "you (didnt|dont|couldnt|cant|cannot) (quite|fully)? (understand|catch|follow)",
            "you (did|do|could|can) not (quite|fully)? (understand|catch|follow)",
            "you (didnt|did not) (quite)? get (that|this|it|what|your)",
            "you did not (quite)? get (that|this|it|what|your)",
            "you (dont|do not) know",
            "(sie|du|ihr|etwas) (etwas|das|es)? nicht (ganz|richtig)? (verstanden|verstehen)",
        ],
    ),
];
