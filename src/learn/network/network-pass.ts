import type { Random } from '../../base/index.ts'
import { backward, forward, step, type DenseLayer } from './dense-layer.ts'

/** One row's way through the layers and back. What is returned is of use until the next row. */
export interface NetworkPass {
  /** About how many nanoseconds a row takes. */
  readonly work: number
  forward(row: Float64Array, isLearning: boolean): Float64Array
  /** Of the row that went forward last. */
  backward(slopes: Float64Array): void
  step(how: Parameters<typeof step>[1]): void
}

export function networkPass(
  layers: readonly DenseLayer[],
  dropout: number,
  random: Random,
): NetworkPass {
  const last = layers.length - 1
  const sums = layers.map(({ outputs }) => new Float64Array(outputs))
  const backs = layers.map(({ inputs }) => new Float64Array(inputs))
  const none = new Float64Array(0)
  let asked: Float64Array = none
  return {
    work: 3 * layers.reduce((sum, { weights }) => sum + weights.length, 0),
    forward(row, isLearning) {
      asked = row
      for (const [place, layer] of layers.entries()) {
        const to = sums[place] ?? none
        forward(layer, place === 0 ? row : (sums[place - 1] ?? none), to, place < last)
        if (isLearning && dropout > 0 && place < last) leaveOut(to, dropout, random)
      }
      return sums[last] ?? none
    },
    backward(slopes) {
      let own = slopes
      for (let place = last; place >= 0; place -= 1) {
        const layer = layers[place]
        if (layer === undefined) return
        const from = place === 0 ? asked : (sums[place - 1] ?? none)
        const back = place === 0 ? undefined : backs[place]
        backward(layer, from, own, back)
        if (back === undefined) return
        // What was below 0, or left out, has no say.
        const kept = 1 / (1 - dropout)
        for (let at = 0; at < back.length; at += 1) {
          back[at] = (from[at] ?? 0) > 0 ? (back[at] ?? 0) * kept : 0
        }
        own = back
      }
    },
    step(how) {
      for (const layer of layers) step(layer, how)
    },
  }
}

/** What stays counts for what was left out. */
function leaveOut(units: Float64Array, dropout: number, random: Random): void {
  const kept = 1 / (1 - dropout)
  for (let at = 0; at < units.length; at += 1) {
    units[at] = random.next() < dropout ? 0 : (units[at] ?? 0) * kept
  }
}
