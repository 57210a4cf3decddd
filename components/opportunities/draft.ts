"use client";

import type { FormValues } from "./form-values.ts";

/**
 * What was typed into a form that was never saved, kept in this tab: a reload or a wrong click loses nothing. Only the
 * fields that were typed into: the others are as they are stored by then.
 */
type Draft = Partial<FormValues>;

const keyOf = (place: string) => `opportunity-draft:${place}`;

export function readDraft(place: string): Draft | null {
  try {
    const text = sessionStorage.getItem(keyOf(place));
    const draft = text === null ? {} : (JSON.parse(text) as Draft);
    return Object.keys(draft).length > 0 ? draft : null;
  } catch {
    // A browser without storage, or a text of before: then there is no draft.
    return null;
  }
}

export function keepDraft(place: string, draft: Draft): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify(draft));
  } catch {
    // Full or forbidden: the form still has it.
  }
}

export function dropDraft(place: string): void {
  try {
    sessionStorage.removeItem(keyOf(place));
  } catch {
    // There is nothing then.
  }
}
