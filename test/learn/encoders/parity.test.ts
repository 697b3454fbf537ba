import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { boostedTrees, fitModel, tfIdf, type InputColumn } from '../../../src/learn/index.ts'
import { assertParity } from '../assert-parity.ts'
import { encoders, rowsOf } from './encoded-rows.ts'

for (const [kind, own] of Object.entries(encoders)) {
  for (const [name, encoder] of Object.entries(own)) {
    test(`${kind} ${name}: 10,000 rows, missing and unseen ones too, are alike in all three ways`, async () => {
      const train = rowsOf(kind, 3000, 'train', ['a', 'b', 'c', 'd', 'e'])
      const asked = rowsOf(kind, 10_000, 'asked', ['a', 'b', 'e', 'never seen', 'nie gesehen 🌊'])
      const fitted = await fitModel({
        learner: boostedTrees({ trees: 20, minLeafRows: 5 }),
        encoders: { x: encoder },
        ...train,
        seed: 1,
      })
      await assertParity(fitted, asked.columns)
    })
  }
}

test('words of any letters, none and many, are weighed alike in all three ways', async () => {
  const words = [
    'Big',
    'wave',
    'WAVES',
    'höhe',
    'HÖHE',
    'Ünïcödé',
    'волна',
    'ВОЛНА',
    '波浪',
    'x',
    'a1_',
  ]
  const textsOf = (rowCount: number, seed: string) => {
    const random = seededRandom(seed)
    const text = () =>
      Array.from({ length: random.below(6) }, () => random.pick(words)).join(
        random.pick([' ', ', ', '-']),
      )
    return Array.from({ length: rowCount }, text)
  }
  const columns = (values: readonly string[]): readonly InputColumn[] => [
    { name: 'x', kind: 'category', values },
  ]
  const train = textsOf(2000, 'train')
  const learner = boostedTrees({ trees: 20, minLeafRows: 5 })
  const target = Float64Array.from(train, (text) => text.length)
  const encoders = { x: tfIdf() }
  const fitted = await fitModel({ learner, encoders, columns: columns(train), target, seed: 1 })
  await assertParity(fitted, columns(textsOf(3000, 'asked')))
  await assertParity(fitted, columns(['', '']))
})
