import type { DrawingReply, GraphReply } from '../../api/index.ts'
import { toGraph, type Pipeline } from '../../pipelines/index.ts'
import { getPipeline, type OpenedProject } from '../../project/index.ts'
import { layOut, stackDrawings, type LayOutOptions } from '../../site/index.ts'
import { readGraph } from './graph.ts'

/** What feeds what, and the steps of each pipeline. */
export interface WholeGraph extends GraphReply {
  readonly pipelines: readonly PipelineSteps[]
}

export interface PipelineSteps {
  readonly name: string
  readonly steps: readonly string[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

export function readWholeGraph(project: OpenedProject): WholeGraph {
  return { ...readGraph(project), pipelines: project.definition.pipelines.map(stepsOf) }
}

function stepsOf(pipeline: Pipeline<never>): PipelineSteps {
  const { nodes, edges } = toGraph(pipeline)
  const wires = edges.map(({ from, to }) => [`${from}/${to}`, { from, to }] as const)
  return {
    name: pipeline.name,
    steps: nodes.map(({ name }) => name),
    edges: [...new Map(wires).values()],
  }
}

interface DrawingQuery {
  readonly pipeline?: string | undefined
  readonly direction: LayOutOptions['direction']
}

/** Throws `pipelineNotFound`. */
export function readDrawing(project: OpenedProject, query: DrawingQuery): DrawingReply {
  const { direction, pipeline } = query
  if (pipeline === undefined) return drawProject(readWholeGraph(project), direction)
  const steps = stepsOf(getPipeline(project.definition, pipeline))
  return drawSteps(steps, { direction, hasLine: true })
}

/** What feeds what, and below it each pipeline. */
export function drawProject(
  { nodes, edges, pipelines }: WholeGraph,
  direction: LayOutOptions['direction'] = 'across',
): DrawingReply {
  const how = { direction, hasLine: false }
  const flow = nodes.filter(({ kind }) => kind !== 'pipeline')
  const parts = [
    { title: 'What feeds what', drawing: layOut(flow, edges, how) },
    ...pipelines.map((pipeline) => ({
      title: `Pipeline ${pipeline.name}`,
      drawing: drawSteps(pipeline, how),
    })),
  ]
  return toReply(stackDrawings(parts.filter(({ drawing }) => drawing.nodes.length > 0)))
}

function drawSteps({ name, steps, edges }: PipelineSteps, how: LayOutOptions): DrawingReply {
  const idOf = (step: string) => `${name}/${step}`
  const nodes = steps.map((step) => ({ id: idOf(step), kind: 'step', name: step }))
  const links = edges.map(({ from, to }) => ({ from: idOf(from), to: idOf(to) }))
  return toReply(layOut(nodes, links, how))
}

/** The kinds are those of the graph that was drawn. */
function toReply(drawing: ReturnType<typeof layOut>): DrawingReply {
  const { bands, nodes, links, ...size } = drawing
  return { ...size, bands: [...bands], links: [...links], nodes: nodes as DrawingReply['nodes'] }
}
