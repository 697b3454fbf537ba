import { realpathSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOfValue } from '../base/index.ts'
import type { CodePlace, Step, StepCode } from '../pipelines/index.ts'
import { readCodeGraph, type CodeGraph } from './code-graph.ts'
import type { CodeStatement } from './code-module.ts'
import { configName } from './load-project.ts'
import { findEventful } from './find-eventful.ts'
import { isOfPackage } from './package-asset.ts'
import { packageVersionReader, type PackageVersions } from './package-versions.ts'
import { reachCode, type CodePoint } from './reach-code.ts'

/** A project's code as its files are now. */
export interface ProjectCode {
  /** Tells one state of all code from another. */
  readonly fingerprint: string
  /** What each step can reach. */
  readonly steps: ReadonlyMap<Step<unknown, never>, StepCode>
  /** Whether the files are still what was read. */
  readonly isCurrent: () => boolean
}

type AnyStep = Step<unknown, never>

export interface ProjectCodeOptions {
  readonly steps?: readonly AnyStep[]
  /** A file that remembers what was read, to be faster next time. */
  readonly memory?: string
}

/**
 * Reads all that a project's configuration reaches, without comments, layout and types, and finds out
 * what part of it each of the `steps` can reach: a change of anything else leaves its code as it was.
 */
export async function readProjectCode(
  folder: string,
  { steps = [], memory }: ProjectCodeOptions = {},
): Promise<ProjectCode> {
  const root = realpathSync(folder)
  const files = new Map<AnyStep, readonly string[]>()
  for (const step of steps) files.set(step, await filesOf(root, step))
  const entries = new Set([
    join(root, configName),
    ...steps.flatMap((step) => step.definedAt.map(pathOf).filter((path) => !isElsewhere(path))),
    ...[...files.values()].flat(),
  ])
  const remember = memory === undefined ? {} : { memory }
  const graph = await readCodeGraph(root, { entries: [...entries], ...remember })
  const eventful = findEventful(graph)
  const versionsOf = packageVersionReader()
  const fingerprint = await fingerprintOf(graph, versionsOf)
  const points = new Map(steps.map((step) => [step, pointsOf(graph, step)]))
  const wires = [...points.values()].flat().flatMap(({ statement }) => statement)
  const found = new Map<AnyStep, StepCode>()
  for (const step of steps) {
    const own = { points: points.get(step) ?? [], files: files.get(step) ?? [] }
    found.set(
      step,
      await stepCode(graph, step, { ...own, wires, eventful, fingerprint, versionsOf }),
    )
  }
  return { fingerprint, steps: found, isCurrent: graph.isCurrent }
}

/** Of all modules, with the versions of all packages that they name. */
async function fingerprintOf(graph: CodeGraph, versionsOf: PackageVersions): Promise<string> {
  const digests: Record<string, string> = {}
  for (const [path, { digest }] of graph.modules) digests[relative(graph.root, path)] = digest
  const names = new Map(ownPackage)
  for (const [path, { module }] of graph.modules) {
    for (const from of module?.evaluates ?? []) {
      const target = graph.resolve(path, from)
      if (target.kind === 'package') names.set(target.name, target.folder)
    }
  }
  return digestOfValue({ digests, packages: await versionsOf(names) }).slice(0, 16)
}

interface StepOrigin {
  readonly points: readonly CodePoint[]
  readonly wires: readonly CodeStatement[]
  readonly files: readonly string[]
  /** Of the whole project, for steps of which nothing finer can be told. */
  readonly fingerprint: string
  readonly versionsOf: PackageVersions
  readonly eventful: ReadonlySet<string>
}

/** What is no part of the project but has a hand in all that it does. */
const ownPackage: ReadonlyMap<string, string> = new Map([['groundswell', '']])

async function stepCode(
  graph: CodeGraph,
  step: AnyStep,
  { points, wires, files, fingerprint: whole, versionsOf, eventful }: StepOrigin,
): Promise<StepCode> {
  const own = new Set(points.map(({ statement }) => statement))
  const others = new Set(wires.filter((wire) => wire.isWire && !own.has(wire)))
  const reached = reachCode(graph, points, { wires: others, eventful })
  const packages = new Map([...ownPackage, ...reached.packages, ...packagesOf(step)])
  const versions = Object.entries(await versionsOf(packages))
  const declared = files.map((path) => [
    relative(graph.root, path).split(sep).join('/'),
    graph.modules.get(path)?.digest ?? 'absent',
  ])
  const isSure = reached.isSure && points.length > 0
  const parts: Readonly<Record<string, string>> = {
    ...reached.parts,
    ...(Object.fromEntries(declared) as Readonly<Record<string, string>>),
    ...Object.fromEntries(versions.map(([name, version]) => [`package ${name}`, version])),
    ...(isSure ? {} : { 'the project': whole }),
  }
  return { fingerprint: digestOfValue(parts).slice(0, 16), parts }
}

function pathOf({ url }: CodePlace): string {
  return fileURLToPath(url.replace(/[?#].*$/, ''))
}

function isElsewhere(path: string): boolean {
  return isOfPackage(path) || path.includes(`${sep}node_modules${sep}`)
}

/** The statements of the project that led to the step's definition. */
function pointsOf(graph: CodeGraph, step: AnyStep): CodePoint[] {
  return step.definedAt.flatMap((place) => {
    const path = pathOf(place)
    const statements = graph.modules.get(path)?.module?.statements ?? []
    const statement = statements.findLast(({ line }) => line < place.line)
    return statement === undefined ? [] : [{ path, statement }]
  })
}

/** The packages that had a hand in the step's definition. */
function packagesOf({ definedAt }: AnyStep): [string, string][] {
  return definedAt.flatMap((place): [string, string][] => {
    const path = pathOf(place)
    if (isOfPackage(path)) return []
    const [, folder, name] =
      /^(.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+))/.exec(path) ?? []
    return folder === undefined || name === undefined ? [] : [[name, folder]]
  })
}

/** All files that a step declares, those of folders one by one. */
async function filesOf(root: string, step: AnyStep): Promise<readonly string[]> {
  const paths = step.files.map((file) => resolve(root, file))
  const all = await Promise.all(paths.map((path) => filesIn(path)))
  return all.flat().toSorted()
}

async function filesIn(path: string): Promise<string[]> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
