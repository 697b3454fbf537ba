import { suggestName, type SettingValue } from '../base/index.ts'
import { learnErrors } from './errors.ts'
import { declareLearner, usualSettings } from './declare-learner.ts'
import type { Learner } from './learner.ts'

type Value = SettingValue

/**
 * The parameters of a learner that have one plain value, by name: those that may be set and searched. A learner of
 * another one takes those of that as well, and one of several by the place of each: `member1.alpha`, `final.alpha`.
 */
export type LearnerParameters<L extends Learner> = OwnParameters<L> & Inner<L>

type OwnParameters<L extends Learner> = {
  readonly [Name in PlainParameter<L>]?: Extract<L[Name], Value>
}

type PlainParameter<L extends Learner> = L extends Learner
  ? Exclude<
      { [Name in keyof L]-?: [Extract<L[Name], Value>] extends [never] ? never : Name }[keyof L],
      'kind' | 'task'
    >
  : never

/** Of a learner of which no more is known than that it is one, nothing is known of what it is made of. */
type Inner<L extends Learner> = Learner extends L
  ? unknown
  : L extends { readonly of: infer Of extends Learner }
    ? Omit<LearnerParameters<Of>, PlainParameter<L>>
    : L extends { readonly members: readonly (infer Member extends Learner)[] }
      ? Learner extends Member
        ? unknown
        : InMembers<Member>
      : unknown

type InMembers<Member extends Learner> = {
  readonly [Name in NameIn<Member> as `${`member${number}` | 'final'}.${Name}`]?: ValueIn<
    Member,
    Name
  >
}

type NameIn<Member extends Learner> = Member extends Learner
  ? keyof LearnerParameters<Member> & string
  : never

type ValueIn<Member extends Learner, Name> = Member extends Learner
  ? Name extends keyof LearnerParameters<Member>
    ? LearnerParameters<Member>[Name]
    : never
  : never

/** Those that a learner may do without. */
const optional: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  boostedTrees: { maxDepth: 6 },
  randomForest: { maxDepth: 12, quantile: 0.5 },
  extraTrees: { maxDepth: 12, quantile: 0.5 },
  decisionTree: { maxDepth: 12 },
}

/** The names of a learner's parameters, each with a value of its type; then those of what it is made of. */
export function parametersOf(learner: Learner): Readonly<Record<string, Value>> {
  const own = ownParameters(learner)
  const inner = partsOf(learner).flatMap(({ prefix, part }) =>
    Object.entries(parametersOf(part))
      .map(([name, value]) => [prefix + name, value] as const)
      .filter(([name]) => !(name in own)),
  )
  return { ...own, ...Object.fromEntries(inner) }
}

/** The same learner with other values of its parameters. Throws `learn.unknownParameter` or `learn.wrongSetting`. */
export function withParameters<L extends Learner>(
  learner: L,
  values: Readonly<Record<string, Value>>,
): L {
  const known = Object.keys(parametersOf(learner))
  for (const name of Object.keys(values)) {
    if (known.includes(name)) continue
    const suggestion = suggestName(name, known)
    throw learnErrors.unknownParameter({ learner: learner.kind, parameter: name, suggestion })
  }
  const own = ownParameters(learner)
  const [ofOwn, ofParts] = [true, false].map((isOwn) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name in own === isOwn)),
  )
  const { kind, ...settings } = learner
  const parts = setParts(learner, ofParts ?? {})
  // Declared anew, it is of the same kind.
  return declareLearner(kind, { ...settings, ...parts, ...ofOwn }) as L
}

/** A learner that another is made of, and what the names of its parameters begin with there. */
interface Part {
  readonly prefix: string
  readonly part: Learner
}

export function partsOf(learner: Learner): readonly Part[] {
  if ('members' in learner) {
    const members = learner.members.map((part, at) => ({ prefix: `member${at + 1}.`, part }))
    return 'final' in learner ? [...members, { prefix: 'final.', part: learner.final }] : members
  }
  return 'of' in learner && typeof learner.of === 'object' ? [{ prefix: '', part: learner.of }] : []
}

function setParts(learner: Learner, values: Readonly<Record<string, Value>>): object {
  const [first, ...others] = partsOf(learner).map(({ prefix, part }) => {
    const own = Object.entries(values)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const)
    return withParameters(part, Object.fromEntries(own))
  })
  if (first === undefined) return {}
  if (!('members' in learner)) return { of: first }
  const parts = [first, ...others]
  const members = parts.slice(0, learner.members.length)
  return 'final' in learner ? { members, final: parts.at(-1) } : { members }
}

function ownParameters(learner: Learner): Readonly<Record<string, Value>> {
  const all = { ...optional[learner.kind], ...usualSettings(learner), ...learner }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]: [string, unknown]) =>
      name === 'kind' || name === 'task' || !isPlain(value) ? [] : [[name, value]],
    ),
  )
}

function isPlain(value: unknown): value is Value {
  return ['number', 'string', 'boolean'].includes(typeof value)
}
