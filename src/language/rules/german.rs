//! What is said in German, by what it hints at; what stands with the rules is not repeated.

use crate::language::{cue::Cues, table::Phrases};

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Greeting,
        &[
            "(hallochen|hallihallo|heyho|hey|gruezi|servus|tagchen|mahlzeit|aloha|grusse)",
            "(moin|hallo|hi|hey|servus|tag) (moin|ihr|auch|leute|bot|chatbot|support|liebe|liebes team|guten tag|miteinander|ihr lieben)",
            "guten (mittag|nachmittag)",
            "(guten|schonen) (tag|abend|morgen) (zusammen|allerseits|die damen|ihnen|euch)",
            "(einen)? (schonen|wunderschonen) (guten)? (tag|morgen|abend)",
            "sehr geehrte (damen und herren|damen|frau|herr)?",
            "(liebes|liebe|liebe damen) (team|leute|kollegen|und herren)",
            "(wie)? (lauft es|laufts|gehts)",
            "(ist)? (da|hier|hallo) (jemand|wer)? (da)?",
            "ich (habe|hatte) (mal|kurz|da)? eine (frage|kurze frage|bitte)",
            "(eine)? (kurze)? frage",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(dankeee|dankee|thanks|tausend dank|merci vielmals|vergelts gott|thankyou)",
            "(ganz|recht) (lieben|herzlichen|herzlich) dank",
            "(herzlichen|besten|vielen|schonen) (lieben)? dank",
            "(dank|danke) (vielmals|sehr|euch|dir|ihnen|schonmal nicht)",
            "(bin|sehr) (ihnen|euch|dir)? (sehr)? dankbar",
        ],
    ),
    (
        Cues::Talk,
        &[
            "(personlich|direkt) (sprechen|reden|beraten|mit)",
            "(an|mit|zu) (einen|einem|einer|eine|jemand|jemanden|jemandem) (sprechen|weiterleiten|verbinden|reden|vermitteln)?",
            "(durchgestellt|weitergeleitet|weiterleiten|durchstellen|verbinden|beraten)",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(gibt es|gibts|habt ihr|haben sie) (hier|bei euch|denn|auch|vielleicht)? (auch|noch)? (einen|eine|echte|richtige)?",
            "(ich will|will ich|mochte|brauche|bevorzuge|verlange|wunsche) (ich)? (bitte|jetzt|endlich|lieber|sofort|nur|gern)? (einen|eine|mit|jemand|jemanden)?",
            "(holen sie|hol|schicken sie|schick) (mir|mal|bitte)",
        ],
    ),
    (
        Cues::Human,
        &[
            "(echte|richtige|reale|lebende|lebendige|menschliche) (menschen|person|mitarbeiter|ansprechpartner|hilfe|stimme|unterstutzung)",
            "(mensch|menschen|jemand|jemanden) (aus fleisch|bitte)",
            "(livechat|supportmitarbeiter|servicemitarbeiter|kundenbetreuer|kundenbetreuung|ansprechpartner|vorgesetzten|support mitarbeiter)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(nicht|nicht langer|nicht mehr) mit (einem|einer|dem|der|diesem|ner|nem) (bot|chatbot|roboter|maschine|computer|automaten|ki)",
            "keinen (bot|chatbot|roboter|computer|automaten)",
            "(verbinden|verbinde|stell|stellen|gib|geben|leite|leiten) (sie)? (mich|mir) (bitte|jetzt|mal|sofort|endlich)? (mit|zu|an|durch|weiter|einen|jemanden)",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(kann|darf) (ich)? (ihnen|dir|leider|hier)? (leider)? (nur|ausschliesslich|lediglich|aktuell nur|derzeit nur) (bei|mit|zu|fragen|ihnen|auskunft|helfen|themen)",
            "(falsche|falscher|nicht der richtige|nicht die richtige) (ansprechpartner|adresse|ansprechpartnerin|stelle)",
            "keine (passende|passenden|genauen|genaue|weiteren|hilfreiche|verlasslichen)? (information|informationen|infos|antwort|antworten|auskunft|daten|ahnung|ergebnisse|treffer|angaben|losung)",
            "(kein|keinen) (passendes|passenden|passender)? (ergebnis|treffer|artikel|eintrag)",
            "(dazu|daruber|darauf|hierzu|davon) (weiss|kann) ich (leider|noch|aktuell)? (nichts|nicht|keine|nicht viel|wenig)",
            "(ubersteigt|uberschreitet|sprengt) (leider)? (meine|mein|meinen)",
            "(ausserhalb|jenseits) (meiner|meines|von dem)",
            "(noch|leider|das) nicht (gelernt|beigebracht|trainiert|programmiert|ausgelegt|geschult)",
            "nicht in der lage",
            "(bitte)? (nochmal|nochmals|noch einmal|noch mal|erneut|es) (anders|in anderen|mit anderen|umformulieren|formulieren|neu)",
            "(was|wie) (meinen sie|meinst du) (damit|genau|das)",
            "(komme|komm) (ich)? (leider|da)? nicht (mit|ganz mit|hinterher)",
            "(muss) (ich)? (da|hier|leider)? (leider)? passen",
            "(auf dem schlauch|bahnhof)",
            "nicht (mein|meinem|in mein|in meinem) (fachgebiet|bereich|themengebiet|gebiet|spezialgebiet|aufgabenbereich)",
            "(nicht|leider nicht) (zuordnen|einordnen|deuten|interpretieren|nachvollziehen|bearbeiten|schlau)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(ubernimmt|ubernehmen|kummert|kummern|hilft|antwortet|unterstutzt|betreut|zugeschaltet|schaltet|meldet)",
            "(verbinden|weiterleiten|durchstellen|weiterreichen|weitergeben|hinzuziehen|hinzuholen|dazuholen)",
            "(werden|wird|wurde|wurden) (sie|nun|jetzt|gleich|direkt|ihr|dein|an|mit|zu|sofort)? (verbunden|weitergeleitet|weitergegeben|durchgestellt|ubergeben|vermittelt|eskaliert)",
            "(verbunden|durchgestellt|vermittelt|eskaliert)",
            "(reiche|schicke|sende|gebe|leite) (ich)? (ihre|deine|das|dies|die|sie|dich|es) (anfrage|anliegen|frage|nachricht|chat)? (an|weiter)?",
            "(rufe|hole|bitte) (ich)? (jemanden|einen|eine|ihnen|dir|schnell)",
        ],
    ),
    (
        Cues::Colleague,
        &[
            "(jemand|jemanden|mensch|menschen|kundenbetreuung|kundendienst|kundenservice|fachteam|fachkollegen|spezialisten|spezialist|experten|experte|expertin|serviceteam|supportteam|support team|kundenberater|mitarbeitenden|mitarbeiterinnen|kundenbetreuer)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(ist|sind|steht) (gleich|sofort|in kurze|bald|umgehend)? (ein|eine|jemand) (kollege|kollegin|mitarbeiter|mitarbeiterin|mensch|berater|beraterin)? (fur|da|bei|bereit)",
            "(gleich|sofort|jetzt) (fur sie|fur dich) da",
        ],
    ),
];
