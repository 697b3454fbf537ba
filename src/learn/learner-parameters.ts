import { suggestName, type SettingValue } from '../base/index.ts'
import { learnErrors } from './errors.ts'
import { declareLearner, usualSettings } from './declare-learner.ts'
import type { Learner } from './learner.ts'

type Value = SettingValue

/** The parameters of a learner that have one plain value, by name: those that may be set and searched. */
export type LearnerParameters<L extends Learner> = {
  readonly [Name in PlainParameter<L>]?: Extract<L[Name], Value>
}

type PlainParameter<L extends Learner> = L extends Learner
  ? Exclude<
      { [Name in keyof L]-?: [Extract<L[Name], Value>] extends [never] ? never : Name }[keyof L],
      'kind' | 'task'
    >
  : never

/** Those that a learner may do without. */
const optional: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  boostedTrees: { maxDepth: 6 },
  randomForest: { maxDepth: 12, quantile: 0.5 },
  extraTrees: { maxDepth: 12, quantile: 0.5 },
  decisionTree: { maxDepth: 12 },
}

/** The names of a learner's parameters, each with a value of its type. */
export function parametersOf(learner: Learner): Readonly<Record<string, Value>> {
  const all = { ...optional[learner.kind], ...usualSettings(learner), ...learner }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]: [string, unknown]) =>
      name === 'kind' || name === 'task' || !isPlain(value) ? [] : [[name, value]],
    ),
  )
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
  const { kind, ...own } = learner
  // Declared anew, it is of the same kind.
  return declareLearner(kind, { ...own, ...values }) as L
}

function isPlain(value: unknown): value is Value {
  return ['number', 'string', 'boolean'].includes(typeof value)
}
