import { defineProject, defineService, defineSite } from 'groundswell'
import { beaches } from './beaches.ts'
import { map } from './groups/map.ts'
import { reports } from './groups/reports.ts'
import { swells } from './groups/swells.ts'
import { surfHeight, surfRetraining } from './models/surf-height.ts'
import { accuracy } from './monitors/accuracy.ts'
import { refresh } from './pipelines/refresh.ts'
import { settings } from './settings.ts'
import { surf } from './views/surf.ts'

const service = defineService({
  name: 'surf',
  description: 'How high the waves will break, for a beach and a moment',
  model: surfHeight,
  forecast: { ahead: '10d' },
})

const page = defineSite({
  name: 'surf',
  title: 'Surf forecast',
  introduction: 'How high the waves will break at three Irish beaches in the next ten days.',
  service,
  places: Object.fromEntries(beaches.map((beach) => [beach.id, beach.name])),
  valueLabel: 'Wave height',
  timeZone: 'Europe/Dublin',
})

export const project = defineProject({
  name: 'surf',
  description: 'How high will the waves be?',
  settings,
  groups: [swells, reports, map],
  views: [surf],
  models: [surfHeight],
  monitors: [accuracy],
  retraining: [surfRetraining],
  pipelines: [refresh],
  services: [service],
  sites: [page],
  start: refresh,
})
