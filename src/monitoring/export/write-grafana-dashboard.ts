import type { Limits } from '../monitors/rule.ts'
import type { ExportedMonitor } from './exported-monitor.ts'

interface Panel {
  readonly type: 'table' | 'stat' | 'timeseries' | 'row'
  readonly title: string
  /** Of the 24 columns of a dashboard. */
  readonly width: number
  readonly height: number
  readonly targets: readonly { readonly expr: string; readonly legend: string }[]
  readonly limits?: Limits
  readonly unit?: string
}

/**
 * A dashboard for Grafana, as JSON: the alerts that are open, how the monitors stand, and of each monitor a chart of
 * each series that a rule judges, with the rule's limit. It asks for the metrics of a server by Prometheus.
 */
export function writeGrafanaDashboard(
  project: string,
  monitors: readonly ExportedMonitor[],
): string {
  const panels = [...overview, ...monitors.flatMap(panelsOf)]
  const dashboard = {
    title: `${project}: monitors and alerts`,
    uid: `groundswell-${project}`.slice(0, 40),
    tags: ['groundswell'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    time: { from: 'now-7d', to: 'now' },
    refresh: '1m',
    timezone: 'browser',
    templating: {
      list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' }],
    },
    panels: placed(panels),
  }
  return `${JSON.stringify(dashboard, undefined, 2)}\n`
}

const overview: readonly Panel[] = [
  asking('groundswell_alert_open == 1', '', {
    type: 'table',
    title: 'Alerts that are open',
    width: 12,
    height: 8,
  }),
  asking('groundswell_monitor_bad_rules', '{{monitor}}', {
    type: 'stat',
    width: 6,
    height: 8,
    title: 'Rules that are not kept',
    limits: { atMost: 0 },
  }),
  asking('groundswell_objective_budget_left', '{{objective}}', {
    type: 'stat',
    width: 6,
    height: 8,
    title: 'Error budgets, what is left',
    unit: 'percentunit',
    limits: { atLeast: 0 },
  }),
  asking('groundswell_monitor_overdue_seconds', '{{monitor}}', {
    type: 'timeseries',
    width: 12,
    height: 6,
    title: 'Monitors that should have looked',
    unit: 's',
  }),
  asking('groundswell_alert_messages_waiting', '{{channel}}', {
    type: 'timeseries',
    width: 12,
    height: 6,
    title: 'Messages that no channel has taken',
  }),
]

function asking(expr: string, legend: string, panel: Omit<Panel, 'targets'>): Panel {
  return { ...panel, targets: [{ expr, legend }] }
}

/** One chart a series: rules of the same series share it, and the first limit is drawn. */
function panelsOf({ name, watches, rules }: ExportedMonitor): Panel[] {
  // How fast a budget burns is an alert, and no value of a monitor.
  const measured = rules.filter(({ series }) => series !== 'burn rate')
  if (measured.length === 0) return []
  const bySeries = Map.groupBy(measured, ({ series }) => series)
  const charts = [...bySeries].map(([series, own]): Panel => {
    const limits = own.find((rule) => Object.keys(rule.limits).length > 0)?.limits
    const expr = `groundswell_monitor_value{monitor=${JSON.stringify(name)},${matcherOf(series)}}`
    return asking(expr, series.endsWith('*') ? '{{series}} {{slice}}' : '{{slice}}', {
      type: 'timeseries',
      title: series,
      width: 8,
      height: 7,
      ...(limits === undefined ? {} : { limits }),
    })
  })
  const head: Panel = {
    type: 'row',
    title: `${name}: ${watches}`,
    width: 24,
    height: 1,
    targets: [],
  }
  return [head, ...charts]
}

function matcherOf(series: string): string {
  if (!series.endsWith('*')) return `series=${JSON.stringify(series)}`
  const beginning = series.slice(0, -1).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  return `series=~${JSON.stringify(`${beginning}.*`)}`
}

/** From left to right, and on below where there is no room. */
function placed(panels: readonly Panel[]): object[] {
  let [x, y, rowHeight] = [0, 0, 0]
  return panels.map((panel, index) => {
    if (x + panel.width > 24) {
      y += rowHeight
      x = 0
      rowHeight = 0
    }
    const gridPos = { x, y, w: panel.width, h: panel.height }
    x += panel.width
    rowHeight = Math.max(rowHeight, panel.height)
    return { id: index + 1, gridPos, ...toGrafana(panel) }
  })
}

function toGrafana({ type, title, targets, limits, unit }: Panel): object {
  if (type === 'row') return { type, title, collapsed: false, panels: [] }
  return {
    type,
    title,
    datasource: { type: 'prometheus', uid: '${source}' },
    fieldConfig: {
      defaults: {
        ...(unit === undefined ? {} : { unit }),
        ...(limits === undefined ? {} : thresholds(limits)),
      },
      overrides: [],
    },
    targets: targets.map(({ expr, legend }, place) => ({
      refId: String.fromCodePoint(65 + place),
      expr,
      ...(type === 'table' ? { format: 'table', instant: true } : { legendFormat: legend }),
    })),
  }
}

/** Red beyond the limit, with a line at it; Grafana's steps begin at their value. */
function thresholds({ atMost, atLeast }: Limits): object {
  const steps =
    atMost === undefined
      ? [
          { color: 'red', value: null },
          { color: 'green', value: atLeast ?? 0 },
        ]
      : [
          { color: 'green', value: null },
          { color: 'red', value: atMost + Math.max(Math.abs(atMost), 1) * 1e-9 },
        ]
  return {
    thresholds: { mode: 'absolute', steps },
    custom: { thresholdsStyle: { mode: 'line' } },
  }
}
