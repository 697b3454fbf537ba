import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineErrors, isSwellError, SwellError } from '../../src/base/index.ts'

const tideErrors = defineErrors('tides', {
  gaugeSilent: {
    kind: 'outside',
    message: (d: { gauge: string; days: number }) => `Gauge ${d.gauge} is silent for ${d.days} d.`,
    hint: (d: { gauge: string }) => `Ring up ${d.gauge}.`,
  },
  gaugeNotFound: { kind: 'not-found', message: (d: { gauge: string }) => `No gauge ${d.gauge}.` },
})

test('a foreseen error carries code, kind, sentence, hint, details and cause', () => {
  const cause = new Error('no answer')
  const error = tideErrors.gaugeSilent({ gauge: 'galway', days: 3 }, cause)
  assert.ok(error instanceof SwellError)
  const { name, code, kind, message, hint, details } = error
  assert.deepEqual(
    { name, code, kind, message, hint, details, cause: error.cause },
    {
      name: 'SwellError',
      code: 'tides.gaugeSilent',
      kind: 'outside',
      message: 'Gauge galway is silent for 3 d.',
      hint: 'Ring up galway.',
      details: { gauge: 'galway', days: 3 },
      cause,
    },
  )
})

test('an error without hint and cause has none', () => {
  const error = tideErrors.gaugeNotFound({ gauge: 'cork' })
  assert.equal(error.hint, undefined)
  assert.equal('cause' in error, false)
})

test('code and kind can be read without making an error', () => {
  const { gaugeSilent, gaugeNotFound } = tideErrors
  assert.deepEqual(
    [gaugeSilent, gaugeNotFound].map(({ code, kind }) => [code, kind]),
    [
      ['tides.gaugeSilent', 'outside'],
      ['tides.gaugeNotFound', 'not-found'],
    ],
  )
})

test('a foreseen error is told from others, and by its code from its kin', () => {
  const error: unknown = tideErrors.gaugeNotFound({ gauge: 'cork' })
  assert.equal(isSwellError(error), true)
  assert.equal(isSwellError(error, 'tides.gaugeNotFound'), true)
  assert.equal(isSwellError(error, 'tides.gaugeSilent'), false)
  assert.equal(isSwellError(new Error('No gauge cork.')), false)
  assert.equal(isSwellError(undefined), false)
})
