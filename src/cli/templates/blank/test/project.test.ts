import assert from 'node:assert/strict'
import { test } from 'node:test'
import { project } from '../swell.config.ts'

test('the definitions hold together', () => {
  assert.equal(project.kind, 'project')
})
