//! What is said in Italian, by what it hints at.

use crate::language::{cue::Cues, table::Phrases};

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Greeting,
        &[
            "(ciao|salve|buongiorno|buonasera|buondi|ehi|ehila|buonanotte|bongiorno)",
            "(buon giorno|buona sera|buon pomeriggio|buona giornata|buona serata)",
            "(ciao|salve|buongiorno|buonasera) (a tutti|a voi|ragazzi|team|staff|di nuovo|gentilissimi)",
            "(ce|ci) (qualcuno|nessuno|siete)",
            "(come va|come stai|come state|come sta|tutto bene)",
            "(ben)? (benvenuto|benvenuta|benvenuti)",
            "(come|in cosa|in che modo) (posso|possiamo) (aiutarti|aiutarla|aiutarvi|esserti|esserle) (utile)? (oggi)?",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(grazie|grazieee|grz|graziee)",
            "(grazie)? (mille|tante|infinite|di cuore)",
            "(molte|tante) grazie",
            "(vi|ti|la) (ringrazio|sono grato|sono grata)",
            "ringrazio",
            "(molto gentile|gentilissimo|gentilissima|gentilissimi) (grazie|da parte|come)?",
        ],
    ),
    (Cues::Declines, &["no (per ora|ti|la|vi)? (grazie|ringrazio)", "grazie (ma)? no", "grazie lo stesso"]),
    (Cues::InAdvance, &["(in anticipo|anticipatamente)"]),
    (Cues::Sarcasm, &["grazie (di|per) (niente|nulla|avermi fatto perdere)"]),
    (
        Cues::Talk,
        &[
            "(parlare|parlo|parlarne|chattare|comunicare|discutere) (con|a|direttamente)?",
            "(contattare|sentire|raggiungere)",
            "essere (richiamato|richiamata|contattato|messo|messa)",
            "(mi)? (richiami|richiamate|chiami|contatti|risponda) (qualcuno|un|una)?",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(voglio|vorrei|preferisco|desidero|pretendo|esigo|serve|cerco|preferirei) (un|una|parlare|che)?",
            "(ho)? bisogno (di|del|che) (un|una)?",
            "(datemi|dammi|mi dia|fatemi|mi faccia|passatemi|passami|mi passi|mi passate) (un|una|parlare|al|il|qualcuno)?",
            "(ce) (un|una)",
        ],
    ),
    (
        Cues::Human,
        &[
            "(umano|umana|umani|umane|essere umano)",
            "(persona|operatore|assistente|operatrice|agente|qualcuno) (umano|umana|reale|vera|vero|in carne|fisica)",
            "(una)? (vera persona|persona vera|persona)",
            "(operatore|operatrice|operatori|loperatore|consulente|supervisore|responsabile|impiegato|un addetto|addetto)",
        ],
    ),
    (
        Cues::Person,
        &[
            "(qualcuno|tecnico|collega|esperto|specialista|commerciale|direttore)",
            "(servizio|assistenza) (clienti|tecnica)",
            "(il vostro|vostro) (staff|team|ufficio)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(mi)? (passi|passa|passate|metta|mettete|colleghi|collegate|trasferisca|trasferite) (in contatto|in linea)? (con|a|al|un|una|qualcuno|il|la)",
            "(passatemi|passami|mettetemi|mettimi|collegatemi|trasferitemi|collegami) (in contatto)? (con|a|al|un|una|qualcuno|il|la)",
            "(puo|puoi|potete|potrebbe|potreste) (passarmi|mettermi|collegarmi|trasferirmi|farmi parlare)",
        ],
    ),
    (Cues::AreYouHuman, &["(sei|e|siete) (un|una)? (robot|bot|macchina|umano|umana|persona|vera|vero)"]),
    (
        Cues::Fallback,
        &[
            "non (ti|la|vi|lho|ho|sono|riesco|sto|mi)? (sono|ho)? (ben|bene|ancora|proprio|riuscito|riuscita|sicuro|sicura|certo|certa)? (a|di|aver|avere)? (capito|compreso|capire|comprendere|afferrato|capendo|chiaro|interpretare|seguirti|seguirla)",
            "non (ti|la|vi|ne)? (capisco|comprendo|seguo|riconosco|afferro) (la|il|questa|questo|cosa|bene)?",
            "non (sono|ne sono) (sicuro|sicura|certo|certa) (di|che|cosa)",
            "(puoi|puo|potresti|potrebbe|prova|provi|riprova|riprovi|potete|prova a|provi a|ti va di) (per favore)? (a)? (riformulare|ripetere|riformularla|riformularlo|spiegarti|spiegarmi|spiegare|dirlo|scriverlo|ridire|chiedere|chiedermelo|esprimerti|usare|con)",
            "(riformula|riformuli|riformulate|riformulare|riformularla)",
            "(in|con) (altre parole|altri termini|parole diverse|un altro modo|modo diverso|parole piu semplici|maniera diversa)",
            "non (ho|dispongo|trovo|ho trovato|abbiamo|possiedo) (di|ancora|purtroppo|trovato)? (alcuna|nessuna|una|informazioni|risposte|risposta|dati|abbastanza|questa|la|nulla|risultati|niente) (informazione|risposta|informazioni)?",
            "non (lo|la|ne)? (so|saprei|sappiamo) (rispondere|come|cosa|niente|nulla|dire|dirti|dirle|la risposta|ancora|purtroppo)?",
            "(questa|questo|quello|cio) (proprio)? non (lo|la) so",
            "non (posso|possiamo|sono in grado|riesco|sono capace|sono programmato|sono addestrato) (di|a|ad|purtroppo|per)? (aiutare|aiutarti|aiutarla|aiutarvi|rispondere|risponderti|risponderle|gestire|fornire|darti)",
            "(posso|so|sono qui) (solo|soltanto|solamente|esclusivamente|unicamente) (aiutarti|aiutarla|rispondere|aiutare|gestire|per)",
            "(posso) (aiutarti|aiutarla|rispondere|aiutare) (solo|soltanto|solamente|esclusivamente|unicamente)",
            "(va|e|esula|al) (oltre|fuori|dalle|dalla|di la|al di fuori) (le|la|dalle|dalla|delle|dal|del)? (mie|mia|mio) (capacita|competenze|competenza|conoscenze|portata|ambito)",
            "(sto|devo) (ancora) (imparando|imparare)",
        ],
    ),
    (
        Cues::Excused,
        &[
            "(non)? (mi)? (hai|ha|avete) capito",
            "(tu|lei|voi) non (mi)? (capisci|capisce|capite|hai capito|ha capito)",
            "se non (hai|ha|avete) capito",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(ti|la|vi|le|lo)? (sto|stiamo)? (passo|passando|metto|mettendo|trasferisco|trasferendo|collego|collegando|inoltro|inoltrando|giro|connetto|connettendo|indirizzo|reindirizzo|affido|passiamo|mettiamo|trasferiamo) (in contatto|in comunicazione|in linea|subito|ora|la|il|direttamente)? (con|a|al|alla|ad|allo|agli|la|il|un|una|richiesta|conversazione)?",
            "(passero|trasferiro|mettero|inoltrero|colleghero) (la|il|in|ora|subito)?",
            "(ho|abbiamo|e stata|e stato|viene|verra|sara|verrai|sarai) (inoltrato|inoltrata|passato|passata|trasferito|trasferita|girato|messo|messa|affidata|contattato) (la|il|in|a|al|alla|con)?",
            "(lascio|cedo) (la parola|il posto|la conversazione) (a|al|ad)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(collega|operatore|operatrice|consulente|agente|esperto|tecnico|persona|specialista|addetto|responsabile) (ti|la|vi|le|prendera|si|sara|umano|continuera|prende|arriva|interverra|subentrera) (rispondera|contattera|aiutera|assistera|seguira|risponde|in|mettera|prende|occupera|da|ricontattera|prendera|ti|scrivera|unira|con)?",
            "(qualcuno|un membro) (del|dello|dal) (nostro)? (team|staff|assistenza) (ti|la|si|vi|sara)",
            "(il nostro|nostro) (team|staff|servizio) (ti|la|si|vi) (contattera|rispondera|aiutera|mettera|assistera)",
        ],
    ),
    (Cues::Opinion, &["(suggerimento|commento|opinione|complimenti|feedback|segnalazione)"]),
    (
        Cues::Colleague,
        &[
            "(colleghi|colleghe|una collega|un collega|esperti|specialisti|reparto|assistenza|ufficio|squadra|staff|umano)",
        ],
    ),
    (
        Cues::Offers,
        &[
            "(vuoi|vuole|volete|desideri|desidera|preferisci|preferisce|preferite|vorresti|vorrebbe|ti va|le va) (che|parlare|essere)?",
            "se (vuoi|vuole|lo|preferisci|preferisce|desideri|desidera|ti|le|volete|hai|serve)",
            "(posso|possiamo|potrei|puoi|puo|potete|devo)",
        ],
    ),
    (Cues::Cannot, &["non (posso|possiamo|puo|e possibile|riesco|siamo)"]),
    (
        Cues::Request,
        &[
            "(per favore|per piacere|per cortesia|perfavore|pf)",
            "(vorrei|voglio|avrei bisogno|ho bisogno|mi serve|mi servirebbe|chiedo|desidero)",
            "(potete|puoi|puo|potreste|potresti|potrebbe|posso|potrei)",
            "(mandatemi|inviatemi|ditemi|dimmi|mi dica|aiutatemi|aiutami|mi aiuti|annullate|annulla)",
        ],
    ),
    (Cues::Negation, &["(non|nessun|nessuno|nessuna|mai|senza|quando|appena|neanche|nemmeno)"]),
    (Cues::Contrast, &["(ma|pero|tuttavia|purtroppo|invece)"]),
    (
        Cues::Settled,
        &[
            "(ora|adesso|finalmente|tutto) (si)? (funziona|va|va bene|riesco|risolto|a posto|ok|chiaro)",
            "(ha|hanno) (funzionato|risolto)",
            "(funziona|funzionato) (ora|adesso|di nuovo|perfettamente|alla grande|grazie|tutto)",
            "(problema|tutto|questione|caso) (e|e stato|stato)? (risolto|sistemato|chiarito)",
            "(risolto|sistemato)",
            "(era|e) (proprio|esattamente)? (quello|cio) che (cercavo|volevo|mi serviva)",
            "(mi)? (hai|ha|avete|e stato|siete stati) (davvero|molto|veramente)? (aiutato|aiutata|di grande aiuto|di molto aiuto|di aiuto|utile|utilissimo|utili)",
            "(ho)? (trovato|capito) (grazie|tutto|ora)",
        ],
    ),
    (Cues::Done, &["(e|era|per me e) tutto", "(nientaltro|nullaltro|niente altro|sono a posto|basta cosi)"]),
    (
        Cues::NotSettled,
        &[
            "non (mi)? (funziona|va|aiuta|serve|e servito|ha aiutato|risolve|ha risolto|ha funzionato|e cambiato|cambia|sono soddisfatto)",
            "(ancora|continua|continuo) (non|niente|nulla|a non|rotto|uguale|lo stesso)",
            "non (e|era) (quello|cio|questo|vero|corretto|giusto|risolto|la mia|che) (che)? (ho|chiedevo|volevo|intendevo|cercavo)?",
            "(inutile|inutili|inservibile|non serve a niente|non serve a nulla|non servi a niente|non servi a nulla)",
            "(non)? (rispondi|risponde|rispondete) (alla|mai) (mia)? (domanda)?",
        ],
    ),
    (
        Cues::Yes,
        &["(si|certo|certamente|esatto|assolutamente|va bene|volentieri|ok si|sisi|giusto|daccordo)"],
    ),
    (Cues::No, &["(non proprio|per niente|assolutamente no|no no|purtroppo no)"]),
    (
        Cues::Helped,
        &[
            "(ti|le|vi)? (e|ho|sono) (stato|stata|stati|tutto|risultato|risultata|risposto|potuto) (utile|utili|daiuto|di aiuto|aiutarti|aiutarla|alla)",
            "(ho|abbiamo) (risposto|risolto|chiarito) (alla|il|la|i) (tua|sua|tuo|suo|tuoi|suoi)",
            "(questo|questa|cio|la risposta) (ti|le|vi)? (ha|e|era) (aiutato|stata|stato|utile)",
        ],
    ),
    (
        Cues::AnythingElse,
        &[
            "(altro|altra|qualcosaltro|qualcos altro|qualche altra|altre) (per|domanda|domande|richiesta|che|in)?",
            "(posso|possiamo) (fare|aiutarti|aiutarla) (in|con)? (altro|qualcosaltro)",
            "serve altro",
        ],
    ),
    (
        Cues::Goodbye,
        &[
            "(arrivederci|arrivederla|a presto|alla prossima|addio|di nulla|prego|figurati|si figuri)",
            "(buona|una buona|buon) (giornata|serata|proseguimento|fine|weekend|domenica)",
            "e stato un piacere",
        ],
    ),
    (Cues::Survey, &["(valutare|valuti|valuta|valuteresti|valutazione|soddisfatto|soddisfatta|voto)"]),
    (
        Cues::Asks,
        &[
            "(mi|puoi|puo|potresti|potrebbe) (indichi|indica|dica|dici|indicarmi|dirmi|fornirmi|fornire|fornisci|fornisca|inviarmi|mandarmi|dai|dia) (il|la|lo|un|una|i|le|per)?",
            "(ho|avrei|abbiamo) bisogno (del|della|di) (tuo|suo|tua|sua|alcuni|sapere|un|una|numero)?",
            "(inserisci|inserisca|indica|indichi|scrivi|specifica) (il|la|lo|per|qui)",
        ],
    ),
    (
        Cues::Interrogative,
        &[
            "quando (arriva|arrivera|posso|sara|spedite|torna|e|aprite|viene|verra|mi)",
            "(dove|come|perche|quanto|quanti|quante|quanta|quale|quali|chi|come mai)",
            "che (cosa|ore|giorno|tipo|differenza|significa|succede|fine)",
            "cosa (devo|posso|significa|succede|fare|comprende|include|cambia|vuol)",
            "(e possibile|si puo|posso|potrei|avete|fate|accettate|spedite|mi puoi)",
        ],
    ),
    (
        Cues::Lead,
        &["(allora|dunque|va bene|scusa|scusi|scusate|senta|senti|ok|ma|e|poi|bene|grazie|per favore)"],
    ),
    (
        Cues::Greeting,
        &[
            "(hey|hi|hello|ehila|ciaoo|ciaooo|buonpomeriggio|saluti|gentili)",
            "(ciao|salve|buongiorno|buonasera) (ciao|gente|bot|come va|come state|cari|gentile|signori|amici)",
            "(spero)? (che)? (stiate|stia|tutto) bene",
            "(come|tutto) (andiamo|ok|a posto)",
            "(ho|avrei|avevo|ho solo) una (domanda|richiesta|domandina|curiosita) (veloce|da fare)?",
            "(una)? (domanda|domandina)",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(grazieee|graziee|graziissime|thanks|thx|gentilissimi|gentilissima|gentilissimo|grato|grata|ringraziamenti)",
            "(molto|troppo|davvero|veramente) (gentile|gentili)",
            "(un)? (grande|enorme) grazie",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "non (con|voglio|parlare|parlo)? (parlare)? (con)? (un|una|il|questo) (robot|bot|macchina|chatbot|computer)",
            "(parlare|parlo|chattare) con (qualcuno|una persona|un umano|un operatore|un operatrice|unoperatrice|un essere|un responsabile|un consulente|un addetto|lassistenza|il responsabile|il servizio|voi)",
            "(aiuto|assistenza) (da|di) (un|una|parte) (persona|umano|operatore)",
            "(passami|passatemi|mi passi|passate|passa) (un|una|al|la|il)? (operatore|persona|responsabile|umano)",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(non|mi dispiace non) (e|mi e|sono riuscito a|sono riuscita a|riesco a|ho) (chiaro|capire|comprendere|interpretare|trovare|elaborare|cogliere|colto|trovato)",
            "(cosa|che cosa) intendi (esattamente)?",
            "(potresti|potrebbe|puoi|puo) (essere piu|darmi piu|specificare|chiarire|precisare|fornirmi piu|dirlo|chiederlo|ripeterlo|scriverlo|formularla|formularlo)",
            "(prova|provi|riprova|riprovi|provate) (a|con|ad|di nuovo|usando) (chiedere|scrivere|usare|dire|formulare|riscrivere|altre|parole|un)?",
            "(questa|la tua|la sua|tale) (domanda|richiesta) (non|va|esula|supera|e fuori|e troppo)",
            "(non)? (sono|e) (programmato|programmata|addestrato|addestrata|autorizzato|abilitato) (per|a|solo)",
            "(fuori|oltre) (dalla|dalle|dal|la|le) (mia|mie|mio)",
            "(ne|su questo|di questo) (non)? (so|ho) (nulla|niente|idea)",
            "(nessuna|non ho) (risposta|idea|informazione)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(assistera|rispondera|aiutera|prendera|prende|subentra|subentrera|unira|unisce|occupera|continuera|seguira|prosegue|proseguira|contattera|intervenire|interviene|carico|supportera)",
            "(trasferimento|trasferendo|inoltrando|collegando|collegamento|passando|mettendo)",
            "(sara|verra|viene|e) (messo|messa|trasferito|trasferita|collegato|collegata|assistito|gestita|presa|affidata)",
            "(chiamo|coinvolgo|avviso|chiedo a|faccio intervenire|sto chiamando|sto coinvolgendo)",
        ],
    ),
];
