import Link from "next/link";
import { Notice } from "#components/ui/notice.tsx";

export interface Failed {
  severity: "error" | "warning";
  title: string;
  found: string;
}

/** What data fails of what is expected of it, where somebody is about to train on it or reads what was trained. */
export function FailedNotice({
  failed,
  href,
  about,
  className,
}: {
  failed: readonly Failed[];
  /** The page of the version's checks. */
  href: string;
  /** `run`: these numbers were learnt from it. */
  about: "data" | "run";
  className?: string;
}) {
  if (failed.length === 0) return null;
  const errors = failed.filter((one) => one.severity === "error");
  const isBlocked = errors.length > 0 && about === "data";
  const shown = isBlocked ? errors : failed;
  return (
    <Notice
      tone={isBlocked ? "bad" : "stale"}
      title={
        isBlocked
          ? "This version cannot be trained on: it fails what is expected of it"
          : about === "run"
            ? "These numbers were learnt from data that fails what is expected of it"
            : "This version has warnings; they go with every run"
      }
      {...(className ? { className } : {})}
      action={
        <Link className="link" href={href}>
          {isBlocked ? "See the checks, or change them" : "See the checks"}
        </Link>
      }
    >
      <ul className="list-disc pl-4">
        {shown.slice(0, 5).map((one) => (
          <li key={one.title}>
            {one.title}: {one.found}
          </li>
        ))}
        {shown.length > 5 ? <li>and {shown.length - 5} more</li> : null}
      </ul>
      {isBlocked ? (
        <p className="mt-1">Correct the data and add a version, or change the expectation.</p>
      ) : null}
    </Notice>
  );
}
