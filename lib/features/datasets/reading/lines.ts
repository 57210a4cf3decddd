/** Where records stand in their file, kept as the few places at which line numbers leave "record + 1". */
export class LineMap {
  private readonly shifts: { record: number; by: number }[] = [];

  /** From this record on (0 is the header) lines are `by` further than before. */
  shift(record: number, by: number): void {
    const last = this.shifts.at(-1);
    if (last && last.record === record) last.by += by;
    else this.shifts.push({ record, by: (last?.by ?? 0) + by });
  }

  /** The line at which a record starts; the header, record 0, is line 1 unless something stood before it. */
  lineOf(record: number): number {
    let low = 0;
    let high = this.shifts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.shifts[middle] as { record: number }).record <= record) low = middle + 1;
      else high = middle;
    }
    return record + 1 + (this.shifts[low - 1]?.by ?? 0);
  }
}
