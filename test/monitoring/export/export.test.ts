import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import {
  atLeast,
  atMost,
  defineMonitor,
  exportedMonitors,
  noDrift,
  writeGrafanaDashboard,
  writePrometheusRules,
} from '../../../src/monitoring/index.ts'
import { surfHeight } from '../../training/training-lab.ts'

const monitor = defineMonitor({
  name: 'surf-accuracy',
  watch: { model: surfHeight },
  rules: [
    noDrift(),
    atMost('mae', 1.5, { severity: 'critical' }),
    atLeast('rowCount', 20, { lasting: '2d' }),
  ],
})
const exported = exportedMonitors([monitor], [])

/** The names that docs/metrics.md tells, which a test of the server holds to what it says. */
async function metricNames(): Promise<Set<string>> {
  const page = await readFile(new URL('../../../docs/metrics.md', import.meta.url), 'utf8')
  return new Set([...page.matchAll(/^\| `(groundswell_\w+)`/gm)].map(([, name = '']) => name))
}

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\bgroundswell_\w+/g)].map(([name]) => name))]
}

test('each rule of a monitor is a rule for Prometheus, beside those that watch over the watching', async () => {
  const text = writePrometheusRules(exported)
  assert.ok(
    text.includes(`  - name: "groundswell surf-accuracy"
    rules:
      - alert: "surf-accuracy: the data has not drifted"
        expr: "groundswell_alert_open{monitor=\\"surf-accuracy\\",rule=\\"the data has not drifted\\",state=\\"firing\\"} == 1"
        labels:
          severity: warning
        annotations:
          summary: "model surf-height: “the data has not drifted” is not kept by {{ $labels.series }} {{ $labels.slice }}"
          description: "What happened, and what to do: swell alert list; swell monitor report surf-accuracy"
`),
    text,
  )
  assert.deepEqual(
    [...text.matchAll(/- alert: "(.*)"/g)].map(([, name]) => name),
    [
      'a monitor does not look',
      'alerts are not heard',
      'an error budget is used up',
      'a group is stale',
      'a service has no version',
      'surf-accuracy: the data has not drifted',
      'surf-accuracy: mae is at most 1.5',
      'surf-accuracy: rowCount is at least 20, or not for 2 d',
    ],
  )
  const known = await metricNames()
  assert.deepEqual(
    namesIn(text).filter((name) => !known.has(name)),
    [],
  )
})

interface DashboardPanel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly gridPos: {
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h: number
  }
  readonly targets?: readonly { readonly expr: string }[]
  readonly fieldConfig?: { readonly defaults: { readonly thresholds?: { steps: unknown[] } } }
}

test('a dashboard for Grafana has a chart of each series that is judged, with its limit', async () => {
  const text = writeGrafanaDashboard('surf', exported)
  const { panels } = JSON.parse(text) as { panels: DashboardPanel[] }
  const row = panels.findIndex(({ type }) => type === 'row')
  assert.deepEqual(
    panels.slice(row).map(({ title, gridPos: { x }, targets }) => [title, x, targets?.[0]?.expr]),
    [
      ['surf-accuracy: model surf-height', 0, undefined],
      ['drifted *', 0, 'groundswell_monitor_value{monitor="surf-accuracy",series=~"drifted .*"}'],
      ['mae', 8, 'groundswell_monitor_value{monitor="surf-accuracy",series="mae"}'],
      ['rowCount', 16, 'groundswell_monitor_value{monitor="surf-accuracy",series="rowCount"}'],
    ],
  )
  assert.deepEqual(panels.at(-1)?.fieldConfig?.defaults.thresholds?.steps, [
    { color: 'red', value: null },
    { color: 'green', value: 20 },
  ])
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length)
  for (const one of panels) {
    for (const other of panels) assert.ok(one === other || !overlap(one, other), one.title)
  }
  const known = await metricNames()
  assert.deepEqual(
    namesIn(text).filter((name) => !known.has(name)),
    [],
  )
})

function overlap({ gridPos: a }: DashboardPanel, { gridPos: b }: DashboardPanel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}
