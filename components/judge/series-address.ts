/** The part of the address that names the series in the chart, so that a link opens the page there. */
export const SERIES_PARAMETER = "series";
