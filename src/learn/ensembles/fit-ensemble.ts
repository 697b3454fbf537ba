import type { LearningData, LearningOptions } from '../learning-data.ts'
import { memberColumns, joinMembers } from './member-columns.ts'
import {
  dealFolds,
  memberOptions,
  predictOutOfFold,
  weighty,
  type MemberTools,
} from './out-of-fold.ts'
import type { FittedStacking, FittedVoting, Stacking, Voting } from './voting.ts'

export async function fitVoting<Member, Fitted>(
  spec: Voting<Member>,
  data: LearningData,
  options: LearningOptions,
  tools: MemberTools<Member, Fitted>,
): Promise<FittedVoting<Fitted>> {
  const { weights = spec.members.map(() => 1) } = spec
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    kind: 'vote',
    members: await fitMembers(spec.members, weighty(data), options, tools),
    weights: weights.map((weight) => weight / whole),
  }
}

export async function fitStacking<Member, Fitted>(
  spec: Stacking<Member>,
  all: LearningData,
  options: LearningOptions,
  tools: MemberTools<Member, Fitted>,
): Promise<FittedStacking<Fitted>> {
  const data = weighty(all)
  const folds = dealFolds(data, spec.folds, options.seed)
  const columns: Float32Array[] = []
  for (const [place, member] of spec.members.entries()) {
    const own = memberOptions(options, `member ${place}`)
    const { said, width } = await predictOutOfFold(tools, member, data, folds, own)
    options.onProgress?.({ done: place + 1, total: 2 * spec.members.length })
    for (let at = 0; at < width; at += 1) {
      columns.push(Float32Array.from(data.target, (_, row) => said[row * width + at] ?? 0))
    }
  }
  const matrix = { rowCount: data.matrix.rowCount, features: columns.map(nameColumn) }
  const final = await tools.fit(spec.final, { ...data, matrix }, memberOptions(options, 'final'))
  const members = await fitMembers(spec.members, data, options, tools, spec.members.length)
  return { kind: 'stack', members, final }
}

export function nameColumn(values: Float32Array, place: number) {
  return { name: `member ${place}`, values }
}

/** From all rows, one after the other. */
async function fitMembers<Member, Fitted>(
  members: readonly Member[],
  data: LearningData,
  options: LearningOptions,
  { fit }: MemberTools<Member, Fitted>,
  doneBefore = 0,
): Promise<readonly Fitted[]> {
  const fitted: Fitted[] = []
  for (const [place, member] of members.entries()) {
    fitted.push(await fit(member, data, memberOptions(options, `member ${place}`)))
    options.onProgress?.({
      done: doneBefore + place + 1,
      total: doneBefore + members.length,
    })
  }
  return fitted
}

export function ensembleColumns<Fitted>(
  members: readonly Fitted[],
  answersOf: MemberTools<unknown, Fitted>['answersOf'],
) {
  return joinMembers(members.map((member) => memberColumns(answersOf(member))))
}
