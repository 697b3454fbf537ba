import type { RunValueReply, RunValuesReply } from '../../api/index.ts'
import type { Digest } from '../../base/index.ts'
import { toGraph } from '../../pipelines/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { getRun, type Artifact, type Run, type RunId } from '../../tracking/index.ts'
import { previewFile } from './preview-file.ts'
import { previewValue } from './preview-value.ts'
import { readRunOutputs, toArtifact } from './run-artifacts.ts'

/** What a run was given and what it gave, each as it would look at a glance. Throws `runNotFound`. */
export async function readRunValues(project: OpenedProject, id: string): Promise<RunValuesReply> {
  const run = await getRun(project, id as RunId)
  const [origins, artifacts, outputs] = await Promise.all([
    originsOf(project, run),
    project.records.listArtifacts(run.id),
    readRunOutputs(project, run),
  ])
  const given = run.kind === 'pipeline' ? [] : Object.entries(run.inputs)
  const value = run.status === 'open' ? undefined : run.outputs
  const made = outputs.filter(({ kind }) => kind !== 'blob' && kind !== 'value')
  const inputs = await Promise.all(
    given.map(([name, input]) => valuesOf(project, run, { name, value: input }, origins.get(name))),
  )
  return {
    inputs: inputs.flat(),
    outputs: [
      ...made.map((artifact) => ({ ...artifact, ...plain })),
      ...(await Promise.all(artifacts.map((artifact) => fileValue(project, artifact)))),
      ...(await valuesOf(project, run, { name: 'output', value })),
    ],
  }
}

const plain = {
  from: null,
  sizeBytes: null,
  address: null,
  preview: { kind: 'none' },
} as const satisfies Partial<RunValueReply>

interface Named {
  readonly name: string
  readonly value: unknown
}

/** One value; or each of the files, where it is made of files. */
async function valuesOf(
  project: OpenedProject,
  { id: runId }: Run,
  { name, value }: Named,
  from?: string,
): Promise<RunValueReply[]> {
  if (value === undefined || value === null) return []
  const shared = { from: from ?? null, sizeBytes: null, address: null }
  const files = filesIn(name, value)
  if (files !== undefined) {
    return Promise.all(files.map((file) => stepFileValue(project, runId, file, from ?? null)))
  }
  const artifact = toArtifact(name, value)
  const preview = artifact.kind === 'value' ? previewValue(value) : ({ kind: 'none' } as const)
  return [{ ...artifact, ...shared, preview }]
}

interface NamedFile {
  readonly title: string
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
}

async function stepFileValue(
  project: OpenedProject,
  runId: RunId,
  { title, name, digest, sizeBytes }: NamedFile,
  from: string | null,
): Promise<RunValueReply> {
  const address = `/api/v1/runs/${runId}/files/${digest}/${encodeURIComponent(name)}`
  const preview = await previewFile(project, { name, digest, sizeBytes, address })
  return { name: title, kind: 'blob', id: digest, label: name, from, sizeBytes, address, preview }
}

async function fileValue(project: OpenedProject, artifact: Artifact): Promise<RunValueReply> {
  const { runId, name, digest, sizeBytes } = artifact
  const address = `/api/v1/runs/${runId}/artifacts/${encodeURIComponent(name)}`
  const preview = await previewFile(project, { name, digest, sizeBytes, address })
  const label = { name, kind: 'blob', id: digest, label: name } as const
  return { ...label, from: null, sizeBytes, address, preview }
}

/** The files that a value is or is made of; undefined if it is something else, too. */
function filesIn(title: string, value: unknown): NamedFile[] | undefined {
  if (isFile(value)) return [{ ...value, title }]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const parts = Object.entries(value as Readonly<Record<string, unknown>>)
  if (parts.length === 0 || !parts.every(([, part]) => isFile(part))) return undefined
  return parts.flatMap(([name, part]) => (isFile(part) ? [{ ...part, title: name }] : []))
}

function isFile(value: unknown): value is Omit<NamedFile, 'title'> {
  if (typeof value !== 'object' || value === null) return false
  const { kind, name, digest, sizeBytes } = value as Readonly<Record<string, unknown>>
  return (
    kind === 'file' &&
    typeof name === 'string' &&
    typeof digest === 'string' &&
    typeof sizeBytes === 'number'
  )
}

/** By input, the step whose output it is, as the pipeline is defined now. */
async function originsOf(project: OpenedProject, run: Run): Promise<ReadonlyMap<string, string>> {
  const parent = run.parentId === undefined ? undefined : await project.runs.find(run.parentId)
  const pipeline = project.definition.pipelines.find(({ name }) => name === parent?.name)
  if (pipeline === undefined) return new Map()
  const edges = toGraph(pipeline).edges.filter(({ to }) => to === run.name)
  return new Map(edges.flatMap(({ from, input }) => (input === undefined ? [] : [[input, from]])))
}
