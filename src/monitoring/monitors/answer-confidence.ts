import { isSwellError } from '../../base/index.ts'
import { predictShares } from '../../serving/index.ts'
import type { Frame } from './cut-windows.ts'
import type { MeasureDeps } from './measure-deps.ts'
import { inputsOf, numbersOf, type WatchedModel } from './prediction-rows.ts'
import { rowsOfColumns } from './slice-rows.ts'

/** The column that tells how sure an answer was. */
const sureColumn = 'sure'

/**
 * Adds to predictions how sure each was, from 0 to 1: as the service has said, or how likely the surest of two or
 * several classes is. Amounts stay as they are.
 */
export async function withConfidence(
  deps: MeasureDeps,
  watch: WatchedModel,
  frame: Frame,
): Promise<Frame> {
  const sure = await confidenceOf(deps, watch, frame)
  return sure === undefined
    ? frame
    : { ...frame, columns: new Map([...frame.columns, [sureColumn, sure]]) }
}

/** Undefined where nothing tells. */
export function sureOf({ columns }: Frame): Float64Array | undefined {
  const sure = columns.get(sureColumn)
  return sure === undefined ? undefined : numbersOf(sure)
}

async function confidenceOf(
  deps: MeasureDeps,
  watch: WatchedModel,
  frame: Frame,
): Promise<Float64Array | undefined> {
  // How wide its bounds are tells how sure a forecast is.
  if (watch.model.kind === 'forecast') return undefined
  const { columns } = frame
  const told = numbersOf(columns.get('confidence') ?? [])
  if (told.some(Number.isFinite)) return told
  const said = numbersOf(columns.get('predicted') ?? [])
  if (said.length === 0) return undefined
  if (said.every(Number.isInteger)) return surestShares(deps, watch, frame)
  const isChance = said.every((value) => value >= 0 && value <= 1)
  return isChance ? said.map((chance) => Math.max(chance, 1 - chance)) : undefined
}

async function surestShares(
  deps: MeasureDeps,
  watch: WatchedModel,
  frame: Frame,
): Promise<Float64Array | undefined> {
  const number = numbersOf(frame.columns.get('version') ?? []).at(-1)
  const version = number === undefined ? undefined : await deps.models.find(watch.name, number)
  if (version === undefined) return undefined
  try {
    const rows = rowsOfColumns(inputsOf(watch, frame))
    const { classes, shares } = await predictShares(deps, version, rows)
    return Float64Array.from(rows, (_, row) =>
      Math.max(...shares.subarray(row * classes.length, (row + 1) * classes.length)),
    )
  } catch (error) {
    // Whole numbers that are no classes.
    if (isSwellError(error, 'serving.noClasses')) return undefined
    throw error
  }
}
