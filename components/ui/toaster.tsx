"use client";

import { useSyncExternalStore } from "react";
import { cx } from "./cx.ts";

export type ToastTone = "info" | "ok" | "bad";

interface Toast {
  id: number;
  message: string;
  tone: ToastTone;
}

// Our own few lines: the usual libraries inject a style element, which the content security policy refuses.
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const NONE: readonly Toast[] = [];

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says in passing that something happened. What the person must act on belongs beside its cause instead. */
export function toast(message: string, options: { tone?: ToastTone; ms?: number } = {}): void {
  const id = ++lastId;
  change([...toasts.slice(-3), { id, message, tone: options.tone ?? "info" }]);
  setTimeout(
    () => change(toasts.filter((toast) => toast.id !== id)),
    options.ms ?? (options.tone === "bad" ? 10_000 : 5_000),
  );
}

const EDGES: Record<ToastTone, string> = {
  info: "border-l-accent",
  ok: "border-l-ok",
  bad: "border-l-bad",
};

/** Stands once, in the root layout. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      data-print="no"
      className="fixed z-50 bottom-4 right-4 left-4 md:left-auto md:w-96 flex flex-col gap-2 pointer-events-none"
    >
      {shown.map((toast) => (
        <p
          key={toast.id}
          className={cx(
            "pointer-events-auto bg-surface text-ink border border-line border-l-4 rounded-r-panel shadow-float px-3 py-2",
            EDGES[toast.tone],
          )}
        >
          {toast.message}
        </p>
      ))}
    </div>
  );
}
