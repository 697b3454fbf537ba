import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  defineService,
  openService,
  type OpenService,
  type Service,
} from '../../src/serving/index.ts'
import { promote, registerVersion, servedStore, surfHeight } from './served-surf.ts'

const surf: Service = defineService({
  name: 'surf',
  model: surfHeight,
  names: { height: 'wave-height', power: 'surf power' },
})

async function openSurf(): Promise<{ open: OpenService; close: () => Promise<void> }> {
  const store = await servedStore()
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  return { open: await openService(store, surf), close: store.close }
}

test('a service asks and answers under the names of its face, and takes the project’s own too', async () => {
  const { open, close } = await openSurf()
  assert.deepEqual(Object.keys(open.columns), ['beachId', 'at', 'wave-height', 'highest'])
  assert.deepEqual(
    open.fields().map(({ name }) => name),
    ['beachId', 'at', 'wave-height', 'highest'],
  )
  const ask = async (row: Readonly<Record<string, unknown>>) =>
    (await open.predict([{ beachId: 'lahinch', ...row }])).predictions[0] as Record<string, unknown>
  const asked = await ask({ 'wave-height': 3 })
  assert.deepEqual([asked['wave-height'], asked['surf power']], [3, 30])
  assert.ok(!('height' in asked) && !('power' in asked))
  assert.equal((await ask({ height: 3 }))['waveHeight'], asked['waveHeight'])
  const rows = [{ beachId: 'lahinch', 'wave-height': 3 }]
  const { text } = await open.predictText({ text: JSON.stringify(rows[0]), rows })
  const [written] = (JSON.parse(text) as { predictions: Record<string, unknown>[] }).predictions
  assert.equal(written?.['wave-height'], 3)
  await close()
})

test('what is wrong is told under the name that was asked with', async () => {
  const { open, close } = await openSurf()
  const wrong = open.predict([{ beachId: 'lahinch', 'wave-height': 'high' }])
  await assert.rejects(wrong, {
    code: 'serving.rowDoesNotFit',
    message: 'Row 1: "wave-height" is "high", but must be a number, or null where it is not known.',
  })
  await close()
})

test('a name for nothing, and one for two columns, are refused', () => {
  const define = (names: Readonly<Record<string, string>>) => () =>
    defineService({ name: 'surf', model: surfHeight, names })
  assert.throws(define({ hieght: 'wave-height' }), {
    code: 'serving.wrongNames',
    message: /there is no|has no "hieght".*height/,
  })
  assert.throws(define({ height: 'highest' }), {
    code: 'serving.wrongNames',
    message: /"highest" would be the name of two columns/,
  })
})
