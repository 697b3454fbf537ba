import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WorkProfile } from '../pipelines/index.ts'
import { recordArtifact, type RunId } from '../tracking/index.ts'
import type { OpenedProject } from './opened-project.ts'
import { isOfPackage } from './package-asset.ts'

/** What a profiled run keeps: for `swell` itself, and for Chrome's developer tools. */
export const profileNames = { own: 'profile.json', chrome: 'step.cpuprofile' } as const

/** A function in the place where it was called from: its `parent` stands before it. */
export interface ProfiledCall {
  /** The place of the caller among all; -1 for the first. */
  readonly parent: number
  readonly name: string
  /** `src/parse.ts` of the project, `groundswell/learn`, `npm:zod`, `node:fs`; empty for V8 itself. */
  readonly file: string
  readonly line: number
  readonly selfMs: number
}

/** A profile as it is kept with the run of a step. */
export interface KeptProfile {
  readonly wallMs: number
  readonly cpuMs: number
  readonly memory: WorkProfile['memory']
  readonly calls: readonly ProfiledCall[]
}

/** Above so many samples, only what they come to is kept. */
const mostSamples = 500_000

/** Keeps profiles as files of the runs that they are of. */
export function keepProfiles(project: OpenedProject) {
  return async (runId: RunId, { wallMs, cpuMs, memory, cpu }: WorkProfile): Promise<void> => {
    const placed = {
      ...cpu,
      nodes: cpu.nodes.map((node) => ({
        ...node,
        callFrame: { ...node.callFrame, url: fileOf(node.callFrame.url, project.root) },
      })),
    }
    const kept: KeptProfile = { wallMs, cpuMs, memory, calls: callsOf(placed) }
    await keepFile(project, runId, profileNames.own, kept)
    if ((cpu.samples?.length ?? 0) > mostSamples) return
    await keepFile(project, runId, profileNames.chrome, placed)
  }
}

async function keepFile(
  project: OpenedProject,
  runId: RunId,
  name: string,
  content: unknown,
): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(content))
  await recordArtifact(project, runId, { name, bytes, mediaType: 'application/json' })
}

/** Of the profiler and of what calls a step: they stand on the way to everything, and tell nothing. */
const onTheWay = /^groundswell\/pipelines\/(profile-work|call-step|define-step)\./

/**
 * The calls with the time that was spent in each itself. What the process has slept is left out, and
 * what looking on took.
 */
function callsOf(cpu: WorkProfile['cpu']): ProfiledCall[] {
  const spentUs = spentIn(cpu)
  const parents = new Map(
    cpu.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)),
  )
  const calls: ProfiledCall[] = []
  /** By node, the place of its call; of one that is passed over, that of its parent. */
  const places = new Map<number, number>()
  for (const { id, callFrame } of cpu.nodes) {
    const { functionName, url: file, lineNumber } = callFrame
    const parentId = parents.get(id)
    const parent = parentId === undefined ? -1 : places.get(parentId)
    if (parent === undefined || functionName === '(idle)' || file === 'node:inspector') continue
    const isPassed = onTheWay.test(file)
    places.set(id, isPassed ? parent : calls.length)
    if (isPassed) continue
    const name = functionName === '' ? '(anonymous)' : functionName
    calls.push({ parent, name, file, line: lineNumber + 1, selfMs: (spentUs.get(id) ?? 0) / 1000 })
  }
  return calls
}

/** By node, the time in itself. */
function spentIn({ samples = [], timeDeltas = [] }: WorkProfile['cpu']): Map<number, number> {
  const spentUs = new Map<number, number>()
  for (const [at, id] of samples.entries()) {
    spentUs.set(id, (spentUs.get(id) ?? 0) + Math.max(0, timeDeltas[at] ?? 0))
  }
  return spentUs
}

/** Where code stands, the same on every machine. */
export function fileOf(url: string, root: string): string {
  if (!url.startsWith('file:')) return url
  const path = fileURLToPath(url)
  const [, inPackage] = path.split(`${sep}node_modules${sep}`).slice(-2)
  if (inPackage !== undefined) {
    const [scope = '', name = ''] = inPackage.split(sep)
    return `npm:${scope.startsWith('@') ? `${scope}/${name}` : scope}`
  }
  if (isOfPackage(path)) return `groundswell/${path.split(/[/\\](?:src|dist)[/\\]/).at(-1) ?? ''}`
  const own = relative(root, path)
  return own.startsWith('..') || isAbsolute(own) ? (path.split(sep).at(-1) ?? '') : own
}
