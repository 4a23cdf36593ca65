import type { ForwardRefExoticComponent, RefAttributes } from "react";
import type {
  Adapter,
  AlertDetail,
  ChatEvent,
  Config,
  ErrorDetail,
  HappenedDetail,
  Message,
  UndertonePanel as Element,
  UpdatedDetail,
  Window,
} from "./undertone-panel.js";

export interface UndertonePanelProps {
  id?: string;
  class?: string;
  theme?: "auto" | "light" | "dark";
  lang?: string;
  view?: string;
  readonly?: boolean;
  source?: string;
  "allow-origin"?: string;
  src?: string;
  window?: Window;
  "wasm-url"?: string;
  storage?: "none" | "session" | "local";
  demo?: boolean | string;
  analytics?: string;
  "include-text"?: boolean;
  notify?: boolean;
  full?: string;
  eager?: boolean;
  config?: Config;
  messages?: (Message | ChatEvent)[];
  adapter?: Adapter | null;
  onReady?: () => void;
  onProgress?: (detail: { done: number }) => void;
  onUpdated?: (detail: UpdatedDetail) => void;
  onAlert?: (detail: AlertDetail) => void;
  onError?: (detail: ErrorDetail) => void;
  onSelected?: (detail: { conversation: string }) => void;
  onHappened?: (detail: HappenedDetail) => void;
}

export const UndertonePanel: ForwardRefExoticComponent<UndertonePanelProps & RefAttributes<Element>>;
