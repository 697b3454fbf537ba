import type { Correction } from '../../learn/index.ts'
import type { Column } from '../../table/index.ts'
import type { CheckTable } from './check-table.ts'
import type { ComparisonCheck } from './check.ts'
import { tellComparison, type Comparison, type DistributionTest } from './comparison.ts'
import { declaredSentence, type Sentence } from './threshold.ts'

const correctionNames: Readonly<Record<Correction, string>> = {
  sidak: 'Šidák',
  benjaminiHochberg: 'Benjamini and Hochberg',
}

/**
 * Columns are distributed as in a reference: another group or rows given. All rows are compared
 * together. Tests of many columns err often: `correct` makes their chances honest about their number.
 * Where one side has no rows at all there is nothing to compare, and the check holds.
 */
export function similar<
  const Name extends string,
  C extends Readonly<Record<NoInfer<Name>, Column>>,
>(
  options: { readonly columns: readonly Name[]; readonly to: CheckTable<C> } & (
    | { readonly by: DistributionTest; readonly correct?: Correction }
    | { readonly by: Exclude<Comparison, DistributionTest>; readonly correct?: never }
  ),
): ComparisonCheck<Name> {
  const { columns, to, by, correct } = options
  const corrected = correct === undefined ? '' : `, corrected by ${correctionNames[correct]}`
  const sentence: Sentence = (show) =>
    `${columns.join(', ')} are as in ${to.name}: ${tellComparison(by, show)}${corrected}`
  return Object.freeze<ComparisonCheck<Name>>({
    kind: 'comparison',
    name: declaredSentence(sentence),
    sentence,
    severity: 'refuse',
    columns,
    tables: [to],
    by,
    ...(correct === undefined ? {} : { correct }),
  })
}
