import Link from "next/link";
import { Section } from "#components/ui/section.tsx";
import type { Result } from "#lib/features/datasets/validate/index.ts";
import { ResultsList } from "./results-list.tsx";
import { validationWords } from "./verdict-words.ts";

/** On a version's own page: what fails of what is expected, and where the rest stands. */
export function VersionValidation({
  validation,
  href,
}: {
  validation: { passed: number; warnings: number; errors: number; results: readonly Result[] };
  href: string;
}) {
  const failed = validation.results.filter((result) => result.outcome === "failed");
  return (
    <Section plain title="Expectations" aside={validationWords(validation)} className="mb-6">
      {failed.length > 0 ? <ResultsList results={failed} /> : null}
      <p className={failed.length > 0 ? "mt-2" : undefined}>
        <Link className="link" href={href}>
          {failed.length > 0 ? "All checks, and how to change them" : "See what is expected, or change it"}
        </Link>
      </p>
    </Section>
  );
}
