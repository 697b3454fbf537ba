import { z } from 'zod'
import { readGraph } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderGraphTree, renderMermaid } from '../render-graph.ts'

export const graph = defineCommand({
  name: 'graph',
  summary: 'Draw what feeds what',
  description: 'Sources, groups, views, models, services and pipelines of the project.',
  example: ['swell graph', 'swell graph --mermaid > graph.mmd'],
  input: z.strictObject({
    mermaid: z.boolean().default(false).describe('As a Mermaid flowchart, for a README'),
  }),
  run: async (context, { mermaid }) => ({
    reply: readGraph(await context.open()),
    asMermaid: mermaid,
  }),
  toData: ({ reply }) => reply,
  print: ({ reply, asMermaid }, { style }) =>
    asMermaid ? renderMermaid(reply) : renderGraphTree(reply, style),
})
