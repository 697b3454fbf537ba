import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serviceTraffic, toTrafficReply } from '../../src/server/service-traffic.ts'

test('traffic is counted by five seconds and version, with latencies to a tenth', () => {
  let now = 1_000_000_000_000
  const traffic = serviceTraffic(() => now)
  for (let at = 1; at <= 100; at += 1) {
    traffic.answered('surf', { version: at <= 90 ? '1' : '2', rowCount: 2, seconds: at / 1000 })
  }
  traffic.failed('surf', '1')
  now += 5_000
  traffic.answered('surf', { version: '2', rowCount: 1, seconds: 0.2 })
  const { points, spanMs, spanCount } = toTrafficReply([traffic.spans()], 'surf')
  assert.deepEqual([spanMs, spanCount, points.length], [5_000, 120, 2])
  const [first, second] = points
  const { medianMs, p95Ms, p99Ms, ...counts } = first ?? {}
  assert.deepEqual(counts, {
    at: '2001-09-09T01:46:40.000Z',
    requestCount: 100,
    failureCount: 1,
    rowCount: 200,
    versions: [
      { version: '1', requestCount: 90 },
      { version: '2', requestCount: 10 },
    ],
  })
  for (const [found, wanted] of [
    [medianMs, 50],
    [p95Ms, 95],
    [p99Ms, 99],
  ] as const) {
    assert.ok(Number(found) >= wanted && Number(found) <= wanted * 1.1, `${found} for ${wanted}`)
  }
  assert.deepEqual(second?.versions, [{ version: '2', requestCount: 1 }])
  assert.deepEqual(toTrafficReply([traffic.spans()], 'other').points, [])
})

test('what is older than ten minutes is forgotten', () => {
  let now = 0
  const traffic = serviceTraffic(() => now)
  for (now = 0; now <= 1_200_000; now += 5_000) traffic.failed('surf', '1')
  now -= 5_000
  assert.equal(toTrafficReply([traffic.spans()], 'surf').points.length, 120)
  now += 600_000
  assert.deepEqual(toTrafficReply([traffic.spans()], 'surf').points, [])
})
