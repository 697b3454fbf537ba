import { readFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import type { Document, LineCounter, Node, Pair } from 'yaml'
import { systemErrorCode } from '../base/index.ts'
import { projectErrors } from './errors.ts'
import type { GivenSetting } from './parse-setting.ts'

type Yaml = typeof import('yaml')

/**
 * What a settings file gives, or undefined where there is none: names and plain values, nested names
 * joined by dots. Throws `settingsFileBroken`, with the line.
 */
export async function readSettingsFile(
  root: string,
  path: string,
): Promise<GivenSetting[] | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  })
  return text === undefined
    ? undefined
    : parseSettingsFile(text, relative(root, path).replaceAll(sep, '/'))
}

async function parseSettingsFile(text: string, file: string): Promise<GivenSetting[]> {
  const yaml = await import('yaml')
  const lines = new yaml.LineCounter()
  const documents = yaml.parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  const [document, second] = 'empty' in documents ? [] : documents
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`
  const [error] = document === undefined ? [] : [...document.errors, ...document.warnings]
  if (error !== undefined) throw broken(at(error.pos[0]), error.message)
  if (second !== undefined) throw broken(at(second.range[0]), 'a second document begins')
  const contents = document?.contents ?? null
  if (contents === null || isNothing(yaml, contents)) return []
  if (!yaml.isMap(contents)) {
    throw broken(at(contents.range?.[0] ?? 0), 'it has to hold names with values')
  }
  return givenIn({ yaml, lines, file }, contents.items, [])
}

function isNothing(yaml: Yaml, contents: NonNullable<Document['contents']>): boolean {
  return yaml.isScalar(contents) && contents.value === null
}

interface Reading {
  readonly yaml: Yaml
  readonly lines: LineCounter
  readonly file: string
}

function givenIn(
  reading: Reading,
  pairs: readonly Pair[],
  above: readonly string[],
): GivenSetting[] {
  const { yaml } = reading
  return pairs.flatMap((pair): GivenSetting[] => {
    const key = pair.key as Node
    const place = placeOf(reading, key)
    if (!yaml.isScalar(key)) throw broken(place, 'a name has to be plain text')
    const names = [...above, String(key.value)]
    const { value } = pair
    if (yaml.isMap(value)) return givenIn(reading, value.items, names)
    const name = names.join('.')
    if (!yaml.isScalar(value) || value.value === null) {
      throw broken(place, `"${name}" needs a text, a number, true or false`)
    }
    return [{ name, value: { typed: value.value }, place }]
  })
}

function placeOf({ lines, file }: Reading, { range }: Node): string {
  return `${file}:${lines.linePos(range?.[0] ?? 0).line}`
}

function broken(place: string, problem: string): Error {
  return projectErrors.settingsFileBroken({ place, problem })
}
