import type { Columns } from '../../table/index.ts'
import { parseDatasetReference } from '../datasets/dataset-version.ts'
import { assertCheckColumns } from './assert-columns.ts'
import type { CheckTable } from './check-table.ts'
import type { Check } from './check.ts'
import { datasetTable } from './dataset-table.ts'

/** A dataset of tables as a project declares it. Checks look into its `latest`. */
export interface Dataset<C extends Columns = Columns> extends CheckTable<C> {
  readonly kind: 'dataset'
  readonly description?: string
  readonly dataset: string
  /** What a version must keep to be added. */
  readonly checks: readonly Check[]
  /** Another version of it for checks to look into: `tides.at('reference')`. */
  readonly at: (version: string | number) => CheckTable<C>
}

/**
 * Declares a dataset: the columns of its tables and what they must keep. `swell data add` holds every
 * new version of that name to it. Throws `data.checkOfUnknownColumn`.
 */
export function defineDataset<const C extends Columns>(definition: {
  readonly name: string
  readonly description?: string
  readonly columns: C
  readonly checks?: readonly Check<NoInfer<keyof C & string>>[]
}): Dataset<C> {
  const { name, columns, checks = [] } = definition
  parseDatasetReference(name)
  for (const check of checks) assertCheckColumns(check, columns)
  return Object.freeze<Dataset<C>>({
    ...definition,
    kind: 'dataset',
    dataset: name,
    checks,
    at: (version) => datasetTable(`${name}@${version}`, columns),
  })
}
