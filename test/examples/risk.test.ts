import assert from 'node:assert/strict'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createClient, readCombinedReport } from '../../src/client/index.ts'
import { nextRuns } from '../../src/pipelines/index.ts'
import { startExample, type StartedExample } from '../browser/start-example.ts'
import { runSwell } from '../cli/run-swell.ts'

const began = new Date('2026-11-21T12:00:00Z')
let ms = began.getTime()
let risk: StartedExample

before(async () => {
  risk = await startExample({ name: 'risk', assignments: [], now: () => new Date(ms++) })
})

after(async () => {
  await risk?.close()
})

/** Ten minutes later, with a file more. */
async function deliver(file: string, name = file): Promise<void> {
  const { root } = risk.project
  await copyFile(join(root, 'data/source', file), join(root, 'deliveries', name))
  ms += 600_000
  await risk.run()
}

async function newest() {
  const { decisions } = await createClient(risk.url).listDecisions()
  return { count: decisions.length, decision: decisions[0] }
}

test('the first model is promoted, as there is none', async () => {
  const { count, decision } = await newest()
  assert.equal(count, 1)
  assert.equal(decision?.because, 'promoted 1 because it is the first')
  assert.equal((await risk.project.commits.list('clients')).length, 1)
})

test('a file on which the model does as well as before is taken in, and nothing is trained', async () => {
  await deliver('dataset3.csv')
  const { decision } = await newest()
  assert.match(decision?.because ?? '', /^kept 1 because it still holds: f1 0.875 on the 11 newest/)
  assert.equal((await risk.project.models.list('risk')).length, 1)
})

test('a file on which it does worse makes it trained anew, compared and redeployed', async () => {
  await deliver('dataset4.csv')
  const { decision } = await newest()
  assert.match(
    decision?.because ?? '',
    /^promoted 2 because f1 0.743 instead of 0.722 on the same 27 rows/,
  )
  const champion = await risk.project.models.findAlias('risk', 'champion')
  assert.equal(champion?.version, 2)
  const { services } = await createClient(risk.url).listServices()
  assert.equal(services[0]?.version, 2, 'the service answers with it')
})

test('delivered again under another name a file is not new, and nothing is decided', async () => {
  const before = await newest()
  await deliver('dataset4.csv', 'again.csv')
  assert.equal((await newest()).count, before.count)
  assert.equal((await risk.project.commits.list('clients')).length, 3)
})

test('the process is due every ten minutes, and says its next five runs', () => {
  const [process] = risk.project.definition.pipelines
  const next = nextRuns(process?.schedule?.on ?? [], 5, began)
  assert.deepEqual(
    next.map((moment) => moment.toISOString().slice(11, 16)),
    ['12:10', '12:20', '12:30', '12:40', '12:50'],
  )
})

test('four endpoints tell how all is, and a client takes them together', async () => {
  const rows = [
    { corporation: 'ajis', lastmonthActivity: 37, lastyearActivity: 144, employees: 18 },
    { corporation: 'inqt', lastmonthActivity: 187, lastyearActivity: 193, employees: 336 },
  ]
  const { prediction, scoring, summaryStats, diagnostics } = await readCombinedReport(
    createClient(risk.url),
    { predict: { service: 'risk', rows } },
  )
  assert.equal(prediction?.version, 2)
  const said = prediction.predictions.map((one) => Number(one['exited']))
  assert.ok(said.length === 2 && said.every((share) => share > 0 && share < 1), said.join())

  const [score] = scoring.models
  assert.deepEqual([score?.model, score?.version, score?.metric], ['risk', 2, 'f1'])
  assert.deepEqual(
    score?.history.map(({ version }) => version),
    [1, 2],
  )
  const employees = summaryStats.groups[0]?.columns.find(({ column }) => column === 'employees')
  assert.ok(Number(employees?.mean) > Number(employees?.median), 'its tail is heavy')
  const { integrity, stability, timing, clock, disk } = diagnostics
  assert.deepEqual(
    integrity.map(({ group, rowCount }) => [group, rowCount]),
    [
      ['clients', 60],
      ['exits', 60],
    ],
  )
  assert.ok(stability.some(({ group, column }) => group === 'clients' && column === 'employees'))
  const load = timing.find(({ step }) => step === 'load-clients')
  assert.equal(load?.runCount, 3)
  assert.equal(clock.ahead, null)
  assert.ok(disk.freeBytes > 0)
})

test('the command asks the four endpoints and writes one text', async () => {
  const { root } = risk.project
  const { code, stderr, stdout } = await runSwell(
    [
      'diagnose',
      `--server=${risk.url}`,
      '--service=risk',
      '--in=data/test/testdata.csv',
      '--report=reports/api-returns.txt',
    ],
    { cwd: root, env: { SWELL_NOW: new Date(ms).toISOString() } },
  )
  assert.equal(code, 0, stderr)
  assert.match(stdout, /Machine\n/)
  assert.ok(!stdout.includes('✗'), stdout)
  const report = await readFile(join(root, 'reports/api-returns.txt'), 'utf8')
  for (const title of [
    'Predictions of risk, version 2',
    'Scoring',
    'Summary statistics',
    'Integrity: what is missing',
    'Stability: means of the newest commit',
    'Timing: the last run of each step',
    'Dependencies',
    'Machine',
  ]) {
    assert.ok(report.includes(title), title)
  }
  assert.match(report, /ajis/)
})
