import type { WhyReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { whyPrediction } from '../../serving/index.ts'
import { toPredictionReply } from './services.ts'
import { toMoment, toRow } from './wire-values.ts'

/** Throws `predictionNotFound`. */
export async function readWhy(project: OpenedProject, id: string): Promise<WhyReply> {
  const { prediction, nodes, edges } = await whyPrediction(project, project.definition.models, id)
  return {
    prediction: toPredictionReply(prediction),
    nodes: nodes.map(({ id: node, kind, label, at, details }) => ({
      id: node,
      kind,
      label,
      at: toMoment(at),
      details: toRow(details),
    })),
    edges: edges.map(({ from, to, text }) => ({ from, to, text })),
  }
}
