/**
 * Why a sign-in at the provider let nobody in, by the code that crosses the redirects: ours, and next-auth's. Only
 * these words are ever shown: a link could bring any text. Null for a code that is none.
 */
export function refusalWords(code: string | undefined, provider: string): string | null {
  const words: Record<string, string> = {
    OAuthSignin: `${provider} could not be reached, so nobody was signed in. Try again in a moment, or sign in with your password.`,
    OAuthCallback: `The answer of ${provider} does not belong to a sign-in that was begun in this browser within the last 15 minutes, or it could not be checked. Nobody was signed in. Begin again.`,
    Callback: `Signing in at ${provider} was refused or broken off there. Nobody was signed in. Try again, or sign in with your password.`,
    AccessDenied: `Signing in at ${provider} was refused. Nobody was signed in.`,
    email_unverified: `There is an account here with the e-mail that ${provider} says is yours, but ${provider} has not verified that it is. Sign in with your password, or have the address verified at ${provider} first.`,
    email_missing: `${provider} did not say an e-mail address that can be used here, so no account was made. Allow it to be passed on, or make an account with a password.`,
    wrong_issuer: `The answer came from another provider than ${provider}. Nobody was signed in. Tell whoever runs this site.`,
    rate_limited: "Too many attempts from here. Try again in 15 minutes.",
  };
  return code !== undefined && Object.hasOwn(words, code) ? (words[code] ?? null) : null;
}
