/** Who can sign in at the provider: `subject`, and what it says about their address. */
export const PROVIDER_ACCOUNTS = {
  "verified-1": { name: "Vera Lindqvist", email: "vera@provider.test", email_verified: true },
  "unverified-1": { name: "Una Okafor", email: "una@provider.test", email_verified: false },
  "known-1": { name: "Known Elsewhere", email: "known@provider.test", email_verified: true },
  "claimed-1": { name: "Not Really Known", email: "claimed@provider.test", email_verified: false },
  "invited-1": { name: "Ines Duarte", email: "ines@provider.test", email_verified: true },
  "nameless-1": { name: "No Address", email: undefined, email_verified: false },
} as const;

export const PROVIDER_NAME = "Test provider";
