import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { routes } from '../../../src/api/index.ts'
import { renderMonitorReport, writeMonitorReport } from '../../../src/site/index.ts'
import { monitorReplies } from '../../browser/monitor-replies.ts'

const replies = monitorReplies(new Date('2026-11-21T12:00:00Z'))
const report = {
  monitor: replies.monitor,
  run: routes.getMonitorRun.reply.parse(replies.run('mrun_0')),
  series: replies.series.series,
}
const tokensCss = readFileSync(new URL('../../../src/ui/tokens.css', import.meta.url), 'utf8')

test('a run of a monitor as a page: what it comes down to, each column beside its reference, all values', () => {
  const page = renderMonitorReport(report, { tokensCss })
  assert.match(page, /■ Critical\./)
  assert.match(
    page,
    /2 of 3 rules are not kept\. 2 of 3 columns lie otherwise than before: petalLength,\s+petalWidth\./,
  )
  assert.equal(page.match(/<svg[^>]*class="bins"/g)?.length, 3)
  // What rules are about: accuracy, share of drifted columns, rows.
  assert.equal(page.match(/<figcaption>(?:classAccuracy|driftedShare|rowCount)/g)?.length, 3)
  assert.ok(
    !/NaN|undefined/.test(
      page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script>[\s\S]*?<\/script>/, ''),
    ),
  )
  assert.ok(!/(?:src|href)="http/.test(page))
})

test('names and texts of the world stay text', () => {
  const evil = '<img src=x onerror=alert(1)>'
  const [inputs] = report.run.drift
  assert.ok(inputs !== undefined)
  const columns = inputs.columns.map((column) => ({ ...column, column: evil, says: evil }))
  const run = { ...report.run, drift: [{ ...inputs, columns }], notes: [evil] }
  assert.ok(!renderMonitorReport({ ...report, run }, { tokensCss }).includes(evil))
})

test('a window without rows says that it could not be measured', () => {
  const run = {
    ...report.run,
    state: 'unknown' as const,
    problem: 'the window has no rows',
    rowCount: 0,
    drift: [],
    values: [],
    verdicts: [],
    confusion: null,
  }
  const page = renderMonitorReport({ ...report, run, series: [] }, { tokensCss })
  assert.match(page, /○ Not known\.<[^A-Z]*It could not be measured: the window has no rows/)
})

test('the same as Markdown, short enough for a pull request', () => {
  const lines = writeMonitorReport(report).split('\n')
  assert.equal(lines[0], '## iris-daily: critical')
  assert.ok(
    lines.includes('| ❌ | classAccuracy is at least 0.8 | 0.69 | at least 0.8 |'),
    lines.join('\n'),
  )
  assert.equal(lines.filter((line) => line.startsWith('| petal')).length, 2)
})
