import type { LineageNode } from '../../tracking/index.ts'
import type { DatasetVersion } from './dataset-version.ts'

/** A version in the ledger: `tides@3`. */
export function datasetNode({
  dataset,
  version,
}: Pick<DatasetVersion, 'dataset' | 'version'>): LineageNode {
  return { kind: 'dataset', id: `${dataset}@${version}` }
}
