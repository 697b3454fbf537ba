import {
  getAlert,
  measureOnce,
  runMonitor,
  sqlMonitorStore,
  tellingRows,
} from '../monitoring/index.ts'
import { getMonitor } from './find-definition.ts'
import type { MonitorAnswer, MonitorQuestion } from './monitor-messages.ts'
import type { OpenedProject } from './opened-project.ts'

/** Throws `monitorNotFound`, `monitorBusy` or `alertNotFound`. */
export async function answerMonitorQuestion(
  project: OpenedProject,
  question: MonitorQuestion,
): Promise<MonitorAnswer> {
  if (question.kind !== 'rows') {
    const { kind, asked } = question
    const monitor = getMonitor(project.definition, question.monitor)
    return kind === 'look'
      ? runMonitor(project, monitor, { asked })
      : [await measureOnce(project, monitor, asked)]
  }
  const alert = await getAlert(project.database, question.alert)
  const monitor = project.definition.monitors.find(({ name }) => name === alert.monitor)
  if (monitor === undefined) return []
  const run = await sqlMonitorStore(project.database).find(monitor.name, alert.runId)
  // Of a run that was forgotten meanwhile there are none.
  return run === undefined ? [] : tellingRows(project, monitor, run, alert)
}
