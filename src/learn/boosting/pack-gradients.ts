import type { Piece } from '../wasm/heap.ts'
import { runTasks, sumTold, tasksOfRows, type Workshop } from './workshop.ts'

/**
 * How numbers of rows are packed, so that sums are exact whatever the order: a gradient is a whole number of
 * `unit`, plus `one` for the row itself, which both together have no more than 53 bits; a weight beside it
 * is a whole number of `weightUnit`.
 */
export interface Packing {
  readonly one: number
  readonly unit: number
  readonly weightUnit: number
  /** Whether rows weigh, or the loss bends: then a slot of a histogram is a pair. */
  readonly isPair: boolean
}

/** Sums over all rows of a tree. */
export interface Packed extends Packing {
  readonly count: number
  readonly gradient: number
  readonly weight: number
  /** Σ gradient² / weight. */
  readonly squares: number
}

/** Packs the first `count` rows of the workshop. Units are small: a part of the mean gradient that 2³⁰ rows make 2⁻²⁰. */
export function packGradients(
  workshop: Workshop,
  count: number,
  gradients: Piece<Float64Array>,
  weights: Piece<Float64Array> | undefined,
): Packed {
  const { packed, isPair } = workshop
  const columns = [gradients.address, weights?.address ?? 0]
  const slopes = tasksOfRows(workshop, count, columns)
  runTasks(workshop, 'sumSlopes', slopes)
  const [whole, squares, weightSum] = [0, 1, 2].map((place) =>
    sumTold(workshop, slopes.length, place),
  ) as [number, number, number]
  const sumBits = 52 - Math.ceil(Math.log2(count + 1))
  const one = 2 ** sumBits
  // Powers of two, so that few and round gradients stay as they are. Half of the bits are for the sign.
  const unit = whole > 0 ? 2 ** (Math.ceil(Math.log2(whole)) - sumBits + 2) : 1
  const weightUnit = isPair ? 2 ** (Math.ceil(Math.log2(weightSum)) - 50) : 1
  const units = workshop.rules
  units.values.set([one, 1 / unit, 1 / weightUnit])
  const packs = tasksOfRows(workshop, count, [...columns, packed.address, units.address])
  runTasks(workshop, isPair ? 'packPairs' : 'packNumbers', packs)
  return {
    one,
    unit,
    weightUnit,
    isPair,
    count,
    squares,
    gradient: sumTold(workshop, packs.length, 0) * unit,
    weight: isPair ? sumTold(workshop, packs.length, 1) * weightUnit : count,
  }
}
