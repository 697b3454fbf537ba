import { fstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { digestOf, digestOfValue } from '../base/index.ts'

/** A folder in which what is written counts. */
export interface WatchedFolder {
  readonly root: string
  /** Where the engine itself writes. */
  readonly state: string
  /** The places that steps declare to write, from the root. */
  readonly declared: readonly string[]
}

/** A folder of more files is not looked through around each step. */
const mostFiles = 5_000

/** Folders that tools keep beside the files of people. */
const leftOut = new Set(['node_modules', '.git', '.venv', '__pycache__'])

/** Tells, when it is asked, the files outside of declared places that were written since it was called. */
export function watchWritten(folder: WatchedFolder): () => readonly string[] {
  const { root, declared } = folder
  const before = timesOf(folder)
  const places = declared.map((place) => resolve(root, place))
  const isDeclared = (path: string) =>
    places.some((place) => path === place || path.startsWith(`${place}${sep}`))
  return () =>
    [...timesOf(folder)]
      .filter(([path, changedAt]) => before.get(path) !== changedAt && !isDeclared(path))
      .map(([path]) => relative(root, path).split(sep).join('/'))
}

/** When each file was last changed; none where there are too many. */
function timesOf({ root, state }: WatchedFolder): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  const own = [1, 2].map((stream) => fstatSync(stream).ino)
  for (const path of filesIn(root, state)) {
    if (isBeside(basename(path))) continue
    const found = statSync(path, { throwIfNoEntry: false })
    // It may have gone since it was listed; and what this process prints may go to a file.
    if (found !== undefined && !own.includes(found.ino)) times.set(path, found.ctimeMs)
    if (times.size > mostFiles) return new Map()
  }
  return times
}

/** Logs, and what editors keep beside a file, are no results. */
function isBeside(name: string): boolean {
  return /^\.|~$|\.log$|^nohup\.out$/.test(name)
}

/** Tells one state of some files and folders from another; undefined where none are named. */
export function stateOfPlaces(root: string, places: readonly string[]): string | undefined {
  if (places.length === 0) return undefined
  const files = places.flatMap((place) => {
    const path = resolve(root, place)
    const found = statSync(path, { throwIfNoEntry: false })
    return found?.isDirectory() === true ? [...filesIn(path)] : found === undefined ? [] : [path]
  })
  const states = files.toSorted().map((path) => [relative(root, path), stateOfFile(path)])
  return digestOfValue(states).slice(0, 16)
}

/** Files that are larger are told apart by size and time. */
const mostBytes = 2 ** 24

function stateOfFile(path: string): string {
  const { size, mtimeMs } = statSync(path)
  return size > mostBytes ? `${size} ${mtimeMs}` : digestOf(readFileSync(path))
}

function* filesIn(folder: string, except = ''): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (path === except || leftOut.has(entry.name)) continue
    if (entry.isDirectory()) yield* filesIn(path, except)
    else if (entry.isFile()) yield path
  }
}
