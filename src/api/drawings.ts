import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { graphKinds } from './project.ts'

const drawnKinds = [...graphKinds, 'step'] as const

export const drawingReply = z.strictObject({
  width: z.number(),
  height: z.number(),
  bands: z.array(z.strictObject({ title: z.string(), x: z.number(), y: z.number() })),
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(drawnKinds),
      name: z.string(),
      title: z.string().describe('As much of the name as there is room for.'),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
    }),
  ),
  links: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      path: z.string().describe('As SVG wants it.'),
    }),
  ),
})
export type DrawingReply = z.infer<typeof drawingReply>

export const getDrawing = defineRoute({
  method: 'GET',
  path: '/api/v1/graph/drawing',
  summary: 'Lay the project or a pipeline out as a drawing',
  query: z.strictObject({
    pipeline: z.string().optional().describe('Only the steps of this one.'),
    direction: z.enum(['across', 'down']).default('across'),
  }),
  reply: drawingReply,
  errors: ['project.pipelineNotFound'],
})
