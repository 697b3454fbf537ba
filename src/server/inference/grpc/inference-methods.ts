import { indexEntryOf, metadataOf, extensions, toTritonStatistics } from '../describe-model.ts'
import type { Duration, ModelStatistics } from '../inference-statistics.ts'
import { infer } from '../infer.ts'
import type { InferenceContext } from '../inference-context.ts'
import type { OpenModels } from '../open-models.ts'
import { statisticsOfAll } from '../statistics-of-all.ts'
import type { TensorMetadata } from '../tensor-metadata.ts'
import type { TellAll } from '../../workers/worker-messages.ts'
import { toReply, toRows } from '../tensor-rows.ts'
import { readModelInferRequest, readNames, writeModelInferResponse } from './messages.ts'
import { readFields, WireWriter } from './protobuf.ts'
import type { GrpcCaller, GrpcMethod } from './start-grpc-server.ts'

export interface InferenceMethodsDeps extends InferenceContext {
  /** Of this package. */
  readonly version: string
  readonly tellAll: TellAll
  /** What a stream tells of one of its messages that could not be answered. */
  readonly toMessage: (error: unknown) => string
}

type InferenceMethod = (message: Uint8Array, caller: GrpcCaller) => WireWriter | Promise<WireWriter>

/** The methods of `inference.GRPCInferenceService`, and the health check that probes ask for. */
export function inferenceMethods(deps: InferenceMethodsDeps): Readonly<Record<string, GrpcMethod>> {
  const { models, version } = deps
  const isReady = () => models.all.every(models.isReady)
  const find = (message: Uint8Array) => models.find(...readNames(message))
  const methods: Readonly<Record<string, InferenceMethod>> = {
    ServerLive: () => new WireWriter().bool(1, true),
    ServerReady: () => new WireWriter().bool(1, isReady()),
    ModelReady: (message) => new WireWriter().bool(1, models.isReady(find(message))),
    ServerMetadata: () => serverMetadata(version),
    ModelMetadata: (message) => modelMetadata(metadataOf(find(message))),
    ModelInfer: async (message, caller) => inferMessage(deps, message, caller),
    ModelStreamInfer: async (message, caller) => inferInStream(deps, message, caller),
    ModelStatistics: async (message) => {
      const [name] = readNames(message)
      const asked = name === '' ? models.all : [find(message)]
      const all = new WireWriter()
      for (const statistics of await statisticsOfAll(deps.tellAll, asked)) {
        all.message(1, statisticsMessage(statistics))
      }
      return all
    },
    RepositoryIndex: (message) => repositoryIndex(models, wantsReady(message)),
    RepositoryModelLoad: async (message, caller) => {
      await caller.admit('write')
      await models.load(repositoryName(message))
      return new WireWriter()
    },
    RepositoryModelUnload: async (message, caller) => {
      await caller.admit('write')
      models.unload(repositoryName(message))
      return new WireWriter()
    },
  }
  const service = Object.entries(methods).map(([name, method]): [string, GrpcMethod] => [
    `/inference.GRPCInferenceService/${name}`,
    async (message, caller) => (await method(message, caller)).finish(),
  ])
  const health: GrpcMethod = () =>
    new WireWriter().integer(1, isReady() ? healthy : notServing).finish()
  return { ...Object.fromEntries(service), '/grpc.health.v1.Health/Check': health }
}

const healthy = 1
const notServing = 2

async function inferMessage(
  deps: InferenceMethodsDeps,
  message: Uint8Array,
  caller: GrpcCaller,
): Promise<WireWriter> {
  const { model, version, request } = readModelInferRequest(message)
  await caller.admit({ predict: model })
  const open = deps.models.findReady({ model, version })
  return infer(deps, open, {
    asking: caller.asking,
    read: () => toRows(open, request),
    write: (answer) => writeModelInferResponse(toReply(open, request, answer)),
  })
}

/** In a stream, what can't be answered is told, and the next message has its turn. */
async function inferInStream(
  deps: InferenceMethodsDeps,
  message: Uint8Array,
  caller: GrpcCaller,
): Promise<WireWriter> {
  try {
    return new WireWriter().message(2, await inferMessage(deps, message, caller))
  } catch (error) {
    return new WireWriter().text(1, deps.toMessage(error))
  }
}

function serverMetadata(version: string): WireWriter {
  const metadata = new WireWriter().text(1, 'groundswell').text(2, version)
  for (const extension of extensions) metadata.text(3, extension)
  return metadata
}

function modelMetadata({
  name,
  versions,
  platform,
  inputs,
  outputs,
}: ReturnType<typeof metadataOf>) {
  const metadata = new WireWriter().text(1, name)
  for (const version of versions) metadata.text(2, version)
  metadata.text(3, platform)
  for (const input of inputs) metadata.message(4, tensorMetadata(input))
  for (const output of outputs) metadata.message(5, tensorMetadata(output))
  return metadata
}

function tensorMetadata({ name, datatype, shape }: TensorMetadata): WireWriter {
  const metadata = new WireWriter().text(1, name).text(2, datatype)
  for (const size of shape) metadata.integer(3, size)
  return metadata
}

function repositoryIndex(models: OpenModels, isReadyOnly: boolean): WireWriter {
  const index = new WireWriter()
  for (const open of models.all) {
    const isReady = models.isReady(open)
    if (isReadyOnly && !isReady) continue
    const { name, version, state, reason } = indexEntryOf(open, isReady)
    const entry = new WireWriter().text(1, name).text(2, version).text(3, state).text(4, reason)
    index.message(1, entry)
  }
  return index
}

/** `ready` of a request for the index. */
function wantsReady(message: Uint8Array): boolean {
  return [...readFields(message)].some(({ field, value }) => field === 2 && value === 1n)
}

/** A request of the repository tells which repository first. */
function repositoryName(message: Uint8Array): string {
  return readNames(message)[1]
}

function statisticsMessage(statistics: ModelStatistics): WireWriter {
  const told = toTritonStatistics(statistics)
  const { success, fail, queue, cache_hit: hit, cache_miss: miss } = told.inference_stats
  const parts = [
    success,
    fail,
    queue,
    told.inference_stats.compute_input,
    told.inference_stats.compute_infer,
    told.inference_stats.compute_output,
    hit,
    miss,
  ]
  const inferences = new WireWriter()
  for (const [at, part] of parts.entries()) inferences.message(at + 1, durationMessage(part))
  const message = new WireWriter()
    .text(1, told.name)
    .text(2, told.version)
    .integer(3, told.last_inference)
    .integer(4, told.inference_count)
    .integer(5, told.execution_count)
    .message(6, inferences)
  for (const batch of told.batch_stats) {
    const one = new WireWriter()
      .integer(1, batch.batch_size)
      .message(2, durationMessage(batch.compute_input))
      .message(3, durationMessage(batch.compute_infer))
      .message(4, durationMessage(batch.compute_output))
    message.message(7, one)
  }
  return message
}

function durationMessage({ count, ns }: Duration): WireWriter {
  return new WireWriter().integer(1, count).integer(2, ns)
}
