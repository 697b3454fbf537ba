import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confusionByMonth, type ToldFlower } from '../page/told-flowers.ts'
import { writePage } from '../page/write-page.ts'

const told = (day: string, predicted: number, variety: number | undefined): ToldFlower => ({
  flower: Date.parse(day) / 86_400_000,
  measuredAt: new Date(day),
  predicted,
  variety,
  measured: { sepalLength: 5, sepalWidth: 3, petalLength: 4, petalWidth: 1 },
})
const flowers = [
  told('2026-11-03', 1, undefined),
  told('2026-11-02', 2, 1),
  told('2026-11-01', 2, 2),
  told('2026-10-31', 0, 0),
]
const madeAt = new Date('2026-11-03T00:05:00Z')

test('confusion is counted by month, of flowers that are known', () => {
  assert.deepEqual(confusionByMonth(flowers, 3), [
    {
      month: '2026-10',
      counts: [
        [1, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
    {
      month: '2026-11',
      counts: [
        [0, 0, 0],
        [0, 0, 1],
        [0, 0, 1],
      ],
    },
  ])
})

test('a matrix is drawn once each variety was seen', () => {
  assert.match(writePage({ madeAt, flowers }), /How often it was right: 2 of 3/)
  const fewer = flowers.filter(({ variety }) => variety !== 0)
  assert.match(writePage({ madeAt, flowers: fewer }), /once each variety was seen/)
  assert.match(writePage({ madeAt, flowers: [] }), /No flower was looked at yet/)
})
