import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckReportSummaryReply } from '../../src/api/index.ts'
import { chooseReports } from '../../src/ui/pages/checks/choose-reports.ts'

const report = (id: string, subject: string, verdict: 'passed' | 'refused') =>
  ({ id, kind: 'group', subject, verdict }) as CheckReportSummaryReply

test('of many reports of a subject the broken ones are shown, else the newest', () => {
  const reports = [
    report('5', 'predictions', 'passed'),
    report('4', 'swells', 'passed'),
    report('3', 'swells', 'refused'),
    report('2', 'predictions', 'passed'),
    report('1', 'predictions', 'passed'),
  ]
  assert.deepEqual(
    chooseReports(reports).map(({ first, shown, heldCount }) => [
      first.subject,
      shown.map(({ id }) => id),
      heldCount,
    ]),
    [
      ['predictions', ['5'], 2],
      ['swells', ['3'], 1],
    ],
  )
})
