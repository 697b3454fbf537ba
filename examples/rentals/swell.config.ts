import { defineProject, defineService } from 'groundswell'
import { listings } from './groups/listings.ts'
import { rentalPrice } from './models/rental-price.ts'
import { production, rentals, samples } from './pipelines/rentals.ts'
import { settings } from './settings.ts'
import { cleanSample } from './steps/check.ts'
import { prices } from './views/prices.ts'

const service = defineService({
  name: 'rentals',
  description: 'What an offer should cost a night',
  model: rentalPrice,
  alias: 'prod',
})

export const project = defineProject({
  name: 'rentals',
  description: 'What should a short-term rental in New York cost a night?',
  settings,
  datasets: [cleanSample],
  groups: [listings],
  views: [prices],
  models: [rentalPrice],
  pipelines: [samples, rentals, production],
  services: [service],
  start: rentals,
})
