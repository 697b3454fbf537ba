import type { WholeGraph } from '../server/index.ts'
import type { Style } from './style.ts'

interface TreeNode {
  readonly id: string
  readonly kind: string
  readonly name: string
}

type Edges = readonly { readonly from: string; readonly to: string }[]

/**
 * The graph as trees that begin at the ends (what nothing else is made of) and go back to the sources;
 * then the steps of each pipeline in the same way.
 */
export function renderGraphTree({ nodes, edges, pipelines }: WholeGraph, style: Style): string {
  const flow = nodes.filter(({ kind }) => kind !== 'pipeline')
  const lines = [
    ...treeOf(flow, edges, style),
    ...pipelines.flatMap((pipeline) => [
      `${style.dim('pipeline ')}${pipeline.name}`,
      ...treeOf(
        pipeline.steps.map((step) => ({ id: step, kind: 'step', name: step })),
        pipeline.edges,
        style,
      ).map((line) => `  ${line}`),
    ]),
  ]
  return lines.length === 0
    ? `${style.dim('The project defines nothing yet.')}\n`
    : `${lines.join('\n')}\n`
}

function treeOf(nodes: readonly TreeNode[], edges: Edges, style: Style): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = Map.groupBy(edges, ({ to }) => to)
  const parentsOf = (id: string) =>
    (parents.get(id) ?? []).flatMap(({ from }) => byId.get(from) ?? [])
  const shown = new Set<string>()
  const lines: string[] = []

  function walk(node: TreeNode, indent: string, branch: string, next: string): void {
    const isAgain = shown.has(node.id)
    const before = parentsOf(node.id)
    const note = isAgain && before.length > 0 ? style.dim(' (see above)') : ''
    lines.push(`${indent}${style.dim(branch)}${style.dim(`${node.kind} `)}${node.name}${note}`)
    shown.add(node.id)
    if (isAgain) return
    for (const [at, parent] of before.entries()) {
      const isLast = at === before.length - 1
      walk(parent, `${indent}${next}`, isLast ? '└─ ' : '├─ ', isLast ? '   ' : '│  ')
    }
  }

  const isRead = new Set(edges.map(({ from }) => from))
  for (const end of nodes.filter(({ id }) => !isRead.has(id))) walk(end, '', '', '')
  return lines
}

/** For https://mermaid.js.org, which GitHub shows as a picture. */
export function renderMermaid({ nodes, edges, pipelines }: WholeGraph): string {
  const flow = nodes.filter(({ kind }) => kind !== 'pipeline')
  const key = new Map(flow.map(({ id }, at) => [id, `n${at}`]))
  return [
    'flowchart LR',
    ...flow.map(({ id, kind, name }) => `  ${key.get(id)}["${kind}<br>${name}"]`),
    ...edges.map(({ from, to }) => `  ${key.get(from)} --> ${key.get(to)}`),
    ...pipelines.flatMap(({ name, steps, edges: wires }, pipeline) => {
      const keys = new Map(steps.map((step, at) => [step, `p${pipeline}s${at}`]))
      return [
        `  subgraph p${pipeline}["pipeline ${name}"]`,
        ...steps.map((step) => `    ${keys.get(step)}["${step}"]`),
        ...wires.map(({ from, to }) => `    ${keys.get(from)} --> ${keys.get(to)}`),
        '  end',
      ]
    }),
    '',
  ].join('\n')
}
