import { isSwellError } from '../../base/index.ts'
import { asksShares, type ClassShares, type Metric, type RowsBeside } from '../../learn/index.ts'
import { predictShares } from '../../serving/index.ts'
import { pickRows, type Frame } from './cut-windows.ts'
import type { MeasureDeps } from './measure-deps.ts'
import { inputName, inputsOf, numbersOf, type WatchedModel } from './prediction-rows.ts'
import { rowsOfColumns } from './slice-rows.ts'

const prefix = 'share:'

/** What metrics ask beside what was so and what was said: groups of rows, and how likely classes were held to be. */
export function besideOf(metrics: readonly Metric[], { columns, times }: Frame): RowsBeside {
  const wanted = [...new Set(metrics.flatMap(({ by }) => by ?? []))]
  const groups = wanted.flatMap((name) => {
    const values = columns.get(inputName(name)) ?? columns.get(name)
    return values === undefined
      ? []
      : [[name, Array.from<unknown, string>(values, String)] as const]
  })
  const shares = sharesIn(columns, times.length)
  return {
    ...(groups.length === 0 ? {} : { groups: Object.fromEntries(groups) }),
    ...(shares === undefined ? {} : { shares }),
  }
}

function sharesIn(columns: Frame['columns'], rowCount: number): ClassShares | undefined {
  const names = [...columns.keys()].filter((name) => name.startsWith(prefix))
  if (names.length === 0) return undefined
  const shares = new Float64Array(rowCount * names.length)
  for (const [place, name] of names.entries()) {
    for (const [row, share] of numbersOf(columns.get(name) ?? []).entries()) {
      shares[row * names.length + place] = share
    }
  }
  return { classes: names.map((name) => Number(name.slice(prefix.length))), shares }
}

/**
 * The rows with how likely each class was held to be, a column for each, if a metric asks for it: the log keeps what
 * was said alone, so the version that said it is asked again.
 */
export async function withShares(
  deps: MeasureDeps,
  watch: WatchedModel,
  frame: Frame,
): Promise<Frame> {
  if (!asksShares(watch.model.measure)) return frame
  const versions = numbersOf(frame.columns.get('version') ?? [])
  const byVersion = Map.groupBy(versions.keys(), (row) => versions[row] ?? 0)
  const found = new Map<number, Float64Array>()
  for (const [number, rows] of byVersion) {
    const told = await askVersion(deps, watch, number, pickRows(frame, rows))
    for (const [place, value] of (told?.classes ?? []).entries()) {
      const own = found.get(value) ?? new Float64Array(versions.length)
      found.set(value, own)
      const width = told?.classes.length ?? 0
      for (const [at, row] of rows.entries()) own[row] = told?.shares[at * width + place] ?? 0
    }
  }
  const columns = [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([value, shares]) => [`${prefix}${value}`, shares] as const)
  return { ...frame, columns: new Map([...frame.columns, ...columns]) }
}

/** Undefined for a version that is no more, or tells no classes apart. */
async function askVersion(
  deps: MeasureDeps,
  watch: WatchedModel,
  number: number,
  frame: Frame,
): Promise<ClassShares | undefined> {
  const version = await deps.models.find(watch.model.name, number)
  if (version === undefined) return undefined
  try {
    return await predictShares(deps, version, rowsOfColumns(inputsOf(watch, frame)))
  } catch (error) {
    if (isSwellError(error, 'serving.noClasses')) return undefined
    throw error
  }
}
