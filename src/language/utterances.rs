//! What real wordings are marked as. One row per utterance: who speaks, what is said, all its marks.

use super::{Marks, mark};
use crate::conversation::Role;

const NAMES: [(&str, Marks); 12] = [
    ("fallback", Marks::FALLBACK),
    ("handoff", Marks::HANDOFF),
    ("human", Marks::ASKS_HUMAN),
    ("thanks", Marks::THANKS),
    ("confirms", Marks::CONFIRMS),
    ("denies", Marks::DENIES),
    ("question", Marks::QUESTION),
    ("greeting", Marks::GREETING),
    ("closing", Marks::CLOSING),
    ("helped?", Marks::ASKS_HELPED),
    ("yes", Marks::YES),
    ("no", Marks::NO),
];

#[track_caller]
fn check(role: Role, table: &[(&str, &str)]) {
    let mut scratch = String::new();
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let marks = mark(role, text, &mut scratch);
        let names: Vec<_> = NAMES.iter().filter(|(_, one)| marks.has(*one)).map(|(name, _)| *name).collect();
        if names.join(" ") != *expected {
            wrong.push(format!("{text:?}: {:?}, expected {expected:?}", names.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn bots_fall_back_or_pass_on() {
    check(
        Role::Bot,
        &[
            ("Sorry, I didn't get that. Could you rephrase?", "fallback question"),
            ("I'm not sure I understand. Let me connect you with a colleague.", "fallback handoff"),
            ("I'm sorry, I don't understand.", "fallback"),
            ("Sorry, I did not quite catch that", "fallback"),
            ("Hmm, I’m not sure what you mean. Can you say that differently?", "fallback question"),
            ("I don't have an answer for that yet.", "fallback"),
            ("I'm afraid I can't help with that.", "fallback"),
            ("I am unable to help with this request.", "fallback"),
            ("I'm having trouble understanding you.", "fallback"),
            ("That is beyond my capabilities, sorry.", "fallback"),
            ("I'm still learning! Try asking in different words.", "fallback"),
            ("Please rephrase your question.", "fallback"),
            ("I couldn't find an answer to your question.", "fallback"),
            ("I don't have information about that.", "fallback"),
            ("I could not understand your message, please try again", "fallback"),
            ("Das habe ich leider nicht verstanden.", "fallback"),
            ("Das habe ich nicht ganz verstanden. Können Sie es anders formulieren?", "fallback question"),
            ("Entschuldigung, ich verstehe Ihre Frage nicht.", "fallback"),
            ("Dazu habe ich leider keine Antwort.", "fallback"),
            ("Da kann ich Ihnen leider nicht weiterhelfen.", "fallback"),
            ("Könnten Sie das bitte umformulieren?", "fallback question"),
            ("Das weiß ich leider nicht.", "fallback"),
            ("Lo siento, no he entendido tu mensaje.", "fallback"),
            ("No entendí. ¿Puedes reformular?", "fallback question"),
            ("Désolé, je n'ai pas compris.", "fallback"),
            ("Pouvez-vous reformuler votre question ?", "fallback question"),
            // No fallback
            ("Sorry for the delay, your parcel arrives tomorrow", ""),
            ("Sorry to hear that. Your refund is on its way.", ""),
            ("I understand how annoying that is.", ""),
            ("If you didn't understand the letter, please ask.", ""),
            ("If I can't help you, nobody can.", ""),
            ("Sorry if I didn't understand you earlier. Your order shipped.", ""),
            ("Order 48213 left our warehouse this morning. You should get it tomorrow.", ""),
            ("Unfortunately the item is sold out.", ""),
            ("Leider ist der Artikel ausverkauft.", ""),
            ("Entschuldigung für die Verspätung, Ihr Paket kommt morgen.", ""),
            (
                "Das Rückgaberecht gilt 30 Tage ab Lieferung.\nMöchten Sie mit einem Menschen sprechen?",
                "question",
            ),
            ("You can't return opened software.", ""),
            // Handoff
            ("Let me transfer you to an agent.", "handoff"),
            ("I'll connect you with a human agent now, please hold.", "handoff"),
            ("Connecting you to one of our representatives…", "handoff"),
            ("I'm passing you on to our support team.", "handoff"),
            ("I've forwarded your case to a specialist.", "handoff"),
            ("A colleague will take over from here.", "handoff"),
            ("An agent will be with you shortly.", "handoff"),
            ("Please wait while I hand you over to a person on our team.", "handoff"),
            ("Ich verbinde Sie mit einer Kollegin.", "handoff"),
            ("Einen Moment, ich leite Sie an einen Mitarbeiter weiter.", "handoff"),
            ("Gerne verbinde ich Sie mit unserem Kundenservice.", "handoff"),
            ("Ich übergebe an einen Kollegen.", "handoff"),
            ("Ein Mitarbeiter meldet sich gleich bei Ihnen.", "handoff"),
            ("Te paso con un agente.", "handoff"),
            ("Je vous transfère à un conseiller.", "handoff"),
            // No handoff
            ("Would you like me to connect you with an agent?", "question"),
            ("Möchten Sie mit einem Menschen sprechen?", "question"),
            ("Soll ich Sie mit einem Kollegen verbinden?", "question"),
            ("I can connect you with an agent if you like.", ""),
            ("If you want, an agent will call.", ""),
            ("I can't connect you with an agent at night.", ""),
            ("Ich kann Sie mit einem Mitarbeiter verbinden.", ""),
            ("I'll forward you the invoice.", ""),
            ("I have passed your feedback on to the team.", ""),
            ("A colleague will call you tomorrow.", ""),
            ("Thank you, that means a lot! I'll pass it on to the team.", ""),
            ("Can they leave it with a neighbour?", "question"),
            ("I don't know their offer in detail, but ours is free.", ""),
            ("Connect your phone to the charger.", ""),
            ("Our agents answer between 9 and 17 h.", ""),
        ],
    );
}

#[test]
fn bots_ask_and_close() {
    check(
        Role::Bot,
        &[
            ("What is your order number?", "question"),
            ("Could you tell me your e-mail address?", "question"),
            ("Please tell me your order number.", "question"),
            ("Bitte nennen Sie mir Ihre Bestellnummer.", "question"),
            ("Welche Größe suchen Sie?", "question"),
            ("Would you like to track it or cancel it?", "question"),
            ("Happy to help. Anything else?", "closing"),
            ("Anything else?", "closing"),
            ("Is there anything else I can help you with today?", "closing"),
            ("What else can I do for you?", "closing"),
            ("Do you have any other questions?", "closing"),
            ("Kann ich sonst noch helfen?", "closing"),
            ("Kann ich noch etwas für Sie tun?", "closing"),
            ("Haben Sie noch Fragen?", "closing"),
            ("¿Algo más?", "closing"),
            ("Autre chose ?", "closing"),
            ("You're welcome! Have a great day!", "closing"),
            ("Gern geschehen. Einen schönen Tag noch!", "closing"),
            ("Goodbye!", "closing"),
            ("Anything else? Which size was it, by the way?", "question closing"),
            ("Did this answer your question?", "helped?"),
            ("Was this helpful?", "helped?"),
            ("Here is the article. Did that help?", "helped?"),
            ("Hat Ihnen das geholfen?", "helped?"),
            ("Konnte ich Ihre Frage beantworten?", "helped?"),
            ("How would you rate this chat from 1 to 5?", ""),
            ("Wie zufrieden waren Sie mit dem Chat?", ""),
            ("See https://shop.example/track?id=3 for the course.", ""),
            ("Your code is [ACCOUNT_ID 3].", ""),
            ("Hi! How can I help you today?", "question greeting"),
            ("Hello and welcome!", "greeting"),
            ("Guten Tag! Wie kann ich Ihnen helfen?", "question greeting"),
            ("Hi, your order has shipped.", ""),
            ("Choose a size", ""),
        ],
    );
}

#[test]
fn users_thank_confirm_and_deny() {
    check(
        Role::User,
        &[
            ("thanks", "thanks"),
            ("Great, thanks!", "thanks"),
            ("ok, done. Thank you Marta", "thanks"),
            ("thx", "thanks"),
            ("Thank you so much 🙏", "thanks"),
            ("Vielen Dank!", "thanks"),
            ("super, danke dir", "thanks"),
            ("Merci beaucoup", "thanks"),
            ("muchas gracias", "thanks"),
            ("appreciate it", "thanks"),
            // No thanks
            ("no thanks", "no"),
            ("No, thank you.", "no"),
            ("nein danke", "no"),
            ("No, gracias", "no"),
            ("thanks in advance", ""),
            ("Vielen Dank im Voraus", ""),
            ("thanks for nothing", "denies"),
            ("danke für nichts", "denies"),
            ("thanks but that didn't help", "denies"),
            ("Thanks, but I asked about the blue one", ""),
            ("Thanks. Where is my invoice?", "question"),
            ("please cancel my order, thanks", ""),
            ("I need a new password thanks", ""),
            ("Danke, aber das hilft mir nicht", "denies"),
            // Settled
            ("that worked", "confirms"),
            ("It worked, thank you!", "thanks confirms"),
            ("perfect, got it", "confirms"),
            ("problem solved", "confirms"),
            ("Great, it works now", "confirms"),
            ("that helped a lot", "confirms"),
            ("yes that helped", "confirms yes"),
            ("No, that's all", "confirms no"),
            ("no thanks, that's all", "confirms no"),
            ("That's all for now, thank you", "thanks confirms"),
            ("all good now", "confirms"),
            ("Das hat geklappt", "confirms"),
            ("jetzt funktioniert es, danke", "thanks confirms"),
            ("hat sich erledigt", "confirms"),
            ("Das war's", "confirms"),
            ("Das war alles, danke schön", "thanks confirms"),
            ("problema resuelto", "confirms"),
            // Not settled
            ("ok", ""),
            ("yes", "yes"),
            ("ja", "yes"),
            ("👍", "yes"),
            ("no", "no"),
            ("not really", "no"),
            ("Nicht wirklich", "no"),
            ("no problem", ""),
            ("great", ""),
            ("alles klar", ""),
            ("that didn't work", "denies"),
            ("it still doesn't work", "denies"),
            ("still not working!!", "denies"),
            ("that's not what I asked", "denies"),
            ("this is useless", "denies"),
            ("not solved", "denies"),
            ("Das hat nicht geholfen", "denies"),
            ("geht immer noch nicht", "denies"),
            ("I'm not sure that worked", ""),
            ("has the problem been solved?", "question"),
            ("I'll tell you if it worked", ""),
            ("that's all I see when I log in", ""),
            ("nein, schon gut; schreiben Sie mir an [EMAIL 1], \"bitte\" bald", ""),
        ],
    );
}

#[test]
fn users_ask_and_greet() {
    check(
        Role::User,
        &[
            ("can I talk to a human", "human question"),
            ("I want to speak to a real person", "human"),
            ("agent please", "human"),
            ("HUMAN!!!", "human"),
            ("representative", "human"),
            ("get me a manager", "human"),
            ("please connect me with someone", "human"),
            ("Kann ich mit einem Menschen sprechen?", "human question"),
            ("Mitarbeiter bitte", "human"),
            ("ich möchte mit jemandem reden", "human"),
            ("Verbinden Sie mich bitte mit dem Kundenservice", "human"),
            ("quiero hablar con una persona", "human"),
            ("je veux parler à un conseiller", "human"),
            ("This isn't working, connect me with a colleague.", "human denies"),
            ("put me on the waiting list", ""),
            ("are you a human?", "question"),
            ("your agent told me to wait two weeks", ""),
            ("I spoke with an agent yesterday", ""),
            ("I don't want to talk to a human", ""),
            ("I travel with three people, is there a discount?", "question"),
            ("hi", "greeting"),
            ("Hello there!", "greeting"),
            ("good morning, how are you?", "question greeting"),
            ("Guten Morgen", "greeting"),
            ("hallo zusammen", "greeting"),
            ("hola, buenas tardes", "greeting"),
            ("bonjour", "greeting"),
            ("is anyone there", "greeting"),
            ("hello I need a refund", ""),
            ("Hi, where is my order 48213?", "question"),
            ("where is my order", "question"),
            ("hi how do i reset my password", "question"),
            ("Wo ist meine Bestellung", "question"),
            ("ok und wann kommt das an", "question"),
            ("wie lange dauert der versand", "question"),
            ("¿dónde está mi pedido?", "question"),
            ("I know where it is", ""),
            ("When I click it nothing happens", ""),
            ("my blender makes a burning smell when I switch it on", ""),
            ("it smells burnt!! is it dangerous?", "question"),
            ("Guten Morgen, kann ich das Rückgaberecht auch nach 30 Tagen nutzen? 🤔", "question"),
            ("", ""),
            ("?", ""),
            ("[EMAIL 1]", ""),
            ("48213", ""),
        ],
    );
}

#[test]
fn agents_ask_and_close_and_notices_do_nothing() {
    check(
        Role::Agent,
        &[
            ("Hello, this is Marta. Please unplug it right away. I'm sending you a replacement.", ""),
            ("Which model do you have?", "question"),
            ("Anything else I can do?", "closing"),
            ("I don't understand this, sorry.", ""),
        ],
    );
    check(Role::System, &[("Marta Silva joined the chat", ""), ("Did this help? thanks", "")]);
}

#[test]
fn a_message_of_a_million_characters_is_read() {
    let mut scratch = String::new();
    let long = "that it this not is you ".repeat(45_000);
    assert!(mark(Role::User, &format!("{long} where is my order?"), &mut scratch).has(Marks::QUESTION));
}
