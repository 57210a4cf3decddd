import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { DecisionKind } from "#lib/platform/prisma/enums.ts";

const SHORTEST_REASON = 10;
const LONGEST_REASON = 2000;

// PostgreSQL refuses NUL and halves of surrogate pairs; the rest of C0 but tab and line ends nobody can read either.
const UNREADABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

export const RecordDecisionSchema = z
  .strictObject({
    runNumber: z.int().positive().max(2_000_000_000),
    kind: z.enum(DecisionKind, { error: "Choose what is decided." }),
    /** The method that is adopted or kept; null for stop and try again. */
    model: z.enum(MODEL_KEYS).nullable(),
    reason: z
      .string({ error: "Say why." })
      .max(LONGEST_REASON * 4, `At most ${LONGEST_REASON} characters.`)
      .transform((text) => text.normalize("NFC").trim())
      .pipe(
        z
          .string()
          .min(
            SHORTEST_REASON,
            `Say why in at least ${SHORTEST_REASON} characters; it is kept with the decision.`,
          )
          .max(LONGEST_REASON, `At most ${LONGEST_REASON} characters.`)
          .refine((text) => !UNREADABLE.test(text), "There is a character in it that cannot be shown."),
      ),
    /** The verdict that the person read; null when the run had none. */
    verdictId: z.uuid().nullable(),
    /** One's own name, typed under a decision that goes against the verdict; "" otherwise. */
    signature: z.string().max(400).default(""),
    clientKey: z.uuid(),
  })
  .refine((input) => isAdoption(input.kind) === (input.model !== null), {
    path: ["model"],
    message: "An adoption names its method, and nothing else does.",
  });
export type RecordDecision = z.output<typeof RecordDecisionSchema>;

function isAdoption(kind: DecisionKind): boolean {
  return kind === "adopt_model" || kind === "adopt_baseline";
}
