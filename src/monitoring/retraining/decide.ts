import type { Retraining } from './define-retraining.ts'
import type { ChampionFound, ComparisonFound, RetrainingEvidence } from './retraining-evidence.ts'

/** What is asked, in this order. */
export const retrainingQuestions = [
  'trigger',
  'limit',
  'newData',
  'holds',
  'candidate',
  'comparison',
  'gates',
  'canary',
] as const
export type RetrainingQuestion = (typeof retrainingQuestions)[number]

/** The next question, or what is to be done. */
export type RetrainingStep =
  { readonly ask: RetrainingQuestion } | { readonly conclude: Conclusion; readonly because: string }

export type Conclusion = 'not due' | 'keep' | 'promote' | 'propose' | 'try' | 'fail'

/** What a policy says of the evidence so far: nothing is read, nothing is done. */
export function decide(policy: Retraining, evidence: RetrainingEvidence): RetrainingStep {
  const { trigger, limit, candidate } = evidence
  if (trigger === undefined) return { ask: 'trigger' }
  if (trigger.kind === 'none') return { conclude: 'not due', because: trigger.because }
  if (limit === undefined) return { ask: 'limit' }
  if (limit.freeAt !== null && trigger.isForced !== true) {
    return keep(evidence, `${limitWords(policy)}, and the next may be at ${limit.freeAt}`)
  }
  if (candidate === undefined) return decideTraining(policy, evidence)
  if ('problem' in candidate) {
    return { conclude: 'fail', because: `training failed: ${candidate.problem}` }
  }
  return decideCandidate(policy, evidence, candidate.version)
}

function limitWords({ atMost }: Retraining): string {
  return atMost === undefined ? 'there is a limit' : `at most ${atMost.times} in ${atMost.per}`
}

/** Is it worth training at all? */
function decideTraining(policy: Retraining, evidence: RetrainingEvidence): RetrainingStep {
  const { newData, holds, trigger, champion = null } = evidence
  if (newData === undefined) return { ask: 'newData' }
  if (newData.trainingSetId === null) {
    return keep(evidence, 'there is no labelled row to learn from')
  }
  if (champion === null) return { ask: 'candidate' }
  if (newData.rows < policy.leastRows && trigger?.isForced !== true) {
    return keep(evidence, tooFewRows(policy, evidence))
  }
  if (newData.rows === 0) return { ask: 'candidate' }
  if (holds === undefined) return { ask: 'holds' }
  if (policy.ifItHolds === 'keep' && trigger?.isForced !== true && stillHolds(policy, holds)) {
    return keep(evidence, `it still holds: ${championWords(holds)}`)
  }
  return { ask: 'candidate' }
}

function tooFewRows({ leastRows }: Retraining, { newData }: RetrainingEvidence): string {
  const { rows = 0, since = null, otherRows = 0 } = newData ?? {}
  const after = since === null ? '' : ` since ${since}`
  if (rows > 0) return `only ${rows} labelled rows are new${after}, where ${leastRows} are wanted`
  if (otherRows === 0) return `there is no new data${after}`
  return `no label has come${after}, though ${otherRows} rows of features have`
}

/** Not worse, by more than the policy allows, than on the rows that it was held to. */
export function stillHolds(
  { worseBy }: Pick<Retraining, 'worseBy'>,
  { held, now, better }: Pick<ChampionFound, 'held' | 'now' | 'better'>,
): boolean {
  // A value that can't be measured on these rows (one class only, say) tells nothing against it.
  if (now === null || held === null) return true
  const room = Math.abs(held) * worseBy
  if (better === 'higher') return now >= held - room
  return better === 'zero' ? Math.abs(now) <= Math.abs(held) + room : now <= held + room
}

/** `mae 0.31 on the 40 newest labelled rows, 0.3 on those it was held to`. */
export function championWords({ metric, rows, held, now }: ChampionFound): string {
  const before = held === null ? '' : `, ${show(held)} on those it was held to`
  return `${metric} ${show(now)} on the ${rows} newest labelled rows${before}`
}

/** May what was learned be used? */
function decideCandidate(
  policy: Retraining,
  evidence: RetrainingEvidence,
  version: number,
): RetrainingStep {
  const { champion = null, comparison, gates } = evidence
  if (version === champion) return keep(evidence, 'what was learned is the same as before')
  if (champion !== null) {
    if (comparison === undefined) return { ask: 'comparison' }
    const refusal = findRefusal(policy, comparison, version)
    if (refusal !== undefined) return keep(evidence, refusal)
  }
  if (gates === undefined) return { ask: 'gates' }
  if (!gates.held) return keep(evidence, gateWords(evidence, version))
  return decideUse(policy, evidence)
}

/** It may be used: by whose word, and how? */
function decideUse(
  policy: Retraining,
  { champion = null, comparison, canary }: RetrainingEvidence,
): RetrainingStep {
  const because = comparison === undefined ? 'it is the first' : betterWords(comparison)
  // A person is to approve it: the policy can't.
  const isGuarded = policy.model.approval === 'person' && policy.alias === 'champion'
  if (policy.whenBetter === 'propose' || isGuarded) return { conclude: 'propose', because }
  if (policy.whenBetter === 'promote' || champion === null) return { conclude: 'promote', because }
  if (canary === undefined) return { ask: 'canary' }
  if ('problem' in canary) {
    return { conclude: 'promote', because: `${because}; without a canary, as ${canary.problem}` }
  }
  return { conclude: 'try', because: `${because}; service ${canary.service} tries it as a canary` }
}

function findRefusal(
  { better }: Retraining,
  comparison: ComparisonFound,
  version: number,
): string | undefined {
  const { rows, gain, low, high } = comparison
  if (rows === 0 || gain === null || low === null || high === null) {
    return `${version} could not be compared: there are no rows that neither has learned from`
  }
  if (better === 'not worse') {
    return high >= 0 ? undefined : `${version} was worse (${differenceWords(comparison)})`
  }
  const isBetter = better === 'surely' ? low > 0 : gain > 0
  if (isBetter) return undefined
  return `${version} was not better (${differenceWords(comparison)})`
}

function gateWords({ gates }: RetrainingEvidence, version: number): string {
  const failed = (gates?.results ?? []).filter(({ held }) => !held)
  const said = failed.map(({ gate, found, wanted }) => `${gate} (found ${found}, wanted ${wanted})`)
  return `${version} did not pass its gates: ${said.join('; ')}`
}

function betterWords(comparison: ComparisonFound): string {
  const { metric, champion, candidate, rows } = comparison
  return `${metric} ${show(candidate)} instead of ${show(champion)} on the same ${rows} rows (${differenceWords(comparison)})`
}

/** New less old, in the metric's own direction, with half the 95 % interval: `Δ mae 0.3 ± 0.5`. */
export function differenceWords({ metric, better, gain, low, high }: ComparisonFound): string {
  if (gain === null || low === null || high === null) return `Δ ${metric} can't be measured`
  const value = better === 'higher' ? gain : -gain
  return `Δ ${metric} ${show(value === 0 ? 0 : value)} ± ${show((high - low) / 2)}`
}

function keep({ champion = null }: RetrainingEvidence, because: string): RetrainingStep {
  const what = champion === null ? 'nothing is promoted' : `kept ${champion}`
  return { conclude: 'keep', because: `${what} because ${because}` }
}

function show(value: number | null): string {
  return value === null ? 'not measurable' : String(Number(value.toPrecision(3)))
}
