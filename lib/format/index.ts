export {
  formatDate,
  formatDateTime,
  formatDuration,
  formatLocalDateTime,
  formatMonth,
  formatTimeOfDay,
} from "./dates.ts";
export { FREQUENCY_CHOICES } from "./frequency.ts";
export {
  formatError,
  formatInterval,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedMoney,
} from "./numbers.ts";
