import {
  championWords,
  differenceWords,
  retrainingQuestions,
  type RetrainingQuestion,
} from './decide.ts'
import type { RetrainingEvidence } from './retraining-evidence.ts'
import { showShare } from './retraining-trigger.ts'

/** A question with what was found, for people. */
export interface DecisionAnswer {
  readonly question: string
  readonly answer: string
  /** Whether it speaks for a new version, against, or neither. */
  readonly verdict: 'yes' | 'no' | 'note'
}

const questions: Readonly<Record<RetrainingQuestion, string>> = {
  trigger: 'Why now?',
  limit: 'May it be trained again?',
  newData: 'Is there new data?',
  holds: 'How is the champion doing on it?',
  candidate: 'What was learned?',
  comparison: 'Is it better on the same rows?',
  gates: 'Do the gates hold?',
  canary: 'Is there a service to try it?',
}

/** What was asked, in order, as far as it was. */
export function answersOf(evidence: RetrainingEvidence): DecisionAnswer[] {
  const asked = retrainingQuestions.flatMap((question) => {
    const found = answer(question, evidence)
    return found === undefined ? [] : [{ question: questions[question], ...found }]
  })
  const { watch } = evidence
  if (watch === undefined) return asked
  const found = `No: ${differenceWords(watch)} on ${watch.rows} labelled rows, new less old`
  return [
    ...asked,
    { question: 'Is it as good as the version before?', answer: found, verdict: 'no' },
  ]
}

/** One of them; undefined where it was not asked. */
export function answerOf(
  question: RetrainingQuestion,
  evidence: RetrainingEvidence,
): DecisionAnswer | undefined {
  const found = answer(question, evidence)
  return found === undefined ? undefined : { question: questions[question], ...found }
}

type Found = Omit<DecisionAnswer, 'question'> | undefined

function answer(question: RetrainingQuestion, evidence: RetrainingEvidence): Found {
  switch (question) {
    case 'trigger':
      return answerTrigger(evidence)
    case 'limit':
      return answerLimit(evidence)
    case 'newData':
      return answerNewData(evidence)
    case 'holds':
      return answerHolds(evidence)
    case 'candidate':
      return answerCandidate(evidence)
    case 'comparison':
      return answerComparison(evidence)
    case 'gates':
      return answerGates(evidence)
    case 'canary':
      return answerCanary(evidence)
  }
}

function answerTrigger({ trigger }: RetrainingEvidence): Found {
  if (trigger === undefined) return undefined
  const { kind, because, isForced = false } = trigger
  if (kind === 'none') return { answer: because, verdict: 'no' }
  const said = kind === 'first' ? because : `${kind}: ${because}`
  return { answer: isForced ? `${said}, whatever speaks against it` : said, verdict: 'yes' }
}

function answerLimit({ limit }: RetrainingEvidence): Found {
  if (limit === undefined) return undefined
  if (limit.freeAt !== null) {
    return { answer: `Not before ${limit.freeAt}: trained ${times(limit.trained)}`, verdict: 'no' }
  }
  return { answer: 'Yes', verdict: 'yes' }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function answerNewData({ newData, champion = null }: RetrainingEvidence): Found {
  if (newData === undefined) return undefined
  const { rows, newestAt, since, otherRows } = newData
  const after = since === null || champion === null ? '' : ` since ${since}`
  if (rows > 0) {
    const newest = newestAt === null ? '' : `, the newest of ${newestAt}`
    return { answer: `Yes: ${rows} labelled rows${after}${newest}`, verdict: 'yes' }
  }
  const others = otherRows === 0 ? '' : `; ${otherRows} rows of features came, without labels`
  return { answer: `No labelled row${after}${others}`, verdict: 'no' }
}

function answerHolds({ holds }: RetrainingEvidence): Found {
  if (holds === undefined) return undefined
  const { low, high, rows } = holds
  const sure =
    low === null || high === null || rows === 0
      ? ''
      : ` (95 % interval ${show(low)} to ${show(high)})`
  return {
    answer: `${championWords(holds)}${sure}${changeWords(evidenceChange(holds))}`,
    verdict: 'note',
  }
}

function evidenceChange({
  now,
  held,
}: NonNullable<RetrainingEvidence['holds']>): number | undefined {
  return now === null || held === null || held === 0 ? undefined : (now - held) / Math.abs(held)
}

function changeWords(change: number | undefined): string {
  if (change === undefined) return ''
  return `: ${change < 0 ? 'down' : 'up'} by ${showShare(Math.abs(change))}`
}

function answerCandidate({ candidate }: RetrainingEvidence): Found {
  if (candidate === undefined) return undefined
  if ('problem' in candidate) return { answer: `Nothing: ${candidate.problem}`, verdict: 'no' }
  const what = candidate.isNew ? '' : ', which was there'
  return { answer: `Version ${candidate.version}${what}`, verdict: 'yes' }
}

function answerComparison({ comparison }: RetrainingEvidence): Found {
  if (comparison === undefined) return undefined
  const { metric, rows, candidate, champion, low } = comparison
  if (rows === 0)
    return { answer: 'There are no rows that neither has learned from', verdict: 'no' }
  const values = `${metric} ${show(candidate)} against ${show(champion)} on ${rows} rows`
  const isSure = low !== null && low > 0
  return {
    answer: `${isSure ? 'Surely' : 'Not surely'}: ${values} (${differenceWords(comparison)})`,
    verdict: isSure ? 'yes' : 'no',
  }
}

function answerGates({ gates }: RetrainingEvidence): Found {
  if (gates === undefined) return undefined
  const failed = gates.results.filter(({ held }) => !held)
  if (gates.results.length === 0) return { answer: 'The model names none', verdict: 'yes' }
  if (failed.length === 0) return { answer: `All ${gates.results.length} hold`, verdict: 'yes' }
  const said = failed.map(({ gate, found, wanted }) => `${gate}: found ${found}, wanted ${wanted}`)
  return { answer: `No: ${said.join('; ')}`, verdict: 'no' }
}

function answerCanary({ canary }: RetrainingEvidence): Found {
  if (canary === undefined) return undefined
  if ('problem' in canary) return { answer: `No: ${canary.problem}`, verdict: 'note' }
  return { answer: `Service ${canary.service} tries it as a canary`, verdict: 'yes' }
}

function show(value: number | null): string {
  return value === null ? 'not measurable' : String(Number(value.toPrecision(3)))
}
