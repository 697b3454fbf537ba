import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceReply } from '../../src/api/index.ts'
import { renderService, renderServices } from '../../src/cli/render-services.ts'
import { plainStyle } from '../../src/cli/style.ts'

const page = { style: plainStyle, now: new Date('2026-11-22T12:00:00Z') }

const offers: ServiceReply = {
  name: 'offers',
  model: 'house-price',
  alias: 'champion',
  version: 3,
  versionSince: '2026-11-22T11:00:00Z',
  address: '/services/offers',
  answers: 'rows',
  fields: [{ name: 'rooms', type: 'float', required: true, example: 3 }],
  output: { name: 'price', type: 'float', unit: '€' },
  forecast: null,
  parts: [
    { name: 'demand', kind: 'chain', model: 'area-demand', alias: 'champion', version: 2 },
    { name: 'fallback', kind: 'fallback', model: 'steady', alias: 'old', version: null },
  ],
  requestCount: 0,
  predictionCount: 12,
  newestPredictionAt: null,
}

test('services tell the versions of all models that have a part in them', () => {
  const text = renderServices([offers, { ...offers, name: 'plain', parts: [] }], page)
  const [head = '', first = '', second = ''] = text.split('\n')
  assert.match(head, /version .* parts +address/)
  assert.match(first, /v3 .* area-demand v2, steady none +\/services\/offers/)
  assert.doesNotMatch(second, /area-demand/)
  assert.doesNotMatch(renderServices([{ ...offers, parts: [] }], page), /parts/)
})

test('one service tells what each of its models does, and what a row holds', () => {
  const text = renderService(offers, page)
  assert.match(text, /model +house-price \(champion\), v3/)
  assert.match(text, /demand +chain +area-demand \(champion\) +v2/)
  assert.match(text, /fallback +fallback +steady \(old\) +none/)
  assert.match(text, /rooms +float +yes/)
  assert.doesNotMatch(renderService({ ...offers, parts: [] }, page), /Other models/)
})
