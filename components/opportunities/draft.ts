"use client";

import { EMPTY_VALUES, type FormValues } from "./form-values.ts";

/** What was typed into a form that was never saved, kept in this tab: a reload or a wrong click loses nothing. */
const keyOf = (place: string) => `opportunity-draft:${place}`;

export function readDraft(place: string): FormValues | null {
  try {
    const text = sessionStorage.getItem(keyOf(place));
    if (text === null) return null;
    const found = JSON.parse(text) as Partial<FormValues>;
    return { ...EMPTY_VALUES, ...found };
  } catch {
    // A browser without storage, or a text of before: then there is no draft.
    return null;
  }
}

export function keepDraft(place: string, values: FormValues): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify(values));
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
