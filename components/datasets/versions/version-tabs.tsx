"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "#components/ui/cx.ts";

/** In the order in which a person takes data from a file to a run. */
const STOPS = [
  { path: "", name: "Overview" },
  { path: "/explore", name: "Explore" },
  { path: "/checks", name: "Checks" },
  { path: "/wrangle", name: "Wrangle" },
  { path: "/labels", name: "Labels" },
  { path: "/split", name: "Split" },
] as const;

/** The ways through one version, on each of its pages. `url` is the version's. */
export function VersionTabs({ url }: { url: string }) {
  const here = usePathname();
  return (
    <nav aria-label="This version" className="flex gap-5 overflow-x-auto border-b border-line mb-4 -mt-2">
      {STOPS.map(({ path, name }) => {
        const isCurrent = here === url + path;
        return (
          <Link
            key={name}
            href={url + path}
            prefetch={false}
            aria-current={isCurrent ? "page" : undefined}
            className={cx(
              "py-2 border-b-2 font-medium whitespace-nowrap",
              isCurrent ? "border-accent text-ink" : "border-transparent text-ink2 hover:text-ink",
            )}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
