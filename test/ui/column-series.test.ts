import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WindowColumnReply, WindowStatisticsReply } from '../../src/api/index.ts'
import {
  commonValues,
  isSteady,
  seriesOfWindows,
  shiftOf,
  stabilityOf,
} from '../../src/ui/charts/column-series.ts'

function statistics(column: string, about: Partial<WindowColumnReply>): WindowColumnReply {
  const none = { distinct: 1, min: null, max: null, mean: null, median: null, deviation: null }
  const untold = { deciles: null, commonest: null, stability: null }
  return { column, count: 10, missing: 0, ...none, ...untold, ...about }
}

function week(day: number, columns: readonly WindowColumnReply[]): WindowStatisticsReply {
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

test('of texts the shares of the commonest values are told, of numbers where most of them lie', () => {
  const ports = (...counts: readonly (readonly [string, number])[]) => [
    statistics('port', { commonest: counts.map(([value, count]) => ({ value, count })) }),
  ]
  const weeks = [week(8, ports(['cork', 6], ['ros', 4])), week(1, ports(['ros', 9], ['cork', 1]))]
  const [series] = seriesOfWindows(weeks, null)
  assert.ok(series !== undefined)
  assert.deepEqual(commonValues(series), ['ros', 'cork'])
  assert.deepEqual(
    [...(series.points[1]?.shares ?? [])],
    [
      ['cork', 0.6],
      ['ros', 0.4],
    ],
  )
  const deciles = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  const [height] = seriesOfWindows(
    [week(8, [statistics('height', { mean: 5, deciles, stability: 0.3 })])],
    before,
  )
  assert.ok(height !== undefined)
  assert.deepEqual(commonValues(height), [])
  assert.deepEqual([height.points[0]?.low, height.points[0]?.high], [1, 9])
  assert.equal(stabilityOf(height), 0.3)
})
