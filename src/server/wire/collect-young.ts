import { collectGarbage } from '../../base/index.ts'

/** After so much: less than what V8 begins to look through the whole heap for. */
const bytesBetween = 16e6

let cameBytes = 0

/**
 * Tells how much came in. Each part of a body is memory outside of V8's heap, which is freed when young objects are
 * collected. Where hardly any are made beside it, V8 doesn't come to that, but looks through the whole heap again and
 * again, ten milliseconds each time and more. So the young are collected now and then, which takes less than one.
 */
export function cameIn(byteCount: number): void {
  cameBytes += byteCount
  if (cameBytes < bytesBetween) return
  cameBytes = 0
  collectGarbage('minor')
}
