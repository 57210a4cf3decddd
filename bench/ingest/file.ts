/**
 * A large file of daily sales, made as it is sent: about 27 bytes a row, the same at each call.
 */
const DAYS = 1500;

export const HEAD = "unique_id,ds,y\n";

const dates = Array.from({ length: DAYS }, (_, day) =>
  new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10),
);

/** Whole items until the size is reached, and how many rows that are. */
export function* itemsUpTo(size: number): Generator<{ text: string; rows: number }> {
  let state = 7;
  let sent = HEAD.length;
  for (let item = 0; sent < size; item += 1) {
    const id = `item_${String(item).padStart(6, "0")}`;
    let text = "";
    for (const date of dates) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      text += `${id},${date},${(state % 1000) / 10}\n`;
    }
    sent += text.length;
    yield { text, rows: DAYS };
  }
}

/** The recipe that reads it. */
export const RECIPE = {
  delimiter: ",",
  decimalMark: "point",
  timeFormat: "iso",
  columns: [
    { name: "unique_id", role: "series" },
    { name: "ds", role: "time" },
    { name: "y", role: "target" },
  ],
};
