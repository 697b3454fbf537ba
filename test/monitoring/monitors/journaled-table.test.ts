import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { silentLog } from '../../../src/base/index.ts'
import { withJournaled } from '../../../src/monitoring/monitors/journaled-table.ts'
import {
  compactJournals,
  defineService,
  followJournals,
  fsPredictionJournal,
  listJournals,
  type Prediction,
  type PredictionId,
} from '../../../src/serving/index.ts'
import { ident, sql } from '../../../src/table/index.ts'
import { surfHeight } from '../../training/training-lab.ts'
import { hour, monitorLab } from './monitor-lab.ts'

const service = defineService({ name: 'surf', model: surfHeight })

function made(place: number): Prediction {
  return {
    id: `prd_${place}` as PredictionId,
    model: surfHeight.name,
    version: 1,
    origin: 'online',
    service: 'surf',
    key: { beachId: 'lahinch' },
    at: hour(place),
    value: place,
    knownBy: hour(place),
    madeAt: hour(place),
    features: { height: place },
    deliveries: {},
    commits: {},
  }
}

test('of journals each prediction is read once, and forgotten when it was moved', async (t) => {
  const { deps } = await monitorLab(t)
  const look = () =>
    withJournaled(deps, surfHeight, async (table) => {
      const rows = await deps.engine.rows(
        sql`select "predictionId" as id from ${ident(table)} order by predicted`,
      )
      return rows.map(({ id }) => id)
    })
  const journal = fsPredictionJournal(service, deps)
  assert.deepEqual(await look(), [])
  await journal.append([made(0), made(1)])
  assert.deepEqual(await look(), ['prd_0', 'prd_1'])

  // What was read before is not looked at again, whatever stands there.
  const [file] = await listJournals(deps)
  assert.ok(file)
  const text = readFileSync(file.path, 'utf8')
  writeFileSync(file.path, text.replaceAll('prd_', 'old_'))
  await journal.append([made(2)])
  assert.deepEqual(await look(), ['prd_0', 'prd_1', 'prd_2'])
  writeFileSync(file.path, readFileSync(file.path, 'utf8').replaceAll('old_', 'prd_'))

  const torn = readFileSync(file.path, 'utf8')
  writeFileSync(file.path, `${torn}{"id":"prd_3",`)
  assert.deepEqual(await look(), ['prd_0', 'prd_1', 'prd_2'], 'a line that is being written waits')
  writeFileSync(file.path, torn)

  await journal.close()
  const other = fsPredictionJournal(service, deps)
  await other.append([made(3)])
  await withJournaled(deps, surfHeight, async (table, rowCount) => {
    assert.equal(rowCount, 4)
    await compactJournals(deps, service)
    assert.deepEqual(await look(), ['prd_0', 'prd_1', 'prd_2', 'prd_3'], 'somebody reads it still')
    assert.ok(table)
  })
  assert.deepEqual(await look(), ['prd_3'])
  for (const one of await listJournals(deps)) rmSync(one.path)
  assert.deepEqual(await look(), [])
  await other.close()
})

test('of more than is read in little time a sample is read, which stands for all of it', async (t) => {
  const state = mkdtempSync(join(tmpdir(), 'swell-follow-'))
  t.after(() => rmSync(state, { recursive: true }))
  const deps = { state, now: () => hour(0), log: silentLog }
  const journal = fsPredictionJournal(service, deps)
  const follower = followJournals(surfHeight, { firstBytes: 2_000_000, nextBytes: 500_000 })
  const look = async () => {
    const found: { readonly places: number[]; count: number } = { places: [], count: 0 }
    for await (const { predictions, weight } of follower.added(deps)) {
      found.places.push(...predictions.map(({ value }) => value))
      found.count += predictions.length * weight
    }
    return found
  }
  const some = (count: number) => Array.from({ length: count }, (_, place) => made(place))
  await journal.append(some(40))
  assert.deepEqual(await look(), { places: [...Array(40).keys()], count: 40 })
  await journal.append(some(20_000))
  const { places, count } = await look()
  assert.equal(Math.round(count / 1000), 20, `it counts ${count}`)
  assert.equal(new Set(places).size, places.length)
  assert.ok(places.length < 6000 && places.length > 500, `${places.length} rows were read`)
  assert.ok(Math.min(...places) < 100 && Math.max(...places) > 10_000, 'from all of the journal')
  await journal.append(some(3))
  assert.deepEqual(await look(), { places: [0, 1, 2], count: 3 })
  await journal.close()
})
