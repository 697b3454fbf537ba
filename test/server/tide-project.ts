import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { silentLog } from '../../src/base/index.ts'
import {
  atMost,
  beats,
  boostedTrees,
  byTime,
  defineGroup,
  defineModel,
  defineMonitor,
  definePipeline,
  defineProject,
  defineRetraining,
  defineService,
  defineSettings,
  defineSite,
  defineSource,
  defineView,
  fileChannel,
  float,
  loadStep,
  mae,
  meanBaseline,
  newRows,
  predictStep,
  promoteStep,
  rmse,
  text,
  timestamp,
  trainStep,
  tumbling,
  unique,
} from '../../src/index.ts'
import { addDataset } from '../../src/data/index.ts'
import { openProject, type OpenedProject, type Project } from '../../src/project/index.ts'
import { startServer, type RunningServer } from '../../src/server/index.ts'

/** When the tests take place. */
export const noon = new Date('2026-03-01T12:00:00.000Z')
const hourMs = 3_600_000
const ports = ['doolin', 'galway'] as const

const settings = defineSettings({
  almanac: { default: 'texts/almanac', description: 'Where the tables come from' },
})

const almanac = defineGroup({
  name: 'almanac',
  description: 'What the tables say of tides to come',
  key: ['port'],
  time: 'at',
  columns: {
    port: text({ description: 'The harbour' }),
    at: timestamp(),
    pull: float({ unit: 'm', min: -10, max: 10 }),
  },
  checks: [unique('port', 'at')],
  freshWithin: '2d',
  from: defineSource({ name: 'tables', description: 'Tide tables', from: settings.almanac }),
  read: ({ text: lines }) => {
    const [knownAt = '', ...rows] = lines.trim().split('\n')
    return {
      knownAt: new Date(knownAt),
      rows: rows.map((line) => {
        const [port = '', at = '', pull = ''] = line.split(' ')
        return { port, at: new Date(at), pull: Number(pull) }
      }),
    }
  },
})

const gauges = defineGroup({
  name: 'gauges',
  key: ['port'],
  time: 'at',
  columns: { port: text(), at: timestamp(), level: float({ unit: 'm' }) },
  from: defineSource({ name: 'gauges', from: 'texts/gauges' }),
  read: ({ text: lines }) => {
    const rows = lines.split('\n').map((line) => {
      const [port = '', at = '', level = ''] = line.split(' ')
      if (level === '') throw new Error(`"${line}" has no level.`)
      return { port, at: new Date(at), level: Number(level) }
    })
    return { rows, ...(rows[0] === undefined ? {} : { knownAt: rows[0].at }) }
  },
})

const view = defineView({
  name: 'tides',
  label: gauges.column('level'),
  features: {
    pull: almanac.latest('pull'),
    meanPull: almanac.window('1d').mean('pull'),
    port: almanac.keyColumn('port'),
  },
})

const model = defineModel({
  name: 'level',
  description: 'How high the water stands',
  view,
  learner: boostedTrees({ trees: 20, learningRate: 0.3, minLeafRows: 2 }),
  split: byTime({ test: 0.25 }),
  measure: [mae(), rmse()],
  baselines: { mean: meanBaseline() },
  slices: ['port'],
  gates: [beats('baseline', 'mae', { by: 0.1 })],
})

const loads = [loadStep(almanac), loadStep(gauges)]
const trained = trainStep(model, { loads })
const promoted = promoteStep(model, { trained })
const predicted = predictStep(model, { promoted, ahead: '3d', back: '5d' })

const refresh = definePipeline({
  name: 'refresh',
  summary: 'Loads, trains, promotes, predicts',
  steps: [...loads, trained, promoted, predicted],
  schedule: '0 6 * * *',
})

const service = defineService({ name: 'tide', model, forecast: { ahead: '3d' } })

const monitor = defineMonitor({
  name: 'tables',
  watch: { group: almanac },
  window: tumbling('1d'),
  rules: [atMost('rowCount', 1)],
})

export const tideProject = defineProject({
  name: 'tides',
  description: 'How high will the water stand?',
  settings,
  groups: [almanac, gauges],
  views: [view],
  models: [model],
  pipelines: [refresh],
  services: [service],
  sites: [
    defineSite({
      name: 'tide',
      title: 'Tides',
      introduction: 'The water.',
      service,
      places: { doolin: 'Doolin', galway: 'Galway' },
      valueLabel: 'Level',
    }),
  ],
})

/** The same, watched and trained anew. */
export const watchedTides: Project = {
  ...tideProject,
  monitors: [monitor],
  retraining: [defineRetraining({ model, when: [newRows(10)] })],
}

const accuracy = defineMonitor({
  name: 'level-accuracy',
  watch: { model, of: ['inputs', 'outcomes'] },
  window: tumbling('1d'),
  rules: [atMost('mae', 0.001, { severity: 'critical', slice: '' }), atMost('missing of pull', 0)],
  tell: [fileChannel('log', { path: 'alerts.ndjson' })],
})

/** The same, held to more than the model can keep. */
export const judgedTides: Project = { ...tideProject, monitors: [accuracy] }

/** A project of forty days of tides in a temporary folder, on real engines. */
export async function openTides(
  t: TestContext,
  definition: Project = tideProject,
): Promise<OpenedProject> {
  const root = await mkdtemp(join(tmpdir(), 'groundswell-server-'))
  await writeTexts(root)
  // What the fingerprint of the code is taken of, and what a process that asks gates loads.
  const config = `export { tideProject as project } from '${import.meta.url}'\n`
  await writeFile(join(root, 'swell.config.ts'), config)
  const project = await openProject(definition, {
    root,
    settings: { almanac: 'texts/almanac' },
    environment: {},
    now: laterEachTime(noon),
    log: silentLog,
  })
  const servers: RunningServer[] = []
  serversOf.set(root, servers)
  t.after(async () => {
    // Hooks run in the order in which they were set: a server ends before what it writes to.
    for (const server of servers) await server.close()
    await project.close()
    // What is still being written to the cache of the code's readings may come between.
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  })
  return project
}

/** The servers of a project by its folder, to be closed before it. */
const serversOf = new Map<string, RunningServer[]>()

/** A server of the tides on a port that is free. */
export async function startTides(
  t: TestContext,
  project?: OpenedProject,
): Promise<RunningServer & { readonly project: OpenedProject }> {
  const opened = project ?? (await openTides(t))
  const server = await startServer(opened, { port: 0, grpcPort: 0 })
  serversOf.get(opened.root)?.push(server)
  return { ...server, project: opened }
}

/** Keeps a dataset of two tables as a version, or as the next one when it holds other rows. */
export async function addHarbours(
  project: OpenedProject,
  ...more: readonly string[]
): Promise<void> {
  const folder = join(project.root, 'harbours')
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'west.csv'),
    ['name,depth', 'doolin,4', 'galway,9', ...more].join('\n'),
  )
  await writeFile(join(folder, 'south.csv'), 'name,depth\ncork,12\n')
  await addDataset(project, { path: folder, by: 'a test' })
}

/** Runs the pipeline to its end, as a schedule would. */
export async function refreshTides(server: RunningServer): Promise<void> {
  const { failure } = await server.runner.run('refresh', { reason: 'by a test' })
  if (failure !== undefined) throw failure.error
}

async function writeTexts(root: string): Promise<void> {
  const days = Array.from({ length: 40 }, (_, day) => new Date(noon.getTime() - day * 24 * hourMs))
  await mkdir(join(root, 'texts/almanac'), { recursive: true })
  await mkdir(join(root, 'texts/gauges'), { recursive: true })
  for (const day of days) {
    const name = `${day.toISOString().slice(0, 10)}.txt`
    await writeFile(join(root, 'texts/almanac', name), tableText(day))
    await writeFile(join(root, 'texts/gauges', name), gaugeText(day))
  }
}

/** What is said at six in the morning of the three days to come. */
function tableText(day: Date): string {
  const known = new Date(day.getTime() - 6 * hourMs)
  const moments = Array.from({ length: 13 }, (_, at) => new Date(known.getTime() + at * 6 * hourMs))
  const lines = moments.flatMap((at) =>
    ports.map((port) => `${port} ${at.toISOString()} ${pullAt(port, at).toFixed(3)}`),
  )
  return [known.toISOString(), ...lines].join('\n')
}

function gaugeText(day: Date): string {
  return ports
    .map((port) => `${port} ${day.toISOString()} ${(2 * pullAt(port, day) + 1).toFixed(2)}`)
    .join('\n')
}

function pullAt(port: string, at: Date): number {
  const days = at.getTime() / (24 * hourMs)
  return 2 * Math.sin(days / 2.3) + Math.cos(days * 1.7) + (port === 'doolin' ? 0.5 : 0)
}

/** A millisecond later each time it is asked: what happens later is later. */
function laterEachTime(start: Date) {
  let ms = start.getTime()
  return () => new Date(ms++)
}
