import type { Manifest } from "./manifest.ts";
import type { Profile } from "./profile.ts";
import type { Recipe } from "./recipe.ts";

/** What a version holds, read, measured and its parts stored; not yet a version. */
export interface Prepared {
  manifest: Manifest;
  profile: Profile;
}

/** The version that a new one comes after. */
export interface Before extends Prepared {
  recipe: Recipe;
}
