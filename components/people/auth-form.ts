/** What a sign-in or sign-up form shows after an attempt. */
export interface AuthFormState {
  message: string;
  fields: Record<string, string>;
  values: Record<string, string>;
}

export type AuthFormAction = (before: AuthFormState | null, form: FormData) => Promise<AuthFormState>;
