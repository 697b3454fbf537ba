import type { OpenedProject } from '../../project/index.ts'
import { startServer, type ServerOptions } from '../start-server.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'
import { workerPortVariable } from './start-workers.ts'

/** The port at which this process is to answer beside the one that has started it. */
export function workerPort(): number | undefined {
  const port = process.env[workerPortVariable]
  return port === undefined || process.send === undefined ? undefined : Number(port)
}

/** Answers until the signal is aborted, or the process that has started this one is gone. */
export async function serveAsWorker(
  project: OpenedProject,
  options: Omit<ServerOptions, 'grpcPort' | 'mergedMetrics'> & { readonly signal: AbortSignal },
): Promise<void> {
  const ending = new AbortController()
  const asked = new Map<number, (text: string) => void>()
  let askedCount = 0
  process.once('disconnect', () => ending.abort())
  const server = await startServer(project, {
    ...options,
    port: workerPort(),
    sharing: 'beside',
    signal: AbortSignal.any([options.signal, ending.signal]),
    mergedMetrics: () =>
      new Promise((resolve) => {
        const id = (askedCount += 1)
        asked.set(id, (text) => {
          asked.delete(id)
          resolve(text)
        })
        say({ kind: 'asks-all', id })
      }),
  })
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'all') asked.get(message.id)?.(message.text)
    else void server.countMetrics().then((metrics) => say({ ...message, kind: 'counted', metrics }))
  })
  say({ kind: 'listening' })
  await server.closed
  if (process.connected) process.disconnect()
}

function say(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}
