export { formatDate, formatDateTime, formatDuration, formatMonth, formatTimeOfDay } from "./dates.ts";
export {
  formatError,
  formatInterval,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedMoney,
} from "./numbers.ts";
