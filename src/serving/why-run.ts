import type { CodeState, RunId, RunStore } from '../tracking/index.ts'
import type { WhyGraph } from './why-graph.ts'

/** Adds a run and the code that it ran. */
export async function whyRun(
  deps: { readonly runs: RunStore },
  graph: WhyGraph,
  runId: string,
  made: { readonly id: string; readonly text: string },
): Promise<void> {
  const run = await deps.runs.find(runId as RunId)
  if (run === undefined) return
  graph.add({
    id: run.id,
    kind: 'run',
    label: `${run.kind} ${run.name}`,
    at: run.startedAt,
    details: { status: run.status },
  })
  graph.link(run.id, made.id, made.text)
  addCode(graph, run.code, run.id)
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
