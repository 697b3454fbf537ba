import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemReply } from '../../src/api/index.ts'
import { createClient } from '../../src/client/index.ts'
import { fitModel, ridge, toOnnx } from '../../src/learn/index.ts'
import { getVersion, promoteVersion } from '../../src/registry/index.ts'
import { importModel } from '../../src/training/index.ts'
import { refreshTides, startTides, tideProject } from './tide-project.ts'

function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** What matters of a problem to a program that asks. */
async function problemOf(response: Response) {
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  const { status, code, detail } = problemReply.parse(await response.json())
  assert.equal(status, response.status)
  return { status, code, detail }
}

test('one row and many are predicted alike, and each answer can be looked up', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const row = { port: 'galway', at: '2026-03-02T12:00:00Z' }
  const predict = `${server.url}/services/tide/predict`
  const one = (await (await postJson(predict, row)).json()) as Answer
  const many = (await (await postJson(predict, { rows: [row, row] })).json()) as Answer

  const [first] = one.predictions
  assert.deepEqual([one.model, one.version, one.predictions.length], ['level', 1, 1])
  assert.equal(Object.keys(first ?? {}).join(' '), 'predictionId port at level pull meanPull')
  assert.equal(first?.['at'], '2026-03-02T12:00:00.000Z')
  assert.deepEqual(
    many.predictions.map((prediction) => prediction['level']),
    [first['level'], first['level']],
  )
  const why = await createClient(server.url).whyPrediction({
    params: { id: String(first['predictionId']) },
  })
  assert.equal(why.prediction.value, first['level'])
  const files = why.nodes.filter((node) => node.kind === 'delivery').map((node) => node.label)
  assert.deepEqual(files, ['2026-03-01.txt'])
})

interface Answer {
  readonly model: string
  readonly version: number
  readonly predictions: readonly Readonly<Record<string, unknown>>[]
}

test('a model that was taken in as a graph explains its predictions on request', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { project } = server
  const [model] = tideProject.models
  const [set] = await project.trainingSets.list()
  assert.ok(model !== undefined && set !== undefined)
  // Two metres for each of pull, half a metre less for each of the mean pull.
  const pulls = [0, 1, 2, 3, 4, 5]
  const fitted = await fitModel({
    learner: ridge({ alpha: 1e-9 }),
    columns: [
      { name: 'pull', kind: 'number', values: Float64Array.from(pulls) },
      { name: 'meanPull', kind: 'number', values: Float64Array.from(pulls, (pull) => pull % 2) },
    ],
    target: Float64Array.from(pulls, (pull) => 2 * pull - 0.5 * (pull % 2)),
    seed: 1,
  })
  const bytes = toOnnx(fitted, { modelName: 'theirs', outputName: 'said' })
  const columns = ['pull', 'meanPull']
  const code = await project.code()
  const { version } = await importModel(project, model, set, { code, bytes, columns })
  await promoteVersion(project, {
    model: 'level',
    version,
    alias: 'champion',
    by: 'ada',
    gates: [],
  })

  const { url } = await startTides(t, project)
  const row = { port: 'galway', at: '2026-03-02T12:00:00Z' }
  const ask = async (query: string) => {
    const response = await postJson(`${url}/services/tide/predict${query}`, row)
    assert.equal(response.status, 200, await response.clone().text())
    return (await response.json()) as Explained
  }
  const { version: answering, predictions } = await ask('?explain=true')
  assert.equal(answering, version)
  const [{ level, pull, explanation } = assert.fail()] = predictions
  const { scale, base, contributions } = explanation ?? assert.fail()
  assert.equal(scale, 'prediction')
  assert.deepEqual(Object.keys(contributions).toSorted(), ['meanPull', 'pull'])
  const sum = Object.values(contributions).reduce((whole, own) => whole + own, base)
  assert.ok(Math.abs(sum - level) < 1e-5, `${sum} of ${level}`)
  // Of a weighted sum: the weight times how far the value is from the mean of the rows that stand for others.
  const { files } = await getVersion(project.models, 'level', version)
  assert.ok(files['explainer.json'] !== undefined && files['fitted.json'] === undefined)
  const kept = await project.blobs.get(files['explainer.json'])
  const { background } = JSON.parse(new TextDecoder().decode(kept)) as {
    background: readonly { name: string; values: readonly number[] }[]
  }
  const others = background.find(({ name }) => name === 'pull')?.values ?? []
  const mean = others.reduce((whole, own) => whole + own, 0) / others.length
  assert.ok(Math.abs((contributions['pull'] ?? 0) - 2 * (pull - mean)) < 1e-3)
  const [plain] = (await ask('')).predictions
  assert.equal(plain?.explanation, undefined)
})

interface Explained {
  readonly version: number
  readonly predictions: readonly {
    readonly level: number
    readonly pull: number
    readonly explanation?: {
      readonly scale: string
      readonly base: number
      readonly contributions: Readonly<Record<string, number>>
    }
  }[]
}

test('a row that does not fit is refused with its field, its value and what is wanted', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const predict = `${server.url}/services/tide/predict`
  const rows = [{ port: 'galway' }, { port: 'galway', at: 'soon' }]
  assert.deepEqual(await problemOf(await postJson(predict, { rows })), {
    status: 400,
    code: 'serving.rowDoesNotFit',
    detail: 'Row 2: "at" is "soon", but must be a moment such as 2026-11-22T12:00:00Z.',
  })
  assert.deepEqual(await problemOf(await postJson(predict, { port: 'galway', pul: 1 })), {
    status: 400,
    code: 'serving.unknownField',
    detail: 'Row 1: there is no field "pul" (it is 1). Did you mean "pull"?',
  })
  const codes = await Promise.all(
    ['[]', '{"rows":[]}', '{"rows":[3]}', '{"rows":[{"port":"galway"}],"row":1}', '{', ''].map(
      async (body) => (await problemOf(await postJson(predict, body))).code,
    ),
  )
  assert.deepEqual(codes, [
    'server.inputNotAsAgreed',
    'server.inputNotAsAgreed',
    'server.inputNotAsAgreed',
    'server.unknownInput',
    'server.bodyNotJson',
    'server.bodyNotJson',
  ])
})

test('a service says that it does not exist, or that it has nothing to serve yet', async (t) => {
  const { url } = await startTides(t)
  const missing = await problemOf(await postJson(`${url}/services/tied/predict`, {}))
  assert.deepEqual([missing.status, missing.code], [404, 'serving.serviceNotFound'])
  const empty = await problemOf(await postJson(`${url}/services/tide/predict`, { port: 'galway' }))
  assert.deepEqual([empty.status, empty.code], [409, 'serving.notReady'])
})

test('a forecast is asked for by the key, and wants exactly that', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const forecast = `${server.url}/services/tide/forecast`
  const reply = (await (await fetch(`${forecast}?port=doolin`)).json()) as Record<string, unknown>
  const points = reply['points'] as readonly Readonly<Record<string, unknown>>[]
  assert.deepEqual(
    { ...reply, madeAt: typeof reply['madeAt'], points: points.length },
    { port: 'doolin', model: 'level', version: 1, madeAt: 'string', unit: 'm', points: 11 },
  )
  const problems = await Promise.all(
    ['', '?prot=doolin', '?port=cork'].map(async (query) =>
      problemOf(await fetch(forecast + query)),
    ),
  )
  assert.deepEqual(
    problems.map(({ status, detail }) => `${status} ${detail}`),
    [
      '400 "port" of the query is missing, but must be given, such as ?port=doolin.',
      '400 The query takes no "prot" (it is "doolin"). Give the key: port.',
      '404 Service tide has no forecast for "cork". There is: "doolin", "galway".',
    ],
  )
})

test('a promotion is picked up at once, and no request fails meanwhile', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { models } = server.project
  const { version: _, ...first } = await getVersion(models, 'level', 1)
  await models.insert(first)

  const client = createClient(server.url)
  const promoted = new AbortController()
  const versions: number[] = []
  async function askUntilPromoted(): Promise<void> {
    while (!promoted.signal.aborted) {
      const body = { port: 'galway', at: '2026-03-02T12:00:00Z' }
      const answer = await client.predict({ params: { name: 'tide' }, body })
      versions.push(answer.version)
    }
  }
  const asking = Promise.all(Array.from({ length: 8 }, askUntilPromoted))
  const body = { version: 2, reason: 'equal, but newer' }
  const move = await client.promoteModel({ params: { name: 'level' }, body })
  const after = await client.predict({ params: { name: 'tide' }, body: { port: 'galway' } })
  promoted.abort()
  await asking

  assert.deepEqual([move.from, move.to, move.reason], [1, 2, 'equal, but newer'])
  assert.equal(after.version, 2)
  assert.ok(versions.includes(1))
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  )
})

test('a promotion that a gate refuses says what each gate found', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { models } = server.project
  const { version: _, ...first } = await getVersion(models, 'level', 1)
  await models.insert({
    ...first,
    evaluation: { ...first.evaluation, metrics: { mae: 99, rmse: 99 } },
  })
  const response = await postJson(`${server.url}/api/v1/models/level/promote`, { version: 2 })
  const problem = problemReply.parse(await response.json())
  assert.deepEqual([problem.status, problem.code], [422, 'registry.gateNotHeld'])
  assert.deepEqual(
    (problem['gates'] as readonly { held: boolean }[]).map(({ held }) => held),
    [false],
  )
})
