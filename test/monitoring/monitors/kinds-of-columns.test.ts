import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import type { InputColumn } from '../../../src/learn/index.ts'
import { defineMonitor, noDrift } from '../../../src/monitoring/index.ts'
import { measureColumns } from '../../../src/monitoring/monitors/measure-columns.ts'
import { seriesOf } from '../../../src/monitoring/monitors/series-of.ts'
import { defineGroup } from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'

const size = 4
const fields = Array.from({ length: size * size }, (_, at) => `pixel_${at}`)
const parts = ['meaning_0', 'meaning_1', 'meaning_2']
const things = defineGroup({
  name: 'things',
  key: ['id'],
  time: 'at',
  columns: {
    id: text(),
    at: timestamp(),
    words: text(),
    a: float(),
    b: float(),
    ...Object.fromEntries([...fields, ...parts].map((name) => [name, float()])),
  },
})

const monitor = defineMonitor({
  name: 'things',
  watch: { group: things },
  texts: ['words'],
  images: { photo: { width: size, height: size, fields } },
  embeddings: { meaning: parts },
  together: ['reconstruction', 'classifier'],
  rules: [noDrift()],
})

interface Drawn {
  /** Without it, `a` and `b` have nothing to do with each other, and each lies as it did. */
  readonly isTied?: boolean
  readonly words?: readonly string[]
  /** What is taken off each pixel. */
  readonly darker?: number
  readonly moved?: number
}

const usual = ['a long walk on the beach', 'the waves were high', 'we met a friend of the house']

function draw(
  seed: string,
  { isTied = true, words = usual, darker = 0, moved = 0 }: Drawn = {},
): InputColumn[] {
  const random = seededRandom(seed)
  const rows = Array.from({ length: 400 }, () => {
    const a = random.normal()
    const b = isTied ? a + random.normal() / 10 : random.normal() * Math.sqrt(1.01)
    const photo = fields.map(() => Math.max(0, random.next() / 2 + 0.4 - darker))
    const meaning = parts.map((_, at) => random.normal() + (at === 0 ? moved : 0))
    return { a, b, photo, meaning, words: words[random.below(words.length)] ?? '' }
  })
  const number = (name: string, of: (row: (typeof rows)[number]) => number): InputColumn => ({
    name,
    kind: 'number',
    values: Float64Array.from(rows, of),
  })
  return [
    { name: 'words', kind: 'category', values: rows.map((row) => row.words) },
    number('a', (row) => row.a),
    number('b', (row) => row.b),
    ...fields.map((name, at) => number(name, ({ photo }) => photo[at] ?? 0)),
    ...parts.map((name, at) => number(name, ({ meaning }) => meaning[at] ?? 0)),
  ]
}

const reference = draw('reference')

async function measure(drawn: Drawn) {
  const { values, drift } = await measureColumns(monitor, {
    of: 'rows',
    columns: draw('now', drawn),
    reference: { columns: reference },
    rows: reference,
    against: 'the rows before',
  })
  const columns = drift[0]?.columns ?? []
  return {
    drifted: columns.flatMap((column) => (column.drifted ? [column.column] : [])),
    names: columns.map(({ column }) => column),
    multivariate: drift[0]?.multivariate ?? [],
    valueOf: (series: string) => values.find((value) => value.series === series)?.value,
  }
}

test('texts, images and embeddings are compared by what describes them, and not part by part', async () => {
  const { names, drifted, valueOf } = await measure({})
  assert.deepEqual(
    names.filter((name) => !/component/.test(name)),
    [
      'a',
      'b',
      ...['length', 'words', 'language', 'unknown words'].map((trait) => `words: ${trait}`),
      ...['brightness', 'contrast', 'sharpness'].map((trait) => `photo: ${trait}`),
      ...['length', 'cosine to the centre', 'distance to the centre'].map(
        (trait) => `meaning: ${trait}`,
      ),
    ],
  )
  assert.deepEqual([drifted, valueOf('drifted rows'), valueOf('drifted together')], [[], 0, 0])
})

test('a text of other words, darker pictures and an embedding that moved are drift', async () => {
  const words = ['der Strand ist leer', 'ich war gestern auf dem Meer']
  const { drifted, multivariate, valueOf } = await measure({ words, darker: 0.3, moved: 2 })
  for (const name of ['words: language', 'photo: brightness', 'meaning: component 0']) {
    assert.ok(drifted.includes(name), `${name} of ${drifted.join(', ')}`)
  }
  assert.ok((valueOf('told apart of words') ?? 0) > 0.9)
  assert.equal(valueOf('drift of words: language'), 1)
  assert.deepEqual(
    multivariate.map(({ method, of, drifted: isDrifted }) => [method, of, isDrifted]),
    [
      ['reconstruction', undefined, false],
      ['classifier', undefined, false],
      ['classifier', 'words', true],
    ],
  )
})

test('in the mode evidently texts and embeddings are one column each, by their names', async () => {
  const definition = { ...monitor, mode: 'evidently' as const, together: [] }
  const words = ['der Strand ist leer', 'ich war gestern auf dem Meer']
  const { values, drift } = await measureColumns(definition, {
    of: 'rows',
    columns: draw('now', { words, moved: 2 }),
    reference: { columns: reference },
    rows: reference,
    against: 'the rows before',
  })
  const whole = (drift[0]?.columns ?? []).filter(
    ({ kind }) => kind === 'text' || kind === 'embedding',
  )
  assert.deepEqual(Object.fromEntries(whole.map(({ column, drifted }) => [column, drifted])), {
    words: true,
    meaning: true,
  })
  const series = values.map((value) => value.series)
  assert.ok(series.includes('drift of words') && series.includes('drift of meaning'))
  assert.deepEqual(seriesOf(definition).known.slice(-2), ['drift of words', 'drift of meaning'])
})

test('columns that no longer hang together are found, though each lies as it did', async () => {
  const { drifted, multivariate, valueOf } = await measure({ isTied: false })
  assert.deepEqual([drifted, valueOf('drifted rows')], [[], 0])
  assert.equal(valueOf('drifted together'), 1)
  assert.ok((valueOf('told apart') ?? 0) > 0.65)
  assert.deepEqual(
    multivariate.flatMap(({ method, of, drifted: isDrifted }) => (isDrifted ? [method, of] : [])),
    ['reconstruction', undefined, 'classifier', undefined],
  )
})
