import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedClock, type Duration } from '../../../src/base/index.ts'
import {
  compareFeatureCode,
  defineView,
  derive,
  foldTrainingPart,
  freezeView,
  readTrainingPart,
  type View,
} from '../../../src/features/index.ts'
import {
  byHash,
  byTime,
  grouped,
  kFold,
  random,
  stratified,
  type Split,
  type SplitManner,
} from '../../../src/learn/index.ts'
import { noon } from '../feature-store.ts'
import { addDays, day, openSurf, options, reports, surf, swells } from './daily-surf.ts'

test('labels are frozen from a moment on, before another, or only the newest', async (t) => {
  const store = await openSurf(t, 10)
  const momentsOf = async (bounds: object) => {
    const set = await freezeView(store, surf, { ...options, ...bounds })
    const parts = ['train', 'test'] as const
    const read = parts.map(async (part) => [...(await readTrainingPart(store, surf, set, part)).at])
    return {
      bounds: set.bounds,
      days: (await Promise.all(read)).flat().map((at) => new Date(at).getUTCDate()),
    }
  }
  assert.deepEqual(await momentsOf({ from: day(3), to: day(6) }), {
    bounds: { from: day(3).toISOString(), to: day(6).toISOString() },
    days: [3, 4, 5],
  })
  assert.deepEqual(await momentsOf({ rows: 2 }), { bounds: { rows: 2 }, days: [9, 10] })
  await assert.rejects(freezeView(store, surf, { ...options, from: day(11) }), {
    code: 'features.noLabelsThere',
    message:
      'View surf has no rows within these bounds (from 2026-01-11T00:00:00.000Z): group reports has no labels there.',
  })
})

test('as of a moment before a commit, the set is what it was then, and no new version', async (t) => {
  const store = await openSurf(t, 8)
  const first = await freezeView(store, surf, options)
  const later = { ...store, now: fixedClock(new Date(noon.getTime() + 1000)) }
  await addDays(later, [9, 10])
  const second = await freezeView(later, surf, options)
  assert.deepEqual([first.version, second.version, second.rowCount], [1, 2, 10])

  const again = await freezeView(later, surf, { ...options, asOf: noon })
  assert.deepEqual(again, first)
  const recoded = await freezeView(later, surf, { ...options, asOf: noon, fingerprint: 'code 2' })
  assert.deepEqual(recoded, first)
  assert.equal((await store.trainingSets.list('surf')).length, 2)
})

test('two that freeze the same at once make one version', async (t) => {
  const store = await openSurf(t, 10)
  const both = await Promise.all([
    freezeView(store, surf, options),
    freezeView(store, surf, options),
  ])
  assert.deepEqual(both[0], both[1])
  assert.equal((await store.trainingSets.list('surf')).length, 1)
})

test('a freeze that fails on its way leaves nothing behind', async (t) => {
  const store = await openSurf(t, 10)
  const broken = defineView({
    name: 'broken',
    label: reports.column('waveHeight'),
    features: {
      odd: derive({ height: swells.latest('height') }, ({ height }) => {
        if (height > 5) throw new Error('no such height')
        return height
      }),
    },
  })
  await assert.rejects(freezeView(store, broken, options), { message: 'no such height' })
  await assert.rejects(freezeView(store, surf, { ...options, rows: 1 }), {
    code: 'learn.cannotSplit',
  })
  await assert.rejects(
    freezeView(store, surf, { ...options, split: grouped({ by: 'beachId', test: 0.5, seed: 1 }) }),
    { code: 'learn.wrongSetting' },
  )
  assert.deepEqual(await store.trainingSets.list(), [])
  assert.deepEqual(await store.engine.rows({ strings: ['show tables'], values: [] }), [])
})

test('a process that is killed while it freezes leaves nothing behind', async (t) => {
  const store = await openSurf(t, 10)
  const script = join(import.meta.dirname, 'freeze-and-die.ts')
  const register = new URL('../../../scripts/register-source.mjs', import.meta.url).href
  const child = spawn(process.execPath, ['--import', register, script, store.root])
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  assert.equal(signal, 'SIGKILL')
  assert.deepEqual(await store.trainingSets.list(), [])
  assert.equal((await freezeView(store, surf, options)).version, 1)
})

test('every row keeps the part that it was given, through many batches', async (t) => {
  const store = await openSurf(t, 30_000)
  const split = random({ test: 0.5, seed: 'coin' })
  const set = await freezeView(store, surf, { ...options, split })
  const test = await readTrainingPart(store, surf, set, 'test')
  const train = await readTrainingPart(store, surf, set, 'train')
  assert.deepEqual([set.split.testCount, set.split.trainCount], [test.rowCount, train.rowCount])
  for (const part of [train, test]) {
    assert.deepEqual(
      part.features[0]?.values,
      part.label.map((label) => label / 2),
    )
    assert.deepEqual(
      [...part.at],
      [...part.label].map((label) => Number(day(label / 2))),
    )
  }
})

test('the gap before the held-out rows is counted, and stands in neither part', async (t) => {
  const store = await openSurf(t, 10)
  const set = await freezeView(store, surf, {
    ...options,
    split: byTime({ test: 0.3, gap: '3d' }),
  })
  assert.deepEqual(set.split, {
    kind: 'byTime',
    trainCount: 5,
    testCount: 3,
    leftOutCount: 2,
    testFrom: day(8).toISOString(),
  })
})

test('a label that looks ahead needs a gap as long before what is tested on', async (t) => {
  const store = await openSurf(t, 12)
  // What lies ahead is known when it has passed.
  await addDays(store, [13], 1, day(20))
  const coming = defineView({
    name: 'coming',
    label: reports.next('2d').max('waveHeight'),
    features: { height: swells.latest('height') },
  })
  const split = (gap?: Duration) => byTime({ test: 0.3, ...(gap && { gap }) })
  await assert.rejects(freezeView(store, coming, { ...options, split: split('1d') }), {
    code: 'features.gapTooShort',
    message:
      'The label of view coming looks 2d ahead, but the split leaves 1d before the rows that it tests on: labels to learn from would reach into them.',
    hint: "Leave a gap: byTime({ test: 0.2, gap: '2d' }).",
  })
  await assert.rejects(freezeView(store, coming, { ...options, split: split() }), {
    code: 'features.gapTooShort',
  })
  const set = await freezeView(store, coming, { ...options, split: split('2d') })
  assert.ok((set.split.leftOutCount ?? 0) > 0)
})

test('folds of a label that looks ahead leave a gap as long, or keep whole keys together', async (t) => {
  const store = await openSurf(t, 12)
  const part = await readTrainingPart(store, surf, await freezeView(store, surf, options), 'train')
  const coming = defineView({
    name: 'coming',
    label: reports.next('2d').max('waveHeight'),
    features: { height: swells.latest('height') },
  })
  const fold = (of: SplitManner, view: View = coming) => foldTrainingPart(view, kFold(2, of), part)
  assert.throws(() => fold(byTime()), { code: 'features.gapTooShort' })
  assert.throws(() => fold(byTime({ gap: '1d' })), { code: 'features.gapTooShort' })
  assert.throws(() => fold(random({ seed: 1 })), { code: 'features.labelsOverlap' })
  assert.equal(fold(random({ seed: 1 }), surf).length, 2)
  for (const { train, test: tested } of fold(byTime({ gap: '2d' }))) {
    const latest = Math.max(...Array.from(train, (row) => part.at[row] ?? NaN))
    const first = Math.min(...Array.from(tested, (row) => part.at[row] ?? NaN))
    assert.ok(first - latest >= 2 * 86_400_000)
  }
})

test('a label that looks ahead is not drawn to both sides, but whole keys are', async (t) => {
  const store = await openSurf(t, 12)
  const coming = defineView({
    name: 'coming',
    label: reports.next('2d').max('waveHeight'),
    features: { height: swells.latest('height') },
  })
  const freeze = (split: Split) => freezeView(store, coming, { ...options, split })
  await assert.rejects(freeze(random({ test: 0.3, seed: 1 })), {
    code: 'features.labelsOverlap',
    message:
      'The label of view coming looks 2d ahead, but the split random draws moments near each other to both sides: labels to learn from would tell of the rows that are tested on.',
    hint: "Split by time with a gap, byTime({ test: 0.2, gap: '2d' }), or keep whole keys together: grouped({ test: 0.2, by: 'beachId', seed: 1 }).",
  })
  const overlaps = { code: 'features.labelsOverlap' }
  await assert.rejects(freeze(stratified({ test: 0.3, seed: 1 })), overlaps)
  await assert.rejects(freeze(byHash({ test: 0.3, seed: 1 })), overlaps)
  await addDays(
    store,
    Array.from({ length: 12 }, (_, at) => at + 1),
    1,
    day(1),
    'easkey',
  )
  const { split } = await freeze(grouped({ test: 0.5, by: 'beachId', seed: 1 }))
  assert.deepEqual([split.trainCount, split.testCount], [10, 10])
})

test('the profile tells of the training part only', async (t) => {
  const store = await openSurf(t, 10)
  const set = await freezeView(store, surf, options)
  const profile = await store.trainingSets.findProfile(set.id)
  const label = profile?.columns.find(({ name }) => name === '_label')
  assert.deepEqual([profile?.rowCount, label?.numbers?.max], [set.split.trainCount, 16])
  assert.equal(await store.trainingSets.findProfile('set_other'), undefined)
})

test('a set knows the code that makes it, and which feature would be computed otherwise', async (t) => {
  const store = await openSurf(t, 10)
  const set = await freezeView(store, surf, options)
  const compare = (view: typeof surf, fingerprint: string, features?: readonly string[]) =>
    compareFeatureCode(store, set.id, { view, fingerprint, ...(features && { features }) })
  assert.deepEqual(await compare(surf, 'code 1'), { status: 'same' })
  assert.deepEqual(await compare(surf, 'code 2'), { status: 'projectChanged' })
  const height = swells.latest('height')
  const other = defineView({
    name: 'surf',
    label: reports.column('waveHeight'),
    features: { height, power: derive({ height }, (row) => row.height ** 3) },
  })
  assert.deepEqual(await compare(other, 'code 1'), { status: 'differ', features: ['power'] })
  assert.deepEqual(await compare(other, 'code 1', ['height']), { status: 'same' })

  // Frozen again, the changed code was seen to make the same rows.
  assert.deepEqual(await freezeView(store, surf, { ...options, fingerprint: 'code 2' }), set)
  assert.deepEqual(await compare(surf, 'code 2'), { status: 'same' })
  assert.deepEqual(await compareFeatureCode(store, 'set_other', { view: surf, fingerprint: '' }), {
    status: 'unknown',
  })
})
