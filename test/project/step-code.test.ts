import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { loadProject, readProjectCode } from '../../src/project/index.ts'
import { projectModule, temporaryProject } from './temporary-project.ts'

const pipelinesModule = pathToFileURL(
  join(import.meta.dirname, '../../src/pipelines/index.ts'),
).href

const files = {
  'swell.config.ts': `
import { defineProject } from '${projectModule}'
import { surf } from './pipeline.ts'
export const project = defineProject({ name: 'surf', pipelines: [surf] })
`,
  'pipeline.ts': `
import { definePipeline, defineStep } from '${pipelinesModule}'
import { heightOf, nobodyCalls } from './heights.ts'
import * as texts from './texts.ts'
import { stepFor } from './factory.ts'

// A comment.
export const load = defineStep({ name: 'load', run: () => texts.read() })

export const train = defineStep({
  name: 'train',
  inputs: { texts: load.output },
  run: ({ inputs }) => inputs.texts.map((text) => heightOf(text)),
})

const north = stepFor('north', load)
const south = stepFor('south', load)

export const shout = defineStep({
  name: 'shout',
  inputs: { heights: train.output },
  run: ({ inputs }) => nobodyCalls(inputs.heights.length),
})

export const surf = definePipeline({ name: 'surf', steps: [load, train, north, south, shout] })
`,
  'heights.ts': `
import { parse } from './parse.ts'
export function heightOf(text: string): number {
  return parse(text) * 2
}
export function nobodyCalls(count: number): number {
  return count
}
`,
  'parse.ts': `
import { factor } from './units.ts'
export const parse = (text: string): number => Number(text) * factor
export const other = (text: string): string => \`a text
const parse = 1
of lines \${text}\`
`,
  'units.ts': `
export const factor = 3, unused = 4
export const feet = 0.3
`,
  'texts.ts': `
import words from './words.json' with { type: 'json' }
export const read = (): string[] => words
`,
  'words.json': '["1"]',
  'factory.ts': `
import { defineStep, type Step } from '${pipelinesModule}'
import { feet } from './units.ts'
export const stepFor = (beach: string, from: Step<string[]>) =>
  defineStep({ name: beach, inputs: { from: from.output }, run: () => feet })
`,
} as const

type Name = keyof typeof files

/** Which steps have other code after an edit. */
async function changedBy(
  t: TestContext,
  name: Name,
  edit: (text: string) => string,
): Promise<string[]> {
  const before = await temporaryProject(t, files)
  const text = edit(files[name])
  assert.notEqual(text, files[name], 'the edit changes something')
  const after = await temporaryProject(t, { ...files, [name]: text })
  const [then, now] = await Promise.all([before, after].map(codesOf))
  assert(then !== undefined && now !== undefined)
  return Object.keys(then).filter((step) => then[step] !== now[step])
}

async function codesOf(root: string): Promise<Record<string, string>> {
  const { pipelines } = await loadProject(root)
  const steps = pipelines.flatMap((pipeline) => pipeline.steps)
  const code = await readProjectCode(root, { steps })
  return Object.fromEntries(
    [...code.steps].map(([step, { fingerprint }]) => [step.name, fingerprint]),
  )
}

const edit = (from: string, to: string) => (text: string) => text.replace(from, to)

test('a comment, layout or a type changes no step', async (t) => {
  assert.deepEqual(
    await changedBy(t, 'pipeline.ts', edit('// A comment.', '/* Another. */\n\n')),
    [],
  )
  assert.deepEqual(
    await changedBy(t, 'parse.ts', edit('(text: string)', '(\n  text: unknown\n)')),
    [],
  )
})

test('what a step calls three imports away changes it, and no other step', async (t) => {
  assert.deepEqual(await changedBy(t, 'units.ts', edit('factor = 3', 'factor = 4')), ['train'])
  assert.deepEqual(await changedBy(t, 'parse.ts', edit('Number(text)', 'Number(text) + 1')), [
    'train',
  ])
})

test('a function that a step does not call does not change it', async (t) => {
  assert.deepEqual(await changedBy(t, 'heights.ts', edit('return count', 'return -count')), [
    'shout',
  ])
  assert.deepEqual(await changedBy(t, 'parse.ts', edit('of lines', 'of many lines')), [])
})

test('another step in the same file does not change it, not even one that it reads from', async (t) => {
  assert.deepEqual(
    await changedBy(t, 'pipeline.ts', edit('texts.read()', 'texts.read().slice(1)')),
    ['load'],
  )
  assert.deepEqual(await changedBy(t, 'pipeline.ts', edit('heightOf(text))', '-heightOf(text))')), [
    'train',
  ])
})

test('a step that a function defines has the code of the function and of its caller', async (t) => {
  assert.deepEqual(await changedBy(t, 'units.ts', edit('0.3', '0.3048')), ['north', 'south'])
  assert.deepEqual(
    await changedBy(t, 'pipeline.ts', edit(`stepFor('south', load)`, `stepFor('south', train)`)),
    ['south'],
  )
})

test('a file that is imported as data, or by all its names, counts', async (t) => {
  assert.deepEqual(await changedBy(t, 'words.json', edit('1', '2')), ['load'])
})

test('what a module does when it is read changes all that reach it', async (t) => {
  const effect = (text: string) => `${text}\nglobalThis.name = 'surf'\n`
  assert.deepEqual(await changedBy(t, 'units.ts', effect), [
    'load',
    'train',
    'north',
    'south',
    'shout',
  ])
})

test('files that a step declares count, and the parts say what changed', async (t) => {
  const declared = {
    ...files,
    'pipeline.ts': files['pipeline.ts'].replace(
      `name: 'train',`,
      `name: 'train', files: ['data'],`,
    ),
    'data/one.csv': 'a\n1\n',
  }
  const root = await temporaryProject(t, declared)
  const { pipelines } = await loadProject(root)
  const steps = pipelines.flatMap((pipeline) => pipeline.steps)
  const memory = join(root, '.swell/cache/code.json')
  const partsOf = async () => {
    const code = await readProjectCode(root, { steps, memory })
    const [, train] = [...code.steps.values()]
    return train?.parts ?? {}
  }
  const before = await partsOf()
  assert.deepEqual(
    Object.keys(before).filter((name) => !name.startsWith('package')),
    [
      'heights.ts#heightOf',
      'heights.ts#parse',
      'parse.ts#factor',
      'parse.ts#parse',
      'pipeline.ts#defineStep',
      'pipeline.ts#heightOf',
      'pipeline.ts#train',
      'units.ts#factor',
      'data/one.csv',
    ],
  )
  assert.deepEqual(await partsOf(), before)
  await writeFile(join(root, 'data/one.csv'), 'a\n2\n')
  await writeFile(join(root, 'data/two.csv'), 'a\n2\n')
  await writeFile(join(root, 'units.ts'), files['units.ts'].replace('factor = 3', 'factor = 5'))
  const after = await partsOf()
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  assert.deepEqual(names.filter((name) => before[name] !== after[name]).toSorted(), [
    'data/one.csv',
    'data/two.csv',
    'units.ts#factor',
  ])
})
