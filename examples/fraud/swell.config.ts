import { defineProject, defineService } from 'groundswell'
import { cards } from './groups/cards.ts'
import { labels } from './groups/labels.ts'
import { profiles } from './groups/profiles.ts'
import { transactions } from './groups/transactions.ts'
import { fraudModel } from './models/fraud.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { fraud } from './views/fraud.ts'

const service = defineService({
  name: 'fraud',
  description: 'How likely a transaction is not the holder’s own, as it is made',
  model: fraudModel,
})

export const project = defineProject({
  name: 'fraud',
  description: 'Is this transaction a fraud?',
  settings,
  groups: [cards, profiles, transactions, labels],
  views: [fraud],
  models: [fraudModel],
  pipelines: [daily],
  services: [service],
  start: daily,
})
