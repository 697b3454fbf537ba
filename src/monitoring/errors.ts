import { defineErrors } from '../base/index.ts'

export const monitoringErrors = defineErrors('monitoring', {
  wrongMonitor: {
    kind: 'definition',
    message: (d: { monitor: string; problem: string }) => `Monitor ${d.monitor}: ${d.problem}`,
    hint: 'Mend its definition, and look with `swell monitor list`.',
  },
  wrongRule: {
    kind: 'definition',
    message: (d: { rule: string; problem: string }) =>
      `The rule “${d.rule}” can't be: ${d.problem}`,
  },
  wrongObjective: {
    kind: 'definition',
    message: (d: { objective: string; problem: string }) =>
      `Objective ${d.objective}: ${d.problem}`,
  },
  wrongChannel: {
    kind: 'definition',
    message: (d: { channel: string; problem: string }) =>
      `The channel ${d.channel} can't be: ${d.problem}`,
  },
  monitorNotFound: {
    kind: 'not-found',
    message: (d: { monitor: string; suggestion: string }) =>
      `There is no monitor "${d.monitor}". ${d.suggestion}`,
    hint: 'List them with `swell monitor list`.',
  },
  runNotFound: {
    kind: 'not-found',
    message: (d: { monitor: string; run: string }) => `Monitor ${d.monitor} has no run ${d.run}.`,
    hint: 'List its runs with `swell monitor show <name>`.',
  },
  monitorBusy: {
    kind: 'conflict',
    message: (d: { monitor: string; owner: string }) =>
      `Monitor ${d.monitor} is being run by ${d.owner}.`,
    hint: 'What it finds is there when that is over.',
  },
  windowNotFilled: {
    kind: 'wrong-use',
    message: (d: { monitor: string; from: string; to: string }) =>
      `Between ${d.from} and ${d.to} there is no whole window of monitor ${d.monitor}.`,
    hint: 'Choose a longer stretch of time with --from and --to.',
  },
  alertNotFound: {
    kind: 'not-found',
    message: (d: { alert: string }) => `There is no alert ${d.alert}.`,
    hint: 'List them with `swell alert list`.',
  },
  alertIsOver: {
    kind: 'conflict',
    message: (d: { alert: string; recoveredAt: string }) =>
      `Alert ${d.alert} has recovered at ${d.recoveredAt}: there is nothing to acknowledge.`,
  },
})
