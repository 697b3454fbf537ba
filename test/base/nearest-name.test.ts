import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestName, suggestName } from '../../src/base/index.ts'

const names = ['height', 'period', 'direction', 'beachId']

test('the name that was most likely meant is the one of the fewest slips', () => {
  const written = ['heigth', 'hight', 'HEIGHT', 'perod', 'beach_id', 'directions']
  assert.deepEqual(
    written.map((name) => nearestName(name, names)),
    ['height', 'height', 'height', 'period', 'beachId', 'direction'],
  )
})

test('a name that is like none is not guessed', () => {
  assert.equal(nearestName('temperature', names), undefined)
  assert.equal(nearestName('height', []), undefined)
})

test('a suggestion guesses, or else lists what there is', () => {
  assert.equal(suggestName('heigth', names), 'Did you mean "height"?')
  assert.equal(suggestName('tide', names), 'There is: height, period, direction, beachId.')
  assert.equal(suggestName('tide', []), 'There is none.')
})
