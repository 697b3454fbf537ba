import type { CodeState, LineageStore, RunId, RunStore } from '../tracking/index.ts'
import type { WhyGraph } from './why-graph.ts'

interface RunDeps {
  readonly runs: RunStore
  readonly lineage: LineageStore
}

/** Adds a run, the code that it ran, and the versions of datasets that it read, each with the run that wrote it. */
export async function whyRun(
  deps: RunDeps,
  graph: WhyGraph,
  runId: string,
  made: { readonly id: string; readonly text: string },
): Promise<void> {
  const run = await deps.runs.find(runId as RunId)
  if (run === undefined) return
  const isKnown = graph.nodes().some(({ id }) => id === run.id)
  graph.add({
    id: run.id,
    kind: 'run',
    label: `${run.kind} ${run.name}`,
    at: run.startedAt,
    details: { status: run.status },
  })
  graph.link(run.id, made.id, made.text)
  addCode(graph, run.code, run.id)
  if (!isKnown) await addDatasets(deps, graph, run.id)
}

async function addDatasets(deps: RunDeps, graph: WhyGraph, runId: string): Promise<void> {
  const read = (await deps.lineage.list([{ kind: 'run', id: runId }], 'up')).filter(
    ({ from }) => from.kind === 'dataset',
  )
  for (const { from, at } of read) {
    const id = `dataset/${from.id}`
    graph.add({ id, kind: 'dataset', label: from.id, at, details: {} })
    graph.link(id, runId, 'read by')
    for (const wrote of await deps.lineage.list([from], 'up')) {
      await whyRun(deps, graph, wrote.from.id, { id, text: 'wrote' })
    }
  }
}

function addCode(graph: WhyGraph, code: CodeState, runId: string): void {
  const { commit, dirty, fingerprint } = code
  const id = fingerprint ?? commit
  if (id === undefined) return
  const place = commit === undefined ? 'code without history' : `code at ${commit.slice(0, 10)}`
  graph.add({
    id: `code/${id}`,
    kind: 'code',
    label: dirty === true ? `${place}, with changes` : place,
    at: undefined,
    details: {
      ...(commit === undefined ? {} : { commit }),
      ...(dirty === undefined ? {} : { dirty }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    },
  })
  graph.link(`code/${id}`, runId, 'ran')
}
