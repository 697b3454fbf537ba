import type { FastifyReply, FastifyRequest } from 'fastify'
import type { StaticFile } from './static-files.ts'

/** Sends a file, compressed where the asker can read that, or the word that it has not changed. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StaticFile,
  status = 200,
): FastifyReply {
  void reply.headers(file.headers)
  if (status === 200 && request.headers['if-none-match'] === file.headers['etag']) {
    return reply.code(304).send()
  }
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(
    request.headers['accept-encoding'] ?? '',
  )
  if (!takesGzip || file.gzipped === undefined) return reply.code(status).send(file.bytes)
  return reply.code(status).header('content-encoding', 'gzip').send(file.gzipped)
}
