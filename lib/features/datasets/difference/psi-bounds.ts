/** Below the first a column hardly drifted, from the second on it did: Siddiqi 2006, see `populationStability`. */
export const PSI_BOUNDS = { some: 0.1, much: 0.25 } as const;
