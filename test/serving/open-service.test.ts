import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../../src/base/index.ts'
import { openService } from '../../src/serving/index.ts'
import {
  hours,
  noon,
  promote,
  registerVersion,
  servedStore,
  surf,
  surfService,
  swells,
  tellSwells,
} from './served-surf.ts'

test('a row is answered with the label, the moment and the features that it was made of', async () => {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const service = await openService(store, surfService)
  const answer = await service.predict([{ beachId: 'lahinch', at: '2026-03-01T13:00:00Z' }])
  const [row] = answer.predictions
  assert.match(row?.predictionId ?? '', /^prd_/)
  assert.deepEqual(
    { ...answer, predictions: [{ ...row, predictionId: '', waveHeight: 0 }] },
    {
      model: 'surf-height',
      version: 1,
      predictions: [
        {
          predictionId: '',
          beachId: 'lahinch',
          at: hours(1),
          waveHeight: 0,
          beach: 'lahinch',
          height: 2.4,
          highest: 2.4,
          power: 24,
        },
      ],
    },
  )
  const [now] = (await service.predict([{ beachId: 'lahinch' }])).predictions
  assert.deepEqual(now?.at, noon)
  await store.close()
})

test('a feature can be set, and what is derived from it follows', async () => {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const service = await openService(store, surfService)
  const [row] = (await service.predict([{ beachId: 'lahinch', height: 3 }])).predictions
  assert.deepEqual([row?.height, row?.highest, row?.power], [3, 2.4, 30])
  const [unknown] = (await service.predict([{ beachId: 'lahinch', height: null }])).predictions
  assert.deepEqual([unknown?.height, unknown?.highest, unknown?.power], [null, 2.4, null])
  await store.close()
})

test('a row that does not fit is refused with its number, the field, what it is and what it must be', async () => {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const service = await openService(store, surfService)
  const good = { beachId: 'lahinch' }
  const refusals: readonly [Readonly<Record<string, unknown>>, string][] = [
    [{ beachID: 'lahinch' }, 'Row 2: "beachId" is missing, but must be a text.'],
    [
      { beachId: 'lahinch', hight: 1 },
      'Row 2: there is no field "hight" (it is 1). Did you mean "height"?',
    ],
    [
      { beachId: 'lahinch', power: 1 },
      'Row 2: there is no field "power" (it is 1). It is computed from other features; set those.',
    ],
    [
      { beachId: 'malibu' },
      'Row 2: "beachId" is "malibu", but must be one of "easkey", "lahinch".',
    ],
    [
      { beachId: 'lahinch', at: 'tomorrow' },
      'Row 2: "at" is "tomorrow", but must be a moment such as 2026-11-22T12:00:00Z.',
    ],
    [
      { beachId: 'lahinch', height: 'high' },
      'Row 2: "height" is "high", but must be a number, or null where it is not known.',
    ],
  ]
  for (const [row, message] of refusals) {
    await assert.rejects(service.predict([good, row]), { message, kind: 'wrong-use' })
  }
  await assert.rejects(service.predict(Array.from({ length: 10_001 }, () => good)), {
    code: 'serving.tooManyRows',
  })
  assert.equal(service.state().predictionCount, 0)
  await store.close()
})

test('without a version the service says what is to be done, and it answers once one is promoted', async () => {
  const store = await servedStore()
  const service = await openService(store, surfService)
  await assert.rejects(service.predict([{ beachId: 'lahinch' }]), {
    code: 'serving.notReady',
    kind: 'conflict',
    message: 'Service surf has nothing to serve: no version of surf-height is its champion yet.',
    hint: 'Promote a version: swell models promote surf-height --alias champion',
  })
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  assert.equal((await service.refresh()).version, 1)
  assert.equal((await service.predict([{ beachId: 'lahinch' }])).version, 1)
  await store.close()
})

test('a promotion is picked up while requests go on, and none of them fails', async () => {
  const store = await servedStore()
  for (const offset of [0, 10]) await registerVersion(store, { offset })
  await promote(store, 1)
  const service = await openService(store, surfService)
  const end = new AbortController()
  const following = service.startFollowing({ everyMs: 1, signal: end.signal })
  const versions: number[] = []
  let isPromoted = false
  async function ask(): Promise<void> {
    while (versions.at(-1) !== 2) {
      const { version, predictions } = await service.predict([{ beachId: 'lahinch' }])
      const isOfTwo = (predictions[0]?.waveHeight ?? 0) > 10
      assert.equal(isOfTwo, version === 2)
      versions.push(version)
      await new Promise(setImmediate)
      if (!isPromoted && versions.length > 50) {
        isPromoted = true
        await promote(store, 2)
      }
    }
  }
  await Promise.all([ask(), ask(), ask()])
  assert.equal(versions[0], 1)
  assert.equal(versions.lastIndexOf(1) < versions.length - 1, true)
  end.abort()
  await following
  assert.equal(service.state().version, 2)
  await store.close()
})

test('a version that can not be served leaves the old one, and the state and the log say why', async () => {
  const lines: string[] = []
  const own = await servedStore()
  const log = createLog(own.now, 'warn', ({ text }) => lines.push(text))
  const store = { ...own, log }
  await registerVersion(store, { offset: 0 })
  await registerVersion(store, {
    offset: 1,
    spoil: (files) => {
      files['example.json'] = '[{"features":{"height":1},"prediction":999}]'
    },
  })
  await registerVersion(store, {
    offset: 2,
    spoil: (files) => {
      delete files['fitted.json']
    },
  })
  await promote(store, 1)
  const service = await openService(store, surfService)
  await promote(store, 2)
  const { version, problem } = await service.refresh()
  assert.equal(version, 1)
  assert.match(
    problem ?? '',
    /^Version 2 of surf-height is not served: it gives .* 999 was recorded/,
  )
  await service.refresh()
  assert.equal(lines.length, 1)
  await promote(store, 3)
  assert.equal(
    (await service.refresh()).problem,
    "Version 3 of surf-height can't be served: Version 3 of surf-height has no file model.onnx.",
  )
  assert.equal((await service.predict([{ beachId: 'lahinch' }])).version, 1)
  await promote(store, 1)
  assert.equal((await service.refresh()).problem, undefined)
  await store.close()
})

test('a version that reads what the view no longer has is not served', async () => {
  const store = await servedStore()
  const older = { ...surf, features: { ...surf.features, tide: swells.latest('period') } }
  await registerVersion(store, { offset: 0, view: older })
  await promote(store, 1)
  const service = await openService(store, surfService)
  await assert.rejects(service.predict([{ beachId: 'lahinch' }]), {
    code: 'serving.notReady',
    message:
      'Service surf has nothing to serve: Version 1 of surf-height doesn\'t fit view surf: the view has no feature "tide".',
  })
  await store.close()
})

test('the fields of a request are told with the known keys', async () => {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const service = await openService(store, surfService)
  assert.deepEqual(
    service
      .fields()
      .map(({ name, type, unit, required, choices }) => [name, type, unit, required, choices]),
    [
      ['beachId', 'text', undefined, true, ['easkey', 'lahinch']],
      ['at', 'timestamp', undefined, false, undefined],
      ['height', 'float', 'm', false, undefined],
      ['highest', 'float', 'm', false, undefined],
    ],
  )
  await store.close()
})

test('new commits are seen after a refresh, also while a version can not be loaded', async () => {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await registerVersion(store, { offset: 1, spoil: (files) => delete files['fitted.json'] })
  await promote(store, 1)
  const service = await openService(store, surfService)
  await promote(store, 2)
  await tellSwells(store, 0, 6, 5)
  await service.refresh()
  const [row] = (await service.predict([{ beachId: 'easkey' }])).predictions
  assert.equal(row?.height, 5)
  await store.close()
})

test('a forecast is stored once, found by who asks again, and made anew for new data', async () => {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const service = await openService(store, surfService)
  const first = await service.forecast({ beachId: 'lahinch' })
  assert.deepEqual(
    first.points.map(({ at }) => at),
    [0, 6, 12, 18, 24].map(hours),
  )
  assert.equal(first.unit, 'ft')
  const other = await openService(store, surfService)
  assert.deepEqual(await other.forecast({ beachId: 'lahinch' }), first)
  assert.equal((await store.commits.list('surf-height-predictions')).length, 1)

  await tellSwells(store, 0, 24, 5)
  await service.refresh()
  const second = await service.forecast({ beachId: 'lahinch' })
  assert.notDeepEqual(second.points[0]?.predictionId, first.points[0]?.predictionId)
  assert.equal((await store.commits.list('surf-height-predictions')).length, 2)
  await assert.rejects(service.forecast({ beachId: 'malibu' }), {
    message: 'Service surf has no forecast for "malibu". There is: "easkey", "lahinch".',
  })
  await store.close()
})
