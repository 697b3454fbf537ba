// The definitions that README.md shows, for the compiler; readme.test.ts holds the two together.
import {
  answersWithin,
  beats,
  boostedTrees,
  byTime,
  defineGroup,
  defineModel,
  defineSource,
  defineView,
  float,
  mae,
  rmse,
  text,
  timestamp,
} from 'groundswell'

interface Bulletin {
  readonly rows: { readonly beachId: string; readonly hitsAt: Date; readonly height: number }[]
  readonly knownAt: Date
}

declare function parseBulletin(text: string): Bulletin

const bulletins = defineSource({ name: 'bulletins', from: 'deliveries/bulletins' })

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float({ unit: 'ft' }) },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float({ unit: 'm', min: 0, max: 30 }) },
  from: bulletins,
  read: (file) => parseBulletin(file.text),
})

const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: { height: swells.latest('height'), mean: swells.window('3d').mean('height') },
})

const surfHeight = defineModel({
  name: 'surf-height',
  view: surf,
  learner: boostedTrees({ trees: 150, learningRate: 0.05 }),
  split: byTime({ test: 0.2 }),
  measure: [mae(), rmse()],
  gates: [beats('champion', 'mae'), answersWithin('20ms')],
})

export const shown = { swells, surf, surfHeight }
