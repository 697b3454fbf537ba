import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  measureDrift,
  type DriftReport,
  type MonitoredColumn,
} from '../../../src/monitoring/index.ts'

const random = seededRandom('descriptors')
const words = 'the sea and a wave of wind is high at noon but not in the bay it was for you'.split(
  ' ',
)
const write = (from: readonly string[], least: number) =>
  Array.from({ length: least + random.below(10) }, () => random.pick(from)).join(' ')
const review = (values: readonly (string | undefined)[]): MonitoredColumn => ({
  name: 'review',
  kind: 'text',
  values,
})
const many = <Value>(count: number, make: () => Value) => Array.from({ length: count }, make)

function compare(reference: MonitoredColumn, current: MonitoredColumn): DriftReport {
  return measureDrift({ columns: [reference] }, { columns: [current] })
}

const driftedOf = ({ columns }: DriftReport) =>
  columns.filter(({ drifted }) => drifted).map(({ column }) => column)

test('texts are compared by length, words, language and unknown words', () => {
  const reference = review(many(400, () => write(words, 5)))
  const same = compare(reference, review(many(400, () => write(words, 5))))
  assert.deepEqual(
    same.columns.map(({ column, of }) => [column, of?.kind, of?.column]),
    ['length', 'words', 'language', 'unknown words'].map((trait) => [
      `review: ${trait}`,
      'text',
      'review',
    ]),
  )
  assert.deepEqual(driftedOf(same), [])
  const longer = compare(reference, review(many(400, () => write(words, 9))))
  assert.deepEqual(driftedOf(longer), ['review: length', 'review: words'])
  const german =
    'das ist ein wort und der wind ist hoch auf dem meer nicht mit dir auch ich war da'.split(' ')
  const foreign = compare(reference, review(many(400, () => write(german, 5))))
  const language = foreign.columns.find(({ column }) => column === 'review: language')
  assert.deepEqual([language?.drifted, language?.newCategories?.[0]], [true, 'de'])
  assert.ok(driftedOf(foreign).includes('review: unknown words'))
})

test('texts of many rare words are not drift by themselves', () => {
  const rare = () =>
    `${write(words, 5)} w${random.below(100_000).toString(26).replaceAll(/\d/g, 'q')}`
  const report = compare(review(many(500, rare)), review(many(500, rare)))
  assert.deepEqual(driftedOf(report), [])
})

test('images are compared by brightness, contrast and sharpness', () => {
  const photo = (brightness: number, blur: boolean) => () => {
    const data = Uint8Array.from({ length: 12 * 12 * 3 }, (_, at) =>
      Math.min(255, brightness + (blur ? Math.floor(at / 36) : random.below(60)) + random.below(9)),
    )
    return { width: 12, height: 12, channels: 3 as const, data }
  }
  const images = (make: ReturnType<typeof photo>): MonitoredColumn => ({
    name: 'photo',
    kind: 'image',
    values: [...many(150, make), undefined],
  })
  const reference = images(photo(90, false))
  assert.deepEqual(driftedOf(compare(reference, images(photo(90, false)))), [])
  assert.deepEqual(driftedOf(compare(reference, images(photo(120, false)))), ['photo: brightness'])
  const blurred = driftedOf(compare(reference, images(photo(90, true))))
  assert.ok(blurred.includes('photo: sharpness') && blurred.includes('photo: contrast'))
})

test('embeddings are compared by their place about the centre, and alike ones are not drift', () => {
  const own = seededRandom('embeddings')
  const vectors = (shift: number): MonitoredColumn => ({
    name: 'meaning',
    kind: 'embedding',
    values: many(300, () => Float32Array.from({ length: 64 }, () => shift + own.normal())),
  })
  const reference = vectors(0)
  assert.deepEqual(driftedOf(compare(reference, vectors(0))), [])
  assert.ok(driftedOf(compare(reference, vectors(0.3))).includes('meaning: distance to the centre'))
})

test('a text column without texts, and one without rows, has a clear state', () => {
  const reference = review(many(50, () => write(words, 5)))
  const missing = compare(reference, review([undefined, undefined]))
  assert.deepEqual(new Set(missing.columns.map(({ state }) => state)), new Set(['allMissing']))
  const empty = compare(reference, review([]))
  assert.deepEqual(new Set(empty.columns.map(({ state }) => state)), new Set(['empty']))
})
