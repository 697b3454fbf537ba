import type { WhyReply } from '../api/index.ts'
import type { Style } from './style.ts'
import { writeCell, writeMoment } from './write-value.ts'

type LineageNode = WhyReply['nodes'][number]

/** So many of one kind below one thing are shown; of the rest only how many. */
const shownSiblings = 4

/** What something came from, as an indented tree: each thing below what was made from it. */
export function renderLineage(
  rootId: string,
  nodes: readonly LineageNode[],
  edges: WhyReply['edges'],
  style: Style,
): string {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const shown = new Set<string>()
  const lines: string[] = []

  function walk(
    node: LineageNode,
    how: string,
    indent: string,
    branch: string,
    next: string,
  ): void {
    const isAgain = shown.has(node.id)
    shown.add(node.id)
    const relation = how === '' ? '' : style.dim(`${how} `)
    lines.push(`${indent}${style.dim(branch)}${relation}${describeNode(node, style)}`)
    if (isAgain) return
    const parents = edges.filter(({ to }) => to === node.id)
    const kinds = Map.groupBy(parents, ({ from, text }) => `${byId.get(from)?.kind} ${text}`)
    const parts = [...kinds.values()].flatMap((own) => shorten(own))
    for (const [at, part] of parts.entries()) {
      const isLast = at === parts.length - 1
      const [mark, below] = isLast ? ['└─ ', '   '] : ['├─ ', '│  ']
      if ('more' in part) {
        lines.push(`${indent}${next}${style.dim(`${mark}and ${part.more} more`)}`)
        continue
      }
      const parent = byId.get(part.from)
      if (parent !== undefined) walk(parent, part.text, `${indent}${next}`, mark, style.dim(below))
    }
  }

  const root = byId.get(rootId) ?? nodes[0]
  if (root !== undefined) walk(root, '', '', '', '')
  return `${lines.join('\n')}\n`
}

function shorten(
  edges: WhyReply['edges'],
): (WhyReply['edges'][number] | { readonly more: number })[] {
  if (edges.length <= shownSiblings) return edges
  return [...edges.slice(0, shownSiblings), { more: edges.length - shownSiblings }]
}

function describeNode({ kind, label, at, details }: LineageNode, style: Style): string {
  const facts = Object.entries(details)
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, 4)
    .map(([name, value]) => `${toWords(name)} ${shortenDigest(writeCell(value))}`)
  const when = at === null ? [] : [writeMoment(at)]
  const rest = [...when, ...facts].join(', ')
  const name = toWords(kind)
  // Most labels tell the kind themselves: `commit 3 of swells`.
  const isTold = label.includes(name.split(' ').at(-1) ?? name)
  const head = isTold ? style.bold(label) : `${name} ${style.bold(label)}`
  return `${head}${rest === '' ? '' : style.dim(`  ${rest}`)}`
}

/** `training-set` and `trainCount` as words. */
function toWords(name: string): string {
  return name.replaceAll('-', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A digest is known by its first digits. */
function shortenDigest(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text
}
