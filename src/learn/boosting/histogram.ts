import { reserveDoubles, type Piece } from '../wasm/heap.ts'
import { featuresOfWord } from './bin-matrix.ts'
import { slotsOfFeature } from './kernels/count-bins.ts'
import type { Packing } from './pack-gradients.ts'
import type { Workshop } from './workshop.ts'

/** For each bin of each feature the sum of what its rows count: see `Packing`. */
export type Histogram = Piece<Float64Array>

/** Of any content. Throws `learn.tooLarge`. */
export function takeHistogram(
  { histograms, heap, isPair }: Workshop,
  blockCount: number,
): Histogram {
  const size = blockCount * featuresOfWord * slotsOfFeature * (isPair ? 2 : 1)
  return histograms.pop() ?? reserveDoubles(heap, size)
}

export function giveBack(workshop: Workshop, histogram: Histogram | undefined): void {
  if (histogram !== undefined) workshop.histograms.push(histogram)
}

/** Sums over rows. */
export interface Sums {
  readonly count: number
  readonly gradient: number
  readonly weight: number
}

export function unpack(packing: Packing, sum: number, weighed: number): Sums {
  const { one, unit, weightUnit, isPair } = packing
  const count = Math.floor(sum / one + 0.5)
  return {
    count,
    gradient: (sum - count * one) * unit,
    weight: isPair ? weighed * weightUnit : count,
  }
}

export function addSums(one: Sums, other: Sums): Sums {
  return {
    count: one.count + other.count,
    gradient: one.gradient + other.gradient,
    weight: one.weight + other.weight,
  }
}

export function subtractSums(whole: Sums, part: Sums): Sums {
  return {
    count: whole.count - part.count,
    gradient: whole.gradient - part.gradient,
    weight: whole.weight - part.weight,
  }
}

/** What the rows of some bins of a feature count, which may be taken out of order. */
export function sumBins(
  { values }: Histogram,
  packing: Packing,
  feature: number,
  bins: Iterable<number>,
): Sums {
  const step = packing.isPair ? 2 : 1
  let sum = 0
  let weighed = 0
  for (const bin of bins) {
    const slot = (feature * slotsOfFeature + bin) * step
    sum += values[slot] ?? 0
    if (packing.isPair) weighed += values[slot + 1] ?? 0
  }
  return unpack(packing, sum, weighed)
}
