import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import type { InputColumn } from '../../../src/learn/index.ts'
import type { PredictionKind } from '../../../src/registry/index.ts'
import { suspectLeaks } from '../../../src/training/evaluation/suspect-leaks.ts'

/** Rows with a label of chance, and columns made of it. */
function made(seed: string, isYesOrNo: boolean) {
  const random = seededRandom(seed)
  const label = Float64Array.from({ length: 500 }, () =>
    isYesOrNo ? random.below(2) : random.normal(),
  )
  const number = (name: string, of: (label: number) => number): InputColumn => ({
    name,
    kind: 'number',
    values: label.map(of),
  })
  const columns: readonly InputColumn[] = [
    number('honest', (value) => value + 2 * random.normal()),
    number('copy', (value) => value),
    number('twin', (value) => 3 * value + 0.01 * random.normal()),
    number('refund', (value) => (value > 0 ? 1 : Number.NaN)),
    { name: 'noise', kind: 'category', values: Array.from(label, () => String(random.below(5))) },
  ]
  return { columns, label }
}

type Rows = ReturnType<typeof made>

/** Rows that were learned from come in two batches. */
function suspect(kind: PredictionKind, name: string, train: Rows, held: Rows) {
  const ofRows = (from: number, to?: number) => ({
    rowCount: train.label.slice(from, to).length,
    keys: {},
    at: train.label.slice(from, to),
    label: train.label.slice(from, to),
    features: train.columns.map((column): InputColumn =>
      column.kind === 'number'
        ? { ...column, values: column.values.slice(from, to) }
        : { ...column, values: column.values.slice(from, to) },
    ),
  })
  async function* read() {
    yield await Promise.resolve(ofRows(0, 200))
    yield ofRows(200)
  }
  return suspectLeaks(kind, name, { train, test: held, learned: { read } })
}

test('the target, its twin and what is known only of a yes are suspected, what is honest is not', async () => {
  const found = await suspect('yesOrNo', 'bought', made('train', true), made('test', true))
  assert.deepEqual(
    found.map(({ column }) => column),
    ['copy', 'twin', 'refund'],
  )
  assert.equal(found[0]?.sentence, 'It is the target bought itself on every held-out row.')
})

test('of an amount a column that explains it by itself is suspected', async () => {
  const found = await suspect('amount', 'height', made('train', false), made('test', false))
  assert.deepEqual(
    found.map(({ column }) => column),
    ['copy', 'twin'],
  )
})

test('held-out rows that were learned from are told', async () => {
  const rows = made('same', false)
  const honest = {
    ...rows,
    columns: rows.columns.filter(({ name }) => ['honest', 'noise', 'refund'].includes(name)),
  }
  const found = await suspect('amount', 'height', honest, honest)
  assert.equal(
    found.at(-1)?.sentence,
    '500 held-out rows (100 %) are equal to rows that were learned from.',
  )
})
