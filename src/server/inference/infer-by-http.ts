import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenService } from '../../serving/index.ts'
import { askingOf } from '../asking-of.ts'
import { infer, type InferDeps } from './infer.ts'
import type { InferRequest } from './infer-request.ts'
import { packBody, unpackBody } from './packed-body.ts'
import { readInferBody } from './read-infer-body.ts'
import { inputsOf } from './tensor-metadata.ts'
import { toReply, toRows } from './tensor-rows.ts'
import { writeInferBody } from './write-infer-body.ts'

const headerLengthName = 'inference-header-content-length'

/** Answers one inference over HTTP: JSON, or JSON with tensors as bytes behind it. */
export async function inferByHttp(
  deps: InferDeps,
  open: OpenService,
  {
    headers,
    ip,
    body: sent = Buffer.alloc(0),
  }: Pick<FastifyRequest, 'headers' | 'ip'> & { body: Buffer | undefined },
  reply: FastifyReply,
  limitBytes: number,
): Promise<FastifyReply> {
  const encoding = headers['content-encoding']
  const body = encoding === undefined ? sent : await unpackBody(sent, encoding, limitBytes)
  let request: InferRequest
  const written = await infer(deps, open, {
    asking: askingOf(headers, ip),
    read() {
      request = readInferBody({
        model: open.service.name,
        body,
        headerLength: headers[headerLengthName]?.toString(),
        inputs: inputsOf(open.columns),
      })
      return toRows(open, request)
    },
    write: (answer) => writeInferBody(toReply(open, request, answer), request),
  })
  const packed = await packBody(written.body, headers['accept-encoding']?.toString())
  if (packed.encoding !== undefined) void reply.header('content-encoding', packed.encoding)
  if (written.headerLength !== undefined) void reply.header(headerLengthName, written.headerLength)
  const isJson = written.headerLength === undefined
  return reply
    .header('cache-control', 'no-store')
    .type(isJson ? 'application/json' : 'application/octet-stream')
    .send(packed.body)
}
