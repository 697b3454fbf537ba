import type { ColumnDrift } from './drift-report.ts'
import type { Unmeasured } from './find-state.ts'

/** What a column's state means to a person, and whether it is drift by itself. */
export function sayState({
  state,
  missingShare,
}: Pick<Unmeasured, 'state' | 'missingShare'>): Pick<ColumnDrift, 'drifted' | 'says'> {
  switch (state) {
    case 'empty':
      return { drifted: false, says: 'One side has no rows, so nothing can be said.' }
    case 'allMissing':
      return sayMissing(missingShare)
    case 'newColumn':
      return { drifted: false, says: 'The reference does not have this column.' }
    case 'goneColumn':
      return { drifted: true, says: 'The column is not there any more.' }
    case 'typeChanged':
      return { drifted: true, says: 'The column holds another kind of values than the reference.' }
  }
}

function sayMissing(missingShare: Unmeasured['missingShare']) {
  const isEqual = missingShare?.reference === missingShare?.current
  if (isEqual) return { drifted: false, says: 'No value on either side.' }
  const isGone = missingShare?.current === 1
  return {
    drifted: true,
    says: isGone ? 'All values are missing now.' : 'The reference has no value to compare with.',
  }
}

/** The verdict on a column that was tested. */
export function sayDrift(column: Omit<ColumnDrift, 'says'>): string {
  const { drifted, effect, newCategories = [], outsideShare = 0 } = column
  const news = [
    ...(newCategories.length > 0 ? [`new: ${newCategories.slice(0, 3).join(', ')}`] : []),
    ...(outsideShare > 0 ? [`${percent(outsideShare)} outside of what the reference had`] : []),
  ]
  const end = news.length === 0 ? '.' : `; ${news.join('; ')}.`
  if (drifted) {
    return `${percent(effect?.value ?? 0)} of the rows would have to be elsewhere to be as before${end}`
  }
  const isSure = (column.score ?? 1) <= (column.threshold ?? 0)
  return isSure
    ? `Changed for sure, but little: ${percent(effect?.value ?? 0)} of the rows${end}`
    : `As before, as far as can be told${end}`
}

/** The verdict of a test whose score was held against a bound as it is. */
export function sayDistance({
  drifted,
  test,
  score = Number.NaN,
  threshold = Number.NaN,
}: Pick<ColumnDrift, 'drifted' | 'test' | 'score' | 'threshold'>): string {
  const verdict = drifted ? 'Changed' : 'As before'
  return `${verdict}: ${test} is ${score.toPrecision(3)}, the bound ${threshold}.`
}

function percent(share: number): string {
  return `${(share * 100).toPrecision(2).replace(/\.0$/, '')} %`
}
