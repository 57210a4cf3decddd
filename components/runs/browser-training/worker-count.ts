/** At most four: more wait for each other at the end of each fold, and each has its own copy of the data. */
export function workerCount(machine: { hardwareConcurrency: number; deviceMemory?: number }): number {
  const byMemory = machine.deviceMemory === undefined ? 4 : Math.floor(machine.deviceMemory);
  return Math.max(1, Math.min(machine.hardwareConcurrency || 2, byMemory, 4));
}
