import { f32x4, f64x2, type Step, type Value } from './code.ts'
import type { Variable } from './steps.ts'

/** Powers of e of numbers up to 0, to the last digit or two; of those below −700 nothing is left but their size. */
export function setExponential(
  power: Variable<'v128'>,
  exponent: Value<'v128'>,
  rest: Variable<'v128'>,
  twos: Variable<'v128'>,
): Step {
  return writeExponential(doubles, power, exponent, rest, twos)
}

/** The same of numbers of 32 bits, four at a time; of those below −87. */
export function setQuickExponential(
  power: Variable<'v128'>,
  exponent: Value<'v128'>,
  rest: Variable<'v128'>,
  twos: Variable<'v128'>,
): Step {
  return writeExponential(singles, power, exponent, rest, twos)
}

/** How numbers of some bits are made of a sign, a power of two, and digits. */
interface Format {
  readonly code: Pick<typeof f64x2, 'add' | 'sub' | 'mul' | 'max' | 'nearest' | 'shiftLeft'> & {
    of(value: number): Value<'v128'>
  }
  readonly digits: number
  /** Stands for the power 0. */
  readonly bias: number
  readonly least: number
  /** ln 2 in two parts: of the first so few digits that its multiples are exact. */
  readonly ln2: readonly [number, number]
  /** Of the series. */
  readonly degree: number
}

const doubles: Format = {
  code: f64x2,
  digits: 52,
  bias: 1023,
  least: -700,
  ln2: [6.9314718036912381649e-1, 1.90821492927058770002e-10],
  degree: 13,
}

const singles: Format = {
  code: f32x4,
  digits: 23,
  bias: 127,
  least: -87,
  ln2: [0.693359375, Math.LN2 - 0.693359375],
  degree: 6,
}

/** e^x = 2^n · e^r, where n is whole and r at most half of ln 2, which is taken away in two parts. */
function writeExponential(
  { code, digits, bias, least, ln2: [high, low], degree }: Format,
  power: Variable<'v128'>,
  exponent: Value<'v128'>,
  rest: Variable<'v128'>,
  twos: Variable<'v128'>,
): Step {
  const series: Step[] = []
  for (let term = degree - 1; term >= 0; term -= 1) {
    series.push(power.set(code.add(code.mul(power, rest), code.of(1 / factorial(term)))))
  }
  const less = (factor: number) => code.sub(rest, code.mul(twos, code.of(factor)))
  // Behind this sum's point stands the bias + n, which is how a number says 2^n.
  const bits = code.add(twos, code.of(1.5 * 2 ** digits + bias))
  return [
    rest.set(code.max(exponent, code.of(least))),
    twos.set(code.nearest(code.mul(rest, code.of(Math.LOG2E)))),
    rest.set(less(high)),
    rest.set(less(low)),
    power.set(code.of(1 / factorial(degree))),
    series,
    power.set(code.mul(power, code.shiftLeft(bits, digits))),
  ]
}

function factorial(term: number): number {
  return term < 2 ? 1 : term * factorial(term - 1)
}
