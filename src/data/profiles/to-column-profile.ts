import { findPatterns, shareOfDates } from './describe-texts.ts'
import type { ColumnProfile } from './profile.ts'
import type { ProfiledColumn } from './passes/profiled-column.ts'
import type { TableSample } from './passes/read-sample.ts'
import type { ColumnAggregates } from './passes/scan-aggregates.ts'
import { histogramOf, type ColumnShape } from './passes/scan-histograms.ts'
import type { CountedValues } from './passes/scan-top-values.ts'

/** What the passes found, by the names of columns. */
export interface Found {
  readonly shapes: ReadonlyMap<string, ColumnShape>
  readonly values: ReadonlyMap<string, CountedValues>
  readonly estimates: ReadonlyMap<string, number>
  readonly sample: TableSample
  readonly isExact: boolean
}

/** Puts together what the passes found of one column. */
export function toColumnProfile(
  column: ProfiledColumn,
  aggregates: ColumnAggregates,
  { shapes, values, estimates, sample, isExact }: Found,
): ColumnProfile {
  const { name, kind, type, declared } = column
  const counted = values.get(name)
  return {
    name,
    kind,
    type,
    ...aboutOf(declared),
    missingCount: aggregates.missingCount,
    distinctCount: distinctOf(counted, estimates.get(name), aggregates),
    distinctIsExact: isExact || counted !== undefined,
    ...numbersOf(aggregates.numbers, shapes.get(name)),
    ...textOf(aggregates.lengths, sample, name),
    ...topValuesOf(counted),
  }
}

function distinctOf(
  counted: CountedValues | undefined,
  estimate: number | undefined,
  { valueCount }: ColumnAggregates,
): number {
  return counted?.distinctCount ?? Math.min(estimate ?? 0, valueCount)
}

function aboutOf(declared: ProfiledColumn['declared']) {
  const { unit, description } = declared ?? {}
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
  }
}

function numbersOf(
  numbers: ColumnAggregates['numbers'],
  shape: ColumnShape | undefined,
): Pick<ColumnProfile, 'numbers'> {
  if (numbers === undefined || shape === undefined) return {}
  const { deviation, ...others } = numbers
  const { histogram, skew, kurtosis } = shape
  return {
    numbers: {
      ...others,
      ...(deviation === undefined ? {} : { deviation }),
      ...(skew === undefined ? {} : { skew }),
      ...(kurtosis === undefined ? {} : { kurtosis }),
      histogram,
    },
  }
}

function textOf(
  lengths: ColumnAggregates['lengths'],
  sample: TableSample,
  name: string,
): Pick<ColumnProfile, 'text'> {
  if (lengths === undefined) return {}
  const texts = sample.valuesOf(name).filter((value) => typeof value === 'string')
  const { min: minLength, mean: meanLength, max: maxLength } = lengths
  const shape = {
    lengths: histogramOf(sample.lengthsOf(name), true),
    patterns: findPatterns(texts),
    dateShare: shareOfDates(texts),
  }
  return { text: { minLength, meanLength, maxLength, ...shape } }
}

/** Of many values that are there once each, none is a common one. */
function topValuesOf(counted: CountedValues | undefined): Pick<ColumnProfile, 'topValues'> {
  const { topValues = [], distinctCount = 0 } = counted ?? {}
  const [top] = topValues
  if (top === undefined || (top.count === 1 && distinctCount > mostSingleValues)) return {}
  return { topValues }
}

const mostSingleValues = 20
