import type { Drawing } from './drawing.ts'

const titleHeight = 32
const gap = 32

/** Drawings one below the other, each with its title. */
export function stackDrawings(
  parts: readonly { readonly title: string; readonly drawing: Drawing }[],
): Drawing {
  const stacked: { -readonly [Key in keyof Drawing]: Drawing[Key] } = {
    width: 0,
    height: 0,
    bands: [],
    nodes: [],
    links: [],
  }
  for (const { title, drawing } of parts) {
    const y = stacked.height + (stacked.height === 0 ? 0 : gap)
    const top = y + titleHeight
    stacked.bands = [...stacked.bands, { title, x: 0, y: y + 16 }]
    stacked.nodes = [
      ...stacked.nodes,
      ...drawing.nodes.map((node) => ({ ...node, y: node.y + top })),
    ]
    stacked.links = [
      ...stacked.links,
      ...drawing.links.map((link) => ({ ...link, path: moveDown(link.path, top) })),
    ]
    stacked.width = Math.max(stacked.width, drawing.width)
    stacked.height = top + drawing.height
  }
  return stacked
}

/** Numbers in a path of ours come in pairs: the second of each moves. */
function moveDown(path: string, by: number): string {
  let isSecond = false
  return path.replaceAll(/-?\d+(?:\.\d+)?/g, (number) => {
    const moved = isSecond ? String(Number(number) + by) : number
    isSecond = !isSecond
    return moved
  })
}
