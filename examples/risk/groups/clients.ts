import { defineGroup, defineSource, inRange, integer, text, timestamp, unique } from 'groundswell'
import { readClients, surveyedAt } from './read-clients.ts'
import { settings } from '../settings.ts'

/** The files tell no moments: all of them are of the same survey. A file is new by what it holds, not by its name. */
export const files = defineSource({
  name: 'clients',
  description: 'Clients, a line each, in files of a dozen',
  from: settings.inputs,
  ending: '.csv',
})

export const clients = defineGroup({
  name: 'clients',
  description: 'What is known of a client',
  key: ['corporation'],
  time: 'surveyedAt',
  columns: {
    corporation: text({ description: 'Four letters' }),
    surveyedAt: timestamp(),
    lastmonthActivity: integer({ description: 'What was ordered in the last month' }),
    lastyearActivity: integer({ description: 'What was ordered in the last year' }),
    employees: integer({ description: 'How many people work there' }),
  },
  checks: [
    unique('corporation'),
    inRange('lastmonthActivity', { min: 0, max: 1_000_000 }),
    inRange('lastyearActivity', { min: 0, max: 1_000_000 }),
    inRange('employees', { min: 1, max: 1_000_000 }),
  ],
  from: files,
  read: ({ text: file }) => ({
    knownAt: surveyedAt,
    rows: readClients(file).map(({ client }) => client),
  }),
})

export const exits = defineGroup({
  name: 'exits',
  description: 'Whether a client has left',
  key: ['corporation'],
  time: 'surveyedAt',
  columns: {
    corporation: text(),
    surveyedAt: timestamp(),
    exited: integer({ min: 0, max: 1, description: '1 for one who has left' }),
  },
  checks: [unique('corporation')],
  from: files,
  read: ({ text: file }) => ({
    knownAt: surveyedAt,
    rows: readClients(file).map(({ exit }) => exit),
  }),
})
