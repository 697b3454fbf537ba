import assert from 'node:assert/strict'
import { defineGroup, defineView, readTrainingBatches } from '../../../src/features/index.ts'
import { float, sql, text, timestamp } from '../../../src/table/index.ts'
import { storeAt } from '../feature-store.ts'

// Run as a process of its own, whose memory is its own: reads a set and says how much more memory that took.
const [root = ''] = process.argv.slice(2)
const store = await storeAt(root)
await store.engine.run(sql`set memory_limit = '100MB'`)
const columns = { key: text(), at: timestamp(), label: float() }
const label = defineGroup({ name: 'wide', key: ['key'], time: 'at', columns }).column('label')
const group = defineGroup({
  name: 'numbers',
  key: ['key'],
  time: 'at',
  columns: { ...columns, value: float() },
})
const names = Array.from({ length: 30 }, (_, at) => `f${at}`)
const features = Object.fromEntries(names.map((name) => [name, group.latest('value')]))
const view = defineView({ name: 'wide', label, features })

const before = process.memoryUsage.rss()
let most = before
let rowCount = 0
let batchCount = 0
let sum = 0
const { gc: collect } = globalThis
assert.ok(collect, 'needs --expose-gc, since garbage waits for a moment that nobody knows')
for await (const batch of readTrainingBatches(store, view, { part: 'train', rows: 4000 })) {
  batchCount += 1
  if (batchCount % 4 === 0) collect()
  most = Math.max(most, process.memoryUsage.rss())
  rowCount += batch.rowCount
  const last = batch.features.at(-1)?.values ?? []
  for (const value of last) sum += Number(value)
}
process.stdout.write(JSON.stringify({ rowCount, sum, grownBytes: most - before }))
await store.close()
