import {
  checkStep,
  datasetTable,
  defineDataset,
  exactSchema,
  inRange,
  ks,
  oneOf,
  rowCount,
  similar,
} from 'groundswell'
import { genres, songColumns, soundColumns } from '../songs/song-columns.ts'
import { settings } from '../settings.ts'
import { preprocess } from './preprocess.ts'

/** What a clean sample has to be before a model may learn from it. */
export const cleanSample = defineDataset({
  name: 'clean-sample',
  columns: songColumns,
  checks: [
    exactSchema(),
    oneOf('genre', genres),
    inRange('danceability', { min: 0, max: 1 }),
    inRange('loudness', { min: -35, max: 5 }),
    inRange('tempo', { min: 50, max: 250 }),
    inRange('duration_ms', { min: 20_000, max: 1_000_000 }),
    rowCount({ min: settings.minRows }),
    // Ten tests at once: each is held to 1 − (1 − α)^(1/10), so that all of them have one false alarm in 1/α.
    similar({
      columns: soundColumns,
      to: datasetTable('clean-sample@reference', songColumns),
      by: ks({ alpha: settings.ksAlpha }),
      correct: 'sidak',
    }),
  ],
})

export const check = checkStep({ name: 'check', after: [preprocess], of: cleanSample })
