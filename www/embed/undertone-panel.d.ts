/** A live insight panel for a website. */

/** The stretch of time that is looked at: a conversation is in it while its latest message is. */
export type Window = "5m" | "1h" | "24h" | "all";

/** A section of the panel. */
export type Section = "alerts" | "figures" | "pulse" | "mood" | "wants" | "topics" | "asks" | "signals" | "running" | "rules";

/** A message as a page hands it over. Names that JSON Lines may use are understood too. */
export interface Message {
  conversation_id?: string;
  /** The source's id of the message: the same again is counted once. */
  id?: string;
  role: "user" | "bot" | "agent" | "system";
  text: string;
  /** ISO 8601, or milliseconds since 1970; the moment at which it comes if there is none. */
  ts?: string | number;
  intent?: string;
  confidence?: number;
  fallback?: boolean;
  feedback?: "up" | "down";
  user_id?: string;
  channel?: string;
  language?: string;
  variant?: string;
  /** Shown again from history: what is known already is not counted twice. */
  history?: boolean;
  model?: string;
  prompt_tokens?: number;
  completion_tokens?: number;
  latency_ms?: number;
}

/** Something that happens in a chat besides messages. */
export interface ChatEvent {
  type: "chat.event";
  event: "open" | "close" | "rating" | "handoff";
  conversation_id?: string;
  /** Of a rating, from 1 to 5. */
  rating?: number;
}

/** A rule of an alert. */
export interface Rule {
  name?: string;
  /**
   * What is watched: the name of a figure (`fallback_rate`), `change:` and the name of a share (against the history),
   * `signal:` (the share of conversations with a signal) or `any:` (each conversation with it) and the name of a signal,
   * `risk`, or `pace` (messages a minute).
   */
  watch: string;
  window?: Window;
  /** From where on it warns. */
  warn?: number;
  /** From where on it is an alert. */
  alert?: number;
  /** Whether low values are the ones to speak of. */
  below?: boolean;
  /** Cases that a figure needs before anything is said of it; 20 if nothing is said. */
  least?: number;
  /** Minutes of silence after it spoke; 30 if nothing is said. */
  cool_down?: number;
}

/** Something that a conversation can reach. */
export interface Goal {
  name: string;
  /** A filter, as on the full page: `any(bot: "thank you for your order")`, `signal:lead`, `intent:purchase`. */
  filter: string;
}

export interface Config {
  rules?: Rule[];
  /** What conversations are to reach: each that does is told once, as `chatbot_goal_completion`. */
  goals?: Goal[];
  /** IANA name of the zone of days and hours; the browser's if nothing is said. */
  timezone?: string;
  /** Messages whose words are kept; 50,000 if nothing is said. Figures are of all. */
  room?: number;
  /** What sources need to be told, by their names; see the documentation of sources. */
  sources?: Record<string, unknown>;
}

/** Listens to something of the page's own: is given what takes messages, and gives back what ends it. */
export type Adapter = (take: (message: Message | ChatEvent) => void) => (() => void) | void;

/** A number of the panel's, with how many cases it is of. */
export interface Figure {
  name: string;
  unit: string;
  value: number | null;
  n: number;
  of: number | null;
  interval: { low: number; high: number; level: number; method: string } | null;
  state: "ok" | "absent" | "too_few";
  reason: string | null;
}

/** The figures of the window that is looked at. */
export interface Report {
  figures: Record<string, Figure>;
  breakdowns: Record<string, { name: string; parts: [string, number][]; of: number }>;
  series: Record<string, unknown>;
  distributions: Record<string, unknown>;
  grids: Record<string, unknown>;
}

/** What a rule would have done in the history. */
export interface DryRun {
  warnings: number;
  alerts: number;
  /** Over how many hours; 0 where it cannot be told. */
  hours: number;
}

export interface Loaded {
  conversations: number;
  messages: number;
  dryRuns: DryRun[];
}

export interface UpdatedDetail {
  window: Window;
  conversations: number;
  messages: number;
  /** Values by the names of figures; null where there is none. */
  figures: Record<string, number | null>;
  synthetic: boolean;
}

export interface AlertDetail {
  rule: string;
  watch: string;
  level: "warning" | "alert";
  value: number;
  limit: number;
  before: number | null;
  /** The masked id of the conversation, where it is of one. */
  conversation: string;
  at: number;
}

export interface HappenedDetail {
  /** The masked id of the conversation. */
  conversation: string;
  name:
    | "chatbot_interaction"
    | "chatbot_fallback"
    | "chatbot_handoff"
    | "chatbot_lead"
    | "chatbot_satisfaction_yes"
    | "chatbot_satisfaction_no"
    | "chatbot_signal"
    | "chatbot_goal_completion";
  /** Which signal, or which goal; empty otherwise. */
  label: string;
  /** When, in milliseconds since 1970; null where nobody said. */
  at: number | null;
  /** Whether it is of a message that the chat showed again, from an earlier visit: analytics do not count it. */
  history: boolean;
  /** The message by which it happened, masked, where it is a message's; only with the attribute `include-text`. */
  text?: string;
}

export interface ErrorDetail {
  code: string;
  message: string;
}

/** Events of a panel. None holds a word that somebody wrote, unless `include-text` asks for it. */
export interface UndertonePanelEventMap {
  "undertone-ready": CustomEvent<Record<string, never>>;
  "undertone-progress": CustomEvent<{ done: number }>;
  "undertone-updated": CustomEvent<UpdatedDetail>;
  "undertone-alert": CustomEvent<AlertDetail>;
  "undertone-error": CustomEvent<ErrorDetail>;
  "undertone-selected": CustomEvent<{ conversation: string }>;
  "undertone-happened": CustomEvent<HappenedDetail>;
}

/**
 * `<undertone-panel>`. Attributes: `theme` (auto, light, dark), `lang`, `view` (names of sections), `readonly`, `source`
 * (names of sources), `allow-origin` (origins of postmessage), `src` (a history to compare with), `window`, `wasm-url`,
 * `storage` (none, session, local), `demo` (how many times as fast as people talk), `analytics` (datalayer, gtag),
 * `notify`, `include-text` (masked messages in `undertone-happened`), `full` (address of the full page), `eager`.
 */
export class UndertonePanel extends HTMLElement {
  config: Config;
  messages: (Message | ChatEvent)[];
  adapter: Adapter | null;
  push(messages: Message | ChatEvent | (Message | ChatEvent)[]): Promise<void>;
  /** Reads a history to compare with: a file, several, bytes, or a text. */
  load(source: File | Blob | File[] | ArrayBuffer | Uint8Array | string): Promise<Loaded>;
  clear(): Promise<void>;
  /** What was heard, masked, to go on with later. */
  snapshot(): Promise<Uint8Array>;
  restore(bytes: Uint8Array | ArrayBuffer): Promise<void>;
  exportReport(): Promise<Report>;
  /** The conversations that are kept, masked, as a file that the full page opens (`.undertone`). */
  saveAnalysis(): Promise<Uint8Array>;
  /** Asks the person for leave to show alerts as notifications. */
  askToNotify(): Promise<NotificationPermission>;
  addEventListener<K extends keyof UndertonePanelEventMap>(
    type: K,
    listener: (this: UndertonePanel, event: UndertonePanelEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "undertone-panel": UndertonePanel;
  }
}
