import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import type { FittedConstant } from '../constant.ts'
import {
  dealFolds,
  onlyMemberOptions,
  predictOutOfFold,
  weighty,
} from '../ensembles/out-of-fold.ts'
import type { MemberTools, OutOfFold } from '../ensembles/out-of-fold.ts'
import { learnErrors } from '../errors.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { surprise } from '../link.ts'
import type { Calibrated, CalibrationCurve, Decided } from './calibrated.ts'
import type { FittedCalibration, FittedDecision } from './calibrated.ts'
import { fitIsotonic, fitPlatt, fitTemperature, oddsOf, type Judged } from './fit-curve.ts'

export async function fitCalibration<Member, Fitted>(
  spec: Calibrated<Member>,
  all: LearningData,
  options: LearningOptions,
  tools: MemberTools<Member, Fitted>,
): Promise<FittedCalibration<Fitted> | FittedConstant> {
  const data = weighty(all)
  const only = onlyTarget(data)
  if (only !== undefined) return { kind: 'constant', value: only }
  const said = await sayOutOfFold(spec, data, options, tools)
  const curve =
    said.classes === undefined ? curveOf(spec, judge(said, data)) : cool(spec, said, data)
  const of = await tools.fit(spec.of, data, onlyMemberOptions(options, 'calibrated'))
  return { kind: 'calibration', of, curve }
}

export async function fitDecision<Member, Fitted>(
  spec: Decided<Member>,
  all: LearningData,
  options: LearningOptions,
  tools: MemberTools<Member, Fitted>,
): Promise<FittedDecision<Fitted> | FittedConstant> {
  const data = weighty(all)
  checkTarget(yesOrNo, data.target)
  const only = onlyTarget(data)
  if (only !== undefined) return { kind: 'constant', value: only }
  const said = await sayOutOfFold(spec, data, options, tools)
  if (said.classes !== undefined) throw wrongMember('decided', 'a learner of a chance')
  const threshold = cheapest(judge(said, data), spec.costs)
  const of = await tools.fit(spec.of, data, onlyMemberOptions(options, 'decided'))
  return { kind: 'decision', of, threshold }
}

function sayOutOfFold<Member, Fitted>(
  { of, folds }: { readonly of: Member; readonly folds: number },
  data: LearningData,
  options: LearningOptions,
  tools: MemberTools<Member, Fitted>,
): Promise<OutOfFold> {
  return predictOutOfFold(tools, of, data, dealFolds(data, folds, options.seed), options)
}

/** A target that never varies has nothing to bring anything to. */
function onlyTarget({ target }: LearningData): number | undefined {
  return target.every((value) => value === target[0]) ? target[0] : undefined
}

function judge({ said }: OutOfFold, { target, weights }: LearningData): Judged {
  return { chances: said, target, weights: weights ?? new Float64Array(target.length).fill(1) }
}

function curveOf({ by }: Calibrated<unknown>, judged: Judged): CalibrationCurve {
  checkTarget(yesOrNo, judged.target)
  if (by === 'isotonic') return fitIsotonic(judged)
  if (by === 'platt') return fitPlatt(judged)
  const odds = judged.chances.map(oddsOf)
  return fitTemperature((temperature) =>
    odds.reduce(
      (sum, value, row) =>
        sum + (judged.weights[row] ?? 0) * surprise(value / temperature, judged.target[row] ?? 0),
      0,
    ),
  )
}

/** Of several classes. */
function cool({ by }: Calibrated<unknown>, said: OutOfFold, data: LearningData): CalibrationCurve {
  if (by !== 'temperature')
    throw wrongMember('calibrated', 'a learner of a chance, or by temperature')
  const { classes = [], width } = said
  const { target, weights } = data
  const logarithms = said.said.map((share) => Math.log(Math.max(share, 1e-30)))
  return fitTemperature((temperature) => {
    let loss = 0
    for (let row = 0; row < target.length; row += 1) {
      const weight = weights?.[row] ?? 1
      const own = logarithms.subarray(row * width, (row + 1) * width)
      const most = Math.max(...own) / temperature
      const sum = own.reduce((sum, value) => sum + Math.exp(value / temperature - most), 0)
      const truth = own[classes.indexOf(target[row] ?? 0)] ?? 0
      loss += weight * (most + Math.log(sum) - truth / temperature)
    }
    return loss
  })
}

/** In the middle between two chances, or the least; of thresholds that cost as much the highest. */
function cheapest(
  { chances, target, weights }: Judged,
  { falseYes, falseNo }: Decided<unknown>['costs'],
) {
  const order = Array.from(chances.keys()).toSorted((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0))
  const yes = weights.reduce((sum, weight, row) => sum + weight * (target[row] ?? 0), 0)
  let cost = falseNo * yes
  let best = { cost, threshold: ((chances[order[0] ?? 0] ?? 0) + 1) / 2 }
  for (const [place, row] of order.entries()) {
    const weight = weights[row] ?? 0
    cost += target[row] === 1 ? -falseNo * weight : falseYes * weight
    const own = chances[row] ?? 0
    const next = place + 1 < order.length ? (chances[order[place + 1] ?? 0] ?? 0) : own
    if (next === own && place + 1 < order.length) continue
    if (cost < best.cost) best = { cost, threshold: (own + next) / 2 }
  }
  return Math.fround(best.threshold)
}

function wrongMember(owner: string, wanted: string) {
  return learnErrors.wrongSetting({
    owner,
    setting: 'of',
    found: 'a learner of several classes',
    wanted,
  })
}
