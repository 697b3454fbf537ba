import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { EvaluationReport } from '../../../src/registry/index.ts'
import { renderEvaluation, writeEvaluation } from '../../../src/site/index.ts'

const report: EvaluationReport = {
  model: 'surf-<b>height</b>',
  version: 3,
  learner: 'boosted trees',
  label: { name: 'waveHeight', unit: 'ft' },
  kind: 'amount',
  madeAt: '2026-03-01T12:00:00.000Z',
  rowCount: 400,
  trainingRowCount: 1600,
  confidence: 0.95,
  baselines: ['mean'],
  metrics: [
    {
      name: 'mae',
      better: 'lower',
      value: 0.5,
      low: 0.45,
      high: 0.55,
      baselines: [1.2],
      declared: true,
    },
    {
      name: 'r2',
      better: 'higher',
      value: 0.8,
      low: 0.7,
      high: 0.9,
      baselines: [0],
      declared: false,
    },
  ],
  champion: {
    version: 2,
    metrics: [
      {
        name: 'mae',
        better: 'lower',
        candidate: 0.5,
        champion: 0.52,
        gain: { value: 0.02, low: -0.01, high: 0.05 },
      },
    ],
    test: { name: 'paired t-test of the loss of each row', p: 0.2 },
  },
  pictures: {
    residuals: {
      histogram: { from: -1, to: 1, counts: [1, 5, 2] },
      points: [
        [1, 1.2],
        [2, 1.9],
      ],
    },
  },
  loss: 'mae',
  slices: [],
  search: {
    tried: 90,
    found: [
      {
        conditions: ['beach = a|b', 'tide = low'],
        rowCount: 40,
        metric: 0.9,
        loss: 0.9,
        low: 0.7,
        high: 1.1,
        rest: 0.45,
        p: 0.0001,
        isWorse: true,
      },
    ],
  },
  fairness: [],
  behaviours: [{ gate: 'higher swell, higher waves', held: false, found: '90 %', wanted: '95 %' }],
  leaks: [],
  importance: [{ column: 'height', value: 0.4, low: 0.3, high: 0.5 }],
  dependence: [{ column: 'height', values: [1, 2, 3], mean: [1, 2, 3], rows: [[1, 1, 2]] }],
  cost: {
    predictionMs: 0.01,
    sizeBytes: 62_000,
    latency: {
      predictionCount: 300,
      p50Ms: 0.0105,
      p90Ms: 0.02,
      p99Ms: 1.5,
      rowsPerSecond: 812_345,
    },
  },
}

test('the page says first what a reader has to know, with the words of each verdict', () => {
  const page = renderEvaluation(report, { tokensCss: '' })
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
  for (const sentence of [
    'mae is 0.5 (0.45 to 0.55) on 400 rows that it has not learned from.',
    'It is surely better than mean: mae 0.5 (0.45 to 0.55) beside 1.2.',
    'On the same rows it is not told apart from version 2: mae 0.5 beside 0.52, a gain of 0.02 (−0.01 to 0.05).',
    'It is worst where beach = a|b and tide = low (40 rows): mae 0.9, and 0.45 elsewhere.',
    '1 of 1 declared behaviours are not kept: higher swell, higher waves.',
    'No column is too good to be true.',
    '10.5 µs for a prediction by median, 20 µs at the 90th hundredth, 1.5 ms at the 99th (300 one after the other); 810,000 rows a second when many are asked for together. 62 kB as a file.',
  ]) {
    assert.ok(page.includes(sentence), sentence)
  }
})

test('names are text, whatever is in them, and only the page’s own script may run', () => {
  const page = renderEvaluation(report, { tokensCss: '' })
  assert.ok(!page.includes('<b>height</b>'))
  const script = /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  assert.ok(page.includes(`script-src &#39;sha256-${hash}&#39;`) || page.includes(`sha256-${hash}`))
})

test('Markdown keeps a table a table', () => {
  const lines = writeEvaluation(report).split('\n')
  assert.ok(
    lines.includes(
      String.raw`| beach = a\|b and tide = low | 40 | 0.9 | 0.9 (0.7 to 1.1) | 0.45 |`,
    ),
  )
  assert.ok(lines.includes('| metric | value | 95 % interval | mean | version 2 |'))
  assert.ok(lines.includes('| mae | **0.5** | 0.45 to 0.55 | 1.2 | 0.52 |'))
})
