import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { deliverFiles } from '../bank/deliver.ts'

const from = new Date('2026-01-01T10:00:00Z')
const noon = new Date('2026-01-08T12:00:00Z')

async function delivered(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-fraud-'))
  t.after(() => rm(folder, { recursive: true }))
  const deliver = (to: Date, since = from) =>
    deliverFiles({ folder, seed: 'test', from: since, to })
  const lines = async (...path: string[]) =>
    (await readFile(join(folder, ...path), 'utf8')).trim().split('\n')
  return { folder, deliver, lines }
}

test('transactions come every four hours, labels three days after their day', async (t) => {
  const { folder, deliver } = await delivered(t)
  assert.deepEqual(await deliver(noon), { transactionFiles: 45, labelFiles: 4 })
  const blocks = await readdir(join(folder, 'transactions'))
  assert.deepEqual([blocks[0], blocks.at(-1)], ['2026-01-01T00.csv', '2026-01-08T08.csv'])
  const labels = await readdir(join(folder, 'labels'))
  assert.deepEqual([labels[0], labels.at(-1)], ['2026-01-01.csv', '2026-01-04.csv'])
})

test('what is there stays, what is new is added, and the bank stays the same', async (t) => {
  const { deliver, lines } = await delivered(t)
  await deliver(noon)
  const before = await lines('cards', '2026-01-01.csv')
  const later = new Date('2026-01-08T20:00:00Z')
  const added = await deliver(later, new Date('2026-01-05T00:00:00Z'))
  assert.deepEqual(added, { transactionFiles: 2, labelFiles: 0 })
  assert.deepEqual(await lines('cards', '2026-01-01.csv'), before)
  const one = await lines('transactions', '2026-01-08T16.csv')
  const { deliver: afresh, lines: linesAfresh } = await delivered(t)
  await afresh(later)
  assert.deepEqual(await linesAfresh('transactions', '2026-01-08T16.csv'), one)
})

test('each transaction of a day is labelled, and no other', async (t) => {
  const { deliver, lines } = await delivered(t)
  await deliver(noon)
  const blocks = ['00', '04', '08', '12', '16', '20']
  const files = await Promise.all(
    blocks.map((hour) => lines('transactions', `2026-01-02T${hour}.csv`)),
  )
  const made = files.flatMap(([, ...rows]) => rows.map((row) => row.split(',')[0]))
  const [, ...labels] = await lines('labels', '2026-01-02.csv')
  assert.deepEqual(
    labels.map((row) => row.split(',')[0]),
    made,
  )
})
