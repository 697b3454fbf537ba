import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LineageNodeReply } from '../../src/api/index.ts'
import { detailText } from '../../src/ui/pages/lineage/detail-text.ts'
import { lineageTarget } from '../../src/ui/pages/lineage/lineage-target.ts'

function node(
  kind: LineageNodeReply['kind'],
  id: string,
  label: string,
  details: LineageNodeReply['details'] = {},
): LineageNodeReply {
  return { kind, id, label, at: null, details }
}

test('what has a page leads to it', () => {
  const nodes = [
    node('source', 'source/bulletins', 'bulletins'),
    node('delivery', 'dlv_0a1b2c', '2026-11-21T00.txt'),
    node('commit', 'com_01k', 'commit 12 of swells', { group: 'swells' }),
    node('training-set', 'set_01k', 'surf training set 3'),
    node('run', 'run_01k', 'training surf-height'),
    node('model-version', 'surf-height/3', 'surf-height version 3'),
  ]
  assert.deepEqual(nodes.map(lineageTarget), [
    { to: '/data', search: { source: 'bulletins' } },
    { to: '/data/deliveries/dlv_0a1b2c' },
    { to: '/features/groups/swells' },
    { to: '/features/training-sets/set_01k' },
    { to: '/runs/run_01k' },
    { to: '/models/surf-height/versions/3' },
  ])
})

test('what stands for many, or has no page, leads nowhere', () => {
  const nodes = [
    node('delivery', 'set_01k/swells/deliveries', '2,190 files'),
    node('feature-row', 'prd_01k/swells', 'row of swells'),
    node('code', 'code/9f2c', 'code at 9f2c6e0b6d'),
  ]
  assert.deepEqual(nodes.map(lineageTarget), [undefined, undefined, undefined])
})

test('details are said as a person would', () => {
  const digest = '9f2c6e0b6d7c4f7f8f4f5b0a2d1f3c9e6a7b8c9d0e1f2a3b4c5d6e7f8091a2b3'
  assert.deepEqual(
    [
      detailText('rowCount', 357),
      detailText('deliveryCount', 2190),
      detailText('commitCount', 1),
      detailText('sizeBytes', 11_480),
      detailText('dirty', false),
      detailText('digest', digest),
      detailText('for', '2026-11-22T12:00:00.000Z'),
      detailText('mae', 0.52341),
    ],
    [
      '357 rows',
      '2,190 deliveries',
      '1 commit',
      'size 11.48 kB',
      'not dirty',
      'digest 9f2c6e0b',
      'for Sun 22 Nov 12:00 UTC',
      'mae 0.5234',
    ],
  )
})
