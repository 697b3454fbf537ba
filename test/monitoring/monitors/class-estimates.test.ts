import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { seededRandom, silentLog } from '../../../src/base/index.ts'
import { sqlDeliveryStore } from '../../../src/data/index.ts'
import {
  appendRows,
  defineGroup,
  defineView,
  freezeView,
  requested,
  type Group,
} from '../../../src/features/index.ts'
import {
  byTime,
  classAccuracy,
  classLogLoss,
  macroF1,
  multinomialRegression,
} from '../../../src/learn/index.ts'
import { atMost, defineMonitor, runMonitor, tumbling } from '../../../src/monitoring/index.ts'
import { getVersion, promoteVersion, type ModelVersion } from '../../../src/registry/index.ts'
import { loadPredictor, predictionsGroup, predictShares } from '../../../src/serving/index.ts'
import { float, integer, text, timestamp, type EngineRow } from '../../../src/table/index.ts'
import { defineModel, trainModel } from '../../../src/training/index.ts'
import { trainingLab, trainOptions, type TrainingLab } from '../../training/training-lab.ts'
import { hour, hourMs } from './monitor-lab.ts'

const measured = { size: float() }
const flowers = defineGroup({
  name: 'flowers',
  key: ['flower'],
  time: 'at',
  columns: { flower: text(), at: timestamp(), ...measured, kind: integer() },
})
const request = requested(measured)
const view = defineView({
  name: 'flowers',
  label: flowers.column('kind'),
  request,
  features: { ...request },
})
const model = defineModel({
  name: 'kind',
  view,
  learner: multinomialRegression(),
  split: byTime({ test: 0.4 }),
  measure: [classAccuracy(), macroF1(), classLogLoss()],
})
const monitor = defineMonitor({
  name: 'kinds',
  watch: { model, of: ['predictions', 'outcomes'] },
  window: tumbling('1h'),
  rules: [atMost('lowConfidenceShare', 1), atMost('fallbackShare', 0.2)],
})

/** Three kinds whose sizes overlap. */
function grow(from: number, count: number): EngineRow[] {
  const random = seededRandom(`flowers ${from}`)
  return Array.from({ length: count }, (_, place) => {
    const kind = place % 3
    const at = new Date(hour(from).getTime() + Math.floor((place * hourMs) / count))
    return { flower: `${from}-${place}`, at, size: kind * 2 + random.normal(), kind }
  })
}

test('how well classes are told apart is estimated before anything came true, and is near what does', async (t) => {
  const lab = await trainingLab(t)
  const state = mkdtempSync(join(tmpdir(), 'swell-monitor-'))
  t.after(() => rmSync(state, { recursive: true, force: true }))
  const add = (group: Group, rows: readonly EngineRow[], at: number) =>
    appendRows(lab, group, rows, { runId: undefined, knownAt: hour(at) })
  await add(flowers, grow(-2, 900), -1)
  const set = await freezeView(lab, view, { split: model.split, fingerprint: 'flowers' })
  const { version } = await trainModel(lab, model, set, trainOptions)
  await promoteVersion(lab, { model: 'kind', version, alias: 'champion', by: 'ada', gates: [] })

  const asked = grow(0, 600)
  const predictor = await loadPredictor(lab, await getVersion(lab.models, 'kind', version))
  const said = await predictor.predictMany(asked.map(({ size }) => ({ size: Number(size) })))
  predictor.rest()
  const rows = asked.map(({ flower, at, size }, place) => ({
    flower,
    at,
    madeAt: at,
    knownBy: at,
    predicted: said[place],
    version,
    origin: 'online',
    predictionId: `prd_${place}`,
    features: JSON.stringify({ size }),
    deliveries: '{}',
    commits: '{}',
    ...(place % 10 === 0 ? { fallback: 'constant' } : {}),
  }))
  await add(predictionsGroup(model), rows, 1)

  const deps = {
    ...lab,
    state,
    settings: {},
    log: silentLog,
    now: () => hour(2),
    deliveries: sqlDeliveryStore(lab.database),
  }
  const range = { kind: 'range', from: hour(0), to: hour(1) } as const
  const look = async () => {
    const [run] = await runMonitor(deps, monitor, { asked: range })
    const valueOf = (series: string) => run?.values.find((value) => value.series === series)
    return { run, valueOf }
  }
  const early = await look()
  assert.equal(early.run?.problem, undefined)
  assert.deepEqual(early.run?.notes.includes('no outcome of this window is known yet'), true)
  assert.equal(early.valueOf('fallbackShare')?.value, 0.1)
  const unsure = early.valueOf('lowConfidenceShare')?.value ?? 0
  assert.ok(unsure > 0.05 && unsure < 0.4, `${unsure} were not sure`)

  await add(flowers, asked, 1)
  const late = await look()
  for (const metric of ['classAccuracy', 'macroF1']) {
    const [before, after] = [early, late].map(({ valueOf }) => valueOf(`estimated ${metric}`))
    assert.deepEqual(after, before)
    const truth = late.valueOf(metric)?.value ?? 0
    const { lower = 1, upper = 0 } = after ?? {}
    assert.ok(lower < truth && truth < upper, `${metric} ${truth} of ${lower} to ${upper}`)
  }

  const told = late.valueOf('classLogLoss')
  const mean = await meanSurprise(lab, await getVersion(lab.models, 'kind', version), asked)
  assertNear(told, mean)
})

function assertNear(
  told: { value?: number; lower?: number; upper?: number } | undefined,
  mean: number,
): void {
  const { value = 0, lower = 1, upper = 0 } = told ?? {}
  assert.ok(Math.abs(value - mean) < 1e-12, `${value} is ${mean}`)
  assert.ok(lower < mean && mean < upper)
}

/** By how likely the version holds the kind to be that a flower is of. */
async function meanSurprise(
  lab: TrainingLab,
  version: ModelVersion,
  asked: readonly EngineRow[],
): Promise<number> {
  const rows = asked.map(({ size }) => ({ size: Number(size) }))
  const { shares } = await predictShares(lab, version, rows)
  const surprises = asked.map(({ kind }, row) => -Math.log(shares[3 * row + Number(kind)] ?? 0))
  return surprises.reduce((sum, own) => sum + own, 0) / surprises.length
}
