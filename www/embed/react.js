// <UndertonePanel> for React: properties and events of the element, under React's names.
import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from "react";
import "./undertone-panel.js";

const EVENTS = {
  onReady: "ready",
  onProgress: "progress",
  onUpdated: "updated",
  onAlert: "alert",
  onError: "error",
  onSelected: "selected",
  onHappened: "happened",
};

export const UndertonePanel = forwardRef(function UndertonePanel(given, outer) {
  const { config, messages, adapter, ...rest } = given;
  const inner = useRef(null);
  useImperativeHandle(outer, () => inner.current, []);
  useEffect(() => {
    if (config !== undefined) inner.current.config = config;
  }, [config]);
  useEffect(() => {
    if (messages !== undefined) inner.current.messages = messages;
  }, [messages]);
  useEffect(() => {
    inner.current.adapter = adapter ?? null;
  }, [adapter]);
  const attributes = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name in EVENTS || value === false || value === undefined) continue;
    attributes[name] = value === true ? "" : value;
  }
  const calls = useRef(given);
  calls.current = given;
  useEffect(() => {
    const element = inner.current;
    const listeners = Object.entries(EVENTS).map(([name, what]) => {
      const listener = ({ detail }) => calls.current[name]?.(detail);
      element.addEventListener(`undertone-${what}`, listener);
      return () => element.removeEventListener(`undertone-${what}`, listener);
    });
    return () => listeners.forEach((end) => end());
  }, []);
  return createElement("undertone-panel", { ...attributes, ref: inner });
});
