import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { defineSource, unique } from '../../../src/data/index.ts'
import { defineGroup, loadGroup, newestRows } from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const tides = defineSource({ name: 'tides', from: 'tides', ending: '.txt' })

/** One line per row: `<moment> <height>`. */
const levels = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns: { port: text(), at: timestamp(), height: float({ min: 0, max: 10 }) },
  checks: [unique('port', 'at')],
  from: tides,
  read: (file) => ({
    knownAt: new Date('2026-02-01T00:00:00Z'),
    rows: file.text
      .trim()
      .split('\n')
      .map((line) => {
        const [at = '', height = ''] = line.split(' ')
        if (height === '') throw new Error(`"${line}" has no height.`)
        return { port: 'galway', at: new Date(at), height: Number(height) }
      }),
  }),
})

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function deliver(store: Store, name: string, ...lines: readonly string[]): Promise<void> {
  const path = join(store.root, 'tides', name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, lines.join('\n'))
}

test('a load takes what is new once, whatever its name', async () => {
  const store = await temporaryStore()
  await deliver(store, 'a.txt', '2026-01-01T00:00:00Z 1.5', '2026-01-01T06:00:00Z 3.5')
  await deliver(
    store,
    'again/a-renamed.txt',
    '2026-01-01T00:00:00Z 1.5',
    '2026-01-01T06:00:00Z 3.5',
  )
  await deliver(store, 'notes.md', 'not of this source')
  const first = await loadGroup(store, levels)
  assert.deepEqual([first.acceptedCount, first.rowCount, first.commits.length], [1, 2, 1])

  const second = await loadGroup(store, levels)
  assert.deepEqual([second.acceptedCount, second.rowCount, second.commits.length], [0, 0, 0])

  await deliver(store, 'b.txt', '2026-01-02T00:00:00Z 2')
  await loadGroup(store, levels)
  const rows = await newestRows(store, levels, 10)
  assert.deepEqual(
    rows.map((row) => [row['at'], row['height']]),
    [
      [new Date('2026-01-02T00:00:00Z'), 2],
      [new Date('2026-01-01T06:00:00Z'), 3.5],
      [new Date('2026-01-01T00:00:00Z'), 1.5],
    ],
  )
  assert.deepEqual(
    (await store.commits.list('levels')).map((commit) => [commit.sequence, commit.rowCount]),
    [
      [1, 2],
      [2, 1],
    ],
  )
  await store.close()
})

test('a text that cannot be read or breaks a check is refused whole, and the others come in', async () => {
  const store = await temporaryStore()
  await deliver(store, 'good.txt', '2026-01-01T00:00:00Z 1')
  await deliver(store, 'torn.txt', '2026-01-02T00:00:00Z 1', '2026-01-02T06:00:00Z')
  await deliver(store, 'high.txt', '2026-01-03T00:00:00Z 1', '2026-01-03T06:00:00Z 99')
  await deliver(store, 'twice.txt', '2026-01-04T00:00:00Z 1', '2026-01-04T00:00:00Z 2')
  await deliver(store, 'wrong.txt', '2026-01-05T00:00:00Z one')
  const load = await loadGroup(store, levels)
  assert.deepEqual(
    load.refused.map(({ name, reason }) => [name, reason.message]),
    [
      ['high.txt', 'Broken check: height is between 0 and 10.'],
      ['torn.txt', '"2026-01-02T06:00:00Z" has no height.'],
      ['twice.txt', 'Broken check: port, at are unique.'],
      ['wrong.txt', 'Row 1: column "height" should be of type float, but is NaN.'],
    ],
  )
  assert.equal(load.refused[0]?.reason.rows?.[0]?.['height'], 99)
  assert.deepEqual([load.acceptedCount, load.rowCount], [1, 1])

  const again = await loadGroup(store, levels)
  assert.deepEqual([again.acceptedCount, again.refused.length], [0, 0])

  await deliver(store, 'torn.txt', '2026-01-02T00:00:00Z 1', '2026-01-02T06:00:00Z 2')
  const mended = await loadGroup(store, levels)
  assert.deepEqual([mended.acceptedCount, mended.rowCount], [1, 2])
  await store.close()
})

test('what was refused is read again when that is asked for, and has its newest fate', async () => {
  const store = await temporaryStore()
  await deliver(store, 'torn.txt', '2026-01-02T06:00:00Z')
  assert.equal((await loadGroup(store, levels)).refused.length, 1)
  const again = await loadGroup(store, levels, { retryRefused: true })
  assert.deepEqual([again.acceptedCount, again.refused.length], [0, 1])

  const { read } = levels
  assert.ok(read)
  const mended = {
    ...levels,
    read: (file: Parameters<typeof read>[0]) => read({ ...file, text: `${file.text} 2` }),
  }
  const load = await loadGroup(store, mended, { retryRefused: true })
  assert.deepEqual([load.acceptedCount, load.rowCount], [1, 1])
  const deliveries = await store.deliveries.list({ group: 'levels', limit: 10 })
  assert.deepEqual(
    deliveries.map(({ name, status }) => [name, status]),
    [['torn.txt', 'accepted']],
  )
  await store.close()
})

test('a source that is not there says where it was looked for', async () => {
  const store = await temporaryStore()
  await assert.rejects(loadGroup(store, levels), {
    code: 'data.sourceNotReadable',
    message: /Source tides can't be read at .*tides: there is no such file or folder/,
  })
  await store.close()
})
