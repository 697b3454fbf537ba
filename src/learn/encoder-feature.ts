import type { FittedNumberEncoder, FittedOrdinal } from './encoder.ts'

/** One number that a learner reads, made from one raw value. Missing in, missing (NaN) out. */
export interface EncoderFeature<Value> {
  /** Behind the name of the column: `direction` has the features `direction.sin` and `direction.cos`. */
  readonly suffix: string
  readonly of: (value: Value) => number
}

export const turnRadians = 2 * Math.PI
export const quarterRadians = Math.PI / 2

/**
 * Added to a number of 64 bits near zero and taken away again, this leaves the nearest multiple of
 * 2⁻²³, which also has a place in 32 bits. Sines differ in their last bits from one library to the
 * other; without rounding, a tree would split the sine of 0° from that of 180° by that noise.
 */
export const coarseGrid = 1.5 * 2 ** 29

/**
 * Raw numbers are first rounded to 32 bits, as the inputs of the ONNX graph are; then each step is
 * done in 64 bits and the feature rounded to 32, in the same order as in the graph, so that both see
 * the same numbers and take the same way down each tree.
 */
export function numberFeatures(encoder: FittedNumberEncoder): readonly EncoderFeature<number>[] {
  switch (encoder.kind) {
    case 'number':
      return [{ suffix: '', of: Math.fround }]
    case 'scaled': {
      const { mean, deviation } = encoder
      const of = (value: number) => Math.fround((Math.fround(value) - mean) / deviation)
      return [{ suffix: '', of }]
    }
    case 'cyclic':
      return [
        { suffix: '.sin', of: wave(encoder.period, 0) },
        // The cosine as a sine that is ahead: ONNX Runtime has no cosine of 64 bits.
        { suffix: '.cos', of: wave(encoder.period, quarterRadians) },
      ]
  }
}

export function categoryFeatures(
  encoder: FittedOrdinal,
): readonly EncoderFeature<string | undefined>[] {
  const places = new Map(encoder.categories.map((category, place) => [category, place]))
  const of = (value: string | undefined) =>
    value === undefined ? Number.NaN : (places.get(value) ?? Number.NaN)
  return [{ suffix: '', of }]
}

function wave(period: number, ahead: number): (value: number) => number {
  return (value) => {
    const turns = Math.fround(value) / period
    return Math.sin((turns - Math.floor(turns)) * turnRadians + ahead) + coarseGrid - coarseGrid
  }
}
