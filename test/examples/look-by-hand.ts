import { setTimeout as pause } from 'node:timers/promises'
import { isSwellError } from '../../src/base/index.ts'
import { runMonitor, type Asked, type FullMonitorRun } from '../../src/monitoring/index.ts'
import type { OpenedProject } from '../../src/project/index.ts'

/** What the project's first monitor finds when it is asked; where the server's own process looks, once that has looked. */
export async function lookByHand(project: OpenedProject, asked: Asked): Promise<FullMonitorRun[]> {
  const [monitor] = project.definition.monitors
  if (monitor === undefined) throw new Error(`${project.definition.name} has no monitor.`)
  for (;;) {
    try {
      return await runMonitor(project, monitor, { asked })
    } catch (error) {
      if (!isSwellError(error, 'monitoring.monitorBusy')) throw error
      await pause(50)
    }
  }
}
