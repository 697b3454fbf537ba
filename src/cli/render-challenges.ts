import type { ChallengeReply, ChallengeTruthReply } from '../api/index.ts'
import { formatDuration } from '../base/index.ts'
import type { Page } from './command.ts'
import { renderFacts, renderTable } from './render-table.ts'
import { writeAgo, writeCount, writeCounted, writeMoment, writeNumber } from './write-value.ts'

/** One challenge whole: where it stands, what both sides answered, and what happened. */
export function renderChallenge(challenge: ChallengeReply, { style, now }: Page): string {
  const { version, kind, state, shares, stage, current, challenger, shift, events } = challenge
  const facts = renderFacts(
    [
      ['challenge', `version ${version} as ${kind}, ${paintState(state, style)}`],
      ['shares', shares.map((share, at) => writeShare(share, at === stage, style)).join(' → ')],
      ['stage', `since ${writeAgo(challenge.stageSince, now)}${writeStay(challenge)}`],
      ['current', writeArm(current)],
      ['challenger', writeArm(challenger)],
      ['apart', shift === null ? undefined : `${writeNumber(shift)} standard deviations`],
      ['difference', writeDifference(challenge)],
    ],
    style,
  )
  const told = events.map(
    ({ at, by, what }) => `${style.dim(writeMoment(at))}   ${what}, by ${by}\n`,
  )
  return `${facts}\n${told.join('')}`
}

export function renderChallenges(challenges: readonly ChallengeReply[], { style }: Page): string {
  return renderTable(
    challenges,
    [
      { title: 'version', right: true, of: ({ version }) => `v${version}` },
      { title: 'as', of: ({ kind }) => kind },
      { title: 'ended', of: ({ state }) => paintState(state, style) },
      { title: 'started', of: ({ startedAt }) => writeMoment(startedAt) },
      { title: 'rows', right: true, of: ({ challenger }) => writeCount(challenger.rowCount) },
      { title: 'why', of: ({ events }) => events.at(-1)?.what ?? '' },
    ],
    { style, nothing: 'There was no other challenge.' },
  )
}

export function renderTruth({ current, challenger, difference }: ChallengeTruthReply): string {
  const armOf = ({ count, meanAbsoluteError }: ChallengeTruthReply['current']) =>
    `${writeNumber(meanAbsoluteError)} over ${writeCounted(count, 'outcome')}`
  const apart =
    difference === null
      ? 'too few to compare'
      : `${writeNumber(difference.value)} (${writeNumber(difference.low)} to ${writeNumber(difference.high)})`
  return `\nMean absolute error: now ${armOf(current)}, challenger ${armOf(challenger)}; difference ${apart}.\n`
}

function paintState(state: ChallengeReply['state'], style: Page['style']): string {
  if (state === 'won') return style.good('won')
  if (state === 'rolled-back') return style.bad('rolled back')
  return state
}

function writeShare(share: number, isNow: boolean, style: Page['style']): string {
  const text = `${writeNumber(share * 100)} %`
  return isNow ? style.bold(text) : text
}

function writeStay({ kind, state, everyMs, leastRows }: ChallengeReply): string {
  if (kind !== 'canary' || state !== 'running') return ''
  return `, for ${formatDuration(everyMs)} and ${writeCounted(leastRows, 'row')} at least`
}

function writeArm({ rowCount, errorCount, meanMs, meanValue }: ChallengeReply['current']): string {
  const failed = errorCount === 0 ? '' : `, ${writeCount(errorCount)} failed`
  const mean = meanValue === null ? '' : `, mean ${writeNumber(meanValue)}`
  return `${writeCounted(rowCount, 'row')}${failed}, ${writeNumber(meanMs)} ms a row${mean}`
}

function writeDifference({ difference }: ChallengeReply): string | undefined {
  if (difference === null) return undefined
  const { meanDifference, meanAbsolute, greatest } = difference
  return (
    `${writeNumber(meanDifference)} on average, ${writeNumber(meanAbsolute)} without the sign, ` +
    `at most ${writeNumber(greatest)}, row by row`
  )
}
