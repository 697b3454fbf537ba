import type { Digest } from '../../base/index.ts'
import { assertDatasetName, type DatasetAliasMove } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { parseJson } from './manifest.ts'

/** A move of an alias as a remote keeps it. Numbers are of one place, so versions are told by digest. */
export interface AliasMoveRecord extends Omit<DatasetAliasMove, 'from' | 'to'> {
  readonly from: Digest | undefined
  readonly to: Digest
}

export function writeAliasMoveRecord(record: AliasMoveRecord): string {
  return `${JSON.stringify({ format: 'swell-alias-move-1', ...record }, undefined, 2)}\n`
}

/** Reads what `writeAliasMoveRecord` wrote. Throws `pointerInvalid`: it is one that a remote gives. */
export function parseAliasMoveRecord(text: string, file: string): AliasMoveRecord {
  const found = parseJson(Buffer.from(text)) as Readonly<Record<string, unknown>>
  const { id, dataset, alias, from, to, by, reason } = found
  const movedAt = new Date(String(found['movedAt']))
  const isWhole =
    typeof id === 'string' &&
    isAliasMoveId(id) &&
    typeof dataset === 'string' &&
    typeof alias === 'string' &&
    isAliasName(alias) &&
    (from === undefined || isDigest(from)) &&
    isDigest(to) &&
    typeof by === 'string' &&
    !Number.isNaN(movedAt.getTime())
  if (!isWhole) throw datasetErrors.pointerInvalid({ file, problem: 'it is no move of an alias' })
  assertDatasetName(dataset)
  const said = typeof reason === 'string' ? reason : undefined
  return { id: id as AliasMoveRecord['id'], dataset, alias, from, to, movedAt, by, reason: said }
}

/** Any name but `latest`, which moves by itself. */
export function isAliasName(text: string): boolean {
  return /^[A-Za-z][\w.-]{0,99}$/.test(text) && text !== 'latest'
}

export function isAliasMoveId(text: string): boolean {
  return /^mov_[0-9A-Za-z]{1,60}$/.test(text)
}

function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
