import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineSettings } from '../../src/base/index.ts'
import { resolveSettings, variableOf } from '../../src/project/index.ts'

const settings = defineSettings({
  historyDays: { default: 365 },
  bulletins: { default: 'data/bulletins' },
  fast: { default: false },
})

test('a setting has its default, the environment goes before it, and what is set by hand before both', () => {
  assert.deepEqual(resolveSettings(settings, { environment: {} }), {
    historyDays: 365,
    bulletins: 'data/bulletins',
    fast: false,
  })
  const environment = {
    SWELL_SET_HISTORY_DAYS: '30',
    SWELL_SET_BULLETINS: 'https://example.org/a?b=c',
    SWELL_SET_FAST: undefined,
    OTHER: '1',
  }
  const assignments = ['historyDays=7', 'fast=true', 'historyDays=14']
  assert.deepEqual(resolveSettings(settings, { environment, assignments }), {
    historyDays: 14,
    bulletins: 'https://example.org/a?b=c',
    fast: true,
  })
})

test('a text may hold anything, an equals sign and nothing included', () => {
  const resolve = (assignment: string) =>
    resolveSettings(settings, { environment: {}, assignments: [assignment] })['bulletins']
  assert.deepEqual(
    ['bulletins=a=b', 'bulletins=', 'bulletins=two\nlines', 'bulletins= a '].map(resolve),
    ['a=b', '', 'two\nlines', ' a '],
  )
})

test('a setting’s variable is its name in capitals', () => {
  const names = ['trees', 'historyDays', 'maxAge2Ms', 'fromURL']
  assert.deepEqual(names.map(variableOf), [
    'SWELL_SET_TREES',
    'SWELL_SET_HISTORY_DAYS',
    'SWELL_SET_MAX_AGE2_MS',
    'SWELL_SET_FROM_URL',
  ])
})

test('a setting of another name is refused with the one that was meant', () => {
  const resolve = () =>
    resolveSettings(settings, { environment: {}, assignments: ['historydays=3'] })
  assert.throws(resolve, {
    code: 'project.unknownSetting',
    message:
      '--set sets "historydays", which is no setting of this project. Did you mean "historyDays"?',
  })
})

const wrong: readonly (readonly [string, string, string])[] = [
  ['historyDays', 'many', 'number'],
  ['historyDays', '', 'number'],
  ['historyDays', '3d', 'number'],
  ['historyDays', 'Infinity', 'number'],
  ['fast', 'yes', 'boolean'],
  ['fast', '1', 'boolean'],
  ['fast', 'True', 'boolean'],
]

for (const [name, text, wanted] of wrong) {
  test(`${name} cannot be "${text}", wherever it is set`, () => {
    const told = (place: string) => ({
      code: 'project.settingOfWrongType',
      message: `${place} sets "${name}" to "${text}"; it has to be a ${wanted}.`,
    })
    const assignments = [`${name}=${text}`]
    assert.throws(() => resolveSettings(settings, { environment: {}, assignments }), told('--set'))
    const environment = { [variableOf(name)]: text }
    assert.throws(() => resolveSettings(settings, { environment }), told(variableOf(name)))
  })
}

test('a setting by hand without a value is refused, not emptied', () => {
  assert.throws(() => resolveSettings(settings, { environment: {}, assignments: ['bulletins'] }), {
    code: 'project.settingWithoutValue',
  })
})

test('a variable for a setting that there is not is refused with the nearest name', () => {
  assert.throws(() => resolveSettings(settings, { environment: { SWELL_SET_HISTORY_DYAS: '3' } }), {
    code: 'project.unknownSetting',
    message: /SWELL_SET_HISTORY_DYAS.*Did you mean "SWELL_SET_HISTORY_DAYS"/,
  })
})
