import { definePipeline } from 'groundswell'
import { check } from '../steps/check.ts'
import { deliver } from '../steps/deliver.ts'
import { download } from '../steps/download.ts'
import { preprocess } from '../steps/preprocess.ts'
import { forest, promoteForest, register, rows } from '../steps/python.ts'
import { resultsStep } from '../steps/results.ts'
import { load, promote, segregate, train } from '../steps/train.ts'

export const samples = definePipeline({
  name: 'samples',
  summary: 'Makes the deliveries up',
  steps: [deliver],
})

const before = [download, preprocess, check, load, segregate]

export const genres = definePipeline({
  name: 'genres',
  summary: 'From a sample to a version in production and a page of results',
  steps: [...before, train, promote, resultsStep(promote)],
})

export const genresInPython = definePipeline({
  name: 'genres-in-python',
  summary: 'The same, with the training in Python',
  steps: [...before, rows, forest, register, promoteForest, resultsStep(promoteForest)],
})
