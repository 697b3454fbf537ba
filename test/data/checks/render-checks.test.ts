import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  renderCheckJson,
  renderCheckMarkdown,
  renderCheckText,
  type CheckReport,
} from '../../../src/data/index.ts'

const report: CheckReport = {
  table: 'tides',
  rowCount: 120,
  verdict: 'quarantined',
  results: [
    {
      check: 'port, at are unique',
      kind: 'row',
      severity: 'refuse',
      holds: true,
      expected: 'port, at are unique',
      found: 'no row breaks it',
      failedCount: 0,
      batches: [],
      rows: [],
    },
    {
      check: 'high is one of a|b',
      kind: 'row',
      severity: 'quarantine',
      holds: false,
      expected: 'high is one of a|b',
      found: '2 of 120 rows break it',
      failedCount: 2,
      batches: ['del_1'],
      rows: [
        {
          place: { batch: 'del_1', row: 7 },
          values: { port: 'x|y', at: new Date('2026-03-01T12:00:00Z'), high: undefined },
        },
        {
          place: { batch: 'del_1', row: 9 },
          values: { port: `two\nlines ${'long '.repeat(20)}`, at: undefined, high: 1.5 },
        },
      ],
    },
  ],
}

test('a report as text is a table with the failing rows below their check', () => {
  assert.equal(
    renderCheckText(report),
    `tides: quarantined, 1 of 2 checks held, 120 rows

             check                found
held         port, at are unique  no row breaks it
quarantined  high is one of a|b   2 of 120 rows break it
    row 7 of del_1: port x|y, at 2026-03-01T12:00:00.000Z, high absent
    row 9 of del_1: port two lines long long long long long long long long long long …, at absent, high 1.5
`,
  )
})

test('a report as Markdown keeps its table whole, whatever stands in the values', () => {
  assert.equal(
    renderCheckMarkdown(report),
    String.raw`**tides: quarantined, 1 of 2 checks held, 120 rows**

| outcome | check | found |
| --- | --- | --- |
| held | port, at are unique | no row breaks it |
| quarantined | high is one of a\|b | 2 of 120 rows break it |

Rows that break “high is one of a\|b”:

- row 7 of del_1: port x\|y, at 2026-03-01T12:00:00.000Z, high absent
- row 9 of del_1: port two lines long long long long long long long long long long …, at absent, high 1.5
`,
  )
})

test('a report as JSON has absent values as null', () => {
  const found = JSON.parse(renderCheckJson(report)) as CheckReport
  assert.deepEqual(found.results[1]?.rows[0]?.values, {
    port: 'x|y',
    at: '2026-03-01T12:00:00.000Z',
    high: null,
  })
  assert.equal(found.verdict, 'quarantined')
})
