import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { makeFixture, temporaryFolder } from './make-fixture.ts'
import { endAt, runSwell } from './run-swell.ts'

const folder = temporaryFolder('forecast')
let project: string

const config = `
import { overall, defineForecast, defineProject, forecaster, boostedTrees } from 'groundswell'

const days = Array.from({ length: 200 }, (_, day) => day)
const table = {
  series: days.flatMap(() => ['harbour', 'bridge']),
  times: Float64Array.from(days.flatMap((day) => [day, day]), (day) => Date.UTC(2026, 3, 1 + day)),
  target: Float64Array.from(days.flatMap((day) => [50 + 10 * (day % 7), 20 + 3 * (day % 7)])),
}

export const project = defineProject({
  name: 'bicycles',
  forecasts: [
    defineForecast({
      name: 'riders-ahead',
      description: 'Riders of the next days',
      unit: 'riders',
      spec: forecaster({
        learner: boostedTrees({ trees: 30, minLeafRows: 5 }),
        every: '1d',
        steps: 3,
        lags: [1, 7],
        season: 7,
        interval: { share: 0.8 },
      }),
      origins: 3,
      gates: [overall('mae').below(5)],
      read: () => Promise.resolve(table),
    }),
  ],
})
`

function swell(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runSwell(args, {
    cwd: project,
    env: { SWELL_STATE: join(folder, 'state'), ...env },
  })
}

before(async () => {
  project = await makeFixture(folder)
  await writeFile(join(project, 'swell.config.ts'), config)
})

test('a forecast that was killed goes on, is promoted through its gates, and the champion answers', async () => {
  // Right before it would be registered: all past forecasts were made, all was learned.
  const killed = await swell(
    ['forecast', 'train', 'riders-ahead'],
    endAt('insert into "model_versions"', 'SIGKILL'),
  )
  assert.equal(killed.signal, 'SIGKILL', killed.stderr)

  const trained = await swell(['forecast', 'train', 'riders-ahead', '--verbose'])
  assert.equal(trained.code, 0, trained.stderr)
  assert.match(trained.stderr, /going on from 3 past forecasts of run_\w+, which was broken off/)
  assert.match(trained.stdout, /riders-ahead version 1 {2}new/)
  assert.match(trained.stdout, /boosted trees \(trees 30, minLeafRows 5\), 3 steps of 1d/)

  const promoted = await swell(['models', 'promote', 'riders-ahead'])
  assert.equal(promoted.code, 0, promoted.stderr)
  assert.match(promoted.stdout, /mae is below 5 +yes/)

  const told = await swell(['forecast', 'ahead', 'riders-ahead', '--json'])
  assert.equal(told.code, 0, told.stderr)
  const reply = JSON.parse(told.stdout) as {
    version: number
    chosenBy: string
    points: {
      series: string
      at: string
      ahead: number
      value: number
      low: number
      high: number
      predictionId: string
    }[]
  }
  assert.deepEqual([reply.version, reply.chosenBy], [1, 'champion'])
  assert.deepEqual(
    reply.points.map(({ series, at, ahead }) => `${series} ${at.slice(0, 10)} ${ahead}`),
    ['bridge', 'harbour'].flatMap((series) =>
      [1, 2, 3].map((ahead) => `${series} 2026-10-${17 + ahead} ${ahead}`),
    ),
  )
  assert.ok(reply.points.every(({ value, low, high }) => low <= value && value <= high))

  const why = await swell(['why', reply.points[0]?.predictionId ?? ''])
  assert.equal(why.code, 0, why.stderr)
  assert.match(why.stdout, /riders-ahead/)
  assert.match(why.stdout, /Computed again it is equal/)

  const wrong = await swell(['train', 'riders-ahead'])
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /forecast of series, not a model of rows/)
})
