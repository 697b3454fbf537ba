import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parseCsv } from 'groundswell'
import { deliverPassengers } from '../passengers/deliver.ts'
import { outcomeColumns, passengerColumns } from '../passengers/passenger-columns.ts'

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'titanic-'))
  context.after(() => rm(folder, { recursive: true }))
  return folder
}

const now = new Date('2026-11-21T08:11:00Z')
const options = { seed: 'titanic', now, dailyDays: 3 }

async function readLists(folder: string) {
  const [passengers, outcomes] = await Promise.all(
    ['passengers', 'outcomes'].map(async (kind) => (await readdir(join(folder, kind))).toSorted()),
  )
  return { passengers, outcomes }
}

async function readPassengers(folder: string, name: string) {
  return [...parseCsv(await readFile(join(folder, 'passengers', name), 'utf8'), passengerColumns)]
}

test('there is the history, a passenger a day, and outcomes up to yesterday’s', async (context) => {
  const folder = await emptyFolder(context)
  assert.deepEqual(await deliverPassengers({ ...options, folder }), {
    passengers: 894,
    outcomes: 893,
  })
  assert.deepEqual(await readLists(folder), {
    passengers: ['2026-11-19.csv', '2026-11-20.csv', '2026-11-21.csv', 'history.csv'],
    outcomes: ['2026-11-19.csv', '2026-11-20.csv', 'history.csv'],
  })
  const text = await readFile(join(folder, 'outcomes', '2026-11-20.csv'), 'utf8')
  const [outcome] = parseCsv(text, outcomeColumns)
  assert.deepEqual(outcome?.listedAt, new Date('2026-11-20T08:00:00Z'))
})

test('a second delivery of the same day writes nothing', async (context) => {
  const folder = await emptyFolder(context)
  await deliverPassengers({ ...options, folder })
  assert.deepEqual(await deliverPassengers({ ...options, folder }), { passengers: 0, outcomes: 0 })
})

test('before eight, today’s passenger is not on the list yet', async (context) => {
  const folder = await emptyFolder(context)
  await deliverPassengers({ ...options, folder, now: new Date('2026-11-21T07:59:00Z') })
  const { passengers } = await readLists(folder)
  assert.equal(passengers?.includes('2026-11-21.csv'), false)
})

test('each new passenger has the number after the highest, however often one looks', async (context) => {
  const folder = await emptyFolder(context)
  const ids: number[] = []
  for (const day of [21, 22, 25]) {
    const at = new Date(`2026-11-${day}T12:00:00Z`)
    await deliverPassengers({ ...options, folder, now: at })
    const [newest] = await readPassengers(folder, `2026-11-${day}.csv`)
    ids.push(newest?.passengerId ?? 0)
  }
  assert.deepEqual(ids, [894, 895, 898])
  const history = await readPassengers(folder, 'history.csv')
  assert.deepEqual(
    [history.length, history[0]?.passengerId, history[890]?.passengerId],
    [891, 1, 891],
  )
})

test('the same seed makes the same lists, another one others', async (context) => {
  const [one, same, other] = [
    await emptyFolder(context),
    await emptyFolder(context),
    await emptyFolder(context),
  ]
  await deliverPassengers({ ...options, folder: one })
  await deliverPassengers({ ...options, folder: same })
  await deliverPassengers({ ...options, folder: other, seed: 'olympic' })
  const read = (folder: string) => readFile(join(folder, 'passengers', 'history.csv'), 'utf8')
  assert.equal(await read(same), await read(one))
  assert.notEqual(await read(other), await read(one))
})
