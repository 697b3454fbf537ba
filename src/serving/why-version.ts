import { getVersion, type ModelVersion } from '../registry/index.ts'
import { partsOf } from './composition/service-parts.ts'
import type { Service } from './service.ts'
import type { WhyDeps } from './why-deps.ts'
import { whyGraph, type WhyEdge, type WhyGraph, type WhyNode } from './why-graph.ts'
import { whyRun } from './why-run.ts'
import { whyTrainingSet } from './why-training-set.ts'

/**
 * Adds a version, what it has `made`, and what it came from: training set, run, code, sources. Gives its id in
 * the graph.
 */
export async function whyVersion(
  deps: WhyDeps,
  graph: WhyGraph,
  version: ModelVersion,
  made?: { readonly id: string; readonly text: string },
): Promise<string> {
  const id = `${version.model}/${version.version}`
  graph.add({
    id,
    kind: 'model-version',
    label: `${version.model} version ${version.version}`,
    at: version.createdAt,
    details: { learner: version.details.learner, ...version.evaluation.metrics },
  })
  if (made !== undefined) graph.link(id, made.id, made.text)
  if (version.trainingSetId !== undefined) {
    await whyTrainingSet(deps, graph, version.trainingSetId, id)
  }
  if (version.runId !== undefined) {
    await whyRun(deps, graph, version.runId, { id, text: 'trained in' })
  }
  return id
}

/**
 * Walks from the source files to a version, and from there to the services that answer with it. Throws
 * `registry.versionNotFound`.
 */
export async function lineageOfVersion(
  deps: WhyDeps,
  services: readonly Service[],
  { model, version: number }: { readonly model: string; readonly version: number },
): Promise<{ readonly nodes: readonly WhyNode[]; readonly edges: readonly WhyEdge[] }> {
  const version = await getVersion(deps.models, model, number)
  const graph = whyGraph()
  const id = await whyVersion(deps, graph, version)
  for (const service of services) {
    const served = [service, ...partsOf(service)].filter((one) => one.model.name === model)
    const pointers = served.map(({ alias }) => deps.models.findAlias(model, alias))
    const found = await Promise.all(pointers)
    const pointer = found.find((one) => one?.version === number)
    if (pointer === undefined) continue
    graph.add({
      id: `service/${service.name}`,
      kind: 'service',
      label: service.name,
      at: pointer.movedAt,
      details: { alias: pointer.alias },
    })
    graph.link(id, `service/${service.name}`, 'served by')
  }
  return { nodes: graph.nodes(), edges: graph.edges() }
}
