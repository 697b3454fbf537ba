import type { Evidence } from './evidence.ts'
import { showNumber, type Gate } from './gate.ts'

export type BoundSide = 'below' | 'above'

/** What is held to a bound, and how it is told; `missing` says why there is none. */
export interface BoundFound {
  readonly value: number | undefined
  readonly missing: string
  /** Told behind the value. */
  readonly about?: string
}

/** Gates on either side of a bound. */
export function bounded(
  what: string,
  find: (evidence: Evidence, side: BoundSide) => BoundFound,
): Readonly<Record<BoundSide, (bound: number) => Gate>> {
  const gateOn =
    (side: BoundSide) =>
    (bound: number): Gate => {
      const gate = `${what} is ${side} ${showNumber(bound)}`
      const wanted = `${side === 'below' ? '<' : '>'} ${showNumber(bound)}`
      return {
        name: gate,
        judge(evidence) {
          const { value, missing, about = '' } = find(evidence, side)
          if (value === undefined) return { gate, held: false, found: missing, wanted }
          const held = side === 'below' ? value < bound : value > bound
          return { gate, held, found: `${showNumber(value)}${about}`, wanted }
        },
      }
    }
  return { below: gateOn('below'), above: gateOn('above') }
}
