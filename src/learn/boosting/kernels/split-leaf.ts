import { i32 } from '../../wasm/code.ts'
import type { Callable, ModuleText } from '../../wasm/module.ts'
import { count, when } from '../../wasm/steps.ts'
import { addCountBins } from './count-bins.ts'
import { addSubtract } from './part-rows.ts'
import { addScanBins, cutBytes, featureBytes } from './scan-bins.ts'

/**
 * What is to be done of the features of a word, 2 or 4 of them, when a leaf is split. Addresses, but for
 * `width` (how many features are counted) and `features` (how many are searched). Without `large` it is the
 * root; sums of 0 are of a side that isn't searched.
 */
export interface SplitTask {
  readonly small: number
  readonly large: number
  readonly bins: number
  readonly rows: number
  readonly end: number
  readonly counted: number
  readonly width: number
  readonly features: number
  readonly missingBins: number
  readonly rules: number
  readonly smallSums: number
  readonly largeSums: number
  readonly smallCuts: number
  readonly largeCuts: number
  /** Memory for words of some rows. */
  readonly fetched: number
}

const words = [
  'small',
  'large',
  'bins',
  'rows',
  'end',
  'counted',
  'width',
  'features',
  'missingBins',
  'rules',
  'smallSums',
  'largeSums',
  'smallCuts',
  'largeCuts',
  'fetched',
] as const satisfies readonly (keyof SplitTask)[]

export function toWords(task: SplitTask): readonly number[] {
  return words.map((name) => task[name])
}

/**
 * The histogram of the smaller side is counted, what it leaves of the whole is that of the larger one, and
 * both are searched for their best cuts.
 */
export function addSplitLeaf(text: ModuleText, isPair: boolean): Callable<readonly ['i32']> {
  const countFour = addCountBins(text, 4, isPair)
  const countTwo = addCountBins(text, 2, isPair)
  const subtract = addSubtract(text, isPair)
  const scan = addScanBins(text, isPair)
  const bytes = featureBytes(isPair)
  return text.add(`split${isPair ? 'Pairs' : 'Numbers'}`, ['i32'], (scope, task) => {
    const of = (name: keyof SplitTask) => i32.load(task, 4 * words.indexOf(name))
    const feature = scope.variable('i32')
    const histogramOf = (side: 'small' | 'large') => i32.add(of(side), i32.mul(feature, bytes))
    const cutOf = (side: 'smallCuts' | 'largeCuts') => i32.add(of(side), i32.mul(feature, cutBytes))
    const missingBin = i32.load(i32.add(of('missingBins'), i32.mul(feature, 4)))
    const counted = [
      of('small'),
      of('bins'),
      of('rows'),
      of('end'),
      of('counted'),
      of('fetched'),
    ] as const
    return [
      when(i32.equal(of('width'), 4), countFour(...counted), countTwo(...counted)),
      when(of('large'), subtract(of('large'), of('small'), i32.mul(of('width'), bytes))),
      count(feature, 0, of('features'), 1, [
        when(
          of('smallSums'),
          scan(histogramOf('small'), missingBin, of('smallSums'), of('rules'), cutOf('smallCuts')),
        ),
        when(
          of('largeSums'),
          scan(histogramOf('large'), missingBin, of('largeSums'), of('rules'), cutOf('largeCuts')),
        ),
      ]),
    ]
  })
}
