import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { Asking } from '../../../serving/index.ts'
import type { TlsPair } from '../../access/read-tls.ts'
import type { Wanted } from '../../access/scope.ts'
import { framesOf, frameOf } from './grpc-frames.ts'
import { grpcStatuses, GrpcError, type GrpcStatus } from './grpc-error.ts'

/** Answers one message of a method with another; a method that streams is called for each. */
export type GrpcMethod = (
  message: Uint8Array,
  caller: GrpcCaller,
) => Promise<Uint8Array> | Uint8Array

/** Who asks. */
export interface GrpcCaller {
  readonly asking: Asking
  /** Throws where the caller may not do this. */
  admit(wanted: Wanted): Promise<void>
}

export interface GrpcServerOptions {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  /** By path, such as `/inference.GRPCInferenceService/ServerLive`. */
  readonly methods: Readonly<Record<string, GrpcMethod>>
  /** Throws where nobody may ask who sends these headers. */
  readonly authorize: (headers: GrpcHeaders, address: string) => Promise<GrpcCaller>
  /** Encrypts, if it is given. */
  readonly tls?: TlsPair | undefined
  /** Makes the error that a client is told, of whatever was thrown. */
  readonly toError: (error: unknown) => GrpcError
}

export interface GrpcServer {
  readonly port: number
  /** Answers what has come in, and ends. */
  close(): Promise<void>
}

/** Speaks gRPC over HTTP/2. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const server = options.tls === undefined ? createServer() : createSecureServer(options.tls)
  const sessions = new Set<{ close(): void }>()
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream, headers) => {
    // A client that goes away ends its stream; there is nobody left to tell.
    stream.on('error', () => stream.destroy())
    void answer(stream, headers, options)
  })
  await listen(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      for (const session of sessions) session.close()
      await closed
    },
  }
}

function listen(
  server: Http2Server | Http2SecureServer,
  { port, host }: GrpcServerOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

export type GrpcHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

async function answer(
  stream: ServerHttp2Stream,
  headers: GrpcHeaders,
  { methods, authorize, toError }: GrpcServerOptions,
): Promise<void> {
  const begin = (): void => {
    if (stream.headersSent) return
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc' },
      { waitForTrailers: true },
    )
  }
  let ending: { code: GrpcStatus; message: string } = { code: grpcStatuses.ok, message: '' }
  stream.on('wantTrailers', () => {
    const { code, message } = ending
    stream.sendTrailers({
      'grpc-status': String(code),
      ...(message === '' ? {} : { 'grpc-message': encodeMessage(message) }),
    })
  })
  try {
    const method = methods[String(headers[':path'])]
    if (method === undefined) {
      throw new GrpcError(grpcStatuses.unimplemented, `there is no ${String(headers[':path'])}`)
    }
    const caller = await authorize(headers, stream.session?.socket.remoteAddress ?? '')
    const encoding = headers['grpc-encoding']?.toString()
    // A call that fails is told so on the stream, which must not end with its reading.
    const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    for await (const message of framesOf(chunks, encoding)) {
      const reply = frameOf(await method(message, caller))
      begin()
      stream.write(reply)
    }
  } catch (error) {
    const { code, message } = error instanceof GrpcError ? error : toError(error)
    ending = { code, message }
  }
  if (stream.destroyed) return
  begin()
  stream.end()
}

/** Only visible ASCII goes into a header; the rest is told as in an address. */
function encodeMessage(message: string): string {
  return encodeURIComponent(message).replaceAll('%20', ' ')
}
