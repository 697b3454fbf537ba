import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { trackingErrors } from '../errors.ts'
import type { KeyValue } from '../experiments/experiment.ts'
import type { LoggedDataset, LoggedPoint } from '../experiments/logged-run.ts'
import { exchange } from '../../storage/index.ts'
import {
  toLifecycle,
  toLoggedDataset,
  toRunStatus,
  toText,
  type ForeignFile,
  type ForeignRun,
  type ForeignStore,
  type ForeignVersion,
} from './foreign-run.ts'

type Message = Readonly<Record<string, unknown>>

const pageSize = 1000
const mostFolders = 10_000

export interface ServerStoreOptions {
  /** What `Authorization` is to say, for a server that asks for it. */
  readonly authorization?: string
}

/** A running server that speaks MLflow's interface. */
export function serverStore(url: string, options: ServerStoreOptions = {}): ForeignStore {
  const base = new URL(url.endsWith('/') ? url : `${url}/`)
  const ask = askServer(base, options)
  return {
    name: `the server at ${base.href}`,
    async *runs() {
      for await (const experiment of pages(ask, 'experiments/search', 'experiments', {
        view_type: 'ALL',
      })) {
        const found = {
          name: toText(experiment['name']),
          lifecycle: toLifecycle(experiment['lifecycle_stage']),
          tags: pairs(experiment['tags']),
        }
        const wanted = {
          experiment_ids: [toText(experiment['experiment_id'])],
          run_view_type: 'ALL',
          order_by: ['start_time ASC'],
        }
        for await (const run of pages(ask, 'runs/search', 'runs', wanted)) {
          yield await readRun(ask, run, found)
        }
      }
    },
    async *versions() {
      for await (const model of getPages(ask, 'registered-models/search', 'registered_models')) {
        const name = toText(model['name'])
        const filter = `name='${name}'`
        const versions: Message[] = []
        for await (const version of getPages(ask, 'model-versions/search', 'model_versions', {
          filter,
        })) {
          versions.push(version)
        }
        const numberOf = (version: Message) => Number(version['version'])
        for (const version of versions.toSorted((a, b) => numberOf(a) - numberOf(b))) {
          yield await readVersion(ask, model, version)
        }
      }
    },
  }
}

async function readVersion(ask: Ask, model: Message, found: Message): Promise<ForeignVersion> {
  const name = toText(model['name'])
  const version = Number(found['version'])
  const { artifact_uri: uri } = await ask.get('api/2.0/mlflow/model-versions/get-download-uri', {
    name,
    version: String(version),
  })
  return {
    model: { name, description: toText(model['description']), tags: pairs(model['tags']) },
    version,
    createdMs: Number(found['creation_timestamp'] ?? 0),
    description: toText(found['description']),
    tags: pairs(found['tags']),
    stage: toText(found['current_stage']),
    aliases: messages(model['aliases'])
      .filter((alias) => Number(alias['version']) === version)
      .map((alias) => toText(alias['alias'])),
    runId: toText(found['run_id']),
    source: toText(found['source']),
    files: await listProxied(ask, toText(uri)),
  }
}

/** Of a place of the server's own; what lies elsewhere stays there. */
async function listProxied(ask: Ask, uri: string): Promise<ForeignFile[]> {
  const root = proxiedPath(uri)
  if (root === undefined) return []
  const found: ForeignFile[] = []
  const folders = ['']
  for (let at = 0; at < Math.min(folders.length, mostFolders); at += 1) {
    const folder = folders[at] ?? ''
    const path = [root, folder].filter((part) => part !== '').join('/')
    const listed = await ask.get('api/2.0/mlflow-artifacts/artifacts', { path })
    for (const entry of messages(listed['files'])) {
      const own = [folder, toText(entry['path'])].filter((part) => part !== '').join('/')
      if (entry['is_dir'] === true) folders.push(own)
      else {
        const copyTo = (target: string) =>
          download(ask, { id: '', proxied: root, path: own }, target)
        found.push({ path: own, copyTo })
      }
    }
  }
  return found
}

function proxiedPath(uri: string): string | undefined {
  const [, path] = /^mlflow-artifacts:\/*(?:[^/]*:\d+\/+)?(.*)$/.exec(uri) ?? []
  return path
}

async function* getPages(
  ask: Ask,
  path: string,
  member: string,
  query: Readonly<Record<string, string>> = {},
): AsyncGenerator<Message> {
  let token = ''
  do {
    const page = await ask.get(`api/2.0/mlflow/${path}`, {
      ...query,
      max_results: String(pageSize),
      ...(token === '' ? {} : { page_token: token }),
    })
    yield* messages(page[member])
    token = toText(page['next_page_token'])
  } while (token !== '')
}

interface Ask {
  readonly post: (path: string, body: Message) => Promise<Message>
  readonly get: (path: string, query: Readonly<Record<string, string>>) => Promise<Message>
  readonly download: (
    path: string,
    query: Readonly<Record<string, string>>,
    target: string,
  ) => Promise<void>
}

function askServer(base: URL, { authorization }: ServerStoreOptions): Ask {
  const headers: Readonly<Record<string, string>> =
    authorization === undefined ? {} : { authorization }
  const address = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const url = new URL(path, base)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }
  const send = async (url: URL, body?: Message) => {
    const answer = await exchange({
      method: body === undefined ? 'GET' : 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    })
    if (answer.status === 200) return answer
    const said = (await answer.text()).slice(0, 200)
    throw trackingErrors.serverRefused({ url: url.href, status: answer.status, said })
  }
  const toMessage = async (url: URL, body?: Message) =>
    JSON.parse(await (await send(url, body)).text()) as Message
  return {
    post: (path, body) => toMessage(address(`api/2.0/mlflow/${path}`), body),
    get: (path, query) => toMessage(address(path, query)),
    async download(path, query, target) {
      const { chunks } = await send(address(path, query))
      await pipeline(chunks, createWriteStream(target))
    },
  }
}

async function* pages(
  ask: Ask,
  path: string,
  member: string,
  wanted: Message,
): AsyncGenerator<Message> {
  let token = ''
  do {
    const page = await ask.post(path, {
      ...wanted,
      max_results: pageSize,
      ...(token === '' ? {} : { page_token: token }),
    })
    yield* messages(page[member])
    token = toText(page['next_page_token'])
  } while (token !== '')
}

async function readRun(
  ask: Ask,
  run: Message,
  experiment: ForeignRun['experiment'],
): Promise<ForeignRun> {
  const [info, data] = [inner(run, 'info'), inner(run, 'data')]
  const id = toText(info['run_id'] ?? info['run_uuid'])
  const points: LoggedPoint[] = []
  for (const metric of messages(data['metrics'])) {
    points.push(...(await readHistory(ask, id, toText(metric['key']))))
  }
  return {
    id,
    experiment,
    name: toText(info['run_name']),
    userName: toText(info['user_id']),
    status: toRunStatus(info['status']),
    startMs: whole(info['start_time']),
    endMs: whole(info['end_time']),
    lifecycle: toLifecycle(info['lifecycle_stage']),
    params: pairs(data['params']),
    tags: pairs(data['tags']),
    points,
    datasets: messages(inner(run, 'inputs')['dataset_inputs']).map(toDataset),
    files: await listFiles(ask, id, toText(info['artifact_uri'])),
  }
}

async function readHistory(ask: Ask, id: string, key: string): Promise<LoggedPoint[]> {
  const points: LoggedPoint[] = []
  let token = ''
  do {
    const page = await ask.get('api/2.0/mlflow/metrics/get-history', {
      run_id: id,
      metric_key: key,
      max_results: '25000',
      ...(token === '' ? {} : { page_token: token }),
    })
    for (const point of messages(page['metrics'])) {
      const { value, timestamp: atMs, step } = point
      points.push({ key, value: Number(value), atMs: Number(atMs), step: Number(step ?? 0) })
    }
    token = toText(page['next_page_token'])
  } while (token !== '')
  return points
}

/** Folder by folder. Files of a server's own go through its proxy; those elsewhere it hands out by the run. */
async function listFiles(ask: Ask, id: string, artifactUri: string): Promise<ForeignFile[]> {
  const proxied = proxiedPath(artifactUri)
  const found: ForeignFile[] = []
  const folders = ['']
  for (let at = 0; at < Math.min(folders.length, mostFolders); at += 1) {
    const listed = await ask.get('api/2.0/mlflow/artifacts/list', {
      run_id: id,
      path: folders[at] ?? '',
    })
    for (const entry of messages(listed['files'])) {
      const path = toText(entry['path'])
      if (entry['is_dir'] === true) folders.push(path)
      else found.push({ path, copyTo: (target) => download(ask, { id, proxied, path }, target) })
    }
  }
  return found
}

function download(
  ask: Ask,
  file: { readonly id: string; readonly proxied: string | undefined; readonly path: string },
  target: string,
): Promise<void> {
  const { id, proxied, path } = file
  if (proxied === undefined) return ask.download('get-artifact', { run_uuid: id, path }, target)
  const whole = `${proxied}/${path}`.split('/').map(encodeURIComponent).join('/')
  return ask.download(`api/2.0/mlflow-artifacts/artifacts/${whole}`, {}, target)
}

function toDataset(input: Message): LoggedDataset {
  return toLoggedDataset(inner(input, 'dataset'), pairs(input['tags']))
}

function messages(value: unknown): readonly Message[] {
  return Array.isArray(value) ? (value as readonly Message[]) : []
}

function inner(message: Message, name: string): Message {
  return (message[name] ?? {}) as Message
}

function pairs(value: unknown): readonly KeyValue[] {
  return messages(value).map((one) => ({ key: toText(one['key']), value: toText(one['value']) }))
}

function whole(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}
