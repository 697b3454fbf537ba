import { isRequired, rowLimit, type OpenService } from '../../serving/index.ts'
import type { ModelStatistics, Duration } from './inference-statistics.ts'
import { inputsOf, outputsOf } from './tensor-metadata.ts'

const platform = 'groundswell'

/** Parts of the protocol beyond its core that are spoken. */
export const extensions = [
  'model_repository',
  'model_configuration',
  'binary_tensor_data',
  'statistics',
] as const

export function metadataOf(open: OpenService) {
  const { version } = open.state()
  return {
    name: open.service.name,
    versions: version === undefined ? [] : [String(version)],
    platform,
    inputs: inputsOf(open.columns),
    outputs: outputsOf(open),
  }
}

/** As Triton's configuration, in which the dimension of the rows is left out. */
export function configurationOf(open: OpenService) {
  return {
    name: open.service.name,
    platform,
    backend: platform,
    max_batch_size: rowLimit,
    input: inputsOf(open.columns).map(({ name, datatype }) => {
      const column = open.columns[name]
      const optional = column !== undefined && !isRequired(column)
      return { name, data_type: configType(datatype), dims: [1], optional }
    }),
    output: outputsOf(open).map(({ name, datatype }) => ({
      name,
      data_type: configType(datatype),
      dims: [1],
    })),
  }
}

function configType(datatype: string): string {
  return datatype === 'BYTES' ? 'TYPE_STRING' : `TYPE_${datatype}`
}

export function indexEntryOf(open: OpenService, isReady: boolean) {
  const { version, problem } = open.state()
  const { name, alias, model } = open.service
  const entry = { name, version: version === undefined ? '' : String(version) }
  if (isReady) return { ...entry, state: 'READY', reason: problem ?? '' }
  const reason =
    version === undefined ? `no version of ${model.name} is its ${alias} yet` : 'unloaded'
  return { ...entry, state: 'UNAVAILABLE', reason: problem ?? reason }
}

const never: Duration = { count: 0, ns: 0 }

/** Every member that Triton tells: its tools fail where one is absent. */
export function toTritonStatistics(statistics: ModelStatistics) {
  const { name, version, success, fail, input, infer, output, batches } = statistics
  return {
    name,
    version,
    last_inference: statistics.lastInference,
    inference_count: statistics.rowCount,
    execution_count: statistics.requestCount,
    inference_stats: {
      success,
      fail,
      queue: { count: success.count, ns: 0 },
      compute_input: input,
      compute_infer: infer,
      compute_output: output,
      cache_hit: never,
      cache_miss: never,
    },
    response_stats: {},
    batch_stats: [...batches].map(([size, batch]) => ({
      batch_size: size,
      compute_input: batch.input,
      compute_infer: batch.infer,
      compute_output: batch.output,
    })),
    memory_usage: [],
  }
}
