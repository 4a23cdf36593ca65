//! What is said in French, by what it hints at; the basics stand with the rules.

use crate::language::{cue::Cues, table::Phrases};

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Greeting,
        &[
            "(bjr|slt|cc|bonjours|bsr|hello|allo)",
            "(bonne journee|bonne soiree|bonne nuit)",
            "(bonjour|bonsoir|salut) (a tous|tout le monde|lequipe|messieurs|mesdames|a vous|madame monsieur)",
            "(il)? y a (t il)? quelquun",
            "quelquun (est la|la)?",
            "(vous|tu) (etes|es) la",
            "comment (allez vous|vas tu|tu vas|vous allez)",
            "(bienvenue|bienvenu)",
            "(comment|que|en quoi) (puis je|pouvons nous|peux je) (vous|taider)? (aider|faire|etre utile)?",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(mille|grand|un grand) (mercis|merci)",
            "(je)? vous (en)? remercie",
            "(je)? te remercie",
            "(mercii|mrc|mci|remerciements)",
            "(cest)? (tres)? (gentil|sympa) (de votre part|a vous|de ta part)",
        ],
    ),
    (Cues::Declines, &["(non)? (ca ira|pas besoin) merci", "merci mais non"]),
    (Cues::InAdvance, &["(par|d) avance", "(merci)? davance"]),
    (Cues::Sarcasm, &["merci (pour|de) (votre|ne|nous|faire)? (rien|inutilite)"]),
    (
        Cues::Talk,
        &[
            "(parler|parle|discuter|echanger|dialoguer|communiquer|tchatter|chatter|joindre|contacter) (a|avec|directement)?",
            "(etre)? (mis|mise) en (relation|contact)",
            "(etre)? (rappele|rappelee|recontacte|mise en relation)",
        ],
    ),
    (
        Cues::Wants,
        &[
            "(je)? (veux|voudrais|souhaite|souhaiterais|demande|prefere|exige|aimerais|desire|cherche) (un|une|parler|avoir|etre|quon)?",
            "(jai)? besoin (dun|dune|de|quon)",
            "(donnez|donne|passez|passe|trouvez) moi (un|une|quelquun|le|la)",
            "(y a|il y a) (t il)? (un|une)",
        ],
    ),
    (
        Cues::Human,
        &[
            "(humaine|humains|lhumain)",
            "(un|une|vrai|vraie|veritable) (vrai|vraie|etre|personne|agent|conseiller|interlocuteur) (humain|humaine|physique|reelle)?",
            "(etre|agent|conseiller|operateur|interlocuteur) humain",
            "(conseillere|conseillers|lagent|agents|teleconseiller|superviseur|operatrice|interlocuteur|responsable)",
        ],
    ),
    (
        Cues::Person,
        &[
            "(employe|technicien|commercial|collaborateur|collegue|specialiste|expert|manager)",
            "(service|support) (client|clients|clientele|technique)",
            "votre (equipe|service|responsable)",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(mettez|mets|transferez|transfere|connectez|redirigez|basculez|passez|dirigez) moi (en relation|en contact)? (avec|vers|a|au|un|une|sur)?",
            "(pouvez vous|peux tu|pourriez vous)? me (passer|transferer|mettre en relation|mettre en contact) (a|avec|vers|un|une|le|quelquun)?",
        ],
    ),
    (
        Cues::AreYouHuman,
        &["(etes vous|es tu|vous etes|tu es) (un|une)? (robot|bot|machine|humain|humaine|vrai|vraie|reel)"],
    ),
    (
        Cues::Fallback,
        &[
            "(je)? (nai|nais|ne|n) (vous)? (ai|suis|arrive|parviens)? (pas|malheureusement pas) (bien|tout|completement|tout a fait|reussi|certain|certaine|sur|sure|a)? (compris|saisi|comprendre|comprends|suivi|comprise|a comprendre)",
            "(je)? (ne)? (vous|te)? (comprends|comprend|saisis|suis) pas (bien|tout a fait|votre|ta|ce que|la)?",
            "(je)? (nai|ne) pas (su|pu|reussi a) (interpreter|repondre|identifier|comprendre|trouver)",
            "(pouvez vous|pourriez vous|peux tu|pourrais tu|merci de|essayez de|veuillez|essaie de|tu peux) (sil vous plait)? (reformuler|repeter|preciser|redire|le dire|dire ca|lexprimer|formuler|reposer|poser) (autrement|differemment)?",
            "(dune autre facon|dune autre maniere|avec dautres mots|avec dautres termes|en dautres mots|en dautres termes)",
            "(je)? (nai|naie|ne dispose|ne possede|ne trouve|navons) (pas|malheureusement pas|aucune|pas trouve) (de|d|encore|aucune)? (reponse|information|informations|dinformation|dinformations|resultat)",
            "(je)? ne (dispose|trouve|possede) (pas|daucune|aucune|daucun)",
            "aucune (reponse|information|idee|donnee)",
            "(je)? (ne)? (sais|saurais) pas (repondre|quoi|comment|malheureusement|encore|cela|ca|la reponse|vous|te)?",
            "(ca|cela) je (ne)? (le|la)? sais pas",
            "(je)? (ne)? (peux|puis|suis) (malheureusement)? pas (en mesure|capable|habilite|forme|programme)? (de|a|pour)? (vous|te|y|repondre)? (aider|repondre|renseigner)",
            "(je)? ne (peux|puis|sais) (vous)? (aider|repondre|renseigner)? (que|quaux|quen|quavec|quaux questions)",
            "(je)? (peux|suis) (uniquement|seulement) (vous|en mesure|capable|repondre|aider)?",
            "(depasse|au dela de|sort de|en dehors de|hors de|nest pas dans) (mes|mon|ma) (competences|competence|capacites|domaine|champ|connaissances|perimetre)",
            "(japprends|jen apprends|je suis encore en train dapprendre|en plein apprentissage) (encore)?",
        ],
    ),
    (
        Cues::Excused,
        &[
            "(vous|tu) (ne|navez|nas) (mavez|mas|me|pas)? (comprenez|comprends|compris)? pas (compris|bien)?",
            "si (vous|tu) (ne|navez|nas) (comprenez|pas compris|comprends)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(je|on|nous)? (vous|te|le|la)? (vais|allons|suis en train de)? (vous|te)? (mettre|mets|mettons|passer|passe|transferer|transferons|connecter|connecte|rediriger|diriger|oriente|orienter|basculer|bascule|transmets|transmettre|confie|confier|relier) (en relation|en contact|en ligne)? (avec|vers|a|au|aux|votre|un|une)",
            "(vous|te) (transfere|redirige|dirige|transmets|bascule|relie|confie|laisse) (a|vers|au|avec|maintenant)?",
            "(transfere|transmets|redirige|escalade|transmis|transferee) (votre|ta|la|le|cette|a|au|vers)",
            "(votre|la) (demande|conversation|dossier) (est|a ete|va etre|sera) (transmise|transferee|transmis|transfere|confiee|prise|redirigee)",
            "mise en (relation|contact) (avec|en cours)?",
            "(allez|vas) etre (mis|mise|transfere|redirige|connecte)",
            "(passe|laisse) (le relais|la main) (a|au)",
        ],
    ),
    (
        Cues::PersonWill,
        &[
            "(conseiller|conseillere|agent|collegue|collaborateur|technicien|specialiste|expert|personne|operateur) (va|vous|prend|prendra|reprend|arrive|vient|sera|humain va|te) (vous|prendre|repondre|contacter|repond|repondra|prend|prendra|rejoindre|rejoint|contactera|aidera|aider|recontacter|te|le|la|en|avec)?",
            "(quelquun|un membre) de (notre|l|mon) (equipe|service|support) (va|vous|prendra|prend)",
            "(notre|l) (equipe|service client) (va|vous) (prendre|contactera|repondra|prend|recontacte)",
        ],
    ),
    (
        Cues::Colleague,
        &[
            "(collegues|specialistes|experts|lequipe|equipes|conseillers|techniciens|humain|service|quelquun|support)",
        ],
    ),
    (
        Cues::Offers,
        &[
            "(souhaitez|voulez|desirez|preferez|veux) (vous|tu)? (que|parler|etre)?",
            "(si vous le|si vous souhaitez|si vous voulez|si vous preferez|si vous veux|si vous desirez|si vous avez|si tu le|si tu souhaitez|si tu voulez|si tu preferez|si tu veux|si tu desirez|si tu avez)",
            "(je)? (peux|pouvons|pourrais|puis) (je)?",
            "(vous|tu) (pouvez|peux|pourriez)",
        ],
    ),
    (Cues::Cannot, &["(ne|n) (peux|puis|pouvons|est) pas", "(impossible|incapable) de"]),
    (
        Cues::Request,
        &[
            "(pourriez vous|pourrais tu|merci de|est ce possible|est il possible|stp|jaimerais|je souhaite|je souhaiterais|je demande|il me faut)",
            "(envoyez|donnez|dites|aidez|annulez|remboursez) (moi)?",
        ],
    ),
    (Cues::Negation, &["(jamais|aucun|aucune|ni|rien|personne ne|sans|lorsque)"]),
    (Cues::Contrast, &["(cependant|pourtant|toutefois|par contre|en revanche)"]),
    (
        Cues::Settled,
        &[
            "(ca|cela|tout|cest) (y est|a bien marche|a bien fonctionne|a marche|a fonctionne|remarche|refonctionne|est bon|est regle|est resolu|bon)",
            "(ca|cela) (fonctionne|marche|remarche) (enfin|de nouveau|a nouveau|parfaitement|merci|super|tres bien)",
            "(probleme|souci|cest|tout) (est)? (resolu|regle|solutionne|reglee)",
            "(exactement)? (ce que je cherchais|ce que je voulais|ce que je souhaitais|ce quil me fallait)",
            "(vous)? (mavez|mas) (bien|beaucoup|vraiment)? (aide|aidee)",
            "(jai)? (trouve|reussi) (merci|cest bon|finalement)",
        ],
    ),
    (
        Cues::NotSettled,
        &[
            "(ca|cela|rien)? (ne)? (fonctionne|marche|change|regle|resout|resoud|aide) (toujours|rien|pas)",
            "(ne)? (maide|avance|aide) (pas|en rien|a rien)",
            "(ca|cela) (na|n) (pas|rien) (marche|fonctionne|change|resolu|aide|regle)",
            "(ce nest|cest) pas (ce que|ca|la|du tout|ma|correct|vrai|resolu|regle)",
            "(toujours|encore) (pas|rien|le meme|aucune|en panne|bloque)",
            "(sert|servez|sers) a rien",
            "(vous|tu) (ne)? (repondez|reponds) pas",
        ],
    ),
    (
        Cues::Helped,
        &[
            "(ai je|avons nous|est ce que jai|est ce que cela|est ce que ca|cela|ca|cette reponse) (repondu|aide|vous a|vous aide|a repondu|a ete|etait)",
            "(avez vous|as tu) (obtenu|trouve) (la|une|votre)? (reponse|utile)",
            "(reponse|information) (vous)? (a t elle|est elle|utile|aide)",
        ],
    ),
    (
        Cues::AnythingElse,
        &[
            "(puis je|pouvons nous|besoin) (faire|vous aider|dautre|aider) (autre|a autre|en autre|avec autre)? (chose)?",
            "(autre|dautres|une autre) (chose|question|questions|demande|demandes)",
            "quelque chose (dautre)",
            "ce sera tout",
        ],
    ),
    (
        Cues::Goodbye,
        &[
            "(bonne|excellente|belle) (journee|soiree|continuation|fin)",
            "(a bientot|a plus|a demain|bon week end|bon weekend|bon apres midi|avec plaisir|je vous en prie|adieu)",
        ],
    ),
    (
        Cues::Interrogative,
        &[
            "(est ce|quest ce|ou est|quels|quelles|puis je|peut on|peux je|avez vous|pouvez vous|acceptez vous|y a t il|livrez vous|faites vous|pourriez)",
        ],
    ),
    (Cues::Yes, &["(bien sur|daccord|tout a fait|exact|exactement|volontiers|absolument|parfait)"]),
    (Cues::No, &["(pas du tout|absolument pas|pas encore|non merci)"]),
    (Cues::Lead, &["(bon|alors|daccord|pardon|desole|excusez moi|ecoutez|euh|svp|sil vous plait)"]),
    (Cues::Done, &["(ce sera tout|cest tout bon|rien dautre|cest bon pour moi)"]),
    (
        Cues::Greeting,
        &[
            "(hey|hello|hi|yo|re|wesh|allo|bjour|bonjouur)",
            "(bonjour|bonsoir|salut) (lequipe|monsieur|madame|cher|chere|les amis|bonjour|je vous|et bonne)",
            "(jespere que)? (vous allez bien|tout va bien|tu vas bien)",
            "(comment)? (ca va|vous portez vous)",
            "(jai|javais|jaurais) une (petite)? (question|demande) (a vous poser|pour vous|rapide)?",
            "(une)? (petite)? question",
        ],
    ),
    (
        Cues::Thanks,
        &[
            "(mercii|merciii|merci bien|merci bcp|thx|thanks|merki|milles mercis|remercie)",
            "(tres|trop|vraiment) (gentil|sympa|aimable) (merci|a vous)?",
            "(cest)? (super)? (gentil|sympa) (merci)?",
            "(je)? (tiens a|voulais|souhaite) (vous)? remercier",
        ],
    ),
    (
        Cues::ConnectMe,
        &[
            "(pas|plus|ni) (parler|discuter|echanger)? (a|avec)? (un|une|ce|le|votre) (robot|bot|machine|chatbot|ordinateur|automate)",
            "(parler|discuter|echanger) (a|avec) (quelquun|un humain|une personne|un conseiller|un agent|une conseillere|un responsable|un vrai|une vraie|votre responsable|le service)",
            "(aide|assistance) (dun|dune) (humain|personne|conseiller|agent)",
            "(appelez|rappelez) moi",
        ],
    ),
    (
        Cues::Fallback,
        &[
            "(je)? (nai|ne) (pas|malheureusement pas) (tres bien|bien|tout|pu|reussi)? (compris|saisi|capte|cerne|traiter|trouver)",
            "(excusez moi|desole)? (je)? (ne vois|vois) pas (ce que|de quoi|comment)",
            "(je)? ne (suis|serai) (malheureusement)? (pas|quun)? (en mesure|sur de|certain de|sure de|certaine de|capable|concu|entraine|forme)",
            "(cette|votre|la) (question|demande) (depasse|nest pas|mechappe|sort)",
            "(pourriez|pouvez|peux|pourrais) (vous|tu) (etre plus precis|me donner plus|preciser|clarifier|developper|detailler|expliquer autrement|le formuler|poser autrement|ecrire autrement)",
            "(essayez|essaie|reessayez|tentez) (avec|en|dautres|autrement|de formuler)",
            "(limitee|limite|limites) (a|aux|pour)?",
            "(pas|jamais) (encore)? (appris|programme|entraine)",
            "(mes|mon) (connaissances|competences|savoir|champ) (sarrete|sont limitees|ne couvre|ne me)",
        ],
    ),
    (
        Cues::Passes,
        &[
            "(prendra|prend|prendre|repondra|rejoint|rejoindra|rejoindre|reprend|reprendra|occupera|occupe|assistera|aidera|poursuivra|continuera|contactera|accompagnera|charge)",
            "(transfert|transfere|transfert en cours|redirection|connexion|mise en relation)",
            "(vais|allons) (chercher|appeler|prevenir|solliciter|demander a|vous confier|faire appel)",
            "(fais|fait|faisons) (appel|suivre|intervenir)",
        ],
    ),
];
