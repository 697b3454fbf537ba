import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckReportSummaryReply } from '../../src/api/index.ts'
import { checkLines } from '../../src/ui/pages/checks/check-lines.ts'

function report(id: string, outcomes: Readonly<Record<string, boolean>>): CheckReportSummaryReply {
  return {
    id,
    kind: 'group',
    subject: 'swells',
    state: null,
    judgedAt: '2026-11-21T06:00:00.000Z',
    runId: null,
    verdict: 'passed',
    rowCount: 1,
    results: Object.entries(outcomes).map(([check, holds]) => ({
      check,
      kind: 'row',
      severity: 'refuse',
      holds,
      expected: check,
      found: '',
      failedCount: 0,
    })),
  }
}

test('a check has a line with a place for each report, and the most broken stands first', () => {
  const lines = checkLines([
    report('one', { range: true, unique: true }),
    report('two', { range: false, fresh: true }),
  ])
  assert.deepEqual(
    lines.map(({ check, outcomes }) => [check, outcomes.map((outcome) => outcome?.holds)]),
    [
      ['range', [true, false]],
      ['fresh', [undefined, true]],
      ['unique', [true, undefined]],
    ],
  )
})
