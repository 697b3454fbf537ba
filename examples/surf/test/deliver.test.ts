import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { beaches } from '../beaches.ts'
import { parseBulletin } from '../texts/parse-bulletin.ts'
import { deliverTexts } from '../weather/deliver.ts'

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'surf-'))
  context.after(() => rm(folder, { recursive: true }))
  return folder
}

/** Every file below `folder` with its text. */
async function readAll(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted()
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  return new Map(paths.map((path, index) => [path.slice(folder.length + 1), texts[index] ?? '']))
}

const from = new Date('2026-11-18T00:00:00Z')
const to = new Date('2026-11-21T10:00:00Z')

test('texts are there from their cycle, or ten o’clock, on', async (context) => {
  const folder = await emptyFolder(context)
  const [lahinch] = beaches.map((beach) => [beach])
  const options = {
    folder,
    seed: 1,
    from: new Date('2026-11-20T01:00:00Z'),
    beaches: lahinch ?? [],
  }
  await deliverTexts({ ...options, to: new Date('2026-11-21T09:59:00Z') })
  assert.deepEqual(
    [...(await readAll(folder)).keys()],
    [
      'bulletins/lahinch/20261120T12z.txt',
      'bulletins/lahinch/20261121T00z.txt',
      'reports/lahinch/2026-11-20.txt',
    ],
  )
  const { bulletins, reports } = await deliverTexts({ ...options, to })
  assert.deepEqual({ bulletins, reports }, { bulletins: 0, reports: 1 })
})

test('a second delivery of the same time writes nothing', async (context) => {
  const folder = await emptyFolder(context)
  const options = { folder, seed: 1, from, to, beaches }
  const { bulletins, reports } = await deliverTexts(options)
  assert.deepEqual({ bulletins, reports }, { bulletins: 21, reports: 12 })
  assert.deepEqual(await deliverTexts(options), { bulletins: 0, reports: 0, bytes: 0 })
})

test('two deliveries that overlap give the bytes of one that spans both', async (context) => {
  const apart = await emptyFolder(context)
  const whole = await emptyFolder(context)
  const options = { seed: 'x', beaches }
  const middle = new Date('2026-11-20T12:00:00Z')
  await deliverTexts({
    ...options,
    folder: apart,
    from: new Date('2026-11-19T00:00:00Z'),
    to: middle,
  })
  await deliverTexts({ ...options, folder: apart, from, to })
  await deliverTexts({ ...options, folder: whole, from, to })
  assert.deepEqual(await readAll(apart), await readAll(whole))
})

test('one beach gets the same texts whether others are delivered or not', async (context) => {
  const alone = await emptyFolder(context)
  const together = await emptyFolder(context)
  const [, easkey] = beaches
  assert.ok(easkey)
  await deliverTexts({ folder: alone, seed: 1, from, to, beaches: [easkey] })
  await deliverTexts({ folder: together, seed: 1, from, to, beaches })
  for (const [path, text] of await readAll(alone)) {
    assert.equal(text, await readFile(join(together, path), 'utf8'))
  }
})

test('another seed is another sea', async (context) => {
  const one = await emptyFolder(context)
  const two = await emptyFolder(context)
  await deliverTexts({ folder: one, seed: 1, from, to, beaches })
  await deliverTexts({ folder: two, seed: 2, from, to, beaches })
  const path = 'bulletins/lahinch/20261120T12z.txt'
  assert.notEqual((await readAll(one)).get(path), (await readAll(two)).get(path))
})

test('a bulletin that was delivered is read back, and is under 12 kB', async (context) => {
  const folder = await emptyFolder(context)
  await deliverTexts({ folder, seed: 1, from, to, beaches })
  const text = await readFile(join(folder, 'bulletins/easkey/20261120T12z.txt'), 'utf8')
  const { beachId, cycleAt, steps } = parseBulletin(text)
  assert.equal(beachId, 'easkey')
  assert.deepEqual(cycleAt, new Date('2026-11-20T12:00:00Z'))
  assert.equal(steps.length, 119)
  assert.ok(text.length < 12_000)
})

test('an aborted delivery leaves whole texts only, and the next one completes it', async (context) => {
  const folder = await emptyFolder(context)
  const whole = await emptyFolder(context)
  const stop = new AbortController()
  const options = { seed: 1, from, to, beaches }
  const onProgress = ({ done }: { done: number }): void => {
    if (done === 5) stop.abort(new Error('enough'))
  }
  await assert.rejects(deliverTexts({ ...options, folder, onProgress, signal: stop.signal }), {
    message: 'enough',
  })
  await deliverTexts({ ...options, folder })
  await deliverTexts({ ...options, folder: whole })
  assert.deepEqual(await readAll(folder), await readAll(whole))
})

test('there is nothing to deliver before the epoch', async (context) => {
  const folder = await emptyFolder(context)
  const options = { folder, seed: 1, from: new Date('2019-12-31T00:00:00Z'), to, beaches }
  await assert.rejects(deliverTexts(options), RangeError)
})
