import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeCron } from '../../src/pipelines/schedules/describe-cron.ts'
import { describeProgress } from '../../src/cli/live.ts'
import { processClock } from '../../src/cli/process-clock.ts'
import { renderGraphTree, renderMermaid } from '../../src/cli/render-graph.ts'
import { renderTable } from '../../src/cli/render-table.ts'
import { plainStyle, styleFor, withoutMarks } from '../../src/cli/style.ts'
import { writeAgo, writeBytes, writeCell, writeNumber } from '../../src/cli/write-value.ts'

test('a schedule is told in words where it is a usual one', () => {
  const words = {
    '* * * * *': 'every minute',
    '*/5 * * * *': 'every 5 minutes',
    '7 * * * *': 'every hour at minute 7',
    '11 */12 * * *': 'every 12 hours',
    '30 6 * * *': 'every day at 06:30',
    '0 6,18 * * *': 'every day at 06:00 and 18:00',
    '0 9 * * 1': 'every Monday at 09:00',
    '0 9 1 * *': 'on day 1 of every month at 09:00',
    '0 9 1 1 *': 'at "0 9 1 1 *"',
  }
  assert.deepEqual(
    Object.fromEntries(Object.keys(words).map((cron) => [cron, describeCron(cron)])),
    words,
  )
})

test('a moment is told by its distance, in one unit', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const moments = {
    '2026-11-21T11:59:59Z': 'just now',
    '2026-11-21T11:59:20Z': '40 s ago',
    '2026-11-21T11:56:30Z': '3 min ago',
    '2026-11-21T09:30:00Z': '2 h ago',
    '2026-11-18T09:30:00Z': '3 d ago',
    '2026-11-21T14:30:00Z': 'in 2 h',
  }
  assert.deepEqual(
    Object.fromEntries(Object.keys(moments).map((moment) => [moment, writeAgo(moment, now)])),
    moments,
  )
  assert.equal(writeAgo(null, now), '–')
})

test('numbers have three digits, sizes a unit, and nothing is a dash', () => {
  assert.deepEqual(
    [0.5234, 12.345, 123.45, 1234.5, 0.00012, 3, Number.NaN, null].map((value) =>
      writeNumber(value),
    ),
    ['0.52', '12.3', '123', '1,235', '1.2e-4', '3', '–', '–'],
  )
  assert.equal(writeNumber(3.512, 'ft'), '3.51 ft')
  assert.deepEqual([999, 1500, 297_000, 4_800_000].map(writeBytes), [
    '999 B',
    '1.5 kB',
    '297 kB',
    '4.8 MB',
  ])
  assert.deepEqual(
    [new Date('2026-11-21T12:00:00Z'), '2026-11-21T12:00:00.000Z', true, undefined].map(writeCell),
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00Z', 'true', '–'],
  )
})

test('a table aligns words to the left and numbers to the right, marks or not', () => {
  const style = styleFor({ isTTY: true }, {})
  const rows = [
    { name: 'swells', count: '142,220' },
    { name: style.bold('reports'), count: '600' },
  ]
  const table = renderTable(
    rows,
    [
      { title: 'group', of: ({ name }) => name },
      { title: 'rows', right: true, of: ({ count }) => count },
    ],
    { style, nothing: 'none' },
  )
  assert.equal(withoutMarks(table), 'group        rows\nswells    142,220\nreports       600\n')
  assert.equal(renderTable([], [], { style: plainStyle, nothing: 'None yet.' }), 'None yet.\n')
})

test('colours are for terminals, unless they are not wanted', () => {
  const isColoured = (isTTY: boolean, environment: Record<string, string>) =>
    styleFor({ isTTY }, environment).bad('x') !== 'x'
  assert.equal(isColoured(true, {}), true)
  assert.equal(isColoured(false, {}), false)
  assert.equal(isColoured(true, { NO_COLOR: '1' }), false)
  assert.equal(isColoured(true, { NO_COLOR: '' }), true)
  assert.equal(isColoured(true, { TERM: 'dumb' }), false)
  assert.equal(isColoured(false, { FORCE_COLOR: '1' }), true)
})

test('progress tells a share where the whole is known', () => {
  assert.equal(
    describeProgress({ work: 'reading bulletins', done: 1200, total: 2000 }),
    'reading bulletins 1,200 of 2,000 (60 %)',
  )
  assert.equal(describeProgress({ work: 'reading', done: 3 }), 'reading 3')
})

test('SWELL_NOW sets the clock to a moment, from which it goes on', () => {
  let elapsedMs = 0
  const now = processClock('2026-03-01T06:00:00Z', () => elapsedMs)
  elapsedMs = 1500
  assert.deepEqual(now(), new Date('2026-03-01T06:00:01.500Z'))
})

test('a graph is drawn from its ends to its sources, what comes again only named', () => {
  const nodes = (['source', 'group', 'view', 'model'] as const).map((kind) => ({
    id: `${kind}/a`,
    kind,
    name: 'a',
  }))
  const edges = [
    { from: 'source/a', to: 'group/a' },
    { from: 'group/a', to: 'view/a' },
    { from: 'view/a', to: 'model/a' },
    { from: 'group/a', to: 'model/a' },
  ]
  const pipelines = [
    { name: 'day', steps: ['fish', 'sell'], edges: [{ from: 'fish', to: 'sell' }] },
  ]
  assert.equal(
    renderGraphTree({ nodes, edges, pipelines }, plainStyle),
    [
      'model a',
      '├─ view a',
      '│  └─ group a',
      '│     └─ source a',
      '└─ group a (see above)',
      'pipeline day',
      '  step sell',
      '  └─ step fish',
      '',
    ].join('\n'),
  )
  assert.equal(
    renderMermaid({ nodes: nodes.slice(0, 2), edges: edges.slice(0, 1), pipelines }),
    [
      'flowchart LR',
      '  n0["source<br>a"]',
      '  n1["group<br>a"]',
      '  n0 --> n1',
      '  subgraph p0["pipeline day"]',
      '    p0s0["fish"]',
      '    p0s1["sell"]',
      '    p0s0 --> p0s1',
      '  end',
      '',
    ].join('\n'),
  )
})
