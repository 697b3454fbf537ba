import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  problemOf,
  runCommandOf,
  settingValueOf,
} from '../../src/ui/pages/pipelines/setting-texts.ts'

test('what is typed for a setting is held to its type and its limits', () => {
  const boats = { type: 'number', min: 1, max: 5 } as const
  assert.equal(problemOf(boats, '3'), undefined)
  assert.equal(problemOf(boats, '0'), 'It has to be at least 1.')
  assert.equal(problemOf(boats, '9'), 'It has to be at most 5.')
  assert.equal(problemOf(boats, 'three'), 'It has to be a number.')
  assert.equal(problemOf(boats, ' '), 'It has to be a number.')
  assert.equal(
    problemOf({ type: 'text', oneOf: ['calm', 'rough'] }, 'wild'),
    'It has to be one of calm, rough.',
  )
  assert.equal(problemOf({ type: 'boolean' }, 'yes'), 'It has to be true or false.')
  assert.equal(problemOf({ type: 'text' }, ''), undefined)
  assert.deepEqual(
    [settingValueOf(boats, '3'), settingValueOf({ type: 'boolean' }, 'false')],
    [3, false],
  )
})

test('the form tells the same command', () => {
  assert.equal(runCommandOf('day', [], {}), 'swell run day')
  assert.equal(
    runCommandOf(
      'day',
      [
        ['boats', '4'],
        ['note', "it's"],
      ],
      { from: 'land', force: true },
    ),
    String.raw`swell run day --set boats=4 --set 'note=it'\''s' --from land --force`,
  )
})
