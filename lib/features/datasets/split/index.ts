export type { LeakCheck } from "./leaks.ts";
export type { FoldView, SplitView } from "./view.ts";
