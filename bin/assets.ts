/** `npm run dev` calls it first; `npm start` does the same with its build. */
import { ensureAssets } from "./boot/assets.ts";
import { ensureGenerated } from "./boot/build.ts";

ensureAssets();
await ensureGenerated();
