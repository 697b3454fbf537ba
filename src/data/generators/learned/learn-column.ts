import type { Column } from '../../../table/index.ts'
import { learnChoices, otherText, type ChoiceOptions } from './learn-choices.ts'
import { learnKey } from './learn-key.ts'
import { learnNumberChoices, learnNumbers, momentSteps, numberSteps } from './learn-numbers.ts'
import { learnTexts } from './learn-texts.ts'
import type { LearnedValues } from './learned-generator.ts'

export interface LearnColumnOptions extends ChoiceOptions {
  /** Columns that are keys, whatever they look like. */
  readonly keys: readonly string[]
}

/** What a column's values are like, by its type; `values` are in the order of rows. */
export function learnColumn(
  name: string,
  column: Column,
  values: readonly unknown[],
  options: LearnColumnOptions,
): LearnedValues {
  const key = learnKey({ name, type: column.type }, values, options.keys.includes(name))
  if (key !== undefined) return key
  const known = values.filter((value) => value !== undefined)
  // Never there: what is made of it is missing too.
  if (known.length === 0) return { kind: 'choices', values: [], shares: [], pooledShare: 0 }
  const { smallest } = options
  switch (column.type) {
    case 'text':
      return learnText(column, known.map(String), options)
    case 'boolean':
      return (
        learnChoices(known.map(Boolean), { smallest, rare: 'leave out' }) ??
        learnChoices([true, false], { smallest: 1, rare: 'keep' }) ?? { ...noChoices }
      )
    case 'timestamp': {
      const times = Float64Array.from(known, (value) => (value as Date).getTime())
      return learnNumbers(times, { smallest, steps: momentSteps })
    }
    case 'float':
    case 'integer': {
      const numbers = Float64Array.from(known, Number)
      return (
        learnNumberChoices(numbers, smallest) ??
        learnNumbers(numbers, { smallest, steps: numberSteps })
      )
    }
  }
}

const noChoices = { kind: 'choices', values: [], shares: [], pooledShare: 0 } as const

/** With more, or with so many rows to a value, texts are told apart by shape. */
const mostChoices = 1000

function learnText(
  { oneOf }: Column,
  texts: readonly string[],
  options: LearnColumnOptions,
): LearnedValues {
  const distinct = new Set(texts).size
  const isChoice = distinct <= 50 || (distinct <= mostChoices && distinct <= texts.length / 10)
  if (isChoice || oneOf !== undefined) {
    // A column that may only hold some texts can't hold another one for the rare.
    const canPool = oneOf === undefined || oneOf.includes(otherText)
    const rare = options.rare === 'pool' && !canPool ? 'leave out' : options.rare
    const choices = learnChoices(texts, { ...options, rare })
    const isMostlyKept = choices !== undefined && choices.pooledShare <= 0.5
    if (choices !== undefined && (isMostlyKept || oneOf !== undefined)) return choices
  }
  return learnTexts(texts, options.smallest)
}
