import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { routes } from '../../src/api/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

interface Document {
  readonly openapi: string
  readonly paths: Record<string, Record<string, { readonly operationId: string }>>
  readonly components: { readonly schemas: Record<string, object> }
}

async function documentOf(url: string): Promise<Document> {
  return (await (await fetch(`${url}/docs/openapi.json`)).json()) as Document
}

/** Judges values by a schema of the document, as a generated client would. */
function judge(document: Document, name: string) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'document', ...document })
  const validate = ajv.getSchema(`document#/components/schemas/${name}`)
  assert.ok(validate, name)
  return (value: unknown) => validate(value)
}

/** What clients of other servers speak, and what greets programs. */
const faces = [
  'greetService',
  'getInferenceServer',
  'getInferenceLive',
  'getInferenceReady',
  'listInferenceModels',
  'listInferenceStatistics',
  'listModelRepository',
  'getInferenceModel',
  'getInferenceConfiguration',
  'getInferenceModelReady',
  'getInferenceStatistics',
  'inferModel',
  'getInferenceModelVersion',
  'inferModelVersion',
  'loadModel',
  'unloadModel',
  'listKserveModels',
  'getKserveModel',
  'predictByKserve',
  'scoreByService',
  'pingService',
  'score',
  'ping',
]

test('the document has each service with its own rows, and every other route', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const document = await documentOf(server.url)
  assert.equal(document.openapi, '3.1.0')
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation.operationId),
  )
  const { predict: _, getForecast: __, ...others } = routes
  assert.deepEqual(
    ids.toSorted(),
    [...Object.keys(others), 'predictTide', 'forecastTide', ...faces].toSorted(),
  )
  for (const name of Object.keys(document.components.schemas)) judge(document, name)

  const isInput = judge(document, 'TidePredictInput')
  assert.deepEqual(
    [
      { port: 'galway' },
      { rows: [{ port: 'doolin', at: '2026-03-02T12:00:00Z', pull: 1 }] },
      { port: 'cork' },
      { at: '2026-03-02T12:00:00Z' },
      { port: 'galway', pul: 1 },
    ].map((input) => isInput(input)),
    [true, true, false, false, false],
  )
})

test('what a service answers is as the document says', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const document = await documentOf(server.url)
  const response = await fetch(`${server.url}/services/tide/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"port":"galway"}',
  })
  assert.equal(judge(document, 'TidePredictReply')(await response.json()), true)
  const forecast = await fetch(`${server.url}/services/tide/forecast?port=galway`)
  assert.equal(judge(document, 'TideForecastReply')(await forecast.json()), true)
})

test('the faces that other servers have answer as the document says, asked with its own examples', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const document = await documentOf(server.url)
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'document', ...document })
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { operationId }] of Object.entries(methods)) {
      if (!faces.includes(operationId) || operationId === 'unloadModel') continue
      const filled = path.replace(/\{(name|model)\}/, 'tide').replace('{version}', '1')
      const rows = [{ port: 'galway' }]
      const body =
        operationId === 'listModelRepository'
          ? {}
          : path.endsWith('infer')
            ? { inputs: [{ name: 'port', datatype: 'BYTES', shape: [1], data: ['galway'] }] }
            : path.startsWith('/v1')
              ? { instances: rows }
              : { dataframe_records: rows }
      const response = await fetch(server.url + filled, {
        method: method.toUpperCase(),
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        ...(method === 'get' ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      assert.equal(response.status, 200, `${filled} ${text}`)
      const place = `/paths/${path.replaceAll('/', '~1')}/${method}/responses/200/content/application~1json/schema`
      const validate = ajv.getSchema(`document#${encodeURI(place)}`)
      assert.ok(validate, place)
      const told: unknown = text === '' ? '' : JSON.parse(text.trim() === '' ? 'null' : text)
      assert.equal(validate(told), true, `${filled} ${text} ${JSON.stringify(validate.errors)}`)
    }
  }
})

test('the page shows every operation and needs nothing from elsewhere', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const page = await (await fetch(`${server.url}/docs`)).text()
  const { paths } = await documentOf(server.url)
  for (const methods of Object.values(paths)) {
    for (const { operationId } of Object.values(methods)) {
      assert.ok(page.includes(`<section class="operation" id="${operationId}">`), operationId)
    }
  }
  assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//)
  const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  assert.deepEqual(
    links.filter((id) => !anchors.has(id)),
    [],
  )
})

test('the type of a problem leads to its documentation', async (t) => {
  const { url } = await startTides(t)
  const { type } = (await (await fetch(`${url}/api/v1/runs/none`)).json()) as { type: string }
  const [address = '', anchor = ''] = type.split('#')
  assert.ok((await (await fetch(url + address)).text()).includes(`id="${anchor}"`), type)
})

test('the metrics are those of docs/metrics.md', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  await fetch(`${server.url}/services/tide/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"port":"galway"}',
  })
  const text = await (await fetch(`${server.url}/metrics`)).text()
  const said = [...text.matchAll(/^# TYPE (groundswell_\w+) (\w+)$/gm)].map(
    ([, name, kind]) => `${name} ${kind}`,
  )
  const page = await readFile(new URL('../../docs/metrics.md', import.meta.url), 'utf8')
  const documented = [...page.matchAll(/^\| `(groundswell_\w+)` +\| (\w+)/gm)].map(
    ([, name, kind]) => `${name} ${kind}`,
  )
  assert.deepEqual(said.toSorted(), documented.toSorted())
  assert.match(text, /groundswell_predictions_total\{service="tide",model="level",version="1"\} 1/)
  assert.match(
    text,
    /_duration_seconds_count\{method="POST",route="\/services\/tide\/predict",status="200"\} 1/,
  )
  assert.match(text, /^process_cpu_seconds_total \d/m)
  assert.match(text, /^nv_inference_count\{model="tide",version="1"\} 1$/m)
  assert.match(text, /^nv_inference_request_success\{model="tide",version="1"\} 1$/m)
  assert.match(text, /^groundswell_service_working\{service="tide"\} 0$/m)
  const triton = new Set([...text.matchAll(/^# TYPE (nv_\w+) counter$/gm)].map(([, name]) => name))
  assert.deepEqual(new Set([...page.matchAll(/`(nv_\w+)`/g)].map(([, name]) => name)), triton)
  const grafana = await readFile(new URL('../../docs/grafana.json', import.meta.url), 'utf8')
  const asked = [...grafana.matchAll(/\b(?:groundswell|nodejs|process)_\w+/g)].map(([name]) => name)
  // A histogram is asked for by its buckets, which stand there by name.
  const isThere = (name: string) => text.includes(`# TYPE ${name} `) || text.includes(`\n${name}`)
  assert.deepEqual(
    asked.filter((name) => !isThere(name)),
    [],
  )
})
