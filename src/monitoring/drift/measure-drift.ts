import { correctPValues } from '../../learn/index.ts'
import { compareCategories } from './compare-categories.ts'
import { compareNumbers } from './compare-numbers.ts'
import type { Comparison } from './comparison.ts'
import { askedOf, type DriftOptions } from './drift-options.ts'
import type { ColumnDrift, DriftReport } from './drift-report.ts'
import { describeColumns } from './descriptors/describe-columns.ts'
import { isProfile, type DriftSide } from './drift-side.ts'
import { driftErrors } from './errors.ts'
import { evidentlyRules, isDrift } from './evidently/evidently-rules.ts'
import { judgeWhole, wholeColumns } from './evidently/judge-whole.ts'
import { testEvidently } from './evidently/test-evidently.ts'
import { findState, type Comparable, type Unmeasured } from './find-state.ts'
import { pairColumns, rowCountOf } from './pair-columns.ts'
import { sayDistance, sayDrift, sayState } from './say-drift.ts'
import { testChosen } from './test-chosen.ts'

/**
 * Compares rows with those of a reference, column by column. Pure; columns of a side have one length, and
 * each side is either rows or the profile that was kept of them. Throws `monitoring.testDoesNotFit`, and
 * `monitoring.needsRows` where a profile is not enough.
 */
export function measureDrift(
  reference: DriftSide,
  current: DriftSide,
  options: DriftOptions = {},
): DriftReport {
  const { mode = 'default' } = options
  const isEvidently = mode === 'evidently'
  if (isEvidently && (isProfile(reference) || isProfile(current))) {
    throw driftErrors.needsRows({ what: 'The mode "evidently"' })
  }
  const sides = [reference, current] as const
  const whole = wholeColumns(sides, options)
  const names = new Set(whole.map(({ name }) => name))
  const plain = describeColumns(without(reference, names), without(current, names))
  const pairs = pairColumns(plain.reference, plain.current)
  const found = pairs.map((pair) => compareColumn(findState(pair)))
  const judgements = isEvidently ? judgeEvidently(found, options) : judge(found, options)
  const described = judgements.map((column) => {
    const owner = plain.owners.get(column.column)
    return owner === undefined
      ? column
      : { ...column, of: { column: owner.name, kind: owner.kind } }
  })
  const columns = [...described, ...whole.map((column) => judgeWhole(column, sides, options))]
  const judged = (isEvidently ? countedByEvidently(columns) : columns).filter(
    ({ state }) => state !== 'newColumn' && state !== 'empty',
  )
  const driftedCount = judged.filter(({ drifted }) => drifted).length
  const driftedShare = judged.length === 0 ? 0 : driftedCount / judged.length
  const { driftShareLimit = isEvidently ? 0.5 : 0 } = options
  return {
    mode,
    rowCounts: { reference: rowCountOf(reference), current: rowCountOf(current) },
    columns,
    driftedShare,
    driftShareLimit,
    drifted: driftedCount > 0 && driftedShare >= driftShareLimit,
  }
}

function without(side: DriftSide, names: ReadonlySet<string>): DriftSide {
  if (isProfile(side)) return side
  return { columns: side.columns.filter(({ name }) => !names.has(name)) }
}

/** Embeddings have a metric of their own there; where nothing else is compared, they are the whole. */
function countedByEvidently(columns: readonly ColumnDrift[]): readonly ColumnDrift[] {
  const others = columns.filter(({ kind }) => kind !== 'embedding')
  return others.length === 0 ? columns : others
}

type Found = Unmeasured | Compared

interface Compared {
  readonly comparable: Comparable
  readonly comparison: Comparison
}

function compareColumn(found: Unmeasured | Comparable): Found {
  if (found.state !== 'measured') return found
  const { reference, current } = found
  const comparison =
    reference.kind === 'number' && current.kind === 'number'
      ? compareNumbers(reference.numbers, current.numbers)
      : reference.kind === 'category' && current.kind === 'category'
        ? compareCategories(reference.counted, current.counted)
        : undefined
  if (comparison !== undefined) return { comparable: found, comparison }
  const { column, kind, missingShare } = found
  return { column, kind, missingShare, state: 'typeChanged' }
}

/** P-values are made honest about their number before they are held against the level. */
function judge(found: readonly Found[], options: DriftOptions): ColumnDrift[] {
  const { level = 0.05, leastEffect = 0.05 } = options
  const tested = found.map((each) => {
    if (!('comparison' in each)) return undefined
    const { column, reference, current } = each.comparable
    const { test } = askedOf(options, each.comparable)
    return test === undefined
      ? each.comparison.tested
      : testChosen(column, test, reference, current)
  })
  const chances = tested.flatMap((each) => (each?.isChance === true ? [each] : []))
  const adjusted = correctPValues(
    chances.map(({ score }) => score),
    'benjaminiHochberg',
  )
  const scores = new Map(chances.map((each, at) => [each, adjusted[at] ?? 1]))
  return found.map((each, at): ColumnDrift => {
    if (!('comparison' in each)) return describeState(each)
    const own = tested[at] ?? each.comparison.tested
    const about = describe(each, leastEffect)
    const asked = askedOf(options, about)
    if (!own.isChance) {
      const threshold = asked.threshold ?? evidentlyRules[own.test].threshold
      const drifted = own.score >= threshold
      const judged = { ...about, test: own.test, score: own.score, threshold, drifted }
      return { ...judged, says: sayDistance(judged) }
    }
    const threshold = asked.threshold ?? level
    const score = scores.get(own) ?? 1
    const drifted = score <= threshold && about.effect.value >= leastEffect
    const judged = { ...about, test: own.test, score, pValue: own.score, threshold, drifted }
    return { ...judged, says: sayDrift(judged) }
  })
}

/** As Evidently judges: each column by itself. */
function judgeEvidently(found: readonly Found[], options: DriftOptions): ColumnDrift[] {
  return found.map((each): ColumnDrift => {
    if (!('comparison' in each)) return describeState(each)
    const { column, reference, current } = each.comparable
    const asked = askedOf(options, each.comparable)
    const { test, score } = testEvidently(column, reference, current, asked.test)
    const rule = evidentlyRules[test]
    const threshold = asked.threshold ?? rule.threshold
    const drifted = isDrift(rule, score, threshold)
    const pValue = rule.driftIf.startsWith('<') ? { pValue: score } : {}
    const judged = { ...describe(each, 0), test, score, ...pValue, threshold, drifted }
    return { ...judged, says: sayDistance(judged) }
  })
}

function describeState({ column, kind, state, missingShare }: Unmeasured): ColumnDrift {
  const about = { column, kind, ...(missingShare === undefined ? {} : { missingShare }) }
  return { ...about, state, ...sayState({ state, ...about }) }
}

function describe({ comparable, comparison }: Compared, leastEffect: number) {
  const { column, kind, missingShare } = comparable
  const { effect, tested: _, ...about } = comparison
  return { column, kind, missingShare, ...about, effect: { ...effect, least: leastEffect } }
}
