import { cx } from "./cx.ts";

/** "Giulia Ferri" → "GF"; one word gives its first two letters. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  const letters = last ? [...first].slice(0, 1).concat([...last].slice(0, 1)) : [...first].slice(0, 2);
  return letters.join("").toUpperCase();
}

/** A person as initials; the name is the accessible name unless it stands beside it (`decorative`). */
export function Avatar({
  name,
  colour,
  decorative,
  className,
}: {
  name: string;
  /** A presence colour's token, "p1" or "p2". */
  colour?: "p1" | "p2";
  decorative?: boolean;
  className?: string;
}) {
  return (
    <span
      {...(decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name, title: name })}
      className={cx(
        "inline-grid place-items-center size-6 rounded-full text-initials font-semibold bg-surface text-ink border-[1.5px]",
        colour === "p1" ? "border-p1" : colour === "p2" ? "border-p2" : "border-control",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
