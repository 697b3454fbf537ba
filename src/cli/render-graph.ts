import type { GraphReply } from '../api/index.ts'
import type { Style } from './style.ts'

type GraphNode = GraphReply['nodes'][number]

/** The graph as a tree that begins at the ends (what nothing else is made of) and goes back to the sources. */
export function renderGraphTree({ nodes, edges }: GraphReply, style: Style): string {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parentsOf = (id: string) =>
    edges.flatMap(({ from, to }) => (to === id ? (byId.get(from) ?? []) : []))
  const shown = new Set<string>()
  const lines: string[] = []

  function walk(node: GraphNode, indent: string, branch: string, next: string): void {
    const isAgain = shown.has(node.id)
    const parents = parentsOf(node.id)
    const note = isAgain && parents.length > 0 ? style.dim(' (see above)') : ''
    lines.push(`${indent}${style.dim(branch)}${style.dim(`${node.kind} `)}${node.name}${note}`)
    shown.add(node.id)
    if (isAgain) return
    for (const [at, parent] of parents.entries()) {
      const isLast = at === parents.length - 1
      walk(parent, `${indent}${next}`, isLast ? '└─ ' : '├─ ', isLast ? '   ' : '│  ')
    }
  }

  const ends = nodes.filter(({ id }) => edges.every(({ from }) => from !== id))
  for (const end of ends) walk(end, '', '', '')
  return lines.length === 0
    ? `${style.dim('The project defines nothing yet.')}\n`
    : `${lines.join('\n')}\n`
}

/** For https://mermaid.js.org, which GitHub shows as a picture. */
export function renderMermaid({ nodes, edges }: GraphReply): string {
  const key = new Map(nodes.map(({ id }, at) => [id, `n${at}`]))
  return [
    'flowchart LR',
    ...nodes.map(({ id, kind, name }) => `  ${key.get(id)}["${kind}<br>${name}"]`),
    ...edges.map(({ from, to }) => `  ${key.get(from)} --> ${key.get(to)}`),
    '',
  ].join('\n')
}
