import { defineProject, defineService, text } from 'groundswell'
import { varietyName, varietyNames } from './flowers/flower-columns.ts'
import { flowers } from './groups/flowers.ts'
import { varieties } from './groups/varieties.ts'
import { irisModel } from './models/iris.ts'
import { irisMonitor } from './monitors/iris.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { iris } from './views/iris.ts'

const service = defineService({
  name: 'iris',
  description: 'Which variety a flower is, by its four measures',
  model: irisModel,
  classes: varietyNames,
  reply: {
    tells: {
      name: text({
        oneOf: [...varietyNames, 'unknown'],
        description: 'What the variety is called',
      }),
    },
    by: ({ value }) => ({ name: varietyName(value) }),
  },
})

export const project = defineProject({
  name: 'iris',
  description: 'Which iris is this?',
  settings,
  groups: [flowers, varieties],
  views: [iris],
  models: [irisModel],
  pipelines: [daily],
  services: [service],
  monitors: [irisMonitor],
  start: daily,
})
