import assert from 'node:assert/strict'
import { test } from 'node:test'
import { project } from '../swell.config.ts'
import { comfortOf } from '../views/riders.ts'

test('the page has a name for every station that is counted', () => {
  assert.deepEqual(
    project.sites.map((site) => (site.page === 'forecast' ? Object.keys(site.places) : [])),
    [['bridge', 'harbour', 'park']],
  )
})

test('warm and dry is more comfortable than warm and wet', () => {
  assert.ok(comfortOf({ temperature: 20, rain: 0 }) > comfortOf({ temperature: 20, rain: 4 }))
})
