/** More trees, or more rows, than these change next to nothing. */
export const TREES = 150;
export const MOST_ROWS = 120_000;
