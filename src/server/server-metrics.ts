import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Group, GroupSummary } from '../features/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { PipelineResult } from '../pipelines/index.ts'
import { freshnessOf, secondsBounds, type ServiceCounter } from '../monitoring/index.ts'
import type { Service, ServiceLoad } from '../serving/index.ts'
import { countServiceWork } from './count-service-work.ts'
import { addInferenceMetrics } from './inference/add-inference-metrics.ts'
import { addMonitorGauges } from './monitor-metrics.ts'
import type { InferenceStatistics } from './inference/inference-statistics.ts'
import type { OpenServices } from './open-services.ts'
import type { CountedMetrics } from './workers/worker-messages.ts'
import type { ServiceTraffic } from './service-traffic.ts'
import { talliedCounter, talliedHistogram } from './tallied-metrics.ts'

/** What Prometheus scrapes, of one server; docs/metrics.md tells every name. */
export interface ServerMetrics {
  countRequest(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }): void
  countProblem(code: string): void
  /** A request that a version answered. */
  countAnswer(answer: AnsweredRequest): void
  /** Of a request that the asker got wrong, `isWrongUse`: no promise is broken by that. */
  countFailure(service: Service, version: string, isWrongUse: boolean): void
  countRun(result: PipelineResult): void
  readonly contentType: string
  /** The text to be scraped, of this process. */
  write(): Promise<string>
  /** The same for another process, which adds it to its own. */
  count(): Promise<CountedMetrics>
}

export interface AnsweredRequest {
  readonly service: Service
  readonly version: string
  readonly rowCount: number
  readonly seconds: number
}

const byVersion = ['service', 'model', 'version'] as const

export function serverMetrics(
  project: OpenedProject,
  services: OpenServices,
  statistics: InferenceStatistics,
  traffic: ServiceTraffic,
  minutes: ServiceCounter,
): ServerMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = talliedHistogram(registry, {
    name: 'groundswell_http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBounds,
  })
  const problems = new Counter({
    name: 'groundswell_http_problems_total',
    help: 'Requests that were answered with a problem, by its code.',
    labelNames: ['code'],
    registers,
  })
  const predictions = talliedCounter(registry, {
    name: 'groundswell_predictions_total',
    help: 'Predictions that services answered, by the version that made them.',
    labelNames: byVersion,
  })
  const durations = talliedHistogram(registry, {
    name: 'groundswell_prediction_duration_seconds',
    help: 'How long a service took to answer a request, by the version that it had.',
    labelNames: byVersion,
    buckets: secondsBounds,
  })
  const rows = talliedHistogram(registry, {
    name: 'groundswell_prediction_rows',
    help: 'Rows of the requests that services answered.',
    labelNames: byVersion,
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
  })
  const failures = new Counter({
    name: 'groundswell_prediction_failures_total',
    help: 'Requests that a service did not answer, by the version that it had.',
    labelNames: [...byVersion],
    registers,
  })
  const runs = new Counter({
    name: 'groundswell_pipeline_runs_total',
    help: 'Pipeline runs that ended in this process, by outcome.',
    labelNames: ['pipeline', 'outcome'],
    registers,
  })
  const requestsBy = remembered((...labels) => requests.of(...labels))
  const answersBy = remembered((...labels) => ({
    predictions: predictions.of(...labels),
    durations: durations.of(...labels),
    rows: rows.of(...labels),
  }))
  countServiceWork(registry, services)
  addServiceGauges(registry, services)
  addLoadGauges(registry, services)
  addInferenceMetrics(registry, statistics)
  addGroupGauges(registry, project)
  addMonitorGauges(registry, project)
  return {
    countRequest({ method, route, status, seconds }) {
      requestsBy(method, route, String(status)).add(seconds)
    },
    countProblem: (code) => problems.inc({ code }),
    countAnswer({ service: { name, model }, version, rowCount, seconds }) {
      const answers = answersBy(name, model.name, version)
      answers.predictions.add(rowCount)
      answers.durations.add(seconds)
      answers.rows.add(rowCount)
      traffic.answered(name, { version, rowCount, seconds })
      minutes.countAnswer(name, { rowCount, seconds })
    },
    countFailure({ name, model }, version, isWrongUse) {
      failures.inc({ service: name, model: model.name, version })
      traffic.failed(name, version)
      if (!isWrongUse) minutes.countFailure(name)
    },
    countRun: ({ run }) => runs.inc({ pipeline: run.name, outcome: run.status }),
    contentType: registry.contentType,
    write: () => registry.metrics(),
    count: () => registry.getMetricsAsJSON(),
  }
}

type Labels = readonly [string, string, string]

/** Finding something by its labels takes longer than counting, on the way of every request. Mostly it is the last again. */
function remembered<Found>(find: (...labels: Labels) => Found): (...labels: Labels) => Found {
  const all = new Map<string, Found>()
  let last: { readonly labels: Labels; readonly found: Found } | undefined
  return (...labels) => {
    const [one, two, three] = labels
    if (last?.labels[0] === one && last.labels[1] === two && last.labels[2] === three) {
      return last.found
    }
    const key = labels.join('\n')
    const found = all.get(key) ?? find(...labels)
    all.set(key, found)
    last = { labels, found }
    return found
  }
}

function addServiceGauges(registry: Registry, services: OpenServices): void {
  const version = new Gauge({
    name: 'groundswell_service_version',
    help: 'The version that a service answers with; 0 while there is none.',
    labelNames: ['service', 'model', 'alias'],
    aggregator: 'max',
    registers: [registry],
    collect: () => {
      for (const open of services.all) {
        const { service, model, alias, version: number = 0 } = open.state()
        version.set({ service, model, alias }, number)
      }
    },
  })
}

/** How far a service is from its limits. */
function addLoadGauges(registry: Registry, services: OpenServices): void {
  const add = (name: string, help: string, valueOf: (load: ServiceLoad) => number): void => {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['service'],
      registers: [registry],
      collect: () => {
        for (const { service, load } of services.all)
          gauge.set({ service: service.name }, valueOf(load()))
      },
    })
  }
  add('groundswell_service_working', 'Requests that are worked on.', ({ working }) => working)
  add('groundswell_service_waiting', 'Requests that wait for their turn.', ({ waiting }) => waiting)
}

function addGroupGauges(registry: Registry, project: OpenedProject): void {
  const { groups } = project.definition
  const add = (
    name: string,
    help: string,
    valueOf: (group: Group, summary: GroupSummary) => number | undefined,
  ): void => {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['group'],
      aggregator: 'max',
      registers: [registry],
      collect: async () => {
        for (const group of groups) {
          const value = valueOf(group, await project.commits.summary(group.name))
          if (value !== undefined) gauge.set({ group: group.name }, value)
        }
      },
    })
  }
  add('groundswell_group_rows', 'Rows of a group.', (_group, summary) => summary.rowCount)
  add(
    'groundswell_group_fresh',
    '1 while the newest commit of a group is as new as it should be, else 0.',
    (group, summary) => Number(freshnessOf(group, summary, project.now()).fresh),
  )
  add(
    'groundswell_group_newest_commit_age_seconds',
    'Age of the newest commit of a group; absent while there is none.',
    (group, summary) => {
      const { ageMs } = freshnessOf(group, summary, project.now())
      return ageMs === undefined ? undefined : ageMs / 1000
    },
  )
}
