import { integer, text } from 'groundswell'

/** As the head of the raw file has them, hyphens and all. */
export const rawHead = [
  'age',
  'workclass',
  'fnlgt',
  'education',
  'education-num',
  'marital-status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital-gain',
  'capital-loss',
  'hours-per-week',
  'native-country',
  'salary',
] as const

export type RawColumn = (typeof rawHead)[number]

export const peopleColumns = {
  age: integer({ unit: 'years', min: 17, max: 90 }),
  workclass: text({ optional: true, description: 'Who pays: a company, the state, oneself' }),
  fnlgt: integer({ min: 0, description: 'How many people the census takes this one to stand for' }),
  education: text({ description: 'The highest school that was finished' }),
  'education-num': integer({ min: 1, max: 16, description: 'The same as a number' }),
  'marital-status': text(),
  occupation: text({ optional: true }),
  relationship: text({ description: 'What one is in the household' }),
  race: text(),
  sex: text({ oneOf: ['Female', 'Male'] }),
  'capital-gain': integer({ unit: 'USD', min: 0, max: 99_999 }),
  'capital-loss': integer({ unit: 'USD', min: 0, max: 5_000 }),
  'hours-per-week': integer({ unit: 'h', min: 1, max: 99 }),
  'native-country': text({ optional: true }),
} as const
