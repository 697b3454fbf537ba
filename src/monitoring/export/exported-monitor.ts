import type { Monitor } from '../monitors/monitor.ts'
import type { Rule } from '../monitors/rule.ts'
import { burnSentence, type Objective } from '../objectives/objective.ts'

/** What raises alerts, as other systems are told of it: a monitor, or an objective by how fast its budget burns. */
export interface ExportedMonitor {
  readonly name: string
  /** `model surf-height`. */
  readonly watches: string
  readonly rules: readonly Pick<Rule, 'name' | 'series' | 'severity' | 'limits'>[]
  /** The command that tells more. */
  readonly look: string
}

export function exportedMonitors(
  monitors: readonly Monitor[],
  objectives: readonly Objective[],
): ExportedMonitor[] {
  return [
    ...monitors.map(({ name, watch, rules }) => {
      const look = `swell monitor report ${name}`
      return { name, watches: `${watch.kind} ${watch.name}`, rules, look }
    }),
    ...objectives.map(({ name, service, burns }) => ({
      name,
      watches: `service ${service.name}`,
      rules: burns.map((burn) => ({
        name: burnSentence(burn),
        series: 'burn rate',
        severity: burn.severity,
        limits: {},
      })),
      look: 'swell monitor list',
    })),
  ]
}
