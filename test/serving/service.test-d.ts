import { defineGroup, defineView } from '../../src/features/index.ts'
import { defineService, type KeyValue, type PredictionOf } from '../../src/serving/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { surfHeight, type surfService } from './served-surf.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

function assertType<_Holds extends true>(): void {
  // The compiler has checked it.
}

type SurfPrediction = PredictionOf<(typeof surfService)['model']>

assertType<Same<SurfPrediction['waveHeight'], number>>()
assertType<Same<SurfPrediction['beachId'], KeyValue>>()
assertType<Same<SurfPrediction['at'], Date>>()
assertType<Same<SurfPrediction['predictionId'], string>>()
assertType<Same<SurfPrediction['power'], number | null>>()
assertType<Same<SurfPrediction['beach'], string | null>>()

export function read(prediction: SurfPrediction): unknown[] {
  return [
    prediction.waveHeight,
    // @ts-expect-error It is called waveHeight.
    prediction.height_of_waves,
    // @ts-expect-error The period is an input of the power, not a feature.
    prediction.period,
  ]
}

// The same with one column renamed: what reads the old name no longer compiles.
const renamed = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), surfHeight: float() },
})

// @ts-expect-error The label was renamed.
export const broken = () => renamed.column('waveHeight')

const view = defineView({
  name: 'surf',
  label: renamed.column('surfHeight'),
  features: { last: renamed.latest('surfHeight') },
})
const service = defineService({ name: 'surf', model: { name: 'surf-height', view } })

export function readRenamed(prediction: PredictionOf<(typeof service)['model']>): unknown[] {
  return [
    prediction.surfHeight,
    prediction.last,
    // @ts-expect-error The label was renamed.
    prediction.waveHeight,
  ]
}

export const oddly = () =>
  // @ts-expect-error Not a length of time.
  defineService({ name: 'surf', model: surfHeight, forecast: { ahead: 'ten days' } })
