import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineService } from '../../../src/serving/index.ts'
import { float } from '../../../src/table/index.ts'
import { areaDemand, housePrice, housePriceTrees } from './composed-store.ts'

test('models that can not be put together are refused where the service is defined', () => {
  const cases: readonly [() => unknown, string][] = [
    [
      // @ts-expect-error The model reads no "supply".
      () => defineService({ name: 's', model: housePrice, chain: { supply: areaDemand } }),
      'no model that is asked after area-demand reads "supply" of a request. There is: rooms, demand.',
    ],
    [
      () =>
        defineService({
          name: 's',
          model: housePrice,
          // @ts-expect-error One predicts a price, the other a demand.
          ensemble: { of: { a: housePrice, b: areaDemand }, by: 'mean' },
        }),
      'area-demand predicts demand, and house-price predicts price.',
    ],
    [
      () =>
        defineService({
          name: 's',
          model: housePrice,
          ensemble: { of: { a: housePriceTrees, b: housePriceTrees }, by: 'mean' },
        }),
      'house-price, whose name the predictions bear, must be in its ensemble, once.',
    ],
    [
      () =>
        defineService({
          name: 's',
          model: housePrice,
          ensemble: {
            of: { a: housePrice, b: housePriceTrees },
            // @ts-expect-error There is no weight for b.
            by: { weights: { a: 1 } },
          },
        }),
      'the weight of "b" is missing, and must be 0 or more.',
    ],
    [
      () =>
        defineService({
          name: 's',
          model: housePrice,
          // @ts-expect-error The model wants rooms, and a demand.
          prepare: { asks: { size: float() }, by: ({ size }) => ({ rooms: size }) },
          reply: { tells: { rooms: float() }, by: () => ({ rooms: 1 }) },
        }),
      'its answers have a "rooms" already.',
    ],
    [
      () => defineService({ name: 's', model: housePrice, confidence: { atLeast: 2 } }),
      'its least confidence is 2, and must be from 0 to 1.',
    ],
  ]
  for (const [define, problem] of cases) {
    assert.throws(define, {
      code: 'serving.wrongComposition',
      message: `The models of service s can't be put together: ${problem}`,
    })
  }
})
