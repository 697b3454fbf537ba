import { suggestName } from '../base/index.ts'
import { monitoringErrors, type Monitor, type Objective } from '../monitoring/index.ts'

/** What there is in a project, by what a monitor may watch. */
type Names = Readonly<Record<Monitor['watch']['kind'], readonly string[]>>

interface Watching {
  readonly monitors: readonly Monitor[]
  readonly objectives: readonly Objective[]
}

/** Throws `wrongMonitor` or `wrongObjective` for what the project doesn't list, and channels that share a name. */
export function assertMonitors({ monitors, objectives }: Watching, names: Names): void {
  for (const { name, watch, every } of monitors) {
    const fail = (problem: string) => monitoringErrors.wrongMonitor({ monitor: name, problem })
    if (!names[watch.kind].includes(watch.name)) {
      const suggestion = suggestName(watch.name, names[watch.kind])
      throw fail(`the project lists no ${watch.kind} "${watch.name}". ${suggestion}`)
    }
    for (const trigger of every.kind === 'schedule' ? every.schedule.on : []) {
      if (trigger.kind !== 'commit' || names.group.includes(trigger.group)) continue
      const suggestion = suggestName(trigger.group, names.group)
      throw fail(`it runs on commits of "${trigger.group}", which is no group. ${suggestion}`)
    }
  }
  for (const { name, service } of objectives) {
    if (names.service.includes(service.name)) continue
    const suggestion = suggestName(service.name, names.service)
    const problem = `the project lists no service "${service.name}". ${suggestion}`
    throw monitoringErrors.wrongObjective({ objective: name, problem })
  }
  assertChannels([...monitors, ...objectives])
}

function assertChannels(sources: readonly (Monitor | Objective)[]): void {
  const known = new Map<string, string>()
  for (const channel of sources.flatMap(({ tell }) => tell)) {
    const written = JSON.stringify(channel)
    const before = known.get(channel.name) ?? written
    if (before !== written) {
      const problem = 'two different channels have this name.'
      throw monitoringErrors.wrongChannel({ channel: channel.name, problem })
    }
    known.set(channel.name, written)
  }
}
