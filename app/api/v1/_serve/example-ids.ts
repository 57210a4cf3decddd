/**
 * What examples say for things that a reader has under other ids. The contract test puts the ids of a project that it
 * made in their place.
 */
export const EXAMPLE = {
  project: "019abc00-0000-7000-8000-000000000001",
  projectSlug: "pasta",
} as const;
