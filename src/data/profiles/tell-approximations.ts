import type { Profile } from './profile.ts'
import { countedValues } from './passes/scan-top-values.ts'

/** What is not exact in a profile, in sentences for people. */
export function tellApproximations(
  {
    rowCount,
    duplicateRowCount,
    columns,
    correlations,
  }: Pick<Profile, 'rowCount' | 'duplicateRowCount' | 'columns' | 'correlations'>,
  { isExact, sampleCount }: { readonly isExact: boolean; readonly sampleCount: number },
): string[] {
  const write = (count: number) => count.toLocaleString('en')
  const numberCount = columns.filter(({ kind }) => kind === 'number').length
  return [
    ...(isExact
      ? []
      : [
          `Distinct counts above ${write(countedValues)} are estimated, some 0.3 % off for a key, 5 % for 20,000 values in ten million rows.`,
          'Quantiles are estimated (t-digest), finest at both ends; the smallest and largest value are exact.',
        ]),
    ...(sampleCount < rowCount
      ? [
          `Correlations, pairs of numbers, what is missing together, lengths, patterns and dates in text are measured on ${write(sampleCount)} rows, chosen by a hash of their place.`,
        ]
      : []),
    ...(duplicateRowCount === undefined
      ? ['Duplicate rows were not counted: there are too many rows.']
      : []),
    ...(numberCount > correlations.columns.length
      ? [`Correlations are of the first ${write(correlations.columns.length)} columns.`]
      : []),
  ]
}
