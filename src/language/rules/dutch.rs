//! What is said in Dutch, by what it hints at.

use crate::language::{cue::Cues, table::Phrases};

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Greeting,
        &[
            "(hoi|hoi hoi|hoihoi|goedemorgen|goedemiddag|goedenavond|goedendag|dag|heej|hee|hallootjes|morgen|goeiemorgen|goeiedag|goeiendag)",
            "(goede|goeie) (morgen|middag|avond|dag)",
            "(hallo|hoi|dag|goedemorgen|goedemiddag) (allemaal|daar|team|mensen|iedereen|beste|meneer|mevrouw)",
            "(is)? (er)? (iemand|daar iemand) (daar|aanwezig|hier|er)?",
            "hoe (gaat het|gaat ie|is het|ist) (met je|met u|met jou|met jullie)?",
            "(alles goed)",
            "welkom (terug)? (bij)?",
            "(waarmee|hoe|waar) (kan|kunnen) (ik|we|wij) (je|u|jou)? (mee)? (helpen|van dienst zijn) (vandaag)?",
            "beste",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(bedankt|dankjewel|dankuwel|dankje|thanks|bedankjes|thnx|tnx|merci)",
            "dank (je|u|jullie) (wel|zeer)?",
            "(hartelijk|heel erg|erg|alvast)? (bedankt|dank)",
            "(veel|hartelijke) dank",
            "(ik)? waardeer (het|dit|je|uw)",
            "(super|fijn|top) (bedankt)",
        ],
    ),
    (
        Cues::Declines,
        &[
            "nee (hoor)? (bedankt|dankje|dankjewel|dank je|dank u|dankuwel|thanks)",
            "(bedankt maar nee|hoeft niet bedankt|laat maar)",
        ],
    ),
    (Cues::InAdvance, &["(alvast|bij voorbaat)"]),
    (Cues::Sarcasm, &["(bedankt|dank|dankjewel|fijn) (voor)? (niks|niets|noppes)", "lekker bezig"]),
    (
        Cues::Talk,
        &[
            "(spreken|praten|chatten|bellen|overleggen|kletsen) (met)?",
            "(spreek|praat) (ik)? (liever)? (met)?",
            "(contact) (met|opnemen|hebben)?",
            "(teruggebeld|doorverbonden|geholpen) (worden|te worden|door)?",
            "te (spreken|woord)",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(wil|wilt|willen|zou|moet|heb|geef|mag|kan|zoek) (ik|graag|liever|mij|me|nu|gewoon)? (graag|liever|nu|gewoon)? (een|een echte|met|iemand)?",
            "(wil|graag|liever) (een|iemand)",
            "is er (een|iemand)",
        ],
    ),
    (
        Cues::Human,
        &[
            "(mens|mensen|menselijke|menselijk)",
            "(echt|echte|levend|levende|gewoon) (mens|persoon|medewerker|iemand|mensen)",
            "(medewerker|medewerkster|medewerkers|klantenservicemedewerker|agent|operator|leidinggevende|manager|supervisor|adviseur|helpdeskmedewerker)",
            "iemand van vlees",
        ],
    ),
    (
        Cues::Person,
        &[
            "(iemand|persoon|collega|specialist|monteur|teamleider|chef|baas)",
            "(klantenservice|klantendienst|helpdesk|klantcontact)",
            "(jullie|uw|het) (team|afdeling|support)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(verbind|schakel|zet|stuur|verbindt) (me|mij) (eens|even|nu|alsjeblieft|alstublieft|maar)? (door|met|naar)?",
            "(kunt u|kun je|kan je|wilt u|wil je) (me|mij) (even|nu)? (doorverbinden|doorzetten|doorschakelen|met|naar)",
            "(doorverbinden|doorverbonden worden|doorgeschakeld)",
        ],
    ),
    (
        Cues::AreYouHuman,
        &[
            "(ben je|bent u|ben jij|praat ik met) (een|wel)? (een)? (robot|bot|mens|computer|echt|echte|machine|persoon)",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(heb|kan|kon) (ik)? (je|u|dat|dit|uw|het|jouw)? (vraag|bericht|helaas|nog)? niet (helemaal|goed|precies|zo goed)? (begrepen|verstaan|begrijpen|plaatsen|volgen|gevolgd)",
            "(begrijp|snap|begreep|snapte) (ik)? (je|u|dat|dit|uw|het|jouw|je vraag|uw vraag)? (helaas|nog|even)? niet",
            "(niet|niets) (helemaal|goed|precies|zo goed|echt)? (begrepen|verstaan|begrijpen|te volgen|gesnapt)",
            "(ik)? (begrijp|snap|volg) (je|u|het|dit|dat|uw|jouw|de) (vraag|even|bericht|helaas)? (helaas|even|nog|even)? niet",
            "(weet|ben) (ik)? (er)? niet (zeker|goed)? (of|wat|hoe|welke) (ik|je|u|dat|jij)?",
            "niet (zeker|duidelijk) (of|wat)",
            "(kun|kunt|kan|zou|wil|wilt|probeer|misschien) (je|u|jij|het)? (je|uw|de|het|dit|dat|eens|misschien|nog|eens)? (vraag|bericht)? (eens|misschien|nog eens|even)? (anders|opnieuw|nogmaals|herformuleren|herhalen|op een andere manier|met andere woorden|in andere woorden) (formuleren|stellen|zeggen|verwoorden|omschrijven|uitleggen|vragen|typen)?",
            "(anders|opnieuw) (formuleren|verwoorden|omschrijven|stellen|zeggen|te)",
            "(herformuleren|herformuleer|herformuleert|herformulering)",
            "(in|met) andere (woorden|bewoordingen)",
            "(op)? (een)? andere manier (te)? (stellen|vragen|zeggen|formuleren)",
            "(heb|vind|beschik|vond|hebben|ken) (ik|we)? (daar|hier|helaas|daarover|hierover|daarvoor|daarop|er|hiervoor)? (helaas|nog|over)? (geen|niets|niks) (informatie|antwoord|passend|gegevens|idee|resultaten|over|gevonden|info)",
            "geen (informatie|antwoord|idee|passend antwoord|gegevens|kennis|info) (over|op|van|gevonden|voor)?",
            "(dat|dit|daar|hier|die) (weet|ken) ik (helaas|nog|even|zo|ook)? (niet|niets|niks)",
            "(weet|ken) (ik)? (daar|het|hier|er|het antwoord)? (antwoord)? (helaas|nog|ook|daarop)? (niets|niks|niet) (van|over)?",
            "(kan|kunnen) (ik|we|jou)? (je|u|jou|daar|hier|daarmee|hiermee|daarbij|hierbij|dat|deze|er)? (daarbij|hierbij|daarmee|hiermee|helaas|mee|vraag)? (helaas)? (niet|niet mee|niet bij) (verder)? (helpen|beantwoorden|verderhelpen|verder helpen|van dienst)",
            "niet (verder)? (helpen|verderhelpen|beantwoorden) (met|bij)?",
            "(kan|weet) (ik)? (alleen|enkel|uitsluitend|je alleen|u alleen|u enkel|slechts) (maar)? (helpen|vragen|antwoord geven|antwoorden|met vragen)",
            "(buiten|boven|gaat) (mijn|boven) (mogelijkheden|kunnen|kennis|bereik|pet|expertise|vermogen)",
            "leer (ik)? nog (steeds|volop|bij|elke)?",
            "nog aan het leren",
        ],
    ),
    (
        Cues::Excused,
        &[
            "(je|jij|u|jullie) (begrijpt|snapt|begrijp|snapten|begreep|snap) (me|mij|het|dat|er)? (helemaal)? (niet|niets|niks)",
            "als (je|u) (het|dit|iets) niet (begrijpt|snapt)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(verbind|verbinden|schakel|schakelen|zet|zetten|stuur|sturen|breng|geef|geven|koppel|haal) (ik|we|wij|je|u|jou|dit|uw|de|het|er|even)? (je|u|jou|dit|uw|de|het)? (nu|even|direct|graag|meteen|vraag|gesprek|chat)? (nu|even|meteen)? (door|met|over|in contact|naar|aan|een|in)? (met|naar|aan|een)?",
            "(doorverbinden|doorverbonden|doorgestuurd|doorgezet|doorgeschakeld|overgedragen|doorsturen|overdragen|doorgegeven)",
            "(draag|geef) (ik)? (je|u|het|dit|de)? (gesprek|chat|vraag)? over (aan)?",
            "(wordt|word) (je|u|nu|zo|direct|zometeen)? (nu|zo|direct|doorverbonden|geholpen|overgenomen|verder geholpen)",
            "in contact (met|gebracht)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(collega|medewerker|medewerkster|specialist|adviseur|mens|iemand|agent|expert) (neemt|zal|komt|helpt|gaat|antwoordt|reageert|van ons|sluit|uit|van het) (het|je|u|zo|contact|er|binnen|team|nu|verder|straks|klantenservice|dit|jou|aan)? (over|zo|verder|helpen|snel|contact|neemt|dadelijk|overnemen|met|opnemen|bij)?",
            "(neemt|zal|komt|helpt|gaat) (een|iemand|er een|mijn|er zo|er) (collega|medewerker|van|specialist)? (contact|het|je|u|zo|verder)?",
            "(ons team|de klantenservice|mijn collega) (neemt|helpt|zal|gaat)",
        ],
    ),
    (Cues::Opinion, &["(suggestie|opmerking|compliment|feedback|tip|idee)"]),
    (
        Cues::Colleague,
        &[
            "(collegas|specialisten|experts|afdeling|team|klantenservice|helpdesk|iemand|mens|servicedesk|support)",
        ],
    ),
    (
        Cues::Offers,
        &[
            "(wil|wilt|wenst|zou|zal|zullen) (je|u|jij|ik|we)",
            "als (je|u|dat|je dat|u dat|jij) (wil|wilt|liever|dat|wenst|nodig|zou)?",
            "(ik|we|u|je) (kan|kunnen|kunt|kun)",
            "(kan|kunnen|mag) (ik|we)",
            "(indien|desgewenst|liever)",
        ],
    ),
    (
        Cues::Cannot,
        &[
            "(kan|kunnen|kunt|mag) (ik|we|je|u)? (helaas|je|u|nu)? (niet|geen)",
            "(is|lukt) (nu|helaas)? niet (mogelijk)?",
        ],
    ),
    (
        Cues::Request,
        &[
            "(alsjeblieft|alstublieft|aub|ajb|svp|graag)",
            "(ik|wij|we) (wil|willen|heb|moet|zou|zoek|hebben) (graag|nodig|een)?",
            "(kunt u|kun je|kunnen jullie|kan je|wilt u|wil je|willen jullie|zou u|zou je|zouden jullie|mag ik|kan ik)",
            "(stuur|geef|help|annuleer|vertel) (me|mij|mijn|de)",
        ],
    ),
    (Cues::Negation, &["(niet|geen|nooit|niks|niets|zonder|zodra|totdat|tenzij)"]),
    (Cues::Contrast, &["(maar|echter|helaas)"]),
    (
        Cues::Settled,
        &[
            "(werkt|lukt|doet) (het)? (weer|nu|inmiddels|eindelijk|prima)",
            "(is|heeft) (nu|inmiddels|eindelijk)? (gelukt|opgelost|gewerkt|geholpen)",
            "(werkt|gelukt|lukt) (nu|weer|het|top|dank|bedankt|inmiddels|eindelijk)",
            "(het is|is|dat is)? gelukt",
            "(probleem|alles|zaak|vraag) (is)? (nu|al|inmiddels|dus)? (opgelost|verholpen|beantwoord|geregeld|duidelijk)",
            "(opgelost|verholpen)",
            "(dat|dit) (hielp|helpt) (me|mij)? (echt|enorm|goed|verder|heel)?",
            "(precies|dat is)? (wat ik zocht|wat ik nodig had|wat ik bedoelde|wat ik wilde)",
            "(heb|had)? (het)? (al)? gevonden",
            "(je hebt|u heeft) (me|mij)? (heel|goed|geweldig)? geholpen",
        ],
    ),
    (
        Cues::Done,
        &[
            "(dat|dit) (was|is) alles",
            "(meer|verder) (niets|niks|heb ik niet)",
            "dat was m",
            "verder niets (nodig|meer)?",
        ],
    ),
    (
        Cues::NotSettled,
        &[
            "(werkt|lukt|helpt|klopt|gaat|doet) (het|mij|me|nog|ook|echt|dus|dat)? (nog|steeds|ook|nog steeds)? (niet|niks|niets|voor geen meter)",
            "(heeft|helpt|hielp) (me|mij)? (niet|niets|niks|totaal niet) (geholpen|gewerkt|verder)?",
            "(nog steeds|nog altijd|alsnog) (niet|geen|niks|hetzelfde|kapot|niets)",
            "(dat|dit) (is|was) (niet|helemaal niet) (wat|mijn|waar|juist|goed|de|het)",
            "(niet|geen) (antwoord|oplossing|opgelost) (op)?",
            "(nutteloos|waardeloos|zinloos|hopeloos|heb ik niks aan|heb niks aan|heeft geen zin)",
            "(je|u|jullie) (geeft|geven|antwoordt|beantwoordt) (geen|niet)",
        ],
    ),
    (Cues::Yes, &["(ja|jaa|jazeker|zeker|klopt|inderdaad|prima|uiteraard|natuurlijk|juist|goed hoor|graag)"]),
    (Cues::No, &["(nee|neen|neej|niet echt|helaas niet|nog niet|absoluut niet|helemaal niet)"]),
    (
        Cues::Helped,
        &[
            "(heeft|heb|is|was|ben) (dit|dat|ik|deze|je|u|het|uw) (je|u|jou|antwoord|uw|vraag)? (geholpen|vraag|vooruit|voldoende|hiermee|kunnen|beantwoord|duidelijk|nuttig)? (beantwoord|geholpen|helpen|genoeg)?",
            "(was|is) (dit|dat|deze|het) (antwoord|informatie)? (nuttig|behulpzaam|duidelijk|voldoende)",
            "(kon|heb) ik (je|u|jou|uw|je vraag) (hiermee|helpen|geholpen|beantwoord|vraag)",
        ],
    ),
    (
        Cues::AnythingElse,
        &[
            "(nog|verder) (iets|vragen|meer|wat|andere) (anders|vragen|voor|doen)?",
            "(iets|nog iets) anders",
            "(kan|kunnen) (ik|we) (je|u)? (nog|verder) (ergens|met|iets|anders|verder)?",
            "(heb|heeft) (je|u) (nog|verder) (vragen|andere|een)",
        ],
    ),
    (
        Cues::Goodbye,
        &[
            "(doei|doeg|dag dag|tot ziens|tot straks|tot snel|tot later|tot morgen|tot horens|graag gedaan|geen dank|fijne)",
            "(fijne|prettige|goede|nog een fijne|een fijne) (dag|avond|middag|weekend|week|dag nog)",
            "(fijn|prettig) weekend",
        ],
    ),
    (Cues::Survey, &["(beoordelen|beoordeel|beoordeelt|beoordeling|tevreden|cijfer|rapportcijfer)"]),
    (
        Cues::Asks,
        &[
            "(geef|stuur|noem|vermeld|vul|deel|laat) (me|mij|even|uw|je|hier|ons|weten|alstublieft|eerst)? (even|uw|je|het|de|weten|wat)?",
            "(mag|kan) ik (je|uw|jouw|u) (even|vragen|naam|ordernummer|bestelnummer|om)?",
            "(heb|hebben|ik heb) (ik|we)? (nog|even|eerst|daarvoor|hiervoor)? (je|uw|jouw|het|een|de) (nodig|ordernummer|bestelnummer|gegevens|postcode)",
        ],
    ),
    (
        Cues::Interrogative,
        &[
            "(waar|wanneer|hoe|hoelang|hoeveel|waarom|wie|welke|welk|wat|waarmee|waarvoor|waarheen) (is|zijn|kan|kost|kosten|lang|veel|moet|kom|krijg|blijft|werkt|komt|doe|staat|betekent|gebeurt|wordt|wordt|heb|hebben|duurt|maak|vind|kunnen|mag|voor|naar|snel|laat|zit|vindt|was|gaat|wat|de)",
            "(kan|kun|mag|moet|heb|hebben|zijn|is|krijg|leveren|werkt|doen|verzenden|accepteren) (ik|jullie|u|je|er|het|mijn|de|dit)",
        ],
    ),
    (
        Cues::Lead,
        &[
            "(nou|dus|oke|okee|sorry|excuses|pardon|goed|en|maar|eh|dan|zeg|bedankt|alsjeblieft|alstublieft|nee|ja)",
        ],
    ),
    (
        Cues::Greeting,
        &[
            "(hey|hi|heey|joe|joehoe|yo|hallow|halloo|hallootjes|goedeavond|goedemorgend|goeieavond|goeiemiddag)",
            "(hallo|hoi|hey|dag|goedemorgen|goedemiddag|goedenavond) (hallo|bot|chatbot|jullie|support|klantenservice|lieve|samen|beste|helpdesk|met)",
            "(ik)? (heb|had) (even|een|nog|maar)? (een)? (vraag|vraagje|korte vraag) (voor|aan)? (je|jullie|u)?",
            "(een)? (vraagje|korte vraag|vraag)",
            "(is)? (daar|hier|er) (iemand)? (aanwezig|bereikbaar|online|thuis)?",
            "(hoe)? (gaat het|alles) (met|goed|ermee) (je|u|jullie)?",
            "geachte (heer|mevrouw|heer mevrouw|dames en heren)?",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(bedankt|dankjewel|dankuwel) (hoor|he|voor|alvast niet)?",
            "(super|heel|ontzettend|enorm|onwijs|reuze) (bedankt|dank|veel dank)",
            "(duizendmaal|reuze|hartelijk) dank",
            "(dank|dankje|dankjewel|dnkjewel|bdankt|dankjulliewel)",
            "(erg|heel|zeer) (vriendelijk|dankbaar|aardig) (van|voor|bedankt)?",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(niet|geen) (met|meer)? (een|deze|die)? (robot|bot|chatbot|computer|machine)",
            "(spreken|praten|praat|spreek|chatten|bellen) met (iemand|een mens|een medewerker|een echt|een echte|een persoon|een collega|de manager|een leidinggevende|uw|jullie|de klantenservice|een mens van)",
            "(hulp|iemand) (van|aan) (een|de) (mens|medewerker|echt|lijn|echte|persoon)",
            "(bel|bellen jullie|belt u) (me|mij) (terug|even|op)?",
            "(iemand|medewerker|mens) (aan de lijn|te spreken|spreken)",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(dat|dit|het|je vraag|uw vraag) (snap|begrijp|volg|herken|kan|ken|weet) ik (helaas|nog|even)? (niet|niet helemaal|niet goed|niet plaatsen)",
            "(wat) (bedoelt u|bedoel je) (precies|daarmee|met)?",
            "(kunt|kun|kan|zou) (u|je|jij) (wat|iets|dat|het|mij|me)? (specifieker|duidelijker|preciezer|nader|meer|toelichten|verduidelijken|uitleggen|verwoorden) (zijn|informatie|toelichten|omschrijven)?",
            "(probeer|probeert|stel|formuleer|omschrijf|typ) (het|u|de|uw|je)? (vraag|eens|nogmaals|opnieuw|even)? (opnieuw|anders|nog eens|met andere|in andere|op een andere|korter)",
            "(daar|hier) (ben|kan|heb|gaat|kom) ik (helaas|nog|jammer)? (niet|geen|niks|niets) (voor|over|mee|bij|uit)? (opgeleid|getraind|informatie|helpen|gemaakt)?",
            "(niet|nooit) (geleerd|getraind|geprogrammeerd|opgeleid|voor gemaakt)",
            "(valt|ligt|is|gaat) (helaas)? (buiten|boven) (mijn|wat ik|het)",
            "(geen|onvoldoende) (passend|goed|duidelijk)? (antwoord|informatie|resultaat|idee|artikel)",
            "(niet)? (zeker|helemaal) (of|dat) ik (je|u|het|dit) (goed|snap|begrijp)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(neemt|overneemt|overnemen|overgenomen|helpt|verderhelpen|antwoordt|aansluiten|pakt|oppakken|behandelt|ondersteunt|sluit aan)",
            "(doorverbinden|doorverbind|doorsturen|doorschakelen|doorzetten|overdragen|inschakelen|doorverwijzen|doorverwezen)",
            "(word|wordt|bent|ben) (je|u|nu|zo|direct|meteen)? (nu|zo|direct|meteen)? (doorverbonden|verbonden|geholpen|doorgestuurd|gekoppeld|overgedragen|in contact)",
            "(zet|stuur|speel|geef) (ik)? (je|u|het|dit|uw|jouw) (vraag|bericht|gesprek|verzoek)? (door|over|aan|uit)",
            "(ga|zal|haal|roep|vraag) (ik)? (iemand|een|er|even|mijn|hulp)",
        ],
    ),
];
