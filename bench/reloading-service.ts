// Run with --expose-gc: a service goes from one version to another and back, again and again. Prints what memory is
// taken after 5 times and after 100, and how long a rollback takes until the service answers with it, as JSON. With
// `graphs` its versions are graphs in threads; with `trees` compiled ones.
import { startServer } from '../src/server/index.ts'
import { loadProject, openProject } from '../src/project/index.ts'
import { digestOf, silentLog } from '../src/base/index.ts'
import { promoteVersion } from '../src/registry/index.ts'
import { median } from './median.ts'
import { rowOf } from './served-project.ts'

export interface Reloaded {
  readonly afterFive: UsedMemory
  readonly afterHundred: UsedMemory
  readonly rollbackMs: number
}

export interface UsedMemory {
  /** What is still in use once garbage has been collected. */
  readonly usedBytes: number
  /** What the process has of the machine's: of what it has had once, it gives little back. */
  readonly residentBytes: number
}

const [, , root = '', kind = 'trees'] = process.argv
const rows = Array.from({ length: 100 }, (_, at) => rowOf(at))
const headers = { 'content-type': 'application/json' }

const project = await openProject(await loadProject(root), {
  root,
  settings: {},
  environment: process.env,
  now: () => new Date(),
  log: silentLog,
})
const server = await startServer(project, { port: 0 })

async function post(path: string, body: unknown): Promise<unknown> {
  const asked = { method: 'POST', headers, body: JSON.stringify(body) }
  const reply = await fetch(`${server.url}${path}`, asked)
  if (!reply.ok) throw new Error(await reply.text())
  return reply.json()
}

/** Which version has answered. */
async function ask(): Promise<number> {
  const { version } = (await post('/services/score/predict', { rows })) as { version: number }
  return version
}

async function goOverTo(version: number): Promise<void> {
  await promoteVersion(project, {
    model: 'score',
    version,
    alias: 'champion',
    by: 'bench',
    gates: [],
  })
  await server.services.refresh()
  for (let asked = 0; asked < 20; asked += 1) {
    if ((await ask()) !== version) throw new Error(`version ${version} does not answer`)
  }
}

async function settledMemory(): Promise<UsedMemory> {
  for (let times = 0; times < 5; times += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { usedBytes: heapUsed + external, residentBytes: rss }
}

async function rollBack(): Promise<number> {
  const before = await ask()
  const startedAt = performance.now()
  await post('/api/v1/models/score/rollback', { reason: 'measured' })
  while ((await ask()) === before);
  return performance.now() - startedAt
}

const [first] = await project.models.list('score')
if (first === undefined) throw new Error('there is no version')
const { version: _, ...trees } = first
const { 'fitted.json': __, ...graphFiles } = trees.files
const content = kind === 'graphs' ? { ...trees, files: graphFiles } : trees

async function insert(name: string): Promise<number> {
  const digest = digestOf(`${kind} ${name}`)
  return (await project.models.insert({ ...content, contentDigest: digest })).version
}

const versions = [await insert('one'), await insert('another')] as const
// What requests need is taken before: it is not what is measured.
await goOverTo(versions[1])
for (let asked = 0; asked < 2000; asked += 1) await ask()
let afterFive = await settledMemory()
for (let turn = 0; turn < 100; turn += 1) {
  await goOverTo(versions[turn % 2 === 0 ? 0 : 1])
  if (turn === 4) afterFive = await settledMemory()
}
const afterHundred = await settledMemory()
const took: number[] = []
for (let turn = 0; turn < 5; turn += 1) {
  await goOverTo(versions[0])
  took.push(await rollBack())
}
const told: Reloaded = { afterFive, afterHundred, rollbackMs: median(took) }
process.stdout.write(JSON.stringify(told))
await server.close()
await project.close()
