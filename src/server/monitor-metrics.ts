import { Gauge, type Registry } from 'prom-client'
import {
  countWaiting,
  isSilenced,
  listAlerts,
  measureObjective,
  nextDueAt,
  sqlMonitorStore,
  type Monitor,
  type MonitorRun,
} from '../monitoring/index.ts'
import type { OpenedProject } from '../project/index.ts'

/** More open alerts than anybody reads. */
const mostAlerts = 1000

/** What monitors have found last, the alerts that are open, and what waits to be told. */
export function addMonitorGauges(registry: Registry, project: OpenedProject): void {
  addRunGauges(registry, project)
  addAlertGauges(registry, project)
  addBudgetGauge(registry, project)
}

function addRunGauges(
  registry: Registry,
  { definition: { monitors }, database, now }: OpenedProject,
): void {
  const store = sqlMonitorStore(database)
  const add = (
    name: string,
    help: string,
    valueOf: (run: MonitorRun, monitor: Monitor) => number | undefined,
  ): void =>
    addGauge(registry, { name, help, labelNames: ['monitor'] }, async (gauge) => {
      for (const monitor of monitors) {
        const run = await store.findNewest(monitor.name)
        const value = run === undefined ? undefined : valueOf(run, monitor)
        if (value !== undefined) gauge.set({ monitor: monitor.name }, value)
      }
    })
  add(
    'groundswell_monitor_bad_rules',
    'Rules that were not kept when a monitor looked last.',
    ({ badCount }) => badCount,
  )
  add(
    'groundswell_monitor_overdue_seconds',
    'For how long a monitor should have looked; 0 while it is in time.',
    ({ measuredAt }, monitor) => {
      const next = nextDueAt(monitor, measuredAt)
      if (next === undefined) return undefined
      return Math.max(0, (now().getTime() - next.getTime()) / 1000)
    },
  )
  addGauge(
    registry,
    {
      name: 'groundswell_monitor_value',
      help: 'What a monitor has found last of a series that a rule judges.',
      labelNames: ['monitor', 'series', 'slice'],
    },
    async (gauge) => {
      for (const { name: monitor } of monitors) {
        const newest = await store.findNewest(monitor)
        const run = newest === undefined ? undefined : await store.find(monitor, newest.id)
        const keyOf = (one: { series: string; slice: string }) => `${one.series}\n${one.slice}`
        const judged = new Set(run?.verdicts.map(keyOf))
        for (const one of run?.values ?? []) {
          const { series, slice, value } = one
          if (judged.has(keyOf(one))) gauge.set({ monitor, series, slice }, value)
        }
      }
    },
  )
}

function addAlertGauges(registry: Registry, { database, now }: OpenedProject): void {
  const labelNames = ['monitor', 'rule', 'series', 'slice', 'severity', 'state']
  addGauge(
    registry,
    {
      name: 'groundswell_alert_open',
      help: '1 for each alert that is open, by how far it is.',
      labelNames,
    },
    async (gauge) => {
      for (const alert of await listAlerts(database, { limit: mostAlerts })) {
        const { monitor, rule, series, slice, severity } = alert
        if (alert.state === 'recovered') continue
        const isQuiet = alert.state === 'firing' && isSilenced(alert, now())
        const state = isQuiet ? 'silenced' : alert.state
        gauge.set({ monitor, rule, series, slice, severity, state }, 1)
      }
    },
  )
  addGauge(
    registry,
    {
      name: 'groundswell_alert_messages_waiting',
      help: 'Messages that a channel has not taken yet.',
      labelNames: ['channel'],
    },
    async (gauge) => {
      for (const [channel, count] of await countWaiting(database)) gauge.set({ channel }, count)
    },
  )
}

function addBudgetGauge(
  registry: Registry,
  { definition: { objectives }, database, now }: OpenedProject,
): void {
  addGauge(
    registry,
    {
      name: 'groundswell_objective_budget_left',
      help: 'The share of an error budget that is left; below 0 it is overspent.',
      labelNames: ['objective', 'service'],
    },
    async (gauge) => {
      for (const objective of objectives) {
        const { budgetLeft } = await measureObjective(database, objective, now())
        const labels = { objective: objective.name, service: objective.service.name }
        if (budgetLeft !== undefined) gauge.set(labels, budgetLeft)
      }
    },
  )
}

/** Its values are read anew each time. All processes of a server read the same: the largest value is that of all. */
function addGauge(
  registry: Registry,
  parts: { readonly name: string; readonly help: string; readonly labelNames: string[] },
  collect: (gauge: Gauge) => Promise<void>,
): void {
  const gauge: Gauge = new Gauge({
    ...parts,
    aggregator: 'max',
    registers: [registry],
    collect: () => {
      gauge.reset()
      return collect(gauge)
    },
  })
}
