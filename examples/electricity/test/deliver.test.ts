import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { deliverFiles } from '../world/deliver.ts'

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'electricity-'))
  context.after(() => rm(folder, { recursive: true }))
  return folder
}

const to = new Date('2026-11-21T10:00:00Z')

test('prices and weather are told when their day is over, the outlook five days before', async (context) => {
  const folder = await emptyFolder(context)
  const count = await deliverFiles({
    folder,
    seed: 'x',
    from: new Date('2026-11-19T00:00:00Z'),
    to,
  })
  assert.equal(count, 12)
  const names = async (kind: string) => (await readdir(join(folder, kind))).toSorted()
  assert.deepEqual(await names('prices'), ['2026-11-19.csv', '2026-11-20.csv'])
  assert.deepEqual(await names('weather'), ['2026-11-19.csv', '2026-11-20.csv'])
  const outlook = await names('outlook')
  assert.deepEqual([outlook[0], outlook.at(-1)], ['2026-11-19.csv', '2026-11-26.csv'])
  const [head, ...rows] = (await readFile(join(folder, 'prices/2026-11-20.csv'), 'utf8'))
    .trim()
    .split('\n')
  assert.equal(head, 'area,day,price')
  assert.deepEqual(
    rows.map((row) => row.split(',').slice(0, 2).join()),
    ['SE1', 'SE2', 'SE3', 'SE4'].map((area) => `${area},2026-11-20`),
  )
})

test('a longer history has the same days, and a second delivery only what is new', async (context) => {
  const [short, long] = [await emptyFolder(context), await emptyFolder(context)]
  const options = { seed: 'x', to }
  await deliverFiles({ ...options, folder: short, from: new Date('2026-11-18T00:00:00Z') })
  await deliverFiles({ ...options, folder: long, from: new Date('2026-10-01T00:00:00Z') })
  for (const kind of ['prices', 'weather', 'outlook']) {
    const path = join(kind, '2026-11-19.csv')
    assert.deepEqual(await readFile(join(short, path)), await readFile(join(long, path)))
  }
  const next = new Date('2026-11-22T10:00:00Z')
  const again = { ...options, folder: short, from: new Date('2026-11-18T00:00:00Z') }
  assert.equal(await deliverFiles(again), 0)
  assert.equal(await deliverFiles({ ...again, to: next }), 3)
})
