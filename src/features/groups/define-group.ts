import { parseDuration, parseMoment, type Duration } from '../../base/index.ts'
import type { Check, ReadFile, Source } from '../../data/index.ts'
import type { Columns } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import { featureMakers, type FeatureMakers } from '../views/feature-makers.ts'
import { columnOf } from './column-of.ts'
import type { Derivation } from './derivation.ts'
import type { NewRow } from './new-row.ts'
import type { Expectations, Group, LoadRows } from './group.ts'
import { assertPartition, type Partition } from './plan-ranges.ts'

/** A group with the means to make features of it. */
export interface FeatureGroup<C extends Columns, Key extends keyof C & string>
  extends Group<C>, FeatureMakers<C, Key> {
  readonly key: readonly Key[]
}

/** Declares a feature group. */
export function defineGroup<
  const C extends Columns,
  const Key extends keyof C & string,
>(definition: {
  readonly name: string
  readonly description?: string
  readonly key: readonly Key[]
  readonly time: keyof C & string
  readonly columns: C
  readonly checks?: readonly Check<NoInfer<keyof C & string>>[]
  readonly from?: Source
  readonly read?: NoInfer<ReadFile<C>>
  readonly load?: NoInfer<LoadRows<C>>
  readonly partition?: Partition
  readonly startsAt?: string
  readonly knownAt?: (row: NewRow<NoInfer<C>>) => Date
  readonly derive?: Derivation
  readonly expect?: Expectations
  readonly keep?: Duration
  readonly freshWithin?: Duration
}): FeatureGroup<C, Key> {
  const shape = { kind: 'group', checks: [], ...definition } as const
  const read = shape.checks.flatMap((check) => check.columns)
  if (shape.key.length === 0) throw featuresErrors.noKey({ group: shape.name })
  for (const column of [...shape.key, shape.time, ...read]) columnOf(shape, column)
  if (shape.partition !== undefined) assertPartition(shape.partition)
  if (shape.keep !== undefined) parseDuration(shape.keep)
  if (shape.startsAt !== undefined) parseMoment(shape.startsAt)

  return Object.freeze({ ...shape, ...featureMakers<C, Key>(shape) })
}
