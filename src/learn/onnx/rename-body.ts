import type { GraphBody } from './answer-nodes.ts'

/** The same nodes with names of their own, so that several such pieces stand in one graph; `kept` stay. */
export function renameBody(body: GraphBody, prefix: string, kept: readonly string[]): GraphBody {
  const rename = (name: string) => (kept.includes(name) ? name : `${prefix}${name}`)
  return {
    nodes: body.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      output: rename(node.output),
      ...(node.moreOutputs === undefined ? {} : { moreOutputs: node.moreOutputs.map(rename) }),
    })),
    constants: body.constants.map((own) => ({ ...own, name: rename(own.name) })),
  }
}
