import { randomUUID } from 'node:crypto'
import {
  ident,
  joinSql,
  sql,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../../table/index.ts'
import { generatorErrors } from '../errors.ts'
import { generate } from '../generate.ts'
import { compareLikeness, type Likeness } from './compare-likeness.ts'
import { countedKey } from './key-maker.ts'
import { learnGenerator, type LearnOptions } from './learn-generator.ts'
import type { LearnedGenerator } from './learned-generator.ts'
import { nearestRecords, type Nearness } from './nearest-records.ts'
import { columnsOf, toGenerator } from './to-generator.ts'

export interface SynthesizeOptions extends LearnOptions {
  readonly rows: number
  readonly seed: number | string
  /** Rows that are learned from at most, beside a quarter as many that are held out; 20,000 if not told. */
  readonly sampleRows?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (made: number) => void
}

export interface Synthesis {
  readonly learned: LearnedGenerator
  readonly likeness: Likeness
  readonly privacy: Privacy
}

/** What was done so that no row of the table is given away. */
export interface Privacy {
  /** What fewer rows share is given away of none of them. */
  readonly smallest: number
  /** What became of texts that are rarer. */
  readonly rare: LearnedGenerator['rare']
  /** Rows that were made, were rows of the table (keys apart) of which fewer have the like, and were thrown away. */
  readonly copiesThrownAway: number
  /** Undefined for too few rows to compare. */
  readonly nearness: Nearness | undefined
}

const smallestBatch = 1000
const largestBatch = 50_000
const comparedRows = 5000
const nearRows = 2000
/** When so many times more rows were thrown away than are wanted, the rest will not come. */
const patience = 20

/**
 * Learns from a sample of a table, makes rows, and hands them to `use` as a table of the engine. None of them is
 * a row of the table that fewer than `smallest` rows are alike to. The same table, seed and settings make
 * the same rows. Throws `data.nothingToLearn`, `data.noSuchColumn` and `data.tooManyCopies`.
 */
export async function synthesizeTable<Result>(
  engine: TableEngine,
  source: { readonly relation: Sql; readonly columns: Columns },
  options: SynthesizeOptions,
  use: (table: string, synthesis: Synthesis) => Promise<Result>,
): Promise<Result> {
  const { sampleRows = 20_000 } = options
  const sample = await drawSample(engine, source, Math.ceil(sampleRows * 1.25))
  const heldOutCount = Math.floor(sample.length / 5)
  const [heldOut, known] = [sample.slice(0, heldOutCount), sample.slice(heldOutCount)]
  const learned = learnGenerator(known, source.columns, options)
  const table = `synthesized ${randomUUID()}`
  try {
    const made = await makeRows(engine, source, learned, options, table)
    const rows = made.first
    const near = {
      learned: known.slice(0, nearRows),
      heldOut: heldOut.slice(0, nearRows / 4),
      made: rows.slice(0, nearRows / 4),
    }
    const synthesis = {
      learned,
      likeness: compareLikeness(learned, sample.slice(0, comparedRows), rows),
      privacy: {
        smallest: learned.smallest,
        rare: learned.rare,
        copiesThrownAway: made.copyCount,
        nearness: nearestRecords(learned, near),
      },
    }
    return await use(table, synthesis)
  } finally {
    await engine.run(sql`drop table if exists ${ident(table)}`)
  }
}

/** By the hash of what is in a row: the same rows whatever order they stand in and however many threads read. */
async function drawSample(
  engine: TableEngine,
  { relation, columns }: { readonly relation: Sql; readonly columns: Columns },
  count: number,
): Promise<readonly EngineRow[]> {
  const names = joinSql(Object.keys(columns).map(ident), ', ')
  const sample = await engine.rows(
    sql`select ${names} from ${relation} order by hash(${names}) limit ${count}`,
  )
  return sample
}

async function makeRows(
  engine: TableEngine,
  source: { readonly relation: Sql; readonly columns: Columns },
  learned: LearnedGenerator,
  { rows: wanted, seed, signal, onProgress }: SynthesizeOptions,
  table: string,
): Promise<{ readonly first: readonly EngineRow[]; readonly copyCount: number }> {
  const stream = generate(toGenerator(learned), { seed, rows: wanted * patience + smallestBatch })[
    Symbol.iterator
  ]()
  const columns = columnsOf(learned)
  const first: EngineRow[] = []
  let madeCount = 0
  let copyCount = 0
  await startTable(engine, columns, table)
  while (madeCount < wanted) {
    signal?.throwIfAborted()
    const left = wanted - madeCount
    const batch = takeNext(stream, Math.min(largestBatch, Math.max(smallestBatch, left)))
    if (batch.length === 0)
      throw generatorErrors.tooManyCopies({ rowCount: wanted, made: madeCount })
    const kept = await withoutCopies(engine, source, learned, batch)
    copyCount += batch.length - kept.length
    const numbered = renumberKeys(learned, kept.slice(0, left), madeCount)
    await engine.withRows(columns, numbered, (own) =>
      engine.run(sql`insert into ${ident(table)} from ${ident(own)}`),
    )
    // What was made beyond what is wanted is compared too: of few rows one can't tell what they are like.
    first.push(...kept.slice(0, comparedRows - first.length))
    madeCount += numbered.length
    onProgress?.(madeCount)
  }
  return { first, copyCount }
}

async function startTable(engine: TableEngine, columns: Columns, table: string): Promise<void> {
  await engine.withRows(columns, [], (empty) =>
    engine.run(sql`create table ${ident(table)} as from ${ident(empty)}`),
  )
}

/** Leaves out what is, keys apart, a row of the table that too few are alike to. */
async function withoutCopies(
  engine: TableEngine,
  { relation }: { readonly relation: Sql },
  learned: LearnedGenerator,
  batch: readonly EngineRow[],
): Promise<readonly EngineRow[]> {
  const names = learned.columns.filter(({ kind }) => kind !== 'key').map(({ name }) => ident(name))
  if (names.length === 0) return batch
  const alike = joinSql(
    names.map((name) => sql`made.${name} is not distinct from held.${name}`),
    ' and ',
  )
  const copies = await engine.withRows(columnsOf(learned), batch, (made) =>
    engine.rows(sql`
      select made.rowid as at from ${ident(made)} as made join ${relation} as held on ${alike}
      group by made.rowid having count(*) < ${learned.smallest}`),
  )
  const thrownAway = new Set(copies.map(({ at }) => Number(at)))
  return batch.filter((_, at) => !thrownAway.has(at))
}

/** Counted keys have no gaps, however many rows were thrown away. */
function renumberKeys(
  { columns }: LearnedGenerator,
  rows: readonly EngineRow[],
  from: number,
): readonly EngineRow[] {
  const keys = columns.flatMap((column) =>
    column.kind === 'key' && column.form !== 'uuid' ? [column] : [],
  )
  if (keys.length === 0) return rows
  return rows.map((row, at) => ({
    ...row,
    ...Object.fromEntries(keys.map((key) => [key.name, countedKey(key, from + at + 1)])),
  }))
}

function takeNext<Value>(stream: Iterator<Value>, count: number): readonly Value[] {
  const taken: Value[] = []
  while (taken.length < count) {
    const next = stream.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}
