import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../src/base/index.ts'

/** So many numbers come with a request, and so many trees of 31 leaves answer. */
export const featureCount = 20
const treeCount = 100
const rowCount = 5000

const names = Array.from({ length: featureCount }, (_, at) => `f${at}`)

/**
 * Writes a project with one service whose model reads nothing but what comes with a request: what is measured is the
 * way of a request, and not that of features. `monitors` are calls of `defineMonitor`, beside each other.
 */
export function writeServedProject(folder: string, { monitors = '' } = {}): void {
  mkdirSync(join(folder, 'data'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
  symlinkSync(checkout, join(folder, 'node_modules/groundswell'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "served", "type": "module" }\n')
  writeFileSync(join(folder, 'data/rows.csv'), csv())
  writeFileSync(join(folder, 'swell.config.ts'), configOf(monitors))
}

/** A row to be asked for. */
export function rowOf(seed: number): Readonly<Record<string, number>> {
  const random = seededRandom(`row ${seed}`)
  return { id: seed, ...Object.fromEntries(names.map((name) => [name, random.next()])) }
}

function csv(): string {
  const random = seededRandom('rows')
  const lines = Array.from({ length: rowCount }, (_, id) => {
    const values = names.map(() => random.next())
    const [a = 0, b = 0, c = 0] = values
    const label = Math.sin(a * 6) + b * c + random.next() / 10
    const at = new Date(Date.UTC(2026, 0, 1) + id * 60_000).toISOString()
    return [id, at, ...values, label].join(',')
  })
  return [['id', 'at', ...names, 'label'].join(','), ...lines].join('\n')
}

const configOf = (monitors: string) => `import {
  atMost, boostedTrees, csvRows, defineGroup, defineModel, defineMonitor, definePipeline, defineProject, defineService, defineSource, defineView,
  everyPredictions, float, integer, lastRows, loadStep, mae, meanBaseline, noDrift, promoteStep, random, requested,
  timestamp, trainStep, tumbling,
} from 'groundswell'

const asked = { ${names.map((name) => `${name}: float()`).join(', ')} }
const columns = { id: integer(), at: timestamp(), ...asked, label: float() }
const rows = defineGroup({
  name: 'rows', key: ['id'], time: 'at', columns,
  from: defineSource({ name: 'rows', from: 'data', ending: '.csv' }),
  read: csvRows(columns, { knownAt: () => new Date('2026-02-01T00:00:00Z') }),
})
const request = requested(asked)
const view = defineView({ name: 'rows', label: rows.column('label'), request, features: { ...request } })
const model = defineModel({
  name: 'score', view, learner: boostedTrees({ trees: ${treeCount}, maxLeaves: 31 }),
  split: random({ test: 0.1, seed: 1 }), measure: [mae()], baselines: { mean: meanBaseline() }, gates: [],
})
const load = loadStep(rows)
const trained = trainStep(model, { loads: [load] })
const promoted = promoteStep(model, { trained })
const refresh = definePipeline({ name: 'refresh', summary: 'Train', steps: [load, trained, promoted] })
const limits = { concurrent: 256 }
export const project = defineProject({
  name: 'served', groups: [rows], views: [view], models: [model], pipelines: [refresh],
  monitors: [${monitors}],
  services: [
    defineService({ name: 'score', model, limits }),
    defineService({ name: 'score-relaxed', model, limits, log: { sample: 0, relaxed: true } }),
  ],
})
`
