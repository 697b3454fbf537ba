import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../server-context.ts'

export async function addDocumentation(
  _app: FastifyInstance,
  _context: ServerContext,
): Promise<void> {}
