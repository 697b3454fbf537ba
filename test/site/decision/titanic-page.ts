import { readFileSync } from 'node:fs'
import type { Decision, DecisionPage } from '../../../src/site/index.ts'

export function decision(changes: Partial<Decision> = {}): Decision {
  return {
    name: 'Turner, Mr. Denis',
    at: new Date('2026-11-21T08:00:00Z'),
    probability: 0.04,
    observed: undefined,
    isHindcast: false,
    details: [
      { label: 'Sex', value: 'Male' },
      { label: 'Age', value: 'not known' },
    ],
    picture: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    pictureFile: 'predictions/2026-11-21-921.svg',
    ...changes,
  }
}

/** Made data in the shape of the Titanic example. */
export function titanicPage(changes: Partial<DecisionPage> = {}): DecisionPage {
  return {
    title: 'Would this passenger have survived?',
    introduction: 'One passenger a day.',
    madeAt: new Date('2026-11-21T08:11:00Z'),
    timeZone: 'UTC',
    words: { subject: 'passenger', yes: 'survived', no: 'was lost' },
    model: {
      name: 'survival',
      version: 2,
      trainedAt: new Date('2026-11-20T08:11:00Z'),
      heldOutCount: 184,
      accuracy: { value: 0.85, baseline: 0.62 },
    },
    decisions: [
      decision(),
      decision({ at: new Date('2026-11-20T08:00:00Z'), probability: 0.8, observed: true }),
      decision({ at: new Date('2026-11-19T08:00:00Z'), probability: 0.3, observed: true }),
      decision({ at: new Date('2026-11-18T08:00:00Z'), probability: 0.5, observed: false }),
      decision({ at: new Date('2026-11-17T08:00:00Z'), probability: 0.1, observed: false }),
    ],
    form: {
      address: '/services/titanic/predict',
      key: { passengerId: 921 },
      answer: 'survived',
      fields: [
        {
          kind: 'number',
          name: 'age',
          label: 'Age',
          value: '',
          min: 0,
          max: 130,
          step: 'any',
          isOptional: true,
        },
        {
          kind: 'choice',
          type: 'text',
          name: 'sex',
          label: 'Sex',
          value: 'male',
          choices: [
            { value: 'female', label: 'Female' },
            { value: 'male', label: 'Male' },
          ],
        },
      ],
      pictures: { yes: '<svg/>', no: '<svg/>' },
      command: 'swell up',
    },
    schedule: 'every day at 08:11',
    links: { dashboard: 'http://localhost:4300/' },
    tokensCss: readFileSync(new URL('../../../src/ui/tokens.css', import.meta.url), 'utf8'),
    ...changes,
  }
}
