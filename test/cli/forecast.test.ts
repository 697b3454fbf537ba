import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const folder = temporaryFolder('forecast')
let project: string

const config = `
import { defineForecast, defineProject, forecaster, boostedTrees } from 'groundswell'

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
      read: () => Promise.resolve(table),
    }),
  ],
})
`

function swell(...args: readonly string[]) {
  return runSwell(args, {
    cwd: project,
    env: { SWELL_NOW: fixtureNow, SWELL_STATE: join(folder, 'state') },
  })
}

before(async () => {
  project = await makeFixture(folder)
  await writeFile(join(project, 'swell.config.ts'), config)
})

test('a forecast of several steps is trained, registered once, and told with its bounds', async () => {
  const early = await swell('forecast', 'ahead', 'riders-ahead')
  assert.equal(early.code, 4)
  assert.match(early.stderr, /Train one: swell forecast train riders-ahead/)

  const trained = await swell('forecast', 'train', 'riders-ahead', '--json')
  assert.equal(trained.code, 0, trained.stderr)
  const { version, isNew, metrics, baselines } = JSON.parse(trained.stdout) as {
    version: number
    isNew: boolean
    metrics: Record<string, number>
    baselines: Record<string, Record<string, number>>
  }
  assert.deepEqual([version, isNew], [1, true])
  const naive = baselines['last value']?.['mae'] ?? NaN
  assert.ok((metrics['mae'] ?? NaN) < 0.2 * naive, JSON.stringify(metrics))
  assert.deepEqual(Object.keys(metrics), ['mae', 'rmse', 'coverage'])

  const again = await swell('forecast', 'train', 'riders-ahead')
  assert.equal(again.code, 0, again.stderr)
  assert.match(again.stdout, /riders-ahead version 1 {2}it learnt the same as before/)
  assert.match(again.stdout, /boosted trees \(trees 30, minLeafRows 5\), 3 steps of 1d/)

  const told = await swell('forecast', 'ahead', 'riders-ahead', '--json')
  assert.equal(told.code, 0, told.stderr)
  const { points } = JSON.parse(told.stdout) as {
    points: {
      series: string
      at: string
      ahead: number
      value: number
      low: number
      high: number
    }[]
  }
  assert.deepEqual(
    points.map(({ series, at, ahead }) => `${series} ${at.slice(0, 10)} ${ahead}`),
    ['bridge', 'harbour'].flatMap((series) =>
      [1, 2, 3].map((ahead) => `${series} 2026-10-${17 + ahead} ${ahead}`),
    ),
  )
  assert.ok(points.every(({ value, low, high }) => low <= value && value <= high))

  const listed = await swell('forecast', 'list')
  assert.match(listed.stdout, /riders-ahead +3 × 1d +1 /)
})
