import type { ExportedMonitor } from './exported-monitor.ts'

interface AlertingRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly severity: 'warning' | 'critical'
  readonly summary: string
  readonly description: string
}

/**
 * Rules for Prometheus, as YAML: one for each rule of each monitor, which fires while the alert does, and those that
 * watch over the watching itself. How long a rule must be broken, silences and who is at it are ours, and in the metric.
 */
export function writePrometheusRules(monitors: readonly ExportedMonitor[]): string {
  const groups = [
    { name: 'groundswell', rules: watchful },
    ...monitors
      .filter(({ rules }) => rules.length > 0)
      .map((monitor) => ({
        name: `groundswell ${monitor.name}`,
        rules: monitor.rules.map((rule) => toAlertingRule(monitor, rule)),
      })),
  ]
  return `groups:\n${groups.map(writeGroup).join('')}`
}

const watchful: readonly AlertingRule[] = [
  {
    alert: 'a monitor does not look',
    expr: 'groundswell_monitor_overdue_seconds > 900',
    severity: 'critical',
    summary: 'Monitor {{ $labels.monitor }} should have looked {{ $value | humanizeDuration }} ago',
    description: 'See whether swell up runs: what happens meanwhile, nobody is told of.',
  },
  {
    alert: 'alerts are not heard',
    expr: 'groundswell_alert_messages_waiting > 0',
    for: '15m',
    severity: 'critical',
    summary: 'Channel {{ $labels.channel }} does not take {{ $value }} message(s)',
    description: 'Try it: swell alert try {{ $labels.channel }}',
  },
  {
    alert: 'an error budget is used up',
    expr: 'groundswell_objective_budget_left <= 0',
    severity: 'critical',
    summary: 'Nothing is left of the error budget of {{ $labels.objective }}',
    description: 'Look at the load and the failures of service {{ $labels.service }}.',
  },
  {
    alert: 'a group is stale',
    expr: 'groundswell_group_fresh == 0',
    for: '5m',
    severity: 'warning',
    summary: 'Group {{ $labels.group }} has no commit as new as it should be',
    description: 'See what came in: swell data deliveries',
  },
  {
    alert: 'a service has no version',
    expr: 'groundswell_service_version == 0',
    for: '5m',
    severity: 'critical',
    summary: 'Service {{ $labels.service }} has no version to answer with',
    description: 'Promote one: swell models promote {{ $labels.model }}',
  },
]

function toAlertingRule(
  { name: monitor, watches, look }: ExportedMonitor,
  { name: rule, severity }: ExportedMonitor['rules'][number],
): AlertingRule {
  const labels = `monitor=${JSON.stringify(monitor)},rule=${JSON.stringify(rule)},state="firing"`
  return {
    alert: `${monitor}: ${rule}`,
    expr: `groundswell_alert_open{${labels}} == 1`,
    severity,
    summary: `${escapeTemplate(watches)}: “${escapeTemplate(rule)}” is not kept by {{ $labels.series }} {{ $labels.slice }}`,
    description: `What happened, and what to do: swell alert list; ${look}`,
  }
}

/** What Prometheus would take for a template of its own. */
function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}

function writeGroup({ name, rules }: { name: string; rules: readonly AlertingRule[] }): string {
  return `  - name: ${quote(name)}\n    rules:\n${rules.map(writeRule).join('')}`
}

function writeRule({ alert, expr, for: lasting, severity, ...annotations }: AlertingRule): string {
  return [
    `      - alert: ${quote(alert)}`,
    `        expr: ${quote(expr)}`,
    ...(lasting === undefined ? [] : [`        for: ${lasting}`]),
    `        labels:`,
    `          severity: ${severity}`,
    `        annotations:`,
    ...Object.entries(annotations).map(([name, text]) => `          ${name}: ${quote(text)}`),
    '',
  ].join('\n')
}

/** A text of JSON is one of YAML. */
function quote(text: string): string {
  return JSON.stringify(text)
}
