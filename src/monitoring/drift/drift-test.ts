/** What may compare a column of two sides: tests give p-values, the others distances. */
const driftTests = [
  'kolmogorovSmirnov',
  'cramerVonMises',
  'andersonDarling',
  'mannWhitney',
  'studentT',
  'eppsSingleton',
  'chiSquare',
  'gTest',
  'fisherExact',
  'proportions',
  'totalVariation',
  'maximumMeanDiscrepancy',
  'wasserstein',
  'energy',
  'jensenShannon',
  'populationStability',
  'kullbackLeibler',
  'hellinger',
] as const
export type DriftTest = (typeof driftTests)[number]
