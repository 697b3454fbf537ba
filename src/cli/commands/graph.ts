import { z } from 'zod'
import { readTokens } from '../../project/index.ts'
import { drawProject, readWholeGraph } from '../../server/index.ts'
import { renderDrawing } from '../../site/index.ts'
import { defineCommand } from '../command.ts'
import { renderGraphTree, renderMermaid } from '../render-graph.ts'

export const graph = defineCommand({
  name: 'graph',
  summary: 'Draw what feeds what',
  description:
    'Sources, groups, views, models, services, and pipelines with their steps: as a tree, as a picture, ' +
    'as Mermaid, or with --json as data. The same project is drawn the same.',
  example: ['swell graph', 'swell graph --svg > graph.svg', 'swell graph --mermaid > graph.mmd'],
  input: z.strictObject({
    mermaid: z.boolean().default(false).describe('As a Mermaid flowchart, for a README'),
    svg: z.boolean().default(false).describe('As an SVG picture that needs nothing else'),
  }),
  run: async (context, { mermaid, svg }) => {
    const project = await context.open()
    const whole = readWholeGraph(project)
    const title = `What feeds what in ${project.definition.name}`
    const picture = svg
      ? renderDrawing({ title, drawing: drawProject(whole), tokensCss: await readTokens() })
      : undefined
    return { whole, picture, asMermaid: mermaid }
  },
  toData: ({ whole }) => whole,
  print: ({ whole, picture, asMermaid }, { style }) =>
    picture ?? (asMermaid ? renderMermaid(whole) : renderGraphTree(whole, style)),
})
