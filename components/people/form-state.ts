/** What a form shows after an attempt. */
export interface FormState {
  message: string;
  fields: Record<string, string>;
  values: Record<string, string>;
  /** What was done, in words, for a form that stays on its page. */
  done: string | null;
}

export type FormAction = (before: FormState | null, form: FormData) => Promise<FormState>;

/** What a button's action gives back. */
export type Outcome<T = unknown> = { ok: true; value: T } | { ok: false; problem: { detail: string } };
