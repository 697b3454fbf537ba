import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfDay } from '../groups/trips.ts'
import { project } from '../swell.config.ts'

test('the trips of a day are known when it is over', () => {
  assert.deepEqual(endOfDay('2026-11-20.csv'), new Date('2026-11-21T00:00:00Z'))
  assert.throws(() => endOfDay('latest.csv'), /doesn't tell its day/)
})

test('the service predicts what the trips tell', () => {
  const service = project.services.find(({ name }) => name === 'duration')
  assert.equal(service?.model.view.label.column, 'minutes')
})
