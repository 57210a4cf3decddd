const NAMES: Record<string, [one: string, many: string]> = {
  min: ["by the minute", "minutes"],
  h: ["hourly", "hours"],
  D: ["daily", "days"],
  W: ["weekly", "weeks"],
  M: ["monthly", "months"],
  Q: ["quarterly", "quarters"],
  Y: ["yearly", "years"],
  int: ["by position", "positions"],
};

/** "weekly", "every 15 minutes"; what is no frequency stays as it is. */
export function frequencyName(frequency: string): string {
  const [, multiple = "", unit = ""] = /^(\d*)([A-Za-z]+)$/.exec(frequency) ?? [];
  const name = NAMES[unit];
  if (!name) return frequency;
  return multiple === "" || multiple === "1" ? name[0] : `every ${multiple} ${name[1]}`;
}
