import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineSettings, settingValue } from '../../src/base/index.ts'

const settings = defineSettings({
  trees: { default: 300, description: 'How many trees are grown.' },
  bulletins: { default: 'data/bulletins' },
  fast: { default: false },
})

test('a declared setting knows its name', () => {
  assert.deepEqual(settings, {
    trees: {
      kind: 'setting',
      name: 'trees',
      default: 300,
      description: 'How many trees are grown.',
    },
    bulletins: { kind: 'setting', name: 'bulletins', default: 'data/bulletins' },
    fast: { kind: 'setting', name: 'fast', default: false },
  })
})

test('the value in force goes before the default, and a plain value stands for itself', () => {
  const resolved = { trees: 0, fast: true }
  assert.equal(settingValue(settings.trees, resolved), 0)
  assert.equal(settingValue(settings.trees, {}), 300)
  assert.equal(settingValue(settings.fast, resolved), true)
  assert.equal(settingValue(settings.bulletins, resolved), 'data/bulletins')
  assert.equal(settingValue('elsewhere', resolved), 'elsewhere')
})
