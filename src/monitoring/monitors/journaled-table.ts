import {
  followJournals,
  predictionsGroup,
  type JournalFollower,
  type Prediction,
  type ServedModel,
} from '../../serving/index.ts'
import { float, ident, sql, text, type Columns, type TableEngine } from '../../table/index.ts'
import type { MeasureDeps } from './measure-deps.ts'

type JournalDeps = Pick<MeasureDeps, 'engine' | 'state' | 'log'>

/** Predictions of a model that are still in journals: a table that grows from look to look. */
interface JournaledTable {
  readonly name: string
  readonly follower: JournalFollower
  /** Journals that were moved into the group, and whose rows are in the table still. */
  readonly moved: Set<string>
  userCount: number
  /** One reads on at a time. */
  turn: Promise<unknown>
}

const journalColumn = '_journal'
/** For how many predictions a row stands: more than one where not all could be read. */
export const weightColumn = '_weight'

const tables = new WeakMap<TableEngine, Map<string, JournaledTable>>()
let tableCount = 0

/**
 * Hands over a table of the predictions that are still in journals, of which some may be in the group already, and how
 * many there are. Of each journal only what is new since the last time is read.
 */
export async function withJournaled<Result>(
  deps: JournalDeps,
  model: ServedModel,
  use: (table: string, rowCount: number) => Promise<Result>,
): Promise<Result> {
  const table = tableOf(deps, model)
  table.userCount += 1
  try {
    const read = table.turn.then(() => readOn(deps, model, table))
    // What was read and is not in the table would be missed: another table begins anew.
    table.turn = read.catch(() => tables.get(deps.engine)?.delete(keyOf(deps, model)))
    return await use(table.name, await read)
  } finally {
    table.userCount -= 1
  }
}

function tableOf(deps: JournalDeps, model: ServedModel): JournaledTable {
  const known = tables.get(deps.engine) ?? new Map<string, JournaledTable>()
  tables.set(deps.engine, known)
  const key = keyOf(deps, model)
  const found = known.get(key)
  if (found !== undefined) return found
  tableCount += 1
  const made = {
    name: `journaled_${tableCount}`,
    follower: followJournals(model),
    moved: new Set<string>(),
    userCount: 0,
    turn: Promise.resolve(),
  }
  known.set(key, made)
  return made
}

function keyOf({ state }: JournalDeps, { name }: ServedModel): string {
  return `${state}\n${name}`
}

async function readOn(
  deps: JournalDeps,
  model: ServedModel,
  table: JournaledTable,
): Promise<number> {
  const { engine } = deps
  const name = ident(table.name)
  const columns = {
    ...measuredColumns(model),
    [journalColumn]: text(),
    [weightColumn]: float(),
  }
  await engine.withRows(columns, rowsOf(deps, model, table), async (added) => {
    await engine.run(sql`create table if not exists ${name} as from ${ident(added)} limit 0`)
    await engine.run(sql`insert into ${name} from ${ident(added)}`)
  })
  for (const journal of await table.follower.gone(deps)) table.moved.add(journal)
  // Who reads the table has looked for them in the group before.
  if (table.userCount === 1) {
    for (const journal of table.moved) {
      await engine.run(sql`delete from ${name} where ${ident(journalColumn)} = ${journal}`)
    }
    table.moved.clear()
  }
  const [counted] = await engine.rows(
    sql`select round(coalesce(sum(${ident(weightColumn)}), 0)) as count from ${name}`,
  )
  return Number(counted?.['count'])
}

/** What is measured by, of all that is kept of a prediction; to write the rest of it down here takes as long. */
export function measuredColumns(model: ServedModel): Columns {
  const { columns, key } = predictionsGroup(model)
  const wanted = new Set<string>([...key, ...measured])
  return Object.fromEntries(Object.entries(columns).filter(([name]) => wanted.has(name)))
}

const measured = [
  'at',
  'predictionId',
  'predicted',
  'version',
  'origin',
  'service',
  'knownBy',
  'madeAt',
  'features',
  'overrides',
  'tookMs',
  'confidence',
  'fallback',
  'challengeArm',
] as const

async function* rowsOf(deps: JournalDeps, model: ServedModel, { follower }: JournaledTable) {
  const moments = model.view.label.group.key.filter(
    (name) => model.view.label.group.columns[name]?.type === 'timestamp',
  )
  for await (const { journal, predictions, weight } of follower.added(deps)) {
    yield predictions.map((prediction) => ({
      ...toMeasuredRow(prediction, moments),
      [journalColumn]: journal,
      [weightColumn]: weight,
    }))
  }
}

/** `moments` are the parts of a key that a journal has as texts. */
function toMeasuredRow(prediction: Prediction, moments: readonly string[]) {
  const { key, overrides } = prediction
  const read = moments.map((name) => [name, new Date(String(key[name]))] as const)
  return {
    ...key,
    ...Object.fromEntries(read),
    at: prediction.at,
    predictionId: prediction.id,
    predicted: prediction.value,
    version: prediction.version,
    origin: prediction.origin,
    service: prediction.service,
    knownBy: prediction.knownBy,
    madeAt: prediction.madeAt,
    features: JSON.stringify(prediction.features),
    overrides: overrides === undefined ? undefined : JSON.stringify(overrides),
    tookMs: prediction.tookMs,
    confidence: prediction.confidence,
    fallback: prediction.fallback,
    challengeArm: prediction.challengeArm,
  }
}
