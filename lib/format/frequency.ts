/** The frequencies that a person chooses from; what is written is read by `parseFrequency`. */
export const FREQUENCY_CHOICES = [
  { value: "15min", label: "Every 15 minutes" },
  { value: "h", label: "Hourly" },
  { value: "D", label: "Daily" },
  { value: "W", label: "Weekly" },
  { value: "M", label: "Monthly" },
  { value: "Q", label: "Quarterly" },
  { value: "Y", label: "Yearly" },
] as const;
