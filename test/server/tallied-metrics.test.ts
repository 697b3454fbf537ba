import assert from 'node:assert/strict'
import test from 'node:test'
import { Counter, Histogram, Registry } from 'prom-client'
import { talliedCounter, talliedHistogram } from '../../src/server/tallied-metrics.ts'
import { mergeMetrics } from '../../src/server/workers/merge-metrics.ts'

test('what is tallied is told as prom-client tells what it observed, of one process and of two', async () => {
  const [tallied, observed] = [new Registry(), new Registry()]
  const timed = {
    name: 'took',
    help: 'How long.',
    labelNames: ['route', 'status'],
    buckets: [1, 2],
  }
  const counted = { name: 'rows', help: 'How many.', labelNames: ['route'] }
  const [histogram, counter] = [talliedHistogram(tallied, timed), talliedCounter(tallied, counted)]
  const peer = new Histogram({ ...timed, registers: [observed] })
  const peerCounter = new Counter({ ...counted, registers: [observed] })
  for (const route of ['a', 'b']) {
    const [own, rows] = [histogram.of(route, '200'), counter.of(route)]
    for (const value of [0.5, 1, 1.5, 7, 0]) {
      own.add(value)
      rows.add(value)
      peer.observe({ route, status: '200' }, value)
      peerCounter.inc({ route }, value)
    }
    assert.equal(await tallied.metrics(), await observed.metrics())
  }
  const both = (registry: Registry) =>
    Promise.all([registry.getMetricsAsJSON(), registry.getMetricsAsJSON()]).then(mergeMetrics)
  assert.equal(await both(tallied), await both(observed))
})
