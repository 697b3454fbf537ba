import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { digestOf, type LogLine } from '../../src/base/index.ts'
import type { Artifact, MetricPoint, RunId, RunRecords } from '../../src/tracking/index.ts'

const at = new Date('2026-03-01T12:00:00.000Z')

/** What every RunRecords must do. `open` makes runs `run_1` and `run_2`. */
export function runRecordsContract(
  name: string,
  open: (t: TestContext) => Promise<RunRecords>,
): void {
  const first = 'run_1' as RunId
  const second = 'run_2' as RunId
  const point = (metric: string, step: number, value: number): MetricPoint => ({
    name: metric,
    step,
    value,
    at,
  })

  test(`${name}: metrics come back by name and step, the last value of a step counts`, async (t) => {
    const records = await open(t)
    await records.putMetrics(first, [point('mae', 1, 0.5), point('mae', 0, 9), point('mae', 0, 1)])
    await records.putMetrics(first, [point('mae', 1, 0.4), point('loss', 0, Number.NaN)])
    await records.putMetrics(second, [point('mae', 0, Number.POSITIVE_INFINITY)])
    assert.deepEqual(await records.listMetrics(first), [
      point('loss', 0, Number.NaN),
      point('mae', 0, 1),
      point('mae', 1, 0.4),
    ])
    assert.deepEqual(
      await records.listLatestMetrics([first, second]),
      new Map([
        [first, { loss: Number.NaN, mae: 0.4 }],
        [second, { mae: Number.POSITIVE_INFINITY }],
      ]),
    )
  })

  test(`${name}: many points are written at once`, async (t) => {
    const records = await open(t)
    const points = Array.from({ length: 12_345 }, (_, step) => point('loss', step, step / 2))
    await records.putMetrics(first, points)
    assert.deepEqual(await records.listMetrics(first), points)
  })

  test(`${name}: lines keep their order, and are read on from a number`, async (t) => {
    const records = await open(t)
    const line = (text: string): LogLine => ({ at, level: 'info', text })
    await Promise.all([
      records.appendLines(first, [line('a'), line('b')]),
      records.appendLines(first, [line('c')]),
      records.appendLines(second, [line('z')]),
    ])
    assert.deepEqual(await records.listLines(first), [
      { lineNumber: 1, ...line('a') },
      { lineNumber: 2, ...line('b') },
      { lineNumber: 3, ...line('c') },
    ])
    assert.deepEqual(await records.listLines(first, { after: 1, limit: 1 }), [
      { lineNumber: 2, ...line('b') },
    ])
  })

  test(`${name}: an artifact of the same name replaces the earlier one`, async (t) => {
    const records = await open(t)
    const artifact = (name: string, content: string): Artifact => ({
      runId: first,
      name,
      digest: digestOf(content),
      sizeBytes: content.length,
      mediaType: 'text/plain',
    })
    await records.putArtifact(artifact('report', 'old'))
    await records.putArtifact(artifact('report', 'newer'))
    await records.putArtifact(artifact('card', 'c'))
    assert.deepEqual(await records.listArtifacts(first), [
      artifact('card', 'c'),
      artifact('report', 'newer'),
    ])
    await records.removeArtifact(first, 'report')
    await records.removeArtifact(first, 'never there')
    assert.deepEqual(await records.listArtifacts(first), [artifact('card', 'c')])
  })

  test(`${name}: what belongs to no run is refused`, async (t) => {
    const records = await open(t)
    await assert.rejects(records.putMetrics('run_3' as RunId, [point('mae', 0, 1)]))
  })
}
