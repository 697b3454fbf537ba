import type { SplitSummary, TrainingSet, TrainingSetBounds } from '../features/index.ts'
import { writeCount, writeMoment } from './write-value.ts'

export function describeSplit({
  kind,
  trainCount,
  testCount,
  leftOutCount = 0,
  testFrom,
}: SplitSummary) {
  const counts = `${writeCount(trainCount)} to learn from, ${writeCount(testCount)} held out`
  const gap = leftOutCount === 0 ? '' : `, ${writeCount(leftOutCount)} left out between`
  const from = testFrom === undefined ? '' : `, from ${writeMoment(testFrom)}`
  return `${kind}: ${counts}${gap}${from}`
}

export function describeBounds({ from, to, asOf, rows }: TrainingSetBounds): string {
  return [
    from === undefined ? '' : `from ${writeMoment(from)}`,
    to === undefined ? '' : `before ${writeMoment(to)}`,
    rows === undefined ? '' : `the newest ${writeCount(rows)}`,
    asOf === undefined ? '' : `as of ${writeMoment(asOf)}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** For programs: what is told of a set everywhere. */
export function toSetReply(set: TrainingSet) {
  const { id, view, version, rowCount, split, bounds, createdAt, digest } = set
  return { id, view, version, rowCount, split, bounds, createdAt, digest, runId: set.runId ?? null }
}
