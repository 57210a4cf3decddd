/** A figure with its sign and unit: "−€6,945", "90 %". */
const FIGURE = /([−+]?[€$£]?\d[\d.,]*\d(?: %)?|[−+]?[€$£]?\d(?: %)?)/;

/** A sentence whose figures stay whole at the end of a line: browsers break after a true minus and before a %. */
export function Unbroken({ children }: { children: string }) {
  return children.split(FIGURE).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
