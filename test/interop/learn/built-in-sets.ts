import type { InputColumn } from '../../../src/learn/index.ts'
import { generatedSets, type GeneratedSet } from './generated-sets.ts'
import { runPython } from './run-python.ts'

type Told = Readonly<
  Record<
    string,
    { readonly columns: readonly (readonly number[])[]; readonly target: readonly number[] }
  >
>

let asked: Promise<readonly GeneratedSet[]> | undefined

/** Sets that come with scikit-learn: two thirds of the rows to learn, the others are asked. */
export async function builtInSets(): Promise<readonly GeneratedSet[]> {
  asked ??= ask()
  return asked
}

/** Those and two generated ones, for what takes long or is much like what all sets are asked of. */
export async function fewSets(): Promise<readonly GeneratedSet[]> {
  return [...generatedSets.slice(0, 2), ...(await builtInSets())]
}

async function ask(): Promise<readonly GeneratedSet[]> {
  const told = (await runPython('built_in_sets.py', {})) as Told
  return Object.entries(told).map(([name, { columns, target }]) => {
    const end = Math.round((2 * target.length) / 3)
    const rows = (from: number, to: number) => ({
      columns: columns.map((values, place): InputColumn => ({
        name: `x${place}`,
        kind: 'number',
        values: Float64Array.from(values.slice(from, to)),
      })),
      target: Float64Array.from(target.slice(from, to)),
    })
    return { name, train: rows(0, end), asked: rows(end, target.length) }
  })
}
