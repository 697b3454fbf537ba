/** What `swell add` can write. */
export const stubKinds = ['step', 'group', 'view', 'model', 'pipeline', 'service'] as const
export type StubKind = (typeof stubKinds)[number]

/** A definition that another one is made of: what its file exports, and where that is. */
export interface Referred {
  readonly identifier: string
  readonly path: string
}

export interface StubRequest {
  readonly name: string
  /** `order-lines` → `orderLines`. */
  readonly identifier: string
  /** The group of a view, the view of a model, the model of a service or pipeline. */
  readonly of?: Referred
  /** The column that a view predicts. */
  readonly label?: string
  /** The groups that a pipeline of a model loads. */
  readonly loads?: readonly Referred[]
}

export interface Stub {
  readonly code: string
  readonly test: string
}

/** The folder of each kind, and the list of swell.config.ts that it stands in; a step stands in a pipeline. */
export const stubPlaces: Readonly<
  Record<StubKind, { readonly folder: string; readonly list?: string; readonly suffix: string }>
> = {
  step: { folder: 'steps', suffix: 'Step' },
  group: { folder: 'groups', list: 'groups', suffix: '' },
  view: { folder: 'views', list: 'views', suffix: 'View' },
  model: { folder: 'models', list: 'models', suffix: 'Model' },
  pipeline: { folder: 'pipelines', list: 'pipelines', suffix: 'Pipeline' },
  service: { folder: 'services', list: 'services', suffix: 'Service' },
}

/** Writes a definition that compiles, and a test of it that passes. */
export function writeStub(kind: StubKind, request: StubRequest): Stub {
  switch (kind) {
    case 'step':
      return stepStub(request)
    case 'group':
      return groupStub(request)
    case 'view':
      return viewStub(request)
    case 'model':
      return modelStub(request)
    case 'pipeline':
      return pipelineStub(request)
    case 'service':
      return serviceStub(request)
  }
}

function stepStub({ name, identifier }: StubRequest): Stub {
  const code = `import { defineStep } from 'groundswell'

export const ${identifier} = defineStep({
  name: '${name}',
  summary: 'Says what it does',
  run: async ({ context }) => {
    const sum = sumOf([1, 2, 3])
    context.log.info(\`the sum is \${sum}\`)
    return { sum }
  },
})

/** A function of its own, so that a test can call it. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
`
  const body = `test('nothing sums up to nothing', () => {
  assert.equal(sumOf([]), 0)
  assert.equal(sumOf([1, 2]), 3)
})
`
  return { code, test: testFile([`import { sumOf } from '../steps/${name}.ts'`], body) }
}

function groupStub({ name, identifier }: StubRequest): Stub {
  const code = `import { csvRows, defineGroup, defineSource, float, text, timestamp } from 'groundswell'

const columns = {
  id: text({ description: 'Which one' }),
  at: timestamp({ description: 'When it was so' }),
  value: float({ description: 'What was measured' }),
}

export const ${identifier} = defineGroup({
  name: '${name}',
  description: 'Says what a row tells',
  key: ['id'],
  time: 'at',
  columns,
  from: defineSource({ name: '${name}', from: 'data/${name}', ending: '.csv' }),
  read: csvRows(columns),
})
`
  return { code, test: namedTest('group', name, identifier) }
}

function viewStub({ name, identifier, of, label = 'value' }: StubRequest): Stub {
  const group = of?.identifier ?? ''
  const code = `import { defineView } from 'groundswell'
import { ${group} } from '../${of?.path}'

export const ${identifier} = defineView({
  name: '${name}',
  description: 'Says what is predicted, from what',
  label: ${group}.column('${label}'),
  features: {
    // Before the row itself: what is to be predicted isn't known yet.
    previous: ${group}.latest('${label}', { before: true }),
    usual: ${group}.window('28d', { before: true }).mean('${label}'),
  },
})
`
  return { code, test: namedTest('view', name, identifier) }
}

function modelStub({ name, identifier, of }: StubRequest): Stub {
  const code = `import { beats, boostedTrees, byTime, defineModel, mae, meanBaseline, rmse } from 'groundswell'
import { ${of?.identifier} } from '../${of?.path}'

export const ${identifier} = defineModel({
  name: '${name}',
  description: 'Says what it predicts',
  view: ${of?.identifier},
  learner: boostedTrees({ trees: 100, learningRate: 0.05 }),
  split: byTime({ test: 0.2 }),
  measure: [mae(), rmse()],
  baselines: { mean: meanBaseline() },
  gates: [beats('baseline', 'mae'), beats('champion', 'mae')],
})
`
  return { code, test: namedTest('model', name, identifier) }
}

function pipelineStub(request: StubRequest): Stub {
  const { name, identifier, of, loads = [] } = request
  const code = of === undefined ? ownPipeline(request) : trainingPipeline(request, of, loads)
  return { code, test: namedTest('pipeline', name, identifier) }
}

function ownPipeline({ name, identifier }: StubRequest): string {
  return `import { definePipeline, defineStep } from 'groundswell'

const begin = defineStep({
  name: 'begin',
  summary: 'Says what it does',
  run: async ({ context }) => {
    context.log.info('begun')
    return { done: true }
  },
})

export const ${identifier} = definePipeline({
  name: '${name}',
  summary: 'Says what it is for',
  steps: [begin],
})
`
}

function trainingPipeline(
  { name, identifier }: StubRequest,
  model: Referred,
  loads: readonly Referred[],
): string {
  const imports = loads.map((group) => `import { ${group.identifier} } from '../${group.path}'\n`)
  const steps = loads.map((group) => `loadStep(${group.identifier})`).join(', ')
  return `import { definePipeline, loadStep, promoteStep, trainStep } from 'groundswell'
${imports.join('')}import { ${model.identifier} } from '../${model.path}'

const loads = [${steps}]
const train = trainStep(${model.identifier}, { loads })
const promote = promoteStep(${model.identifier}, { trained: train })

export const ${identifier} = definePipeline({
  name: '${name}',
  summary: 'Brings in what is new, trains, promotes what is better',
  steps: [...loads, train, promote],
})
`
}

function serviceStub({ name, identifier, of }: StubRequest): Stub {
  const code = `import { defineService } from 'groundswell'
import { ${of?.identifier} } from '../${of?.path}'

export const ${identifier} = defineService({
  name: '${name}',
  description: 'Says what it answers',
  model: ${of?.identifier},
})
`
  return { code, test: namedTest('service', name, identifier) }
}

function namedTest(kind: Exclude<StubKind, 'step'>, name: string, identifier: string): string {
  const { folder, list = '' } = stubPlaces[kind]
  return testFile(
    [
      `import { ${identifier} } from '../${folder}/${name}.ts'`,
      `import { project } from '../swell.config.ts'`,
    ],
    `test('${kind} ${name} is part of the project', () => {
  assert.equal(${identifier}.name, '${name}')
  assert.ok(project.${list}.includes(${identifier}))
})
`,
  )
}

function testFile(imports: readonly string[], body: string): string {
  const all = [
    `import assert from 'node:assert/strict'`,
    `import { test } from 'node:test'`,
    ...imports,
  ]
  return `${all.join('\n')}\n\n${body}`
}
