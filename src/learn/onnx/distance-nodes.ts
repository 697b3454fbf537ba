import type { GraphBody } from './answer-nodes.ts'
import { matrix, node } from './graph-piece.ts'

/**
 * The square of the distance of each row from each point, [rows, points], of 64 bits: summed column by column,
 * so that what is as near is as near to the bit in whoever sums in that order too. `points` stand one after
 * the other, `width` numbers each, at least one.
 */
export function distanceNodes(
  points: Float64Array,
  width: number,
  rows: string,
  output: string,
): GraphBody {
  const pieces = Array.from({ length: width }, (_, place) => {
    const of = (what: string) => `${output}:${what}${place}`
    const sum = place === width - 1 ? output : of('sum')
    const square = place === 0 ? sum : of('square')
    const column = points.filter((_, at) => at % width === place)
    return {
      nodes: [
        node('Gather', [rows, of('place')], of('value'), { attributes: { axis: { whole: 1 } } }),
        node('Sub', [of('value'), of('column')], of('apart')),
        node('Mul', [of('apart'), of('apart')], square),
        ...(place === 0 ? [] : [node('Add', [`${output}:sum${place - 1}`, square], sum)]),
      ],
      constants: [
        { name: of('place'), shape: [1], values: BigInt64Array.of(BigInt(place)) },
        matrix(of('column'), 1, [...column]),
      ],
    }
  })
  return {
    nodes: pieces.flatMap(({ nodes }) => nodes),
    constants: pieces.flatMap(({ constants }) => constants),
  }
}
