import { joinFloats } from '../../base/index.ts'
import type { TrainingPart } from '../../features/index.ts'
import { asksShares, joinSaid, type JudgedRows, type Metric, type Said } from '../../learn/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import { openColumnPredictor } from '../evaluation/open-column-predictor.ts'
import type { EvidenceDeps } from '../evidence-deps.ts'
import { rawRows } from '../predict-part.ts'
import { groupsOf } from '../row-groups.ts'
import { openRowPredictor, type RowPredictor } from '../row-predictor.ts'
import { narrow, type PartRows } from './part-rows.ts'
import { joinParts } from './take-rows.ts'

/** Rows, and what versions say of them. */
export interface AskedRows<Versions extends readonly ModelVersion[]> {
  /** All rows; of those that come in batches with the wanted columns only. */
  readonly rows: TrainingPart
  /** The first ones, with all columns. */
  readonly first: TrainingPart
  /** By version, with all that metrics ask beside. */
  readonly judged: { readonly [Place in keyof Versions]: JudgedRows }
}

export interface ToAsk {
  readonly metrics: readonly Metric[]
  /** Columns to keep. */
  readonly names: readonly string[]
}

/** So many of the first rows are kept as they are. */
const firstRows = 10_000

/** Asks versions what they say of each row; some rows at a time where they are many. */
export async function askVersions<const Versions extends readonly ModelVersion[]>(
  deps: Pick<EvidenceDeps, 'blobs'>,
  versions: Versions,
  { whole, read }: PartRows,
  { metrics, names }: ToAsk,
): Promise<AskedRows<Versions>> {
  const opened: AskedVersion[] = []
  const kept: TrainingPart[] = []
  const first: TrainingPart[] = []
  let firstCount = 0
  try {
    for (const version of versions) opened.push(await openVersion(deps, version, metrics))
    for await (const part of read()) {
      for (const { ask, said } of opened) said.push(await ask(part))
      if (firstCount < firstRows) first.push(part)
      firstCount += part.rowCount
      kept.push(whole ?? narrow(part, names))
    }
  } finally {
    await Promise.all(opened.map(({ close }) => close()))
  }
  const rows = joinParts(kept)
  const beside = { truth: rows.label, ...groupsOf(metrics, rows) }
  const judged = opened.map(({ said }): JudgedRows => ({ ...beside, ...joinSaid(said) }))
  return {
    rows,
    first: joinParts(first),
    judged: judged as unknown as AskedRows<Versions>['judged'],
  }
}

interface AskedVersion {
  readonly said: Said[]
  readonly ask: (part: TrainingPart) => Promise<Said>
  readonly close: () => Promise<void>
}

async function openVersion(
  { blobs }: Pick<EvidenceDeps, 'blobs'>,
  version: ModelVersion,
  metrics: readonly Metric[],
): Promise<AskedVersion> {
  const byRows = await openRowPredictor(blobs, version)
  const byColumns = asksShares(metrics) ? await openColumnPredictor(blobs, version) : undefined
  return {
    said: [],
    async ask(part) {
      const shares = await byColumns?.shares(part.features)
      const said = await predictInPieces(part, byRows.predict)
      return { said, ...(shares === undefined ? {} : { shares }) }
    },
    async close() {
      await byRows.close()
      await byColumns?.close()
    },
  }
}

/** Rows are objects only while they are asked. */
const rowsAtOnce = 10_000

async function predictInPieces(
  part: TrainingPart,
  predict: RowPredictor['predict'],
): Promise<Float64Array> {
  const said: Float64Array[] = []
  for (let start = 0; start < part.rowCount; start += rowsAtOnce) {
    said.push(await predict(Array.from(rawRows(part, start + rowsAtOnce, start))))
  }
  return joinFloats(said)
}
