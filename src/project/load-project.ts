import { existsSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isSwellError } from '../base/index.ts'
import { projectErrors } from './errors.ts'
import type { Project } from './project-definition.ts'

export const configName = 'swell.config.ts'

/** The folder of the project that `folder` belongs to. Throws `configNotFound`. */
export function findProjectRoot(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, configName))) return at
    if (at === dirname(at)) throw projectErrors.configNotFound({ folder: resolve(folder) })
  }
}

/** Reads the definitions of the project at `root`. Throws `configBroken` or `configHasNoProject`. */
export async function loadProject(root: string): Promise<Project> {
  const file = join(root, configName)
  const loaded = await importConfig(file)
  const { project } = loaded
  if (isProject(project)) return project
  const found = Object.keys(loaded).join(', ') || 'nothing'
  throw projectErrors.configHasNoProject({ file, found })
}

async function importConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>
  } catch (error) {
    // What the definitions themselves refuse already says what is wrong and what to do.
    if (isSwellError(error)) throw error
    throw projectErrors.configBroken({ file, problem: describeProblem(file, error) }, error)
  }
}

function describeProblem(file: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = placeIn(dirname(file), error.stack ?? '')
  return `${error.message.split('\n')[0] ?? ''}${place === undefined ? '' : ` (${place})`}`
}

/** The first place in the project's own files that a stack names: a syntax error names it on top. */
function placeIn(root: string, stack: string): string | undefined {
  const url = `${pathToFileURL(root).href}/`
  for (const line of stack.split('\n')) {
    const own = [url, `${root}${sep}`].find((one) => line.includes(one))
    if (own === undefined) continue
    const rest = line.slice(line.indexOf(own) + own.length)
    const [, path, number] = /^(.*?):(\d+)/.exec(rest) ?? []
    if (path === undefined || path.includes('node_modules')) continue
    return `${own === url ? decodeURI(path) : path}:${number}`
  }
  return undefined
}

function isProject(value: unknown): value is Project {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'project'
}
