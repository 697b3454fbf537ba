import type { Asking } from '../../../serving/index.ts'
import { askingOf } from '../../asking-of.ts'
import type { GrpcHeaders } from './start-grpc-server.ts'

/** Who asks, and the deadline that clients of gRPC send: `grpc-timeout: 100m` is a tenth of a second. */
export function grpcAskingOf(headers: GrpcHeaders, address: string): Asking {
  const { client = address } = askingOf(
    { authorization: headers['authorization']?.toString() },
    address,
  )
  const [, count, unit = ''] = /^(\d{1,8})([HMSmun])$/.exec(String(headers['grpc-timeout'])) ?? []
  const unitMs = unitsMs[unit]
  return count === undefined || unitMs === undefined
    ? { client }
    : { client, withinMs: Math.max(1, Number(count) * unitMs) }
}

const unitsMs: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
}
