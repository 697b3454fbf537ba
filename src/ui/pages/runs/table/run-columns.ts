import type { RunTableReply } from '../../../../api/index.ts'
import { decimalsOf, type TableValue } from '../../../kit/table-column.ts'

/** A column of the table of runs: what it is called in an address, and its value for each run. */
export interface RunColumn {
  /** `started`, `m.loss`, `p.depth`, `t.team` */
  readonly id: string
  readonly title: string
  readonly kind: 'name' | 'state' | 'moment' | 'duration' | 'metric' | 'param' | 'text'
  /** Whether its values are compared as numbers. */
  readonly isNumber: boolean
  /** By the place of the run. */
  readonly values: readonly TableValue[]
  /** How many runs have it. */
  readonly count: number
  /** Those of its numbers, the same for all. */
  readonly decimals: number
}

/** The classes that a column's cells share. */
export function classOf({ kind, isNumber }: Pick<RunColumn, 'kind' | 'isNumber'>): string {
  return `${isNumber ? 'numeric' : ''} of-${kind}`
}

/** Every column that these runs could have, by its id. */
export function columnsOf(reply: RunTableReply): ReadonlyMap<string, RunColumn> {
  const { runs } = reply
  const size = runs.ids.length
  const own: RunColumn[] = [
    column('name', 'Run', 'name', runs.names),
    column('state', 'State', 'state', runs.statuses),
    column('started', 'Started', 'moment', runs.startedMs),
    column(
      'took',
      'Took',
      'duration',
      runs.startedMs.map((at, place) => span(at, runs.endedMs[place])),
    ),
    column('kind', 'Kind', 'text', runs.kinds),
    column('experiment', 'Experiment', 'text', runs.experiments.map(orNull)),
    column('user', 'Who', 'text', runs.users.map(orNull)),
    column('parent', 'Part of', 'text', runs.parents),
  ]
  const metrics = reply.metrics.map((told) =>
    spread({ id: `m.${told.name}`, title: told.name, kind: 'metric', isNumber: true }, size, told),
  )
  const params = reply.params.map((told) => {
    const isNumber = told.values.length > 0 && told.values.every(isNumeric)
    return spread({ id: `p.${told.name}`, title: told.name, kind: 'param', isNumber }, size, told)
  })
  const tags = reply.tags.map((told) => {
    const title = told.name === noteTag ? 'Note' : told.name
    return spread({ id: `t.${told.name}`, title, kind: 'text', isNumber: false }, size, told)
  })
  return new Map([...own, ...metrics, ...params, ...tags].map((one) => [one.id, one]))
}

const noteTag = 'mlflow.note.content'

function column(
  id: string,
  title: string,
  kind: RunColumn['kind'],
  values: readonly TableValue[],
): RunColumn {
  const count = values.reduce<number>((sum, value) => sum + (value === null ? 0 : 1), 0)
  const isNumber = kind === 'moment' || kind === 'duration'
  return { id, title, kind, isNumber, values, count, decimals: 0 }
}

type Told = RunTableReply['metrics'][number] | RunTableReply['params'][number]

/** Its values are laid out when somebody first looks at them: of hundreds of columns, few are seen. */
function spread(
  about: Pick<RunColumn, 'id' | 'title' | 'kind' | 'isNumber'>,
  size: number,
  { places, values: found }: Pick<Told, 'places' | 'values'>,
): RunColumn {
  const valueAt = (at: number): TableValue => {
    const value = found[at] ?? null
    return about.isNumber && value !== null ? Number(value) : value
  }
  let values: readonly TableValue[] | undefined
  let decimals: number | undefined
  return {
    ...about,
    count: found.length,
    get values() {
      values ??= layOut(size, places, valueAt)
      return values
    },
    get decimals() {
      decimals ??= about.isNumber ? decimalsOf(numbersOf(found)) : 0
      return decimals
    },
  }
}

function layOut(
  size: number,
  places: readonly number[] | null,
  valueAt: (at: number) => TableValue,
): readonly TableValue[] {
  if (places === null) return Array.from({ length: size }, (_, place) => valueAt(place))
  const values: TableValue[] = Array.from({ length: size }, () => null)
  for (const [at, place] of places.entries()) values[place] = valueAt(at)
  return values
}

/** Some of them tell how many decimals there are. */
function numbersOf(found: readonly TableValue[]): number[] {
  return found.slice(0, 500).flatMap((value) => (value === null ? [] : [Number(value)]))
}

function span(from: number | null, until: number | null | undefined): number | null {
  return from === null || until === null || until === undefined ? null : Math.max(0, until - from)
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

/** What one sees before having chosen: what most runs have, and what tells them apart. */
export function usualColumns(columns: ReadonlyMap<string, RunColumn>): readonly string[] {
  const all = [...columns.values()]
  const size = columns.get('name')?.values.length ?? 0
  const byCount = (a: RunColumn, b: RunColumn) => b.count - a.count
  const metrics = all
    .filter(({ kind, title }) => kind === 'metric' && !title.startsWith('system/'))
    .toSorted(byCount)
    .slice(0, 3)
  const params = all
    .filter((one) => one.kind === 'param' && one.count > size / 50 && isVaried(one))
    .toSorted(byCount)
    .slice(0, 4)
  const told = ['experiment', 'kind'].filter((id) => isVaried(columns.get(id)))
  return ['state', 'started', 'took', ...told, ...[...metrics, ...params].map(({ id }) => id)]
}

function isVaried(column: RunColumn | undefined): boolean {
  if (column === undefined) return false
  const [first] = column.values
  return column.values.some((value) => value !== first)
}
