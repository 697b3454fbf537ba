/** The codes of gRPC that we answer with. */
export const grpcStatuses = {
  ok: 0,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const

export type GrpcStatus = (typeof grpcStatuses)[keyof typeof grpcStatuses]

/** How a call ended that was not answered. */
export class GrpcError extends Error {
  readonly code: GrpcStatus

  constructor(code: GrpcStatus, message: string) {
    super(message)
    this.code = code
  }
}
