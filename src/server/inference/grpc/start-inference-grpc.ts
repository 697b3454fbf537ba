import { isSwellError } from '../../../base/index.ts'
import type { KeyRing } from '../../access/key-ring.ts'
import type { TlsPair } from '../../access/read-tls.ts'
import type { Wanted } from '../../access/scope.ts'
import { bearerToken } from '../../bearer-token.ts'
import type { ServerContext } from '../../server-context.ts'
import { toInferenceError } from '../to-inference-error.ts'
import { grpcAskingOf } from './grpc-asking-of.ts'
import { GrpcError, grpcStatuses, type GrpcStatus } from './grpc-error.ts'
import { inferenceMethods } from './inference-methods.ts'
import { WrongMessage } from './protobuf.ts'
import { startGrpcServer, type GrpcHeaders, type GrpcServer } from './start-grpc-server.ts'

export interface GrpcOptions {
  readonly host: string
  readonly port: number
  /** Undefined where everybody is answered who reaches it. */
  readonly ring: KeyRing | undefined
  readonly tls: TlsPair | undefined
}

/** Speaks the Open Inference Protocol by gRPC, with the models and statistics of the HTTP face. */
export async function startInferenceGrpc(
  { project, metrics, inference, version, tellAll }: ServerContext,
  { ring, ...address }: GrpcOptions,
): Promise<GrpcServer> {
  function toError(error: unknown): GrpcError {
    if (error instanceof WrongMessage) {
      return new GrpcError(
        grpcStatuses.invalidArgument,
        `the message can't be read: ${error.message}`,
      )
    }
    if (isSwellError(error)) metrics.countProblem(error.code)
    else project.log.error(`gRPC: ${error instanceof Error ? error.stack : String(error)}`)
    const { status, message } = toInferenceError(error)
    return new GrpcError(codes[status] ?? grpcStatuses.internal, message)
  }
  const toMessage = (error: unknown) => toError(error).message
  const methods = inferenceMethods({ ...inference, version, tellAll, toMessage })
  const authorize = async (headers: GrpcHeaders, address: string) => {
    const token = bearerToken(headers['authorization']?.toString())
    await ring?.admit(token, { predict: undefined })
    return {
      asking: grpcAskingOf(headers, address),
      admit: async (wanted: Wanted) => void (await ring?.admit(token, wanted)),
    }
  }
  return startGrpcServer({ ...address, methods, authorize, toError })
}

/** By the status of HTTP. */
const codes: Readonly<Record<number, GrpcStatus>> = {
  401: grpcStatuses.unauthenticated,
  403: grpcStatuses.permissionDenied,
  400: grpcStatuses.invalidArgument,
  404: grpcStatuses.notFound,
  413: grpcStatuses.resourceExhausted,
  429: grpcStatuses.resourceExhausted,
  501: grpcStatuses.unimplemented,
  503: grpcStatuses.unavailable,
  504: grpcStatuses.deadlineExceeded,
}
