/** A line of a tree of files, as it is drawn from top to bottom. */
export interface FileLine {
  readonly path: string
  /** The last part of the path. */
  readonly name: string
  readonly depth: number
  readonly isFolder: boolean
}

/** Folders before what lies in them; in each, folders first, then files, by name. */
export function fileTree(paths: readonly string[]): readonly FileLine[] {
  return linesIn('', paths, 0)
}

function linesIn(folder: string, paths: readonly string[], depth: number): FileLine[] {
  const byName = Map.groupBy(paths, (path) => path.slice(folder.length).split('/', 1)[0] ?? '')
  const names = [...byName.keys()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const isFile = (name: string) => byName.get(name)?.includes(folder + name) === true
  const folders = names.filter((name) => byName.get(name)?.some((path) => path !== folder + name))
  return [
    ...folders.flatMap((name) => [
      { path: `${folder}${name}/`, name, depth, isFolder: true },
      ...linesIn(
        `${folder}${name}/`,
        (byName.get(name) ?? []).filter((path) => path !== folder + name),
        depth + 1,
      ),
    ]),
    ...names.filter(isFile).map((name) => ({ path: folder + name, name, depth, isFolder: false })),
  ]
}
