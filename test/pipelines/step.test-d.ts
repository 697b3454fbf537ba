import {
  definePipeline,
  defineStep,
  eachStep,
  numberOutput,
  optional,
  pipelineStep,
  stepDefiner,
  tableOutput,
  when,
  type StepOutput,
} from '../../src/pipelines/index.ts'
import { text } from '../../src/table/index.ts'

/* Checked by the compiler: each line after `@ts-expect-error` must be an error. */

interface Loaded {
  readonly commitId: string
  readonly rowCount: number
}

const load = defineStep({
  name: 'load',
  run: (): Loaded => ({ commitId: 'com_1', rowCount: 3 }),
})

export const train = defineStep({
  name: 'train',
  inputs: { swells: load.output },
  run: async ({ inputs }) => {
    const count: number = inputs.swells.rowCount
    // @ts-expect-error the output of `load` has no such member
    const missing: unknown = inputs.swells.rows
    // @ts-expect-error there is no such input
    const other: unknown = inputs.reports
    return [count, missing, other].length
  },
})

export const wired = defineStep<string, { version: string }>({
  name: 'wired',
  inputs: {
    // @ts-expect-error `train` gives a number, and `version` is a text
    version: train.output,
  },
  run: ({ inputs }) => inputs.version,
})

interface Ports {
  readonly groups: { load(name: string): Promise<Loaded> }
}

const definePortStep = stepDefiner<Ports>()

const loadGroup = definePortStep({
  name: 'load-group',
  run: ({ context }) => context.deps.groups.load('swells'),
})

const count = definePortStep({
  name: 'count',
  inputs: { swells: loadGroup.output },
  run: ({ inputs }) => inputs.swells.rowCount,
})

export const mixed = definePipeline<Ports>({ name: 'surf', steps: [load, loadGroup, count] })

export const needy = definePipeline<{ readonly other: string }>({
  name: 'surf',
  // @ts-expect-error the step needs groups, which this pipeline does not offer
  steps: [loadGroup],
})

const ports = defineStep({ name: 'ports', run: () => [{ id: 'lahinch', depth: 2 }] })

const depths = eachStep({
  name: 'depths',
  over: ports.output,
  each: (port) =>
    defineStep({
      name: 'depth',
      inputs: { port },
      run: ({ inputs }) => {
        // @ts-expect-error a port has no such member
        const missing: unknown = inputs.port.height
        return missing === undefined ? inputs.port.depth : 0
      },
    }),
})

export const joined: StepOutput<readonly number[]> = depths.output
// @ts-expect-error the results are numbers
export const joinedWrongly: StepOutput<readonly string[]> = depths.output

eachStep({
  name: 'none',
  // @ts-expect-error a number is no list
  over: train.output,
  each: (item) => defineStep({ name: 'item', inputs: { item }, run: () => 1 }),
})

const years = defineStep({ name: 'years', run: (): Record<string, number[]> => ({ y: [1] }) })
const sums = eachStep({
  name: 'sums',
  over: years.output,
  each: (year) =>
    defineStep({ name: 'sum', inputs: { year }, run: ({ inputs }) => inputs.year.length }),
})
export const partitions: StepOutput<Readonly<Record<string, number>>> = sums.output

const part = pipelineStep({
  name: 'part',
  inputs: { ports: ports.output },
  steps: ({ ports: given }) => {
    const first = defineStep({
      name: 'first',
      inputs: { given },
      run: ({ inputs }) => inputs.given[0]?.id ?? '',
    })
    return { steps: [first], outputs: { first: first.output } }
  },
})
export const ofPart: StepOutput<string> = part.outputs.first
// @ts-expect-error the output is a text
export const ofPartWrongly: StepOutput<number> = part.outputs.first
// @ts-expect-error there is no such output
export const noneOfPart: unknown = part.outputs.second

pipelineStep({
  name: 'wrong',
  // @ts-expect-error there is no such input
  inputs: { harbours: ports.output },
  steps: (given: { readonly ports: StepOutput<unknown> }) => ({
    steps: [defineStep({ name: 's', inputs: { ports: given.ports }, run: () => 1 })],
  }),
})

export const choosy = defineStep({
  name: 'choosy',
  inputs: { first: optional(part.outputs.first) },
  when: when(train.output, (count) => count > 3),
  // @ts-expect-error where a condition does not hold it is null
  run: ({ inputs }) => inputs.first.length,
})

// @ts-expect-error the output of `train` is a number
when(train.output, (better: boolean) => better)

const measured = defineStep({
  name: 'measured',
  outputs: { score: numberOutput(), rows: tableOutput({ port: text() }) },
  run: () => ({ score: 1, rows: [{ port: 'lahinch' }] }),
})
export const score: StepOutput<number> = measured.outputs.score
// @ts-expect-error a score is a number
export const scoreWrongly: StepOutput<string> = measured.outputs.score

defineStep({
  name: 'too-little',
  // @ts-expect-error it has to give rows as well
  outputs: { score: numberOutput(), rows: tableOutput({ port: text() }) },
  run: () => ({ score: 1 }),
})
