import { Counter, type Registry } from 'prom-client'
import type { InferenceStatistics, ModelStatistics } from './inference-statistics.ts'

const micro = 1e-3

/** Triton's names for what corresponds, so that dashboards and alerts made for it go on. */
const series: readonly (readonly [
  name: string,
  help: string,
  valueOf: (model: ModelStatistics) => number,
])[] = [
  ['request_success', 'Inference requests that were answered.', ({ success }) => success.count],
  ['request_failure', 'Inference requests that were not answered.', ({ fail }) => fail.count],
  ['count', 'Rows that were inferred.', ({ rowCount }) => rowCount],
  ['exec_count', 'Times that a model was run.', ({ requestCount }) => requestCount],
  [
    'request_duration_us',
    'Microseconds that answered requests took in all.',
    ({ success }) => success.ns * micro,
  ],
  [
    'compute_input_duration_us',
    'Microseconds that reading requests took in all.',
    ({ input }) => input.ns * micro,
  ],
  [
    'compute_infer_duration_us',
    'Microseconds that models took in all, waiting included.',
    ({ infer }) => infer.ns * micro,
  ],
  [
    'compute_output_duration_us',
    'Microseconds that writing answers took in all.',
    ({ output }) => output.ns * micro,
  ],
]

export function addInferenceMetrics(registry: Registry, statistics: InferenceStatistics): void {
  for (const [name, help, valueOf] of series) {
    const counter = new Counter({
      name: `nv_inference_${name}`,
      help,
      labelNames: ['model', 'version'],
      registers: [registry],
      collect: () => {
        counter.reset()
        for (const model of statistics.list()) {
          counter.inc({ model: model.name, version: model.version }, valueOf(model))
        }
      },
    })
  }
}
