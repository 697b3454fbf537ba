import { listDecisions } from '../../monitoring/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import type { Model } from '../../training/index.ts'
import type { OpenedProject } from '../opened-project.ts'

/** How good what is in use is, as far as it was measured. */
export interface ModelScore {
  readonly model: string
  readonly version: number | null
  /** What the model is judged by. */
  readonly metric: string | null
  /** On the held-out rows. */
  readonly score: number | null
  readonly metrics: Readonly<Record<string, number>>
  readonly rows: number
  /** On the newest labelled rows, when retraining was last thought of. */
  readonly newest: { readonly score: number; readonly rows: number; readonly at: Date } | null
  /** Each version's own, the oldest first. */
  readonly history: readonly {
    readonly version: number
    readonly score: number
    readonly at: Date
  }[]
}

type ScoreDeps = Pick<OpenedProject, 'definition' | 'models' | 'database'>

/** Reads what was measured of each model's champion, and how versions did before it. */
export async function readScores(project: ScoreDeps): Promise<ModelScore[]> {
  return Promise.all(project.definition.models.map((model) => readScore(project, model)))
}

async function readScore(
  { models, database }: ScoreDeps,
  { name, measure }: Model,
): Promise<ModelScore> {
  const metric = measure[0]?.name ?? ''
  const versions = await models.list(name)
  const pointer = await models.findAlias(name, 'champion')
  const champion = versions.find(({ version }) => version === pointer?.version)
  const { metrics = {}, rowCount = 0 } = champion?.evaluation ?? {}
  return {
    model: name,
    version: champion?.version ?? null,
    metric: metric === '' ? null : metric,
    score: metrics[metric] ?? null,
    metrics,
    rows: rowCount,
    newest: champion === undefined ? null : await findNewest(database, champion),
    history: versions.toReversed().flatMap(({ version, createdAt: at, evaluation }) => {
      const score = evaluation.metrics[metric]
      return score === undefined || Number.isNaN(score) ? [] : [{ version, score, at }]
    }),
  }
}

/** What a decision on retraining has measured of the version last. */
async function findNewest(
  database: ScoreDeps['database'],
  { model, version }: ModelVersion,
): Promise<ModelScore['newest']> {
  for (const { evidence, startedAt } of await listDecisions(database, { model, limit: 50 })) {
    const { holds, champion } = evidence
    if (champion !== version || typeof holds?.now !== 'number') continue
    return { score: holds.now, rows: holds.rows, at: startedAt }
  }
  return null
}
