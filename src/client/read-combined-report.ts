import type {
  DiagnosticsReply,
  PredictReply,
  Row,
  ScoringReply,
  SummaryStatsReply,
} from '../api/index.ts'
import type { CallOptions, Client } from './create-client.ts'

/** What the four endpoints of the reporting interface say, taken together. */
export interface CombinedReport {
  /** Undefined where nothing was asked to be predicted. */
  readonly prediction: PredictReply | undefined
  readonly scoring: ScoringReply
  readonly summaryStats: SummaryStatsReply
  readonly diagnostics: DiagnosticsReply
}

export interface CombinedAsked extends CallOptions {
  /** What a service is to predict. */
  readonly predict?: { readonly service: string; readonly rows: readonly Row[] } | undefined
  readonly asksRegistry?: boolean | undefined
}

/** Asks all four. Throws `ApiProblem` as soon as one of them fails. */
export async function readCombinedReport(
  client: Pick<Client, 'predict' | 'getScoring' | 'getSummaryStats' | 'getDiagnostics'>,
  { predict, asksRegistry = false, ...options }: CombinedAsked = {},
): Promise<CombinedReport> {
  const query = { registry: asksRegistry ? 'ask' : 'leave' } as const
  const [prediction, scoring, summaryStats, diagnostics] = await Promise.all([
    predict === undefined
      ? undefined
      : client.predict(
          { params: { name: predict.service }, body: { rows: [...predict.rows] } },
          options,
        ),
    client.getScoring({}, options),
    client.getSummaryStats({}, options),
    client.getDiagnostics({ query }, options),
  ])
  return { prediction, scoring, summaryStats, diagnostics }
}
