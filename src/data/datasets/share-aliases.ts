import type { Digest } from '../../base/index.ts'
import type { AliasMoveRecord } from './alias-move-record.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetAliasMove } from './dataset-version.ts'
import type { RemoteStore } from './remote-store.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'

type Deps = Pick<DatasetDeps, 'database'>

/** Tells a remote of the moves of aliases that it does not know, and counts them. */
export async function pushAliasMoves(
  { database }: Deps,
  remote: RemoteStore,
  dataset: string,
): Promise<number> {
  const store = sqlDatasetStore(database)
  const known = new Set(await remote.listMoveIds(dataset))
  const gone = await store.listRemovals(dataset)
  const digests = new Map(
    [...gone, ...(await store.list(dataset))].map(({ version, digest }) => [version, digest]),
  )
  const moves = (await store.listMoves(dataset)).flatMap((move) => {
    const record = toRecord(move, digests)
    return record === undefined || known.has(move.id) ? [] : [record]
  })
  for (const move of moves.toReversed()) await remote.putMove(move)
  return moves.length
}

/**
 * Takes over the moves that a remote knows of versions that are here, and says which aliases point
 * elsewhere for it: that of two places which moved an alias last has the last word.
 */
export async function pullAliasMoves(
  { database }: Deps,
  remote: RemoteStore,
  dataset: string,
): Promise<readonly string[]> {
  const store = sqlDatasetStore(database)
  const known = new Set<string>((await store.listMoves(dataset)).map(({ id }) => id))
  const numbers = new Map(
    (await store.list(dataset)).map(({ digest, version }) => [digest, version]),
  )
  const records: AliasMoveRecord[] = []
  for (const id of await remote.listMoveIds(dataset)) {
    const record = known.has(id) ? undefined : await remote.findMove(dataset, id)
    if (record !== undefined && record.dataset === dataset) records.push(record)
  }
  const moves = records.flatMap(({ from, to, ...move }): DatasetAliasMove[] => {
    const number = numbers.get(to)
    const before = from === undefined ? undefined : numbers.get(from)
    return number === undefined ? [] : [{ ...move, from: before, to: number }]
  })
  return store.takeMoves(dataset, moves)
}

function toRecord(
  { from, to, ...move }: DatasetAliasMove,
  digests: ReadonlyMap<number, Digest>,
): AliasMoveRecord | undefined {
  const digest = digests.get(to)
  // The newest of a place is its own matter.
  if (digest === undefined || move.alias === 'latest') return undefined
  return { ...move, from: from === undefined ? undefined : digests.get(from), to: digest }
}
