import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CatalogFeatureReply } from '../../src/api/index.ts'
import { findFeatures } from '../../src/ui/pages/features/find-features.ts'

const usedBy = { groups: [], views: [], models: [], services: [] }

function column(name: string, about: Partial<CatalogFeatureReply> = {}): CatalogFeatureReply {
  return { name, type: 'float', kind: 'column', in: 'buoys', from: [], how: null, usedBy, ...about }
}

const features = [
  column('gust', { description: 'Strongest wind of the hour', unit: 'm/s', tags: ['weather'] }),
  column('windHeight', { description: 'Where it was measured', unit: 'm' }),
  column('calm', { in: 'wind-log', type: 'boolean' }),
  column('wind', { unit: 'm/s' }),
  column('meanGust', {
    kind: 'feature',
    in: 'surf',
    from: ['buoys.gust'],
    how: 'mean of the last 1d',
  }),
]

function found(text: string): string[] {
  return findFeatures(features, text).map(({ name }) => name)
}

test('an exact name comes first, then names, then what is said, then where it stands', () => {
  assert.deepEqual(found('Wind'), ['wind', 'windHeight', 'gust', 'calm'])
})

test('features are found by unit, tag, and what they are made of', () => {
  assert.deepEqual(found('m/s'), ['gust', 'wind'])
  assert.deepEqual(found('weather'), ['gust'])
  assert.deepEqual(found('buoys.gust'), ['meanGust'])
})

test('every word has to be there, in any order', () => {
  assert.deepEqual(found('1d mean'), ['meanGust'])
  assert.deepEqual(found('mean wind'), [])
  assert.equal(found('  ').length, features.length)
})
