import { f64, i32, type Step } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { loopWhile, when } from '../../wasm/steps.ts'
import { slotsOfFeature } from './count-bins.ts'

/** Bytes from the address of the rules of a tree, all of them doubles. */
export const rulePlaces = {
  one: 0,
  unit: 8,
  weightUnit: 16,
  l2: 24,
  minLeafRows: 32,
  minLeafWeight: 40,
} as const
export const ruleBytes = 64

/** Bytes from the address of the sums of a leaf; `least` is the score that a split must be above. */
export const sumPlaces = { count: 0, gradient: 8, weight: 16, least: 24 } as const
export const sumBytes = 64

/**
 * Bytes from the address of the best cut of a feature; a bin of −1 is none. `sum` and `weighed` are what the rows on the
 * left count, `missing` what those of missing values do, wherever they go.
 */
export const cutPlaces = {
  score: 0,
  bin: 8,
  missingLeft: 16,
  sum: 24,
  weighed: 32,
  missing: 40,
} as const
export const cutBytes = 48

export type ScanBins = Callable<readonly ['i32', 'i32', 'i32', 'i32', 'i32']>

/** Finds the best cut of a feature: after each bin, with missing values on either side. */
export function addScanBins(text: ModuleText, isPair: boolean): ScanBins {
  const slotBytes = isPair ? 16 : 8
  const scan = addScan(text, isPair)
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  const name = `scan${isPair ? 'Pairs' : 'Numbers'}`
  return text.add(name, kinds, (_scope, histogram, missingBin, sums, rules, cut) => {
    const missing = i32.add(histogram, i32.mul(missingBin, slotBytes))
    const beforeLast = i32.sub(missingBin, 1)
    return [
      f64.store(cut, f64.load(sums, sumPlaces.least), cutPlaces.score),
      f64.store(cut, -1, cutPlaces.bin),
      f64.store(cut, f64.load(missing), cutPlaces.missing),
      when(
        f64.equal(f64.load(missing), 0),
        scan(histogram, missing, beforeLast, sums, rules, cut, 0),
        // With missing values on the right, even all known values may go left.
        [
          scan(histogram, missing, missingBin, sums, rules, cut, 0),
          scan(histogram, missing, beforeLast, sums, rules, cut, 1),
        ],
      ),
    ]
  })
}

function addScan(text: ModuleText, isPair: boolean) {
  const slotBytes = isPair ? 16 : 8
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  const name = `scanSide${isPair ? 'Pairs' : 'Numbers'}`
  return text.add(name, kinds, (scope, histogram, missing, bins, sums, rules, cut, missingLeft) => {
    const slot = scope.variable('i32')
    const end = scope.variable('i32')
    const keep = (at: typeof rules, offset: number) => {
      const variable = scope.variable('f64')
      return { variable, step: variable.set(f64.load(at, offset)) }
    }
    const one = keep(rules, rulePlaces.one)
    const unit = keep(rules, rulePlaces.unit)
    const weightUnit = keep(rules, rulePlaces.weightUnit)
    const l2 = keep(rules, rulePlaces.l2)
    const minRows = keep(rules, rulePlaces.minLeafRows)
    const minWeight = keep(rules, rulePlaces.minLeafWeight)
    const allRows = keep(sums, sumPlaces.count)
    const allGradient = keep(sums, sumPlaces.gradient)
    const allWeight = keep(sums, sumPlaces.weight)
    const best = keep(cut, cutPlaces.score)
    const kept = [one, unit, l2, minRows, allRows, allGradient, allWeight, best]
    const perOne = scope.variable('f64')
    const sum = scope.variable('f64')
    const weighed = scope.variable('f64')
    const rows = scope.variable('f64')
    const gradient = scope.variable('f64')
    const weight = scope.variable('f64')
    const [over, under] = [scope.variable('f64'), scope.variable('f64')]
    const bestSlot = scope.variable('i32')
    const [bestSum, bestWeighed] = [scope.variable('f64'), scope.variable('f64')]
    const add = (at: typeof slot): Step => [
      sum.set(f64.add(sum, f64.load(at))),
      isPair ? weighed.set(f64.add(weighed, f64.load(at, 8))) : [],
    ]
    const rest = (whole: typeof best, part: typeof gradient) => f64.sub(whole.variable, part)
    const left = f64.add(weight, l2.variable)
    const right = f64.add(rest(allWeight, weight), l2.variable)
    const square = (value: ReturnType<typeof f64.sub>) => f64.mul(value, value)
    const compare: Step = [
      gradient.set(f64.mul(f64.sub(sum, f64.mul(rows, one.variable)), unit.variable)),
      // Whether a/b + c/d is more than the best so far, without a division, which is slow.
      over.set(
        f64.add(
          f64.mul(square(gradient), right),
          f64.mul(square(rest(allGradient, gradient)), left),
        ),
      ),
      under.set(f64.mul(left, right)),
      when(f64.above(over, f64.mul(best.variable, under)), [
        best.variable.set(f64.div(over, under)),
        bestSlot.set(slot),
        bestSum.set(sum),
        isPair ? bestWeighed.set(weighed) : [],
      ]),
    ]
    const isHeavy = i32.and(
      i32.equal(f64.below(weight, minWeight.variable), 0),
      i32.equal(f64.below(rest(allWeight, weight), minWeight.variable), 0),
    )
    const look: Step = [
      add(slot),
      rows.set(f64.floor(f64.add(f64.mul(sum, perOne), 0.5))),
      weight.set(isPair ? f64.mul(weighed, weightUnit.variable) : rows),
      when(
        i32.equal(f64.below(rows, minRows.variable), 0),
        when(
          f64.below(rest(allRows, rows), minRows.variable),
          // All that follow leave even fewer rows.
          slot.set(end),
          isPair ? when(isHeavy, compare) : compare,
        ),
      ),
      slot.set(i32.add(slot, slotBytes)),
    ]
    return [
      kept.map(({ step }) => step),
      isPair ? [weightUnit.step, minWeight.step] : [],
      perOne.set(f64.div(1, one.variable)),
      when(missingLeft, add(missing)),
      slot.set(histogram),
      end.set(i32.add(histogram, i32.mul(bins, slotBytes))),
      loopWhile(i32.below(slot, end), look),
      when(bestSlot, [
        f64.store(cut, best.variable, cutPlaces.score),
        f64.store(cut, f64.ofWhole(binOf(i32.sub(bestSlot, histogram))), cutPlaces.bin),
        f64.store(cut, f64.ofWhole(missingLeft), cutPlaces.missingLeft),
        f64.store(cut, bestSum, cutPlaces.sum),
        f64.store(cut, bestWeighed, cutPlaces.weighed),
      ]),
    ]

    function binOf(bytes: ReturnType<typeof i32.sub>) {
      return i32.shiftRight(bytes, isPair ? 4 : 3)
    }
  })
}

/** How many bytes a feature takes of a histogram. */
export function featureBytes(isPair: boolean): number {
  return slotsOfFeature * (isPair ? 16 : 8)
}
