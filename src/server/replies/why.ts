import type { VersionLineageReply, WhyReply } from '../../api/index.ts'
import { trainablesOf, type OpenedProject } from '../../project/index.ts'
import { lineageOfVersion, whyPrediction, type WhyEdge, type WhyNode } from '../../serving/index.ts'
import { checkModelName } from '../check-model-name.ts'
import { toPredictionReply } from './services.ts'
import { toMoment, toRow } from './wire-values.ts'

/** Throws `predictionNotFound`. */
export async function readWhy(project: OpenedProject, id: string): Promise<WhyReply> {
  const { prediction, nodes, edges } = await whyPrediction(
    project,
    trainablesOf(project.definition),
    id,
  )
  return {
    prediction: toPredictionReply(prediction),
    ...toGraph(nodes, edges),
  }
}

/** Throws `modelNotFound` or `versionNotFound`. */
export async function readVersionLineage(
  project: OpenedProject,
  name: string,
  version: number,
): Promise<VersionLineageReply> {
  await checkModelName(project, name)
  const { services } = project.definition
  const { nodes, edges } = await lineageOfVersion(project, services, { model: name, version })
  return toGraph(nodes, edges)
}

function toGraph(nodes: readonly WhyNode[], edges: readonly WhyEdge[]): VersionLineageReply {
  return {
    nodes: nodes.map(({ id, kind, label, at, details }) => ({
      id,
      kind,
      label,
      at: toMoment(at),
      details: toRow(details),
    })),
    edges: edges.map(({ from, to, text }) => ({ from, to, text })),
  }
}
