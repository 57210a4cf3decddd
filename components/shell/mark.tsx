/** The product's sign: a history that opens into a fan. */
export function Mark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0">
      <path d="M6 8.5 16 2v12L6 9.5Z" className="fill-f80" />
      <path d="m.5 12.5 5.5-4 10-.3" fill="none" strokeWidth="1.9" className="stroke-accent" />
    </svg>
  );
}
