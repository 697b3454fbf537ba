import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ColumnStatisticsReply, WindowStatisticsReply } from '../../src/api/index.ts'
import { isSteady, seriesOfWindows, shiftOf } from '../../src/ui/charts/column-series.ts'

function statistics(column: string, about: Partial<ColumnStatisticsReply>): ColumnStatisticsReply {
  const none = { distinct: 1, min: null, max: null, mean: null, median: null, deviation: null }
  return { column, count: 10, missing: 0, ...none, ...about }
}

function week(day: number, columns: readonly ColumnStatisticsReply[]): WindowStatisticsReply {
  const moment = (at: number) => new Date(Date.UTC(2026, 2, at)).toISOString()
  const rowCount = columns[0]?.count ?? 0
  return { since: moment(day), until: moment(day + 7), rowCount, columns: [...columns] }
}

const newest = week(15, [statistics('height', { mean: 3, min: 1, max: 5, missing: 1 })])
const empty = week(8, [statistics('height', { count: 0, distinct: 0 })])
const oldest = week(1, [statistics('height', { mean: 2, min: 1, max: 4 })])
const before = week(1, [statistics('height', { mean: 2, deviation: 0.5 })])

test('stretches of time stand oldest first in their middle, and one without rows is a gap', () => {
  const [series] = seriesOfWindows([newest, empty, oldest], null)
  assert.deepEqual(
    series?.points.map(({ at, of, mean, missingShare }) => [
      at.toISOString(),
      of,
      mean,
      missingShare,
    ]),
    [
      ['2026-03-04T12:00:00.000Z', '1 Mar 2026 – 8 Mar 2026', 2, 0],
      ['2026-03-11T12:00:00.000Z', '8 Mar 2026 – 15 Mar 2026', null, 0],
      ['2026-03-18T12:00:00.000Z', '15 Mar 2026 – 22 Mar 2026', 3, 0.1],
    ],
  )
  assert.equal(series?.isNumber, true)
  assert.equal(series?.reference, undefined)
})

test('the newest mean is told in deviations of the reference', () => {
  const [series] = seriesOfWindows([newest], before)
  assert.equal(series === undefined ? undefined : shiftOf(series), 2)
  const [flat] = seriesOfWindows(
    [newest],
    week(1, [statistics('height', { mean: 2, deviation: 0 })]),
  )
  assert.equal(flat === undefined ? undefined : shiftOf(flat), undefined)
  const [none] = seriesOfWindows([newest], empty)
  assert.equal(none === undefined ? undefined : shiftOf(none), undefined)
})

test('a column of texts is steady while it has as many values and lacks as few', () => {
  const ports = (distinct: number, missing: number) => [statistics('port', { distinct, missing })]
  const isSteadyIn = (...weeks: readonly WindowStatisticsReply[]) =>
    seriesOfWindows(weeks, null).map(isSteady)
  assert.deepEqual(isSteadyIn(week(8, ports(2, 0)), week(1, ports(2, 0))), [true])
  assert.deepEqual(isSteadyIn(week(8, ports(3, 0)), week(1, ports(2, 0))), [false])
  assert.deepEqual(isSteadyIn(week(8, ports(2, 1)), week(1, ports(2, 0))), [false])
  assert.deepEqual(isSteadyIn(newest, oldest), [false])
})
