import { bytesOf, i32, unsigned, type Kind, type Operand, type Step, type Value } from './code.ts'

/** A value that steps may change. */
export interface Variable<K extends Kind> extends Value<K> {
  set(value: Operand<K>): Step
}

export function toVariable<K extends Kind>(kind: K, place: number): Variable<K> {
  return {
    kind,
    bytes: [0x20, unsigned(place)],
    set: (value) => [bytesOf(kind, value), 0x21, unsigned(place)],
  }
}

export function when(holds: Value<'i32'>, then: Step, otherwise?: Step): Step {
  const both = otherwise === undefined ? then : [then, 0x05, otherwise]
  return [holds.bytes, 0x04, 0x40, both, 0x0b]
}

/** Counts `place` from `from` up to what is below `to`, each time by `by`. */
export function count(
  place: Variable<'i32'>,
  from: Operand<'i32'>,
  to: Operand<'i32'>,
  by: number,
  body: Step,
): Step {
  const next = place.set(i32.add(place, by))
  return [place.set(from), loopWhile(i32.below(place, to), [body, next])]
}

/** Looks before each round whether it goes on. */
export function loopWhile(holds: Value<'i32'>, body: Step): Step {
  const leave = [holds.bytes, 0x45, 0x0d, 1]
  return [0x02, 0x40, 0x03, 0x40, leave, body, 0x0c, 0, 0x0b, 0x0b]
}

/** Goes round until a step of the body itself returns. */
export function loopForever(body: Step): Step {
  return [0x03, 0x40, body, 0x0c, 0, 0x0b]
}

export const leaveFunction: Step = [0x0f]
