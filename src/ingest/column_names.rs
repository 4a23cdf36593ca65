//! The names that columns go by in exports, by meaning, and what a meaning is called.

use super::columns::Column as C;

/// Names by meaning; the first entry that fits wins.
#[rustfmt::skip]
pub const NAMES: &[(C, &[&str])] = &[
    (
        C::Conversation,
        &[
            "conversationid", "conversation", "convid", "sessionid", "session", "chatid", "chat id",
            "ticketid", "threadid", "thread", "dialogid", "dialogueid", "interactionid", "contactid",
            "caseid", "ticket", "transcriptid", "callid", "gespräch", "gesprächid", "gesprächsid",
            "unterhaltung", "konversation", "chatnr", "sitzung", "conversationuuid", "conversationhash",
            "idconversation", "idconversación", "conversación", "conversacion",
        ],
    ),
    (C::Message, &[
            "messageid", "msgid", "utteranceid", "eventid", "messageuuid",
        ]),
    (
        C::Time,
        &[
            "timestamp", "time", "createdat", "created", "sentat", "datetime", "ts", "eventtime",
            "requesttime", "messagetime", "started", "startedat", "starttime", "start", "zeitpunkt",
            "zeitstempel", "datumzeit", "messagecreatedat", "when", "fechahora", "horodatage",
            "conversationstarttime", "createdon", "senttime", "createdtime", "createdate",
        ],
    ),
    (C::Date, &[
            "date", "datum", "fecha", "day", "messagedate", "sentdate", "chatdate",
        ]),
    (C::TimeOfDay, &[
            "timeofday", "uhrzeit", "hora", "heure", "clock", "zeit",
        ]),
    (
        C::Role,
        &[
            "role", "rolle", "sendertype", "authortype", "speakertype", "actortype", "type",
            "participanttype", "messagetype", "rol", "sprecherrolle", "party", "fromtype",
        ],
    ),
    (
        C::Sender,
        &[
            "sender", "author", "from", "speaker", "actor", "absender", "sendername", "authorname",
            "username", "name", "who", "participant", "remitente", "auteur", "sprecher", "nick",
            "nickname", "by",
        ],
    ),
    (C::IsBot, &[
            "isbot", "bot", "frombot", "automated", "isautomated",
        ]),
    (C::Direction, &["direction", "inout", "richtung"]),
    (
        C::Question,
        &[
            "question", "query", "usermessage", "userinput", "userquery", "userutterance", "usertext",
            "request", "frage", "input", "inputtranscript", "prompt", "userquestion",
        ],
    ),
    (
        C::Answer,
        &[
            "answer", "response", "botresponse", "botmessage", "botanswer", "reply", "botreply",
            "antwort", "output", "completion", "bottext", "assistantmessage", "botutterance",
        ],
    ),
    (
        C::Text,
        &[
            "text", "message", "content", "body", "msg", "utterance", "nachricht", "messagetext",
            "messagebody", "mensaje", "messagecontent", "inhalt", "texto", "texte", "plaintext", "line",
        ],
    ),
    (
        C::Transcript,
        &[
            "transcript", "chattranscript", "conversationtext", "messages", "messagesjson", "chat", "log",
            "chatlog", "history", "chathistory", "verlauf", "chatverlauf", "dialog", "dialogue",
            "fulltranscript", "transcription", "conversationbody", "thread_text", "conversationjson",
        ],
    ),
    (
        C::Intent,
        &[
            "intent", "topic", "category", "label", "absicht", "intentname", "intention", "kategorie",
            "detectedintent",
        ],
    ),
    (
        C::Confidence,
        &[
            "confidence", "konfidenz", "intentconfidence", "score", "probability", "nluconfidence",
            "intentscore",
        ],
    ),
    (
        C::Channel,
        &[
            "channel", "source", "platform", "kanal", "canal", "medium", "inputchannel", "origin",
            "channelname",
        ],
    ),
    (C::Language, &[
            "language", "locale", "lang", "sprache", "languagecode", "idioma", "langue",
        ]),
    (
        C::Rating,
        &[
            "csat", "rating", "satisfaction", "bewertung", "csatscore", "ratingscore", "stars",
            "satisfactionscore", "zufriedenheit", "valoración", "userrating", "chatrating",
            "satisfactionrating",
        ],
    ),
    (
        C::Comment,
        &[
            "csatcomment", "ratingcomment", "surveycomment", "feedbackcomment", "satisfactioncomment",
            "bewertungskommentar", "csatfeedback", "ratingremark",
        ],
    ),
    (C::Feedback, &[
            "feedback", "thumbs", "reaction", "helpful", "thumb", "messagefeedback", "vote",
        ]),
    (C::Tags, &[
            "tags", "labels", "tag", "schlagworte", "etiquetas",
        ]),
    (
        C::User,
        &[
            "userid", "customerid", "visitorid", "contactemail", "email", "useremail", "clientid",
            "endusers", "enduserid", "visitoremail", "customeremail", "anonymousid", "kundennummer",
            "kundennr", "kundenid", "customernumber", "customerno", "memberid", "accountid", "phonenumber", "uid", "user", "customer",
        ],
    ),
    (
        C::UserName,
        &[
            "visitor", "visitorname", "customername", "contactname", "clientname", "enduser", "kunde",
            "besucher", "contact", "client",
        ],
    ),
    (
        C::AgentName,
        &[
            "agent", "assignee", "agentname", "operator", "agentnames", "assignedto", "rep",
            "mitarbeiter",
        ],
    ),
    (
        C::Variant,
        &[
            "variant", "experiment", "version", "botversion", "abgroup", "bucket", "experimentvariant",
            "group",
        ],
    ),
    (
        C::Status,
        &[
            "status", "resolved", "outcome", "resolution", "state", "ergebnis", "isresolved",
            "resolutionstate",
        ],
    ),
    (C::Fallback, &["fallback", "isfallback", "nomatch", "notunderstood"]),
    (
        C::Handoff,
        &[
            "handoff", "escalated", "handover", "handedoff", "transferred", "isescalated", "escalation",
        ],
    ),
    (C::Event, &["event", "eventname", "eventtype"]),
    (
        C::Private,
        &["private", "internal", "isprivate", "isinternal", "internalnote", "privatenote", "visibility"],
    ),
];

impl C {
    /// What it is called where a person chooses it.
    pub fn label(self) -> &'static str {
        match self {
            C::Conversation => "Conversation",
            C::Message => "Message number",
            C::Time => "Time",
            C::Date => "Date",
            C::TimeOfDay => "Time of day",
            C::Role => "Speaker's role",
            C::Sender => "Speaker's name",
            C::IsBot => "Is it a bot?",
            C::Direction => "Incoming or outgoing",
            C::Text => "Message text",
            C::Question => "Customer's message",
            C::Answer => "Bot's answer",
            C::Transcript => "Whole transcript",
            C::Intent => "Intent",
            C::Confidence => "Confidence",
            C::Channel => "Channel",
            C::Language => "Language of the conversation",
            C::Rating => "Rating",
            C::Comment => "Comment on the rating",
            C::Feedback => "Thumbs up or down",
            C::Tags => "Tags",
            C::User => "Customer number",
            C::UserName => "Customer's name, never kept",
            C::AgentName => "Team member's name, never kept",
            C::Variant => "Variant or version",
            C::Status => "Outcome or status",
            C::Fallback => "Was it a fallback?",
            C::Handoff => "Did a person take over?",
            C::Event => "Event",
            C::Private => "Is it an internal note?",
            C::Custom => "Kept to filter by",
        }
    }
}
