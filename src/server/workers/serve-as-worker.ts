import { passMonitorsOn, type MonitorReply, type OpenedProject } from '../../project/index.ts'
import type { ClientWaits } from '../../serving/index.ts'
import { startServer, type ServerOptions } from '../start-server.ts'
import type { FromWorker, Knowledge, ToWorker } from './worker-messages.ts'
import { workerPortVariable } from './start-workers.ts'

/** The port at which this process is to answer beside the one that has started it. */
export function workerPort(): number | undefined {
  const port = process.env[workerPortVariable]
  return port === undefined || process.send === undefined ? undefined : Number(port)
}

/** Answers until the signal is aborted, or the process that has started this one is gone. */
export async function serveAsWorker(
  project: OpenedProject,
  options: Omit<ServerOptions, 'grpcPort' | 'tellAll' | 'clientWaits'> & {
    readonly signal: AbortSignal
  },
): Promise<void> {
  const ending = new AbortController()
  const asked = new Map<number, (answer: unknown) => void>()
  let askedCount = 0

  function ask(question: (id: number) => FromWorker): Promise<unknown> {
    const id = (askedCount += 1)
    return new Promise((resolve) => {
      asked.set(id, resolve)
      say(question(id))
    })
  }

  process.once('disconnect', () => ending.abort())
  passMonitorsOn(
    project,
    async (question) =>
      (await ask((id) => ({ kind: 'asks-monitors', id, question }))) as MonitorReply,
  )
  const server = await startServer(project, {
    ...options,
    port: workerPort(),
    sharing: 'beside',
    signal: AbortSignal.any([options.signal, ending.signal]),
    tellAll: async <About extends keyof Knowledge>(about: About) =>
      (await ask((id) => ({ kind: 'asks-all', id, about }))) as readonly Knowledge[About][],
    clientWaits: {
      isElsewhere: true,
      of: async (service, client) =>
        (await ask((id) => ({ kind: 'asks-wait', id, service, client }))) as number,
    } satisfies ClientWaits,
  })
  process.on('message', (message: ToWorker) => {
    const { kind, id } = message
    if (kind === 'tell') {
      void server.tellOwn(message.about).then((known) => say({ kind: 'told', id, known }))
    } else {
      asked.get(id)?.(message.answer)
      asked.delete(id)
    }
  })
  say({ kind: 'listening' })
  await server.closed
  if (process.connected) process.disconnect()
}

function say(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}
