import { f64x2, i32, type Step, type Value } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count, type Variable } from '../../wasm/steps.ts'
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

/** Powers of e of numbers up to 0, to the last digit or two; of those below −700 nothing is left but their size. */
function setExponential(
  power: Variable<'v128'>,
  exponent: Value<'v128'>,
  rest: Variable<'v128'>,
  twos: Variable<'v128'>,
): Step {
  // e^x = 2^n · e^r, where n is whole and r at most half of ln 2, which is taken away in two parts.
  const [high, low] = [6.9314718036912381649e-1, 1.90821492927058770002e-10]
  const degree = 13
  const series: Step[] = []
  for (let term = degree - 1; term >= 0; term -= 1) {
    const factor = f64x2.of(1 / factorial(term))
    series.push(power.set(f64x2.add(f64x2.mul(power, rest), factor)))
  }
  const less = (factor: number) => f64x2.sub(rest, f64x2.mul(twos, f64x2.of(factor)))
  // Behind this sum's point stands 1023 + n, which is how a double says 2^n.
  const bits = f64x2.add(twos, f64x2.of(1.5 * 2 ** 52 + 1023))
  return [
    rest.set(f64x2.max(exponent, f64x2.of(-700))),
    twos.set(f64x2.nearest(f64x2.mul(rest, f64x2.of(Math.LOG2E)))),
    rest.set(less(high)),
    rest.set(less(low)),
    power.set(f64x2.of(1 / factorial(degree))),
    series,
    power.set(f64x2.mul(power, f64x2.shiftLeft(bits, 52))),
  ]
}

function factorial(term: number): number {
  return term < 2 ? 1 : term * factorial(term - 1)
}
