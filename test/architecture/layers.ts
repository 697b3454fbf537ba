import { folderOf, listOwnImports, type OwnImport, type SourceFile } from './source-files.ts'

/** The lines of the house, from the bottom to the top. Folders on one line don't know each other. */
export const lines: readonly (readonly string[])[] = [
  ['base'],
  ['table', 'api'],
  ['learn', 'storage', 'client'],
  ['tracking'],
  ['data', 'pipelines'],
  ['features', 'registry'],
  ['training', 'serving'],
  ['monitoring'],
  ['project'],
  ['ui', 'site'],
  // The server hands out pages that site renders; the command line starts the other faces.
  ['server'],
  ['cli'],
]

/** Folders whose code also runs in a browser, and what they may import. */
const browserFolders: Readonly<Record<string, readonly string[]>> = {
  api: [],
  client: ['api'],
  ui: ['api', 'client'],
}

/** What is wrong with the imports between folders, one sentence each. */
export function findLayerFaults(files: readonly SourceFile[]): readonly string[] {
  return listOwnImports(files).flatMap((found) => {
    const fault = findFault(found)
    return fault === undefined ? [] : [`${found.from} imports ${found.to}: ${fault}`]
  })
}

function findFault(found: OwnImport): string | undefined {
  const from = folderOf(found.from)
  const to = folderOf(found.to)
  if (!found.to.startsWith('src/')) return 'it is outside src/'
  if (from === to) return undefined
  if (to === undefined) return 'the door of the package is for projects, not for its own folders'
  const doors = [`src/${to}/index.ts`, `src/${to}/quick.ts`]
  if (!doors.includes(found.to)) return `go through src/${to}/index.ts`
  if (from === undefined) return undefined
  return findUpwardFault(from, to) ?? findBrowserFault(from, to, found.isTypeOnly)
}

function findUpwardFault(from: string, to: string): string | undefined {
  const fromLine = lineOf(from)
  const toLine = lineOf(to)
  if (fromLine < 0) return `${from} stands on no line`
  if (toLine < 0) return `${to} stands on no line`
  if (fromLine === toLine) return `${from} and ${to} stand on one line`
  return fromLine < toLine ? `${to} stands above ${from}` : undefined
}

function findBrowserFault(from: string, to: string, isTypeOnly: boolean): string | undefined {
  const allowed = browserFolders[from]
  if (allowed === undefined || allowed.includes(to)) return undefined
  if (to === 'base' && isTypeOnly) return undefined
  return `${from} runs in a browser and may take only types from base${allowed.length > 0 ? `, besides ${allowed.join(' and ')}` : ''}`
}

function lineOf(folder: string): number {
  return lines.findIndex((line) => line.includes(folder))
}

/** Circles of files that import each other, types included; each as a walk that ends where it began. */
export function findCycles(files: readonly SourceFile[]): readonly string[] {
  const targets = Map.groupBy(listOwnImports(files), (found) => found.from)
  const finished = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, walk: readonly string[]): void => {
    const start = walk.indexOf(path)
    if (start >= 0) cycles.push([...walk.slice(start), path].join(' → '))
    if (start >= 0 || finished.has(path)) return
    for (const { to } of targets.get(path) ?? []) visit(to, [...walk, path])
    finished.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}
