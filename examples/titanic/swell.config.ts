import { defineDecisionSite, defineProject, defineService } from 'groundswell'
import { outcomes } from './groups/outcomes.ts'
import { passengers } from './groups/passengers.ts'
import { survivalModel } from './models/survival.ts'
import { drawDecision } from './pictures/draw-decision.ts'
import { daily } from './pipelines/daily.ts'
import { settings } from './settings.ts'
import { survival } from './views/survival.ts'

const service = defineService({
  name: 'titanic',
  description: 'How likely a passenger is to survive, as the list has it or otherwise',
  model: survivalModel,
})

const page = defineDecisionSite({
  name: 'titanic',
  title: 'Would this passenger have survived?',
  introduction:
    'Every day one passenger more is put on a list like that of the Titanic, and a model says what would have become of him or her. All passengers are made up.',
  service,
  about: passengers,
  nameColumn: 'name',
  show: ['sex', 'age', 'pclass', 'fare', 'parch', 'sibSp', 'embarked', 'passengerId'],
  subject: 'passenger',
  answers: { yes: 'survived', no: 'was lost' },
  labels: {
    passengerId: 'Number',
    sex: 'Sex',
    age: 'Age',
    pclass: 'Class',
    fare: 'Fare',
    parch: 'Parents and children',
    sibSp: 'Siblings and spouse',
    embarked: 'Port',
  },
  choices: {
    sex: { female: 'Female', male: 'Male' },
    pclass: { 1: 'First', 2: 'Second', 3: 'Third' },
    embarked: { S: 'Southampton', C: 'Cherbourg', Q: 'Queenstown' },
  },
  picture: drawDecision,
})

export const project = defineProject({
  name: 'titanic',
  description: 'Would this passenger have survived?',
  settings,
  groups: [passengers, outcomes],
  views: [survival],
  models: [survivalModel],
  pipelines: [daily],
  services: [service],
  sites: [page],
  start: daily,
})
