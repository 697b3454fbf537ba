import type { TestContext } from 'node:test'
import { startLogbook } from './start-logbook.ts'

export interface MlflowReply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface AskMlflow {
  readonly url: string
  get(path: string, query?: Readonly<Record<string, string>>): Promise<MlflowReply>
  post(path: string, body: unknown): Promise<MlflowReply>
}

/** A server, asked as clients of MLflow ask. */
export async function startMlflow(t: TestContext): Promise<AskMlflow> {
  const { url } = await startLogbook(t)
  const base = `${url}/api/2.0/mlflow`
  return {
    url,
    async get(path, query = {}) {
      return toReply(await fetch(`${base}${path}?${new URLSearchParams(query).toString()}`))
    },
    async post(path, body) {
      const headers = { 'content-type': 'application/json' }
      return toReply(
        await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
      )
    },
  }
}

async function toReply(response: Response): Promise<MlflowReply> {
  return { status: response.status, body: (await response.json()) as MlflowReply['body'] }
}

export async function createRun(
  { post }: AskMlflow,
  start: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { body } = await post('/runs/create', { experiment_id: '0', start_time: 1000, ...start })
  return (body as { run: { info: { run_id: string } } }).run.info.run_id
}
