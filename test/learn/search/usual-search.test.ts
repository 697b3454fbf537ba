import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualSearch, withParameters } from '../../../src/learn/index.ts'
import { learnerCases } from '../learner-cases.ts'

const searched = new Map(learnerCases.map(({ learner }) => [learner.kind, learner]))

for (const [kind, learner] of searched) {
  const space = Object.entries(usualSearch(learner))
  if (space.length === 0) continue

  test(`${kind} takes every end of where it is usually searched`, () => {
    for (const [name, range] of space) {
      const ends = range.kind === 'among' ? range.values : [range.low, range.high]
      for (const value of ends) {
        const set: object = withParameters(learner, { [name]: value })
        assert.equal(new Map(Object.entries(set)).get(name), value)
      }
    }
  })
}
