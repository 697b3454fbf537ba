import { f64x2, i32 } from '../../wasm/code.ts'
import { setExponential } from '../../wasm/exponential.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count } from '../../wasm/steps.ts'
import { flattest } from '../objective.ts'

/**
 * Writes gradients and curvatures of so many bytes of rows beside each other, two rows at a time: the chance p
 * that the score stands for less the target, and p (1 − p).
 */
export function addLogisticSlopes(
  text: ModuleText,
): Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32']> {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  return text.add('logisticSlopes', kinds, (scope, scores, targets, gradients, bends, bytes) => {
    const at = scope.variable('i32')
    const score = scope.variable('v128')
    const power = scope.variable('v128')
    const most = scope.variable('v128')
    const least = scope.variable('v128')
    const zero = f64x2.of(0)
    const one = f64x2.of(1)
    // Of −|score|, so that the lesser chance keeps its digits.
    const down = f64x2.sub(zero, f64x2.abs(score))
    const chance = f64x2.pick(most, least, f64x2.from(score, zero))
    return count(at, 0, bytes, 16, [
      score.set(f64x2.load(i32.add(scores, at))),
      setExponential(power, down, scope.variable('v128'), scope.variable('v128')),
      most.set(f64x2.div(one, f64x2.add(one, power))),
      least.set(f64x2.mul(power, most)),
      f64x2.store(i32.add(gradients, at), f64x2.sub(chance, f64x2.load(i32.add(targets, at)))),
      f64x2.store(i32.add(bends, at), f64x2.max(f64x2.mul(most, least), f64x2.of(flattest))),
    ])
  })
}
