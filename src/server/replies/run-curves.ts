import type { z } from 'zod'
import {
  mostCurves,
  type CurvesReply,
  type getRunCurves,
  type RunCurveReply,
} from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { countPoints, curveEnvelope, readPoints, type CurveEnvelope } from '../../tracking/index.ts'
import { serverErrors } from '../errors.ts'
import { keepLast } from '../keep-last.ts'
import { toFinite } from './wire-values.ts'

type Query = z.output<(typeof getRunCurves)['query']>

interface Wanted {
  readonly runId: string
  readonly key: string
}

/** Long curves that were asked for lately: a million points take a while to read. */
const lately = keepLast<CurveEnvelope>(100)

/** Throws `inputNotAsAgreed` for names that are no list, or where too many curves are wanted. */
export async function readRunCurves(project: OpenedProject, query: Query): Promise<CurvesReply> {
  const runIds = [...new Set(query.runs.split(',').filter((id) => id !== ''))]
  const wanted = await listWanted(project, runIds, parseNames(query.metrics))
  if (wanted.length > mostCurves) {
    throw serverErrors.inputNotAsAgreed({
      where: 'query',
      field: 'metrics',
      found: `${wanted.length} curves in all`,
      wanted: `at most ${mostCurves}`,
    })
  }
  const curves: RunCurveReply[] = []
  for (const one of wanted) curves.push(toReply(one, await readEnvelope(project, one, query)))
  return { curves }
}

function parseNames(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  try {
    const names = JSON.parse(text) as unknown
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  } catch {
    // Told below.
  }
  const found = JSON.stringify(text)
  const wanted = 'a JSON list of names'
  throw serverErrors.inputNotAsAgreed({ where: 'query', field: 'metrics', found, wanted })
}

/** By metric within each run, in the order in which the runs are asked for. */
async function listWanted(
  { database }: OpenedProject,
  runIds: readonly string[],
  names: readonly string[] | undefined,
): Promise<readonly Wanted[]> {
  if (runIds.length === 0 || names?.length === 0) return []
  let query = database.queries
    .selectFrom('latest_metrics')
    .select(['run_id', 'key'])
    .where('run_id', 'in', runIds)
  if (names !== undefined) query = query.where('key', 'in', names)
  const rows = await query.orderBy('key').execute()
  const byRun = Map.groupBy(rows, (row) => row.run_id)
  return runIds.flatMap((runId) => (byRun.get(runId) ?? []).map(({ key }) => ({ runId, key })))
}

async function readEnvelope(
  { root, database: { queries } }: OpenedProject,
  wanted: Wanted,
  { axis, places, from, until }: Query,
): Promise<CurveEnvelope> {
  const range = {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
  const read = async () => {
    const { steps, timesMs, values } = await readPoints(queries, wanted)
    return curveEnvelope({ xs: axis === 'step' ? steps : timesMs, values }, places, range)
  }
  const count = await countPoints(queries, wanted)
  if (count <= places) return read()
  return lately(JSON.stringify([root, wanted, axis, count, places, range]), read)
}

function toReply({ runId, key: metric }: Wanted, curve: CurveEnvelope): RunCurveReply {
  const { pointCount, isSampled, xs, last } = curve
  const finite = (values: readonly number[]) => values.map(toFinite)
  return {
    runId,
    metric,
    pointCount,
    isSampled,
    xs: [...xs],
    means: finite(curve.means),
    lows: isSampled ? finite(curve.lows) : [],
    highs: isSampled ? finite(curve.highs) : [],
    last: last === undefined ? null : { x: last.x, value: toFinite(last.value) },
  }
}
