import type { FullMonitorRun } from '../monitoring/index.ts'
import type { Database } from '../storage/index.ts'
import type { EngineRow } from '../table/index.ts'
import { answerMonitorQuestion } from './answer-monitor-question.ts'
import type { LookAsked, MonitorAnswer, MonitorQuestion } from './monitor-messages.ts'
import type { OpenedProject } from './opened-project.ts'
import { fromTextError, toTextError } from './processes/text-error.ts'

type AskMonitors = (question: MonitorQuestion) => Promise<MonitorAnswer>

/** What came of a question, in words that go from process to process. */
export type MonitorReply =
  { readonly answer: MonitorAnswer } | { readonly error: ReturnType<typeof toTextError> }

/** Who looks after the monitors of a database, while somebody does in a process of its own. */
const watching = new WeakMap<Database, AskMonitors>()

/** From now on it is asked, until what comes back is called. */
export function announceMonitoring({ database }: OpenedProject, ask: AskMonitors): () => void {
  watching.set(database, ask)
  return () => watching.delete(database)
}

/** Answers what another process of this server was asked. */
export async function replyOfMonitors(
  project: OpenedProject,
  question: MonitorQuestion,
): Promise<MonitorReply> {
  try {
    return { answer: await ask(project, question) }
  } catch (error) {
    return { error: toTextError(error) }
  }
}

/** From now on questions go to another process of this server, which knows who looks after monitors. */
export function passMonitorsOn(
  project: OpenedProject,
  to: (question: MonitorQuestion) => Promise<MonitorReply>,
): void {
  announceMonitoring(project, async (question) => {
    const reply = await to(question)
    if ('error' in reply) throw fromTextError(reply.error)
    return reply.answer
  })
}

/**
 * Looks at once, where monitors are looked after if that is in a process of its own: who asks for predictions does not
 * wait for it. Throws `monitorNotFound`, `monitorBusy` or `monitorsGone`.
 */
export async function lookApart(
  project: OpenedProject,
  asked: LookAsked,
): Promise<readonly FullMonitorRun[]> {
  return (await ask(project, asked)) as readonly FullMonitorRun[]
}

/** The rows that tell most of an alert, read at the same place. Throws `alertNotFound` or `monitorsGone`. */
export async function alertRowsApart(
  project: OpenedProject,
  alert: string,
): Promise<readonly EngineRow[]> {
  return (await ask(project, { kind: 'rows', alert })) as readonly EngineRow[]
}

function ask(project: OpenedProject, question: MonitorQuestion): Promise<MonitorAnswer> {
  const apart = watching.get(project.database)
  return apart === undefined ? answerMonitorQuestion(project, question) : apart(question)
}
