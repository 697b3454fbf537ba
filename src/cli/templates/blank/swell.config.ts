import { defineProject } from 'groundswell'
import { settings } from './settings.ts'

export const project = defineProject({
  name: 'my-service',
  settings,
  groups: [],
  views: [],
  models: [],
  pipelines: [],
  services: [],
})
