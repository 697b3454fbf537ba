import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { silentLog } from '../../src/base/index.ts'
import { createClient } from '../../src/client/index.ts'
import {
  appendRows,
  beats,
  defineForecast,
  defineGroup,
  defineProject,
  defineService,
  float,
  forecaster,
  newestRows,
  ridge,
  text,
  timestamp,
} from '../../src/index.ts'
import { openProject, type OpenedProject } from '../../src/project/index.ts'
import { startServer, type RunningServer } from '../../src/server/index.ts'
import { replayPrediction } from '../../src/serving/index.ts'
import { trainForecast } from '../../src/training/index.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

const counts = defineGroup({
  name: 'counts',
  key: ['place'],
  time: 'day',
  columns: { place: text(), day: timestamp(), riders: float({ unit: 'riders' }) },
})

const ridersAhead = defineForecast({
  name: 'riders-ahead',
  description: 'Riders of the next days',
  unit: 'riders',
  spec: forecaster({
    learner: ridge(),
    every: '1d',
    steps: 3,
    lags: [1, 2, 7],
    season: 7,
    interval: { share: 0.8 },
  }),
  origins: 3,
  gates: [beats('baseline', 'mae')],
  read: async (deps) => {
    const rows = await newestRows(deps, counts, 1000)
    return {
      series: rows.map(({ place }) => place),
      times: Float64Array.from(rows, ({ day }) => day.getTime()),
      target: Float64Array.from(rows, ({ riders }) => riders),
    }
  },
})

const definition = defineProject({
  name: 'riders',
  groups: [counts],
  forecasts: [ridersAhead],
  services: [defineService({ name: 'riders', model: ridersAhead })],
})

let project: OpenedProject
let server: RunningServer
let root: string

function addDays(from: number, to: number) {
  const days = Array.from({ length: to - from }, (_, at) => from + at)
  const rows = days.flatMap((day) =>
    [
      ['bridge', 20],
      ['harbour', 50],
    ].map(([place, more]) => ({
      place: String(place),
      day: new Date(start + day * dayMs),
      riders: Number(more) + 3 * (day % 7) + (day % 3),
    })),
  )
  return appendRows(project, counts, rows, { knownAt: new Date(start + to * dayMs) })
}

async function ask(query: string) {
  const response = await fetch(`${server.url}/services/riders/forecast?${query}`)
  return { status: response.status, reply: (await response.json()) as Reply }
}

interface Reply {
  readonly version?: number
  readonly code?: string
  readonly detail?: string
  readonly points: readonly {
    readonly at: string
    readonly ahead: number
    readonly value: number
    readonly low: number
    readonly high: number
    readonly predictionId: string
  }[]
}

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'groundswell-forecasts-'))
  project = await openProject(definition, {
    root,
    settings: {},
    environment: {},
    now: () => new Date(start + 100 * dayMs),
    log: silentLog,
  })
  await addDays(0, 100)
  const code = { commit: 'c0ffee', fingerprint: 'code 1' }
  await trainForecast(project, ridersAhead, { code, log: silentLog })
  server = await startServer(project, { port: 0, grpcPort: 0 })
})

after(async () => {
  await server.close()
  await project.close()
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
})

test('a forecast is promoted through its gates, and its service answers steps with bounds', async () => {
  const early = await ask('series=harbour')
  assert.deepEqual([early.status, early.reply.code], [409, 'serving.notReady'])

  const client = createClient(server.url)
  const { models } = await client.listModels({})
  assert.deepEqual(
    models.map(({ name, forecast, versionCount }) => [name, forecast, versionCount]),
    [['riders-ahead', { every: '1d', steps: 3, way: 'direct', share: 0.8, origins: 3 }, 1]],
  )
  const params = { name: 'riders-ahead' }
  const move = await client.promoteModel({ params, body: { version: 1 } })
  assert.deepEqual([move.to, move.gates.map(({ held }) => held)], [1, [true]])
  await server.services.refresh()

  const { status, reply } = await ask('series=harbour&ahead=2')
  assert.equal(status, 200, reply.detail)
  assert.equal(reply.version, 1)
  assert.deepEqual(
    reply.points.map(({ at, ahead }) => [at, ahead]),
    [100, 101].map((day, at) => [new Date(start + day * dayMs).toISOString(), at + 1]),
  )
  for (const { low, value, high } of reply.points) assert.ok(low <= value && value <= high)
  assert.deepEqual((await ask('series=harbour&ahead=2')).reply, reply, 'asked again it is the same')

  const { services } = await client.listServices({})
  assert.deepEqual(
    services.map((one) => [one.name, one.version, one.forecast?.entities, one.predictionCount]),
    [['riders', 1, [{ series: 'bridge' }, { series: 'harbour' }], 6]],
  )
})

test('what can not be forecast is refused, saying why', async () => {
  const problems = await Promise.all(
    [
      'series=quay',
      'series=harbour&ahead=4',
      'series=harbour&from=2026-01-03',
      'series=harbour&from=soon',
      'ahead=1',
      'series=harbour&form=2026-02-01',
    ].map(async (query) => {
      const { status, reply } = await ask(query)
      return [status, reply.code, reply.detail]
    }),
  )
  assert.deepEqual(problems, [
    [
      404,
      'serving.forecastNotFound',
      'Service riders has no forecast for quay. There is: bridge, harbour.',
    ],
    [
      400,
      'serving.beyondHorizon',
      'Service riders was asked 4 steps ahead; riders-ahead has learned 1 to 3, each of 1d.',
    ],
    [
      400,
      'serving.noHistory',
      'Of harbour 3 steps of 1d are known before 2026-01-03T00:00:00.000Z, and 7 are read.',
    ],
    [
      400,
      'server.inputNotAsAgreed',
      '"from" of the query is "soon", but must be a moment, such as 2026-11-01T00:00:00Z.',
    ],
    [
      400,
      'server.inputNotAsAgreed',
      '"series" of the query is missing, but must be one of bridge, harbour.',
    ],
    [
      400,
      'server.unknownInput',
      'The query takes no "form" (it is "2026-02-01"). Did you mean "from"?',
    ],
  ])
  const rows = await fetch(`${server.url}/services/riders/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"series":"harbour"}',
  })
  const refused = (await rows.json()) as Reply
  assert.equal(refused.code, 'serving.answersForecasts')
})

test('each value that was answered is kept: why it was said, and that it is said again', async () => {
  const { reply } = await ask('series=bridge&from=2026-03-01')
  assert.equal(reply.points[0]?.at, '2026-03-02T00:00:00.000Z')
  const id = reply.points[0].predictionId
  // What comes in later changes nothing of what was known then.
  await addDays(100, 101)
  const why = await createClient(server.url).whyPrediction({ params: { id } })
  assert.deepEqual(
    [why.prediction.model, why.prediction.version, why.prediction.origin, why.prediction.entity],
    ['riders-ahead', 1, 'hindcast', { series: 'bridge' }],
  )
  assert.ok(why.nodes.some(({ kind }) => kind === 'model-version'))
  const predicting = { models: [ridersAhead], services: [] }
  assert.equal((await replayPrediction(project, predicting, id)).isEqual, true)
  const next = await ask('series=bridge&ahead=1')
  assert.equal(next.reply.points[0]?.at, new Date(start + 101 * dayMs).toISOString())
})

test('its address stands in the OpenAPI document with its series and its horizon', async () => {
  const response = await fetch(`${server.url}/docs/openapi.json`)
  const { paths } = (await response.json()) as {
    readonly paths: Readonly<
      Record<
        string,
        { readonly get?: { readonly parameters: readonly { name: string; schema: object }[] } }
      >
    >
  }
  assert.equal(paths['/services/riders/predict'], undefined)
  const { parameters = [] } = paths['/services/riders/forecast']?.get ?? {}
  const schemas = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]))
  assert.deepEqual(Object.keys(schemas), ['series', 'from', 'ahead'])
  assert.deepEqual((schemas['series'] as { enum?: unknown }).enum, ['bridge', 'harbour'])
  assert.equal((schemas['ahead'] as { maximum?: unknown }).maximum, 3)
})
