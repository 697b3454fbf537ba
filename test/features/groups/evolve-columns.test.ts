import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { appendRows, defineGroup, newestRows, upsertRows } from '../../../src/features/index.ts'
import {
  boolean,
  float,
  integer,
  text,
  timestamp,
  type Columns,
  type EngineRow,
} from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))
const shape = { port: text(), at: timestamp() }
const groupOf = (columns: Columns) =>
  defineGroup<Columns, string>({
    name: 'levels',
    key: ['port'],
    time: 'at',
    columns: { ...shape, ...columns },
  })

async function openStore(t: TestContext) {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

type Store = Awaited<ReturnType<typeof openStore>>

async function append(store: Store, columns: Columns, row: EngineRow, hour: number): Promise<void> {
  await appendRows(store, groupOf(columns), [{ port: 'galway', at: at(hour), ...row }])
}

async function told(store: Store, columns: Columns): Promise<unknown[]> {
  const rows = await newestRows(store, groupOf(columns), 9)
  return rows.map(({ port: _port, at: _at, _known_at, _delivery, ...own }) => own)
}

test('columns are added, widened and renamed, and old rows read as new ones', async (t) => {
  const store = await openStore(t)
  await append(store, { level: integer() }, { level: 3 }, 0)
  await append(store, { level: float() }, { level: 2.5 }, 1)
  const renamed = { height: float({ was: 'level' }), wind: float({ optional: true }) }
  await append(store, renamed, { height: 1.5, wind: 7 }, 2)
  const newest = {
    tide: float({ was: ['level', 'height'] }),
    wind: float({ default: 0 }),
    state: text({ default: 'calm' }),
    isOpen: boolean({ default: true }),
  }
  await append(store, newest, { tide: 0.5, wind: 1, state: 'rough', isOpen: false }, 3)
  assert.deepEqual(await told(store, newest), [
    { tide: 0.5, wind: 1, state: 'rough', isOpen: false },
    { tide: 1.5, wind: 7, state: 'calm', isOpen: true },
    { tide: 2.5, wind: 0, state: 'calm', isOpen: true },
    { tide: 3, wind: 0, state: 'calm', isOpen: true },
  ])
  // An upsert compares with rows as they read now.
  const row = { port: 'galway', at: at(0), tide: 3, wind: 0, state: 'calm', isOpen: true }
  assert.equal(await upsertRows(store, groupOf(newest), [row]), undefined)
})

test('a change that loses or can’t read what is stored is refused, and who reads it is named', async (t) => {
  const store = await openStore(t)
  await append(store, { level: float(), note: text({ optional: true }) }, { level: 1 }, 0)
  const wrong: readonly (readonly [Columns, EngineRow, string])[] = [
    [{ level: float() }, { level: 1 }, '"note" is gone'],
    [
      { level: integer(), note: text({ optional: true }) },
      { level: 1 },
      '"level" was of type float and is integer',
    ],
    [
      { level: float(), note: text() },
      { level: 1, note: 'n' },
      '"note" was optional, and has no default now',
    ],
    [
      { level: float(), note: text({ optional: true }), wind: float() },
      { level: 1, wind: 1 },
      '"wind" is new, and neither optional nor has it a default',
    ],
    [
      { height: float(), note: text({ optional: true }) },
      { height: 1 },
      '"height" is new, and neither optional nor has it a default; "level" is gone',
    ],
  ]
  const readersOf = (group: string) => [`view surf of ${group}`, 'model surf-height']
  for (const [columns, row, problems] of wrong) {
    const rows = [{ port: 'galway', at: at(1), ...row }]
    await assert.rejects(appendRows({ ...store, readersOf }, groupOf(columns), rows), (error) => {
      assert.ok(error instanceof Error)
      assert.ok(
        error.message ===
          `The columns of group levels don’t go with what is stored: ${problems}. Read by view surf of levels, model surf-height.`,
        error.message,
      )
      return true
    })
  }
  assert.equal((await store.commits.list('levels')).length, 1)
})

test('what can’t be read with the declared columns is told where it is read', async (t) => {
  const store = await openStore(t)
  await append(store, { level: text() }, { level: 'high' }, 0)
  await assert.rejects(told(store, { level: float() }), {
    code: 'features.columnsNotReadable',
    message:
      'Rows of group levels that are stored can’t be read with its columns: "level" was of type text and is float.',
  })
})
