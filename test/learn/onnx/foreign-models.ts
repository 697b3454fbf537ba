import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InputColumn } from '../../../src/learn/index.ts'

/** A model that another tool has written, and what that tool itself says of the rows asked. */
export interface ForeignModel {
  readonly name: string
  readonly bytes: Uint8Array
  readonly said: readonly number[]
  readonly columns: readonly InputColumn[]
}

interface Golden {
  readonly asked: readonly (readonly number[])[]
  readonly beach: readonly string[]
  readonly models: Readonly<Record<string, { readonly file: string; readonly said: number[] }>>
}

/** Written by test/interop/learn/foreign_models.py. */
export async function foreignModels(): Promise<readonly ForeignModel[]> {
  const path = join(import.meta.dirname, '../../golden/foreign-models.json')
  const { asked, beach, models } = JSON.parse(await readFile(path, 'utf8')) as Golden
  const number = (name: string, place: number): InputColumn => ({
    name,
    kind: 'number',
    values: Float64Array.from(asked, (row) => row[place] ?? Number.NaN),
  })
  // Names that the files themselves use for other things.
  const plain = [number('a', 0), number('input', 1), number('output', 2)]
  const mixed: InputColumn[] = [
    number('a', 0),
    number('b', 1),
    { name: 'beach', kind: 'category', values: beach },
  ]
  return Object.entries(models).map(([name, { file, said }]) => ({
    name,
    bytes: Buffer.from(file, 'base64'),
    said,
    columns: name.includes('pipeline') ? mixed : plain,
  }))
}
