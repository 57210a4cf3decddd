/** What stands where a number is absent; never zero. */
export const ABSENT = "–";

type Value = number | null | undefined;

const formats = new Map<string, Intl.NumberFormat>();

function intl(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat("en-GB", options);
    formats.set(key, format);
  }
  return format;
}

function isAbsent(value: Value): value is null | undefined {
  return value === null || value === undefined || !Number.isFinite(value);
}

/** A true minus (U+2212) for the hyphen of Intl, and no sign on what is shown as zero. */
function withMinus(text: string): string {
  return /^-[^1-9]*$/.test(text) ? text.slice(1) : text.replace("-", "−");
}

/**
 * "1,234.5", with exactly `decimals` decimals (0 unless told).
 * Absent, NaN and infinite values give "–".
 */
export function formatNumber(value: Value, decimals = 0): string {
  if (isAbsent(value)) return ABSENT;
  return withMinus(
    intl(`n${decimals}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value),
  );
}

/** A share as a percentage with a space before the sign: 0.124 → "12.4 %" with one decimal. */
export function formatPercent(share: Value, decimals = 1): string {
  if (isAbsent(share)) return ABSENT;
  return `${formatNumber(share * 100, decimals)} %`;
}

/**
 * An amount with the currency's sign before the figure: −518 EUR → "−€518". Whole units from 100 upward, two decimals
 * below unless the amount is whole; `decimals` decides instead.
 */
export function formatMoney(value: Value, currency: string, decimals?: number): string {
  if (isAbsent(value)) return ABSENT;
  const digits = decimals ?? (Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2);
  return withMinus(
    intl(`${currency}${digits}`, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value),
  );
}

/** As `formatMoney` with "+" before a gain, for differences and flows. */
export function formatSignedMoney(value: Value, currency: string, decimals?: number): string {
  const text = formatMoney(value, currency, decimals);
  return !isAbsent(value) && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** "€3,971 to €6,021". */
export function formatInterval(interval: { low: Value; high: Value }, currency: string): string {
  return `${formatMoney(interval.low, currency)} to ${formatMoney(interval.high, currency)}`;
}

/** An error measure at three significant digits, never in exponents: 0.6342 → "0.634", 62.21 → "62.2", 1234 → "1,230". */
export function formatError(value: Value): string {
  if (isAbsent(value)) return ABSENT;
  return withMinus(intl("e3", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }).format(value));
}
