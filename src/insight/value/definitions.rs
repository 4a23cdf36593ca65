//! How the figures and tables on value are counted, in words.

use super::Definition;

const SAID: &str = "what was not said of money: then it is absent, and says what to say";

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "goal_conversion_rate",
        title: "Conversations that reach a goal",
        formula: "Conversations that reach at least one of the goals that were set ÷ conversations. A goal is a \
                  condition in the language of the filter; what it asks of outcomes is answered of outcomes as they \
                  are without goals.",
        numerator: "conversations that reach a goal",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "-goal:none",
    },
    Definition {
        name: "goals_over_time",
        title: "Goals reached by day",
        formula: "Conversations that reach at least one goal, by the local day of their start.",
        excluded: "conversations without a time",
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "goals",
        title: "Goals reached",
        formula: "Of each goal, the conversations that reach it, their share of all, and the goal's value times \
                  their number. A conversation can reach several.",
        numerator: "conversations that reach the goal",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "-goal:none",
    },
    Definition {
        name: "leads",
        title: "Leads",
        formula: "Conversations in which a user writes an e-mail address or a telephone number, the latest first, \
                  with the masked words around it.",
        excluded: "messages whose words were not kept",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "value_by_segment",
        title: "Value by segment",
        formula: "Of the conversations of each segment, the share that reaches a goal, and the value of the goals \
                  that they reach. Segments of fewer than 5 conversations are shown together.",
        numerator: "conversations of the segment that reach a goal",
        denominator: "conversations of the segment",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "value_by_intent",
        title: "Value by intent of the source",
        formula: "The same by the intents that the source gives its messages; a conversation counts under each of \
                  its intents.",
        numerator: "conversations of the intent that reach a goal",
        denominator: "conversations of the intent",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "value_by_tag",
        title: "Value by tag",
        formula: "The same by the tags of the source; a conversation counts under each of its tags.",
        numerator: "conversations with the tag that reach a goal",
        denominator: "conversations with the tag",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "value_by_channel",
        title: "Value by channel",
        formula: "The same by channel.",
        numerator: "conversations of the channel that reach a goal",
        denominator: "conversations of the channel",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "value_by_campaign",
        title: "Value by campaign",
        formula: "The same by the column that names the campaign: the one that was chosen, else the first of \
                  utm_campaign, campaign, campaign_name, campaign_id, utm_source, traffic_source, source that the \
                  data have.",
        numerator: "conversations of the campaign that reach a goal",
        denominator: "conversations of the campaign",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "value_by_page",
        title: "Value by page",
        formula: "The same by the column that names the page on which the conversation began: the one that was \
                  chosen, else the first of page, page_path, page_url, landing_page, start_page, current_page, \
                  page_title, url, path that the data have.",
        numerator: "conversations of the page that reach a goal",
        denominator: "conversations of the page",
        excluded: "nothing",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "attributed_value",
        title: "Value of goals",
        formula: "The value of each goal that has one times the conversations that reach it, summed. Its interval is \
                  the sum at the lower and at the upper ends of the conversion rates.",
        excluded: "goals without a value",
        when_empty: "absent",
        evidence: "-goal:none",
        ..Definition::EMPTY
    },
    Definition {
        name: "deflected_contacts",
        title: "Contacts that no person had to take",
        formula: "Engaged conversations without handoff that are resolved by the source's statement, a rating, a \
                  goal, or the user's own thanks or confirmation. The interval is that of their share, times the \
                  engaged conversations.",
        excluded: "conversations without a user message",
        when_empty: "0",
        evidence: "is:confirmed",
        ..Definition::EMPTY
    },
    Definition {
        name: "deflected_value",
        title: "Saved on human contacts",
        formula: "Contacts that no person had to take × what a human contact costs; where that was not said, its \
                  minutes times what an hour costs.",
        excluded: SAID,
        when_empty: "absent",
        evidence: "is:confirmed",
        ..Definition::EMPTY
    },
    Definition {
        name: "hours_saved",
        title: "Hours saved",
        formula: "Contacts that no person had to take × the minutes of a human contact ÷ 60.",
        excluded: SAID,
        when_empty: "absent",
        evidence: "is:confirmed",
        ..Definition::EMPTY
    },
    Definition {
        name: "bot_token_cost",
        title: "Cost of tokens",
        formula: "What the source states that its messages cost; of messages of which it states tokens alone, these at \
                  the prices of the table, by model.",
        excluded: "messages that state neither, and those of models that the table lacks",
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "bot_cost",
        title: "Cost of the bot",
        formula: "What the bot costs in a month × the months from the first to the last day of these conversations \
                  (a month has 30.44 days), and what tokens cost. All of the fixed cost counts, also where a filter \
                  leaves out conversations of these days.",
        excluded: SAID,
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "cost_per_resolution",
        title: "Cost per resolution",
        formula: "Cost of the bot ÷ conversations that it resolved alone, by more than silence. The interval is that \
                  of their number.",
        excluded: SAID,
        when_empty: "absent",
        evidence: "is:confirmed",
        ..Definition::EMPTY
    },
    Definition {
        name: "roi",
        title: "Return on investment",
        formula: "(Saved on human contacts + value of goals − cost of the bot) ÷ cost of the bot. 1.5 means that each \
                  unit spent brings itself and one and a half more. The interval is the return at the lower ends of \
                  all rates, and at their upper ends; that the costs were said rightly is taken for granted.",
        excluded: SAID,
        when_empty: "absent",
        evidence: "is:confirmed",
        ..Definition::EMPTY
    },
    Definition {
        name: "money_inputs",
        title: "What the return is made of",
        formula: "Every number that the return is computed from, and where it is from.",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "roi_sensitivity",
        title: "What the return depends on",
        formula: "The return with one input moved: what was said by a fifth down and up, what was counted to the ends \
                  of its interval. The input that moves it most comes first.",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
];
