"use client";

import { useEffect, useReducer, useRef, useState } from "react";
import type { SavedRecipe, Step } from "#lib/features/datasets/index.ts";
import { changeSteps, historyOf } from "./history.ts";

export type Saving = "saved" | "saving" | "conflict" | { failed: string };

const WAIT_MS = 600;

/**
 * A recipe being edited: every change is kept in this browser at once and on the server a moment later. What did not get
 * there before the page was left is taken up again when it is opened next.
 */
export function useDraft(options: { url: string; datasetId: string; saved: SavedRecipe }) {
  const { url, datasetId, saved } = options;
  const key = `forecanvas.recipe.${datasetId}`;
  const [history, change] = useReducer(changeSteps, saved.steps, historyOf);
  const [saving, setSaving] = useState<Saving>("saved");
  const stored = useRef({ text: JSON.stringify(saved.steps), revision: saved.revision });
  const isFirst = useRef(true);

  useEffect(() => {
    const left = readKept(key);
    if (left && JSON.stringify(left) !== stored.current.text) change({ type: "replace", steps: left });
  }, [key]);

  const { steps } = history;
  useEffect(() => {
    const text = JSON.stringify(steps);
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (text === stored.current.text) {
      keep(key, null);
      setSaving("saved");
      return;
    }
    keep(key, text);
    setSaving("saving");
    const timer = setTimeout(async () => {
      const answer = await post(`${url}/recipe`, { steps, revision: stored.current.revision });
      if ("revision" in answer) {
        stored.current = { text, revision: answer.revision };
        // A later change stands there by now if it differs.
        if (readText(key) === text) keep(key, null);
        setSaving("saved");
      } else setSaving(answer.isConflict ? "conflict" : { failed: answer.failed });
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [steps, url, key]);

  /** After somebody else's change: take theirs, or write these over it. */
  const settle = async (whose: "theirs" | "mine") => {
    const response = await fetch(`${url}/recipe`).catch(() => null);
    if (!response?.ok) return;
    const theirs = (await response.json()) as SavedRecipe;
    stored.current = { text: JSON.stringify(theirs.steps), revision: theirs.revision };
    change({ type: "replace", steps: whose === "theirs" ? theirs.steps : [...steps] });
    if (whose === "theirs") {
      keep(key, null);
      setSaving("saved");
      return;
    }
    const answer = await post(`${url}/recipe`, { steps, revision: theirs.revision });
    if ("revision" in answer) {
      stored.current = { text: JSON.stringify(steps), revision: answer.revision };
      keep(key, null);
      setSaving("saved");
    }
  };
  return { history, change, saving, settle };
}

async function post(
  url: string,
  body: unknown,
): Promise<{ revision: number } | { failed: string; isConflict: boolean }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      keepalive: true,
    });
    const answer = (await response.json()) as { revision?: number; detail?: string };
    if (response.ok && answer.revision !== undefined) return { revision: answer.revision };
    return {
      failed: answer.detail ?? `The server answered ${response.status}.`,
      isConflict: response.status === 409,
    };
  } catch {
    return { failed: "The server cannot be reached. The steps are kept in this browser.", isConflict: false };
  }
}

// A browser that keeps nothing (private, full) still edits and saves.
function keep(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {}
}

function readText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function readKept(key: string): Step[] | null {
  try {
    const value: unknown = JSON.parse(readText(key) ?? "null");
    return Array.isArray(value) ? (value as Step[]) : null;
  } catch {
    return null;
  }
}
