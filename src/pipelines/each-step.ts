import { assertName } from './assert-name.ts'
import { containerStep, stand } from './container-step.ts'
import type { Step, StepCondition, StepOutput } from './step.ts'

export interface EachDefinition<Over, Item, Result, Deps> {
  readonly name: string
  readonly summary?: string
  /** The output that has the items: a list, or a record of partitions; or the list itself. */
  readonly over: Over
  /** Makes the step that runs for each: called once, with what stands for the item. */
  readonly each: (item: StepOutput<Item>) => Step<Result, Deps>
  /** What an item is called in the list of runs; its text, `name`, `id` or number if it is absent. */
  readonly label?: (item: Item, at: number) => string
  readonly after?: readonly Step<unknown, never>[]
  readonly when?: StepCondition
}

/**
 * Declares a step that runs another one for each item of a list, several at once, each with its own
 * cache key. It gives the results in the order of the items; of a record of partitions, a record.
 */
export function eachStep<Item, Result, Deps = unknown>(
  definition: EachDefinition<
    StepOutput<readonly Item[]> | readonly Item[],
    NoInfer<Item>,
    Result,
    Deps
  >,
): Step<readonly Result[], Deps>
export function eachStep<Item, Result, Deps = unknown>(
  definition: EachDefinition<
    StepOutput<Readonly<Record<string, Item>>>,
    NoInfer<Item>,
    Result,
    Deps
  >,
): Step<Readonly<Record<string, Result>>, Deps>
export function eachStep<Item, Result, Deps>(
  definition: EachDefinition<StepOutput<unknown> | readonly Item[], Item, Result, Deps>,
): Step<unknown, Deps> {
  const { name, over, each, label } = definition
  assertName('step', name)
  const item = stand<Item>('item')
  const step = each(item)
  const isList = Array.isArray(over)
  return containerStep<unknown, Deps>({
    ...definition,
    inputs: isList ? {} : { items: over as StepOutput<unknown> },
    body: {
      kind: 'each',
      item,
      step,
      list: isList ? over : undefined,
      // The engine hands in what stands at the wire of this type.
      label: label === undefined ? undefined : (value, at) => label(value as Item, at),
    },
  })
}
