import { defineProject, defineService } from 'groundswell'
import { blocks } from './groups/blocks.ts'
import { houseValue } from './models/house-value.ts'
import { houses } from './pipelines/houses.ts'
import { settings } from './settings.ts'
import { worth } from './views/worth.ts'

const service = defineService({
  name: 'housing',
  description: 'What a house is worth, by what is told of its block; try what if',
  model: houseValue,
})

export const project = defineProject({
  name: 'housing',
  description: 'What is a house in this block worth?',
  settings,
  groups: [blocks],
  views: [worth],
  models: [houseValue],
  pipelines: [houses],
  services: [service],
  start: houses,
})
