import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { defineGroup, defineView, openOnlineView, sqliteOnlineRows } from '../src/features/index.ts'
import { onlineNeeds } from '../src/features/online/online-need.ts'
import type { OnlineRows } from '../src/features/online/online-rows.ts'
import { storedFeatures } from '../src/features/views/stored-features.ts'
import { streamsOf } from '../src/features/views/streams.ts'
import { float, text, timestamp } from '../src/table/index.ts'
import { median } from './median.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

const rowCount = 100_000
const readCount = 100
const weekMs = 7 * 86_400_000
const now = new Date('2026-01-08T00:00:00Z')

const payments = defineGroup({
  name: 'payments',
  key: ['card'],
  time: 'paidAt',
  columns: { card: text(), paidAt: timestamp(), amount: float() },
})
const labels = defineGroup({
  name: 'labels',
  key: ['card'],
  time: 'at',
  columns: { card: text(), at: timestamp(), label: float() },
})
const week = payments.window('7d')
const view = defineView({
  name: 'busy',
  label: labels.column('label'),
  features: {
    count: week.count('amount'),
    sum: week.sum('amount'),
    mean: week.mean('amount'),
    max: week.max('amount'),
  },
})

/**
 * Four features of a window that holds a hundred thousand rows of one key, at moments one second after
 * the other, against one SQL statement by hand over the same rows in SQLite.
 */
export async function benchOnlineWindow(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-bench-'))
  const rows = await sqliteOnlineRows(join(folder, 'online.sqlite'))
  const raw = rawWindow(join(folder, 'raw.sqlite'))
  try {
    await fill(rows)
    const online = await openView(rows)
    const readOnline = (at: number) => online.read([{ key: { card: 'busy' }, at: new Date(at) }])
    const measured = await takeTurns(
      async () => medianTime(readOnline),
      async () => medianTime(raw.read),
      { warmUpCount: 1, count: 5 },
    )
    const work = `4 features of a window of ${rowCount / 1e3}k rows of one key`
    const about = { unit: 'µs', peer: 'SQL by hand in SQLite', target: 1, better: 'lower' } as const
    return [toRow({ work, ours: measured.ours, peerValue: measured.peer, ...about })]
  } finally {
    raw.close()
    await rows.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function medianTime(read: (at: number) => unknown): number {
  const times = Array.from({ length: readCount }, (_, place) => {
    const startedAt = performance.now()
    read(now.getTime() + place * 1000)
    return (performance.now() - startedAt) * 1000
  })
  return median(times)
}

const paidAt = (place: number) => now.getTime() - weekMs / 2 + place * 1000

async function fill(rows: OnlineRows): Promise<void> {
  const needs = onlineNeeds(streamsOf(storedFeatures(view.features).values()))
  const state = { sequence: 1, pendingFrom: undefined }
  for (const need of new Set(needs.values())) await rows.bring(need, madeRows(), { state, now })
}

async function* madeRows() {
  const telling = { _known_at: now, _commit: 1, _delivery: undefined, _deleted: false }
  yield Array.from({ length: rowCount }, (_, place) => ({
    card: 'busy',
    paidAt: new Date(paidAt(place)),
    amount: place / 7,
    ...telling,
  }))
}

async function openView(online: OnlineRows) {
  const unused = (): never => {
    throw new Error('a view whose rows are all in asks nothing else')
  }
  const commits = { list: async () => [], find: unused, summary: unused }
  const deps = { online, now: () => now, commits, blobs: {} as never, engine: {} as never }
  return openOnlineView(deps, view)
}

function rawWindow(path: string) {
  const database = new DatabaseSync(path)
  database.exec(`pragma journal_mode = off; create table payments (
    card text, paid_at integer, amount real, primary key (card, paid_at)) without rowid; begin`)
  const put = database.prepare('insert into payments values (?, ?, ?)')
  for (let place = 0; place < rowCount; place += 1) put.run('busy', paidAt(place), place / 7)
  database.exec('commit')
  const window = database.prepare(`select count(amount), sum(amount), avg(amount), max(amount)
    from payments where card = ? and paid_at > ? and paid_at <= ?`)
  return {
    read: (at: number): unknown => window.get('busy', at - weekMs, at),
    close: () => database.close(),
  }
}
