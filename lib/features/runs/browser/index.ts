/** What a page says to the workers that train in it, and they to it. Types alone: a page loads none of their code. */
export type { FromBrowserTrainer, ToBrowserTrainer, TrainerStopReason } from "./trainer-messages.ts";
