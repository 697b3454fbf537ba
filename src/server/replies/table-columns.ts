import {
  tableRunKinds,
  type RunStatus,
  type RunTableReply,
  type TableRunKind,
} from '../../api/index.ts'
import type { KeyValue, LoggedRun, LoggedRunStatus } from '../../tracking/index.ts'
import { toFinite } from './wire-values.ts'

/** A table shows the beginning of a long text. */
const longestText = 250

const statuses: Readonly<Record<LoggedRunStatus, RunStatus>> = {
  RUNNING: 'open',
  SCHEDULED: 'open',
  FINISHED: 'succeeded',
  FAILED: 'failed',
  KILLED: 'interrupted',
}

const parentTag = 'mlflow.parentRunId'
const kindTag = 'swell.kind'
const noteTag = 'mlflow.note.content'

/** What is written for programs is not for a table; a note is. */
function isShown(tag: string): boolean {
  return tag === noteTag || !/^(mlflow|swell\.lockfile)\.|^swell\.kind$/.test(tag)
}

/** Runs turned into columns; of each column only what is there. */
export function tableColumns(
  runs: readonly LoggedRun[],
  experiments: ReadonlyMap<string, string>,
): Omit<RunTableReply, 'isCut'> {
  return {
    runs: {
      ids: runs.map(({ id }) => id),
      names: runs.map(({ name }) => name),
      kinds: runs.map(kindOf),
      statuses: runs.map(({ status }) => statuses[status]),
      experiments: runs.map(({ experimentId }) => experiments.get(experimentId) ?? ''),
      users: runs.map(({ userName }) => userName),
      parents: runs.map(({ tags }) => valueOf(tags, parentTag) ?? null),
      startedMs: runs.map(({ startMs }) => startMs ?? null),
      endedMs: runs.map(({ endMs }) => endMs ?? null),
    },
    metrics: columnsOf(
      runs.map(({ metrics }) => metrics),
      toFinite,
    ),
    params: columnsOf(
      runs.map(({ params }) => params),
      cut,
    ),
    tags: columnsOf(
      runs.map(({ tags }) => tags),
      cut,
    ).filter(({ name }) => isShown(name)),
  }
}

function kindOf({ tags }: LoggedRun): TableRunKind {
  const told = valueOf(tags, kindTag)
  return tableRunKinds.find((kind) => kind === told) ?? 'logged'
}

function valueOf(tags: readonly KeyValue[], wanted: string): string | undefined {
  return tags.find(({ key }) => key === wanted)?.value
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}

interface ColumnOf<Wire> {
  readonly name: string
  readonly places: number[]
  readonly values: Wire[]
}

interface WireColumn<Wire> extends Omit<ColumnOf<Wire>, 'places'> {
  readonly places: number[] | null
}

function columnsOf<Value, Wire>(
  runs: readonly (readonly { readonly key: string; readonly value: Value }[])[],
  toWire: (value: Value) => Wire,
): WireColumn<Wire>[] {
  const columns = new Map<string, ColumnOf<Wire>>()
  for (const [place, pairs] of runs.entries()) {
    for (const { key, value } of pairs) {
      const column = columns.get(key) ?? { name: key, places: [], values: [] }
      columns.set(key, column)
      column.places.push(place)
      column.values.push(toWire(value))
    }
  }
  return [...columns.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ places, ...rest }) => ({
      ...rest,
      places: places.length === runs.length ? null : places,
    }))
}
