import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { disparityTo, holdsParity, ratesByGroup, type Parity } from '../../../src/learn/index.ts'
import { changeCases } from '../../learn/change-points/change-cases.ts'
import {
  aequitasRates,
  fairnessNumber,
  type GroupedRows,
} from '../../learn/fairness/fairness-numbers.ts'
import { assertEstimates } from '../../monitoring/estimates/assert-estimates.ts'
import { estimateCases } from '../../monitoring/estimates/estimate-cases.ts'
import { askPeers, type PeerAnswers } from './ask-peers.ts'

/** People of three groups, of whom some are said yes to more often than others. */
function drawPeople(): GroupedRows {
  const random = seededRandom('people of three groups')
  const rows = Array.from({ length: 900 }, () => {
    const at = Math.floor(3 * random.next())
    const truth = Number(random.next() < 0.35 + 0.1 * at)
    const said = Number(random.next() < (truth === 1 ? 0.8 - 0.12 * at : 0.15 + 0.07 * at))
    return { group: ['few', 'many', 'some'][at] ?? '', truth, said, weight: 0.5 + random.next() }
  })
  return {
    group: rows.map(({ group }) => group),
    y_true: rows.map(({ truth }) => truth),
    y_pred: rows.map(({ said }) => said),
    sample_weight: rows.map(({ weight }) => weight),
  }
}

const people = drawPeople()
const reference = 'many'
const ways = ['between_groups', 'to_overall', 'between_groups|weighted', 'to_overall|weighted']
const notions = ['demographic_parity', 'equalized_odds', 'equal_opportunity']
const names = [
  ...notions.flatMap((notion) =>
    ['difference', 'ratio'].flatMap((what) => ways.map((way) => `${notion}_${what}|${way}`)),
  ),
  'equalized_odds_difference|between_groups|agg=mean',
  'equalized_odds_ratio|between_groups|agg=mean',
  ...['true_positive_rate', 'true_negative_rate', 'false_positive_rate', 'false_negative_rate']
    .concat('selection_rate', 'accuracy_score')
    .flatMap((rate) => [`${rate}_difference`, `${rate}_ratio`]),
  'precision_score_group_min',
  'recall_score_group_min',
  'balanced_accuracy_score_group_min',
  'roc_auc_score_group_min',
  'f1_score_group_min',
  'zero_one_loss_group_max',
  'mean_absolute_error_group_max',
  'log_loss_group_max',
]
const estimates = await estimateCases()
const changes = changeCases()
let answers: PeerAnswers

before(async () => {
  answers = await askPeers({ estimates, changes, fairness: { rows: people, names, reference } })
})

test('estimates without labels are those of NannyML 0.13.1, by CBPE and by DLE', () => {
  for (const { name, ours } of estimates) assertEstimates(name, ours, answers.estimates[name])
})

test('changes are found where River 0.26.1 and Frouros 0.9.0 find them', () => {
  const found = Object.fromEntries(changes.map(({ name, found: own }) => [name, own]))
  assert.deepEqual(found, answers.changes)
})

test('how far groups are apart is what Fairlearn 0.15.0 says', () => {
  for (const name of names) {
    assertNear(name, fairnessNumber(people, name), answers.fairness.fairlearn[name])
  }
})

test('rates, disparities and parities of groups are those of Aequitas 1.1.0', () => {
  const own = ratesByGroup({ truth: people.y_true, said: people.y_pred }, people.group)
  const held = own.get(reference)
  assert.ok(held !== undefined)
  assert.equal(answers.fairness.aequitas.length, own.size)
  for (const theirs of answers.fairness.aequitas) {
    const group = String(theirs['attribute_value'])
    const rates = own.get(group)
    assert.ok(rates !== undefined, group)
    for (const [rate, name] of aequitasRates) {
      assertNear(`${name} of ${group}`, rates[rate], theirs[name])
      const apart = theirs[`${name}_disparity`]
      if (apart !== undefined) {
        assertNear(`${name} apart of ${group}`, disparityTo(rates[rate], held[rate]), apart)
      }
    }
    for (const [name, parity] of parities) {
      assert.equal(holdsParity(parity, rates, held, 0.8), theirs[name], `${name} of ${group}`)
    }
  }
})

const parities: readonly (readonly [string, Parity])[] = [
  ['Statistical Parity', 'statisticalParity'],
  ['Impact Parity', 'impactParity'],
  ['Precision Parity', 'precisionParity'],
  ['FDR Parity', 'falseDiscoveryParity'],
  ['FOR Parity', 'falseOmissionParity'],
  ['FPR Parity', 'falsePositiveParity'],
  ['FNR Parity', 'falseNegativeParity'],
  ['TPR Parity', 'truePositiveParity'],
  ['TNR Parity', 'trueNegativeParity'],
  ['NPV Parity', 'negativePredictiveParity'],
  ['TypeI Parity', 'typeOneParity'],
  ['TypeII Parity', 'typeTwoParity'],
  ['Equalized Odds', 'equalizedOdds'],
  ['Unsupervised Fairness', 'unsupervisedFairness'],
  ['Supervised Fairness', 'supervisedFairness'],
]

function assertNear(name: string, ours: number, theirs: unknown): void {
  const wanted = Number(theirs)
  const agrees = Math.abs(ours - wanted) <= 1e-9 * Math.max(Math.abs(wanted), 1e-3)
  assert.ok(agrees, `${name} is ${ours}, and theirs ${wanted}`)
}
