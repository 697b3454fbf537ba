import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { deliverDays } from '../world/deliver.ts'
import { dayMs, forecastOf, makeDays, worldBegin } from '../world/make-days.ts'

const days = [...makeDays('test', worldBegin + 1_500 * dayMs).values()].flat()
const quantile = (values: readonly number[], at: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(at * values.length)] ?? Number.NaN

test('dust has the shape of the sheet: quartiles of 4.9, 8.6 and 14.6, mean 10.8, most 138', () => {
  const dust = days.map(({ pm25 }) => pm25)
  const near = (found: number, wanted: number) =>
    assert.ok(Math.abs(found / wanted - 1) < 0.2, `${found} instead of ${wanted}`)
  near(quantile(dust, 0.25), 4.9)
  near(quantile(dust, 0.5), 8.6)
  near(quantile(dust, 0.75), 14.6)
  near(dust.reduce((sum, value) => sum + value, 0) / dust.length, 10.8)
  const most = Math.max(...dust)
  assert.ok(most > 60 && most < 200, `${most}`)
})

test('the farther ahead the weather is told, the less right it is', () => {
  const offBy = (ahead: number) => {
    const errors = days.slice(0, 1_000).map(({ weather, day }) => {
      const said = forecastOf(weather, `x/${day}/${ahead}`, ahead)
      return Math.abs(said.temperature - weather.temperature)
    })
    return errors.reduce((sum, error) => sum + error, 0) / errors.length
  }
  assert.equal(offBy(0), 0)
  assert.ok(offBy(1) < offBy(3) && offBy(3) < offBy(7), `${offBy(1)}, ${offBy(7)}`)
})

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'air-'))
  context.after(() => rm(folder, { recursive: true }))
  return folder
}

test('dust is told the morning after, the weather of today and seven days to come in the morning', async (context) => {
  const folder = await emptyFolder(context)
  const from = new Date('2026-11-19T00:00:00Z')
  const options = { folder, seed: 'x', from }
  assert.equal(await deliverDays({ ...options, to: new Date('2026-11-21T05:59:00Z') }), 3)
  assert.equal(await deliverDays({ ...options, to: new Date('2026-11-21T06:00:00Z') }), 2)
  const names = async (kind: string) => (await readdir(join(folder, kind))).toSorted()
  assert.deepEqual(await names('air'), ['2026-11-19.csv', '2026-11-20.csv'])
  assert.deepEqual(await names('weather'), ['2026-11-19.csv', '2026-11-20.csv', '2026-11-21.csv'])
  const [, ...rows] = (await readFile(join(folder, 'weather/2026-11-21.csv'), 'utf8'))
    .trim()
    .split('\n')
  assert.equal(rows.length, 3 * 8)
  assert.match(rows[7] ?? '', /^Stockholm,2026-11-28,/)
})
