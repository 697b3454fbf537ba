import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { seededRandom } from '../src/base/index.ts'
import {
  fitExplainer,
  fitModel,
  openExplainer,
  type InputColumn,
  type Learner,
} from '../src/learn/index.ts'
import { timeTurn, type Turn } from './measured-rows.ts'

/** What is learned, and how many of its rows are explained. The trees are written to `case.json` of the folder. */
export interface ExplainRows {
  readonly folder: string
  readonly learner: Learner
  readonly rows: number
}

/** A turn with what all contributions come to, whatever their sign. */
export interface Explained extends Turn {
  readonly sum: number
}

const columnCount = 20

async function prepare({ folder, learner, rows: rowCount }: ExplainRows) {
  const random = seededRandom('shap')
  const make = () => Float64Array.from({ length: 10_000 }, () => Math.fround(random.normal()))
  const columns = Array.from({ length: columnCount }, (_, at) => ({
    name: `x${at}`,
    kind: 'number' as const,
    values: make(),
  }))
  const target = make().map((noise, row) => {
    const [a = 0, b = 0, c = 0] = columns.map(({ values }) => values[row] ?? 0)
    return 3 * Math.sin(2 * a) + (1 + b) * (1 + c) + 0.5 * noise
  })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const explainer = fitExplainer(fitted, columns)
  const asked = columns.map((column): InputColumn => {
    return { ...column, values: column.values.slice(0, rowCount) }
  })
  const { learner: learned } = fitted
  const told = {
    trees: 'trees' in learned ? learned.trees : [],
    covers: explainer.kind === 'trees' ? explainer.covers : [],
    weight: learned.kind === 'forest' ? 1 / learned.trees.length : 1,
    rows: Array.from({ length: rowCount }, (_, row) => asked.map(({ values }) => values[row])),
  }
  await writeFile(join(folder, 'case.json'), JSON.stringify(told))
  return async (): Promise<Explained> => {
    let sum = 0
    const turn = await timeTurn(async () => {
      const { contributions } = await openExplainer(fitted, explainer)(asked)
      sum = contributions.reduce((whole, value) => whole + Math.abs(value), 0)
    })
    return { ...turn, sum }
  }
}

// Run as a program: what is explained as JSON, which is done for each line that comes in.
if (import.meta.main) {
  const explain = await prepare(JSON.parse(process.argv[2] ?? '{}') as ExplainRows)
  for await (const _asked of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await explain())}\n`)
  }
}
