import { f64x2, type Step, type Value } from './code.ts'
import type { Variable } from './steps.ts'

/** Powers of e of numbers up to 0, to the last digit or two; of those below −700 nothing is left but their size. */
export function setExponential(
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
