import {
  answersWithin,
  beats,
  behaves,
  boostedTrees,
  defineModel,
  f1,
  keepsBehaviours,
  logLoss,
  meanBaseline,
  mostFrequentBaseline,
  precision,
  random,
  recall,
  rocAuc,
  says,
  withstandsMissing,
  withstandsNoise,
} from 'groundswell'
import { salary } from '../views/salary.ts'

export const salaryModel = defineModel({
  name: 'salary',
  description: 'How likely somebody is to earn more than 50,000 a year',
  view: salary,
  learner: boostedTrees({
    loss: 'logistic',
    trees: 150,
    learningRate: 0.08,
    maxLeaves: 16,
    minLeafRows: 40,
    monotone: { 'education-num': 1 },
  }),
  split: random({ test: 0.2, seed: 11 }),
  measure: [f1(), precision(), recall(), rocAuc(), logLoss()],
  baselines: { mostFrequent: mostFrequentBaseline(), share: meanBaseline() },
  slices: ['workclass', 'education', 'marital-status', 'occupation', 'relationship', 'race', 'sex'],
  crossings: [['sex', 'race']],
  fairness: { columns: ['sex', 'race', ['sex', 'race']], parity: 'equalizedOdds', tolerance: 0.8 },
  behaviours: [
    behaves('more school makes more likely', {
      change: (row) => ({
        ...row,
        'education-num': Math.min(16, Number(row['education-num']) + 2),
      }),
      prediction: 'rises',
      tolerance: 1e-6,
    }),
    behaves('the country of birth hardly matters', {
      change: (row) => ({ ...row, 'native-country': 'Canada' }),
      prediction: 'stays',
      tolerance: 0.1,
      of: 0.9,
    }),
    says('a child of seventeen without work does not earn it', {
      rows: [
        {
          age: 17,
          education: '11th',
          'education-num': 7,
          'marital-status': 'Never-married',
          relationship: 'Own-child',
          race: 'White',
          sex: 'Male',
          'capital-gain': 0,
          'capital-loss': 0,
          'hours-per-week': 20,
          'native-country': 'United-States',
        },
      ],
      between: [0, 0.1],
    }),
    withstandsNoise({ share: 0.02, by: 0.05, metric: 'rocAuc' }),
    withstandsMissing({ by: 0.15, metric: 'rocAuc' }),
  ],
  gates: [
    beats('baseline', 'logLoss', { by: 0.2 }),
    beats('champion', 'logLoss'),
    keepsBehaviours(),
    answersWithin('20ms'),
  ],
  card: {
    intendedUse:
      'Teaching: how a model is measured by slices, and what it means when groups are not treated alike.',
    notFor:
      'Any decision about a person. It learns from made up people like those of one census of 1994.',
    caveats:
      'It finds fewer of the women who earn more than 50,000 than of the men: what it looks at first, marriage and the place in the household, is told otherwise of both. The fairness part of `swell models evaluate salary` tells by how much.',
    contact: 'the maintainers of Groundswell',
    license: 'MIT',
  },
})
