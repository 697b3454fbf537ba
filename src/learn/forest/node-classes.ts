import type { Classes } from '../classes.ts'
import type { NodeRows } from './group-rows.ts'

/** What the rows of a node weigh, by class, and memory to count them side by side. */
export interface NodeClasses {
  /** Of each row, by its number, the place of its class. */
  readonly places: Uint16Array
  readonly sums: Float64Array
  /** The sum of the squares of those. */
  squares: number
  readonly left: Float64Array
  readonly missing: Float64Array
  /** The rows of the node in the order of groups. */
  readonly order: Uint32Array
  readonly starts: Uint32Array
}

export function openNodeClasses({ classes, places }: Classes): NodeClasses {
  return {
    places,
    sums: new Float64Array(classes.length),
    squares: 0,
    left: new Float64Array(classes.length),
    missing: new Float64Array(classes.length),
    order: new Uint32Array(places.length),
    starts: new Uint32Array(257),
  }
}

export function weighNode(classes: NodeClasses, { rows, weights }: NodeRows): void {
  const { sums, places } = classes
  sums.fill(0)
  for (let place = 0; place < rows.length; place += 1) {
    const own = places[rows[place] ?? 0] ?? 0
    sums[own] = (sums[own] ?? 0) + (weights[place] ?? 0)
  }
  classes.squares = 0
  for (const sum of sums) classes.squares += sum * sum
}
