//! The samples of each platform: three conversations that are the same in every format.

/// One export of a platform.
pub struct Sample {
    /// What it is, for the table of losses.
    pub title: &'static str,
    /// The platform as detection names it.
    pub platform: &'static str,
    /// Its files, read one after another.
    pub files: &'static [&'static str],
    /// Zone of times without one.
    pub zone: &'static str,
}

const fn utc(title: &'static str, platform: &'static str, files: &'static [&'static str]) -> Sample {
    Sample { title, platform, files, zone: "UTC" }
}

/// All of them.
pub const SAMPLES: &[Sample] = &[
    utc("OpenAI calls", "OpenAI calls", &["openai-chat/completion-logs.jsonl"]),
    utc("Intercom, a list", "Intercom", &["intercom/conversations.json"]),
    utc("Intercom, lines", "Intercom", &["intercom/conversations.ndjson"]),
    utc("Zendesk chats", "Zendesk Chat", &["zendesk/chat-api-chats.json"]),
    utc("Zendesk tickets", "Zendesk tickets", &["zendesk/tickets-with-comments.ndjson"]),
    utc(
        "Chatwoot, API",
        "Chatwoot",
        &[
            "chatwoot/conversations.json",
            "chatwoot/messages-1.json",
            "chatwoot/messages-2.json",
            "chatwoot/messages-3.json",
            "chatwoot/csat_survey_responses.json",
        ],
    ),
    utc("Chatwoot, webhooks", "Chatwoot", &["chatwoot/webhook-message_created.ndjson"]),
    utc(
        "Bot Framework transcripts",
        "Bot Framework",
        &[
            "botframework/c-1001.transcript",
            "botframework/c-1002.transcript",
            "botframework/c-1003.transcript",
        ],
    ),
    utc("Copilot Studio, CSV", "Copilot Studio", &["copilot-studio/conversationtranscripts.csv"]),
    utc("Rasa, trackers", "Rasa", &["rasa/trackers.json"]),
    utc("Rasa, event broker", "Rasa", &["rasa/event-broker.ndjson"]),
    utc("Rasa, SQL events", "Rasa", &["rasa/sql-events-table.csv"]),
    utc("Dialogflow CX, BigQuery", "Dialogflow CX", &["dialogflow/cx-bigquery-interaction-logs.jsonl"]),
    utc("Dialogflow CX, history", "Dialogflow CX", &["dialogflow/cx-conversation-history.json"]),
    utc("Dialogflow CX, Cloud Logging", "Dialogflow CX", &["dialogflow/cx-cloud-logging.json"]),
    utc("Dialogflow ES, Cloud Logging", "Dialogflow ES", &["dialogflow/es-cloud-logging.json"]),
    utc("LiveChat", "LiveChat", &["livechat/list_archives.json"]),
    utc("HubSpot", "HubSpot", &["hubspot/threads-with-messages.json"]),
    Sample { zone: "Europe/Berlin", ..utc("WhatsApp, Android", "WhatsApp", &["whatsapp/android-de.txt"]) },
    Sample {
        zone: "Europe/Berlin",
        ..utc("WhatsApp, Android, 12 hours", "WhatsApp", &["whatsapp/android-us-12h.txt"])
    },
    Sample { zone: "Europe/Berlin", ..utc("WhatsApp, iPhone", "WhatsApp", &["whatsapp/ios-de.txt"]) },
    Sample {
        zone: "Europe/Berlin",
        ..utc("WhatsApp, iPhone, 12 hours", "WhatsApp", &["whatsapp/ios-us-12h.txt"])
    },
    utc("Crisp", "Crisp", &["crisp/conversations-with-messages.json"]),
    utc("Botpress", "Botpress", &["botpress/list-conversations.json", "botpress/list-messages.json"]),
    utc(
        "Voiceflow",
        "Voiceflow",
        &[
            "voiceflow/transcript-c-1001.json",
            "voiceflow/transcript-c-1002.json",
            "voiceflow/transcript-c-1003.json",
        ],
    ),
    utc("Amazon Lex, text logs", "Amazon Lex", &["lex/lex-v2-text-logs.jsonl"]),
    utc("Amazon Lex, log events", "Amazon Lex", &["lex/cloudwatch-get-log-events.json"]),
    utc("Amazon Lex, Logs Insights", "Amazon Lex", &["lex/logs-insights-export.csv"]),
    utc("Freshchat", "Freshchat", &["freshchat/conversations.json"]),
    utc("tawk.to", "tawk.to", &["tawkto/transcript-webhooks.ndjson"]),
    utc("Langfuse, traces", "Langfuse", &["langfuse/traces.json"]),
    utc("Langfuse, observations", "Langfuse", &["langfuse/blob-observations_v2.jsonl"]),
    utc("OpenTelemetry, file", "OpenTelemetry", &["otel-genai/otlp-traces.json"]),
    utc("OpenTelemetry, lines", "OpenTelemetry", &["otel-genai/otlp-traces.jsonl"]),
    utc("ChatGPT", "ChatGPT", &["chatgpt-export/conversations.json"]),
    utc("Claude", "Claude", &["claude-export/conversations.json"]),
    utc("Slack", "Slack", &["slack/support-bot/2026-03-02.json", "slack/support-bot/2026-03-03.json"]),
    utc(
        "Google conversational insights",
        "Google conversational insights",
        &["ccai-insights/c-1001.json", "ccai-insights/c-1002.json", "ccai-insights/c-1003.json"],
    ),
    utc("Telegram", "Telegram", &["telegram/result.json"]),
    utc("Discord", "Discord", &["discord/channel-export.json"]),
    utc("ShareGPT", "ShareGPT", &["sharegpt/sharegpt.json"]),
    utc("WildChat", "WildChat", &["lmsys-wildchat/wildchat.jsonl"]),
    utc("LMSYS-Chat", "LMSYS-Chat", &["lmsys-wildchat/lmsys-chat-1m.jsonl"]),
    utc("n8n and LangChain memory", "n8n and LangChain memory", &["n8n-langchain/n8n_chat_histories.csv"]),
];
