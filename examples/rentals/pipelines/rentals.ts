import { definePipeline } from 'groundswell'
import { check } from '../steps/check.ts'
import { clean } from '../steps/clean.ts'
import { deliver } from '../steps/deliver.ts'
import { download } from '../steps/download.ts'
import { reference } from '../steps/reference.ts'
import { split } from '../steps/split.ts'
import { testProduction } from '../steps/test-production.ts'
import { load, train } from '../steps/train.ts'

export const samples = definePipeline({
  name: 'samples',
  summary: 'Makes the deliveries up',
  steps: [deliver],
})

export const rentals = definePipeline({
  name: 'rentals',
  summary: 'From a sample to a candidate: download, clean, check, split, train',
  steps: [download, clean, reference, check, split, load, train],
})

/** Apart: which version is in production somebody decides in between. */
export const production = definePipeline({
  name: 'production',
  summary: 'Tests the production model on rows that no model has seen',
  steps: [testProduction],
})
