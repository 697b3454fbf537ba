import { f64, i32, type Step } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count, when } from '../../wasm/steps.ts'

/** Edges of a feature, filled up with infinity: one less than a power of two. */
export const edgesOfFeature = 255

/**
 * Writes of each value between two addresses (32 bits each) the first bin whose upper edge is not below it, to
 * every fourth byte from `bins`. Edges are of 64 bits; a value that is missing has a bin of its own.
 */
export function addFindBins(
  text: ModuleText,
): Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32']> {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add('findBins', kinds, (scope, values, end, edges, missingBin, bins) => {
    const at = scope.variable('i32')
    const to = scope.variable('i32')
    const edge = scope.variable('i32')
    const value = scope.variable('f64')
    // A binary search without branches, which would be guessed wrong half of the time.
    const steps: Step[] = [7, 6, 5, 4, 3, 2, 1, 0].map((power) => {
      const isAbove = f64.above(value, f64.load(edge, 8 * (2 ** power - 1)))
      return edge.set(i32.add(edge, i32.shiftLeft(isAbove, power + 3)))
    })
    const bin = i32.shiftRight(i32.sub(edge, edges), 3)
    return [
      to.set(bins),
      count(at, values, end, 4, [
        value.set(f64.loadSingle(at)),
        edge.set(edges),
        steps,
        when(f64.equal(value, value), i32.storeByte(to, bin), i32.storeByte(to, missingBin)),
        to.set(i32.add(to, 4)),
      ]),
    ]
  })
}
