import type { CommandEntry } from './command-entry.ts'

/** Of what is looked at while it is in use, and of who is told. */
export const monitorCommands: readonly CommandEntry[] = [
  {
    name: 'monitor list',
    summary: 'List the monitors, and how what they watch stands',
    load: async () => (await import('./commands/monitor-list.ts')).monitorList,
  },
  {
    name: 'monitor show',
    summary: 'Show what a monitor has found, newest first',
    load: async () => (await import('./commands/monitor-show.ts')).monitorShow,
  },
  {
    name: 'monitor run',
    summary: 'Look now, or at every window of a stretch of the past',
    load: async () => (await import('./commands/monitor-run.ts')).monitorRun,
  },
  {
    name: 'monitor test',
    summary: 'Look now, and fail where a rule is not kept',
    load: async () => (await import('./commands/monitor-test.ts')).monitorTest,
  },
  {
    name: 'monitor report',
    summary: 'Write what a run has found as a page, as Markdown or as JSON',
    load: async () => (await import('./commands/monitor-report.ts')).monitorReport,
  },
  {
    name: 'monitor export',
    summary: 'Write rules for Prometheus and a dashboard for Grafana',
    load: async () => (await import('./commands/monitor-export.ts')).monitorExport,
  },
  {
    name: 'alert list',
    summary: 'List the alerts, those that fire first',
    load: async () => (await import('./commands/alert-list.ts')).alertList,
  },
  {
    name: 'alert show',
    summary: 'Show an alert: what happened, what changed upstream, what to do',
    load: async () => (await import('./commands/alert-show.ts')).alertShow,
  },
  {
    name: 'alert ack',
    summary: 'Say that somebody is at it',
    load: async () => (await import('./commands/alert-ack.ts')).alertAck,
  },
  {
    name: 'alert silence',
    summary: 'Tell nothing of an alert for a while',
    load: async () => (await import('./commands/alert-silence.ts')).alertSilence,
  },
  {
    name: 'alert try',
    summary: 'Send a trial message to a channel, to see whether it is heard',
    load: async () => (await import('./commands/alert-try.ts')).alertTry,
  },
]
