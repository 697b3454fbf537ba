import { definePipeline, defineStep, stepDefiner } from '../../src/pipelines/index.ts'

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
