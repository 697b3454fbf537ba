import type { TestContext } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom, silentLog, type Clock } from '../../../src/base/index.ts'
import { sqlDeliveryStore } from '../../../src/data/index.ts'
import { appendRows } from '../../../src/features/index.ts'
import type { MeasureDeps } from '../../../src/monitoring/index.ts'
import { promoteVersion } from '../../../src/registry/index.ts'
import { predictionsGroup } from '../../../src/serving/index.ts'
import { trainModel } from '../../../src/training/index.ts'
import {
  freezeSurf,
  reports,
  surfHeight,
  trainingLab,
  trainOptions,
  type TrainingLab,
} from '../../training/training-lab.ts'

export const hourMs = 3_600_000
/** Midnight; the lab's predictions are made from here on. */
export const start = new Date('2026-03-02T00:00:00.000Z')
export const hour = (count: number) => new Date(start.getTime() + count * hourMs)

export interface MonitorLab {
  readonly lab: TrainingLab
  readonly deps: MeasureDeps
  /** What the project believes that the time is. */
  now: Date
}

/** A training lab with a champion, whose clock a test sets. */
export async function monitorLab(t: TestContext): Promise<MonitorLab> {
  const lab = await trainingLab(t)
  const state = mkdtempSync(join(tmpdir(), 'swell-monitor-'))
  t.after(() => rmSync(state, { recursive: true, force: true }))
  const { version } = await trainModel(lab, surfHeight, await freezeSurf(lab), trainOptions)
  const of = { model: surfHeight.name, version, alias: 'champion', by: 'ada', gates: [] }
  await promoteVersion(lab, of)
  const made: { now: Date } = { now: start }
  const clock: Clock = () => new Date(made.now)
  const deps: MeasureDeps = {
    ...lab,
    state,
    settings: {},
    log: silentLog,
    now: clock,
    deliveries: sqlDeliveryStore(lab.database),
  }
  return Object.assign(made, { lab, deps })
}

export interface Hours {
  readonly from: number
  readonly to: number
  /** How much higher the swell is than what the model was trained on. */
  readonly shift?: number
  /** Predictions of an hour. */
  readonly count?: number
  /** What was given instead of the usual. */
  readonly given?: Readonly<Record<string, unknown>>
}

/** Predictions of some hours, made as the model would: the swell in feet. */
export async function predictHours(
  { deps }: MonitorLab,
  { from, to, shift = 0, count = 60, given = {} }: Hours,
): Promise<void> {
  const random = seededRandom(`said ${from}`)
  const rows = []
  for (let place = 0; place < (to - from) * count; place += 1) {
    const beachId = place % 2 === 0 ? 'lahinch' : 'easkey'
    const height = random.next() * 4 + shift
    const period = 8 + random.below(8)
    const at = new Date(hour(from).getTime() + Math.floor((place * hourMs) / count))
    rows.push({
      beachId,
      predictionId: `prd_${from}_${place}`,
      at,
      madeAt: at,
      knownBy: at,
      predicted: height * 3.28 + (beachId === 'lahinch' ? 2 : 0),
      version: 1,
      origin: 'online',
      service: 'surf',
      features: JSON.stringify({
        height,
        period,
        power: height ** 2 * period,
        beach: beachId,
        ...given,
      }),
      deliveries: '{}',
      commits: '{}',
      tookMs: 1,
    })
  }
  await appendRows(deps, predictionsGroup(surfHeight), rows, {
    runId: undefined,
    knownAt: hour(to),
  })
}

/** What came true of those predictions, some feet off; it is told `late` hours after. */
export async function reportHours(
  { deps }: MonitorLab,
  {
    from,
    to,
    off = 0.5,
    late = 1,
    count = 60,
  }: Hours & { readonly off?: number; readonly late?: number },
): Promise<void> {
  const rows = []
  const random = seededRandom(`said ${from}`)
  for (let place = 0; place < (to - from) * count; place += 1) {
    const beachId = place % 2 === 0 ? 'lahinch' : 'easkey'
    const height = random.next() * 4
    random.below(8)
    const observedAt = new Date(hour(from).getTime() + Math.floor((place * hourMs) / count))
    const waveHeight =
      height * 3.28 + (beachId === 'lahinch' ? 2 : 0) + (place % 4 < 2 ? off : -off)
    rows.push({ beachId, observedAt, waveHeight })
  }
  await appendRows(deps, reports, rows, { runId: undefined, knownAt: hour(to + late) })
}
